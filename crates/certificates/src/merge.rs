//! Many documents become one file for the printer. What they share, such as fonts, images and drawings, is kept once; and
//! because everything is written as it comes, ten thousand documents need hardly more memory than ten.

use std::collections::HashMap;
use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};

use crate::compile::{hex, object};

/// How many pages, or groups of pages, stand in one list.
const GROUP: usize = 64;
/// How deep the objects of our documents hold each other, with room to spare.
const MAX_DEPTH: usize = 32;
/// What ties an object to the rest of its old file.
const DROPPED: [&[u8]; 4] = [b"Parent", b"StructParents", b"StructParent", b"Tabs"];

/// The documents cannot be merged; what was written until then is no file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// A document could not be had.
    #[error("document {index} cannot be read")]
    Source {
        /// Which one, from 0.
        index: usize,
        /// Why.
        source: io::Error,
    },
    /// A document is no PDF of this program.
    #[error("document {index} is no PDF document that can be read")]
    Unreadable {
        /// Which one, from 0.
        index: usize,
    },
    /// There is no document at all: a file without pages would not open.
    #[error("there is nothing to merge")]
    Nothing,
    /// The file could not be written.
    #[error("the file cannot be written")]
    Write(#[from] io::Error),
}

/// Writes one PDF with all pages of the documents, in their order, and returns how many documents there were. The pages
/// look as they did; what the files said of themselves, and their seals, stay behind.
///
/// # Errors
/// The first document that cannot be had or read, or a failure to write.
pub fn merge(
    documents: impl Iterator<Item = io::Result<Vec<u8>>>,
    out: &mut dyn Write,
) -> Result<usize, MergeError> {
    let mut merger =
        Merger { out, length: 0, offsets: vec![0], known: HashMap::new(), digest: Sha256::new() };
    merger.write(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
    let mut pages = Tree { root: merger.reserve()?, group: None, groups: Vec::new() };
    let mut intents = None;
    let mut count = 0;
    for (index, bytes) in documents.enumerate() {
        let bytes = bytes.map_err(|source| MergeError::Source { index, source })?;
        let unreadable = || MergeError::Unreadable { index };
        let document = Document::load_mem(&bytes).map_err(|_reason| unreadable())?;
        let mut copier = Copier { merger: &mut merger, document: &document, done: HashMap::new(), index };
        if intents.is_none()
            && let Ok(found) = document.catalog().and_then(|catalog| catalog.get(b"OutputIntents"))
        {
            intents = Some(copier.copy(found, 0)?);
        }
        let old = document.get_pages();
        if old.is_empty() {
            return Err(unreadable());
        }
        for id in old.into_values() {
            let page = document.get_dictionary(id).map_err(|_reason| unreadable())?;
            let page = copier.dictionary(page, 0)?;
            pages.add(copier.merger, page)?;
        }
        count = index + 1;
    }
    if count == 0 {
        return Err(MergeError::Nothing);
    }
    let root = pages.finish(&mut merger)?;
    merger.finish(root, intents)?;
    Ok(count)
}

fn reference(number: u32) -> Object {
    Object::Reference((number, 0))
}

/// The file under way.
struct Merger<'a> {
    out: &'a mut dyn Write,
    length: u64,
    /// Where each object begins.
    offsets: Vec<u64>,
    /// The objects that may be used again, by the hash of what they say.
    known: HashMap<[u8; 32], u32>,
    digest: Sha256,
}

impl Merger<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += u64::try_from(bytes.len()).map_err(io::Error::other)?;
        self.out.write_all(bytes)
    }

    /// The number of an object that will be written later.
    fn reserve(&mut self) -> io::Result<u32> {
        let number = u32::try_from(self.offsets.len()).map_err(io::Error::other)?;
        self.offsets.push(0);
        Ok(number)
    }

    fn put(&mut self, number: u32, said: &[u8]) -> io::Result<()> {
        if let Some(offset) = usize::try_from(number).ok().and_then(|number| self.offsets.get_mut(number)) {
            *offset = self.length;
        }
        self.write(format!("{number} 0 obj\n").as_bytes())?;
        self.write(said)?;
        self.write(b"\nendobj\n")
    }

    fn place(&mut self, number: u32, value: impl Into<Object>) -> io::Result<()> {
        self.put(number, &said(&value.into()))
    }

    /// The number of this object, which is written unless it has been before.
    fn share(&mut self, value: &Object) -> io::Result<u32> {
        let said = said(value);
        let hash = Sha256::digest(&said).into();
        if let Some(number) = self.known.get(&hash) {
            return Ok(*number);
        }
        let number = self.reserve()?;
        self.put(number, &said)?;
        self.digest.update(hash);
        self.known.insert(hash, number);
        Ok(number)
    }

    fn finish(mut self, pages: u32, intents: Option<Object>) -> io::Result<()> {
        let root = self.reserve()?;
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => reference(pages) };
        if let Some(intents) = intents {
            catalog.set("OutputIntents", intents);
        }
        self.place(root, catalog)?;
        let table = self.length;
        self.write(format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len()).as_bytes())?;
        for offset in std::mem::take(&mut self.offsets).into_iter().skip(1) {
            self.write(format!("{offset:010} 00000 n \n").as_bytes())?;
        }
        let identity = self.digest.clone().finalize();
        let identity = hex(identity.get(..16).unwrap_or_default());
        let size = root + 1;
        self.write(
            format!(
                "trailer\n<</Size {size}/Root {root} 0 R/ID[<{identity}><{identity}>]>>\nstartxref\n{table}\n%%EOF\n"
            )
            .as_bytes(),
        )?;
        self.out.flush()
    }
}

fn said(value: &Object) -> Vec<u8> {
    let mut bytes = Vec::new();
    object(&mut bytes, value);
    bytes
}

/// One document on its way into the file.
struct Copier<'a, 'b> {
    merger: &'b mut Merger<'a>,
    document: &'b Document,
    done: HashMap<ObjectId, u32>,
    index: usize,
}

impl Copier<'_, '_> {
    /// The object with everything it refers to in the new file.
    fn copy(&mut self, value: &Object, depth: usize) -> Result<Object, MergeError> {
        if depth > MAX_DEPTH {
            return Err(MergeError::Unreadable { index: self.index });
        }
        Ok(match value {
            Object::Reference(id) => reference(self.follow(*id, depth)?),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.copy(item, depth + 1)).collect::<Result<_, _>>()?)
            }
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary, depth)?),
            Object::Stream(stream) => {
                Object::Stream(Stream::new(self.dictionary(&stream.dict, depth)?, stream.content.clone()))
            }
            plain => plain.clone(),
        })
    }

    fn dictionary(&mut self, dictionary: &Dictionary, depth: usize) -> Result<Dictionary, MergeError> {
        let mut copy = Dictionary::new();
        for (key, value) in dictionary.iter().filter(|(key, _)| !DROPPED.contains(&key.as_slice())) {
            copy.set(key.clone(), self.copy(value, depth + 1)?);
        }
        Ok(copy)
    }

    fn follow(&mut self, id: ObjectId, depth: usize) -> Result<u32, MergeError> {
        if let Some(number) = self.done.get(&id) {
            return Ok(*number);
        }
        let unreadable = MergeError::Unreadable { index: self.index };
        let value = self.document.get_object(id).map_err(|_reason| unreadable)?;
        let copy = self.copy(value, depth + 1)?;
        let number = self.merger.share(&copy)?;
        self.done.insert(id, number);
        Ok(number)
    }
}

/// The lists of pages: each is written when it is full, and its number stands in the list above it.
struct Tree {
    root: u32,
    /// The list under way: its number and its pages.
    group: Option<(u32, Vec<Object>)>,
    groups: Vec<(Object, usize)>,
}

impl Tree {
    fn add(&mut self, merger: &mut Merger<'_>, mut page: Dictionary) -> io::Result<()> {
        let (group, mut kids) = match self.group.take() {
            Some(group) => group,
            None => (merger.reserve()?, Vec::new()),
        };
        page.set("Parent", reference(group));
        let number = merger.reserve()?;
        merger.place(number, page)?;
        kids.push(reference(number));
        self.group = Some((group, kids));
        if self.group.as_ref().is_some_and(|(_, kids)| kids.len() >= GROUP) {
            self.close(merger)?;
        }
        Ok(())
    }

    /// Writes the list under way.
    fn close(&mut self, merger: &mut Merger<'_>) -> io::Result<()> {
        let Some((number, kids)) = self.group.take() else { return Ok(()) };
        let count = kids.len();
        self.groups.push((reference(number), count));
        let parent = reference(self.root);
        merger.place(number, list(kids, count, Some(parent))?)
    }

    fn finish(mut self, merger: &mut Merger<'_>) -> io::Result<u32> {
        self.close(merger)?;
        let count = self.groups.iter().map(|(_, count)| count).sum();
        let kids = self.groups.into_iter().map(|(number, _)| number).collect();
        merger.place(self.root, list(kids, count, None)?)?;
        Ok(self.root)
    }
}

fn list(kids: Vec<Object>, count: usize, parent: Option<Object>) -> io::Result<Dictionary> {
    let count = i64::try_from(count).map_err(io::Error::other)?;
    let mut list = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    if let Some(parent) = parent {
        list.set("Parent", parent);
    }
    Ok(list)
}
