//! What printpdf made is stripped of the throw-away page, given what an archived document must have, and written.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::Standard;
use super::icc;
use super::plan::{Marked, Plan};
use super::serialize;
use super::structure::structure;
use super::subset::SubsetFace;
use crate::error::CompileError;
use crate::layout::Font;

/// The numbers of the objects that each document adds, and of those that it refers to.
pub(crate) struct Numbers {
    pub(crate) page: u32,
    pub(crate) content: u32,
    pub(crate) info: u32,
    pub(crate) metadata: u32,
    pub(crate) catalog: u32,
    /// One link for each QR code.
    pub(crate) links: Vec<u32>,
    pub(crate) pages: u32,
    pub(crate) resources: u32,
    pub(crate) drawings: u32,
    pub(crate) output_intent: u32,
    pub(crate) structure: u32,
}

/// The pieces of the page that survive.
struct Kept {
    page: ObjectId,
    pages: ObjectId,
    resources: ObjectId,
    drawings: ObjectId,
    /// Numbers that nothing uses any more.
    free: Vec<ObjectId>,
}

fn bad(error: &lopdf::Error) -> CompileError {
    CompileError::Assembly(error.to_string())
}

pub(super) fn assemble(
    mut document: Document,
    plan: &Plan,
    faces: &BTreeMap<Font, SubsetFace>,
) -> Result<(Vec<u8>, Vec<usize>, Numbers), CompileError> {
    let mut kept = keep_first_page(&mut document).map_err(|error| bad(&error))?;
    describe_fonts(&mut document, faces, plan.standard).map_err(|error| bad(&error))?;
    let mut number = || kept.free.pop().unwrap_or_else(|| document.new_object_id());
    let [content, info, metadata, catalog] = [(); 4].map(|()| number());
    let links: Vec<ObjectId> =
        plan.marks.iter().filter(|marked| **marked == Marked::Link).map(|_| number()).collect();
    let output_intent = output_intent(&mut document, plan.standard);
    let structure = structure(&mut document, plan, kept.page, &links);
    document.compress();
    let numbers = Numbers {
        page: kept.page.0,
        content: content.0,
        info: info.0,
        metadata: metadata.0,
        catalog: catalog.0,
        links: links.iter().map(|link| link.0).collect(),
        pages: kept.pages.0,
        resources: kept.resources.0,
        drawings: kept.drawings.0,
        output_intent: output_intent.0,
        structure: structure.0,
    };
    let (bytes, offsets) = write(&document, plan.standard);
    Ok((bytes, offsets, numbers))
}

/// Drops the throw-away page, the catalog and the description; what each document adds takes over their numbers, so
/// that none is left unused.
fn keep_first_page(document: &mut Document) -> lopdf::Result<Kept> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let [first, second] = pages.as_slice() else { return Err(lopdf::Error::PageNumberNotFound(2)) };
    let entry = |document: &Document, page: ObjectId, key: &[u8]| {
        document.get_dictionary(page).and_then(|page| page.get(key)).and_then(Object::as_reference)
    };
    let mut free = vec![*second];
    for key in [b"Resources".as_slice(), b"Contents"] {
        free.push(entry(document, *second, key)?);
    }
    for key in [b"Root".as_slice(), b"Info"] {
        free.push(document.trailer.get(key)?.as_reference()?);
    }
    let pages = entry(document, *first, b"Parent")?;
    let resources = entry(document, *first, b"Resources")?;
    let drawings = entry(document, *first, b"Contents")?;
    for id in free.iter().chain([first]) {
        document.objects.remove(id);
    }
    let tree = document.get_object_mut(pages)?.as_dict_mut()?;
    tree.set("Count", 1);
    tree.set("Kids", vec![Object::Reference(*first)]);
    Ok(Kept { page: *first, pages, resources, drawings, free })
}

/// printpdf cannot know the height of capitals, nor that the oldest standard wants a list of all glyphs.
fn describe_fonts(
    document: &mut Document,
    faces: &BTreeMap<Font, SubsetFace>,
    standard: Standard,
) -> lopdf::Result<()> {
    let mut described = Vec::new();
    for (id, object) in &document.objects {
        let name = object.as_dict().and_then(|object| object.get(b"FontName")).and_then(Object::as_name);
        let Ok(name) = name else { continue };
        let face = faces.values().find(|face| face.name.as_bytes() == name);
        described.extend(face.map(|face| (*id, face)));
    }
    for (id, face) in described {
        let listed = (standard == Standard::A1b)
            .then(|| document.add_object(Stream::new(dictionary! {}, face.listed())));
        let description = document.get_object_mut(id)?.as_dict_mut()?;
        description.set("CapHeight", face.cap_height);
        if let Some(listed) = listed {
            description.set("CIDSet", listed);
        }
    }
    Ok(())
}

/// Colours are those of sRGB.
fn output_intent(document: &mut Document, standard: Standard) -> ObjectId {
    let profile = match standard {
        Standard::A2u => typst_assets::icc::S_RGB_V4.to_vec(),
        Standard::A1b => icc::srgb(),
    };
    let profile = Stream::new(dictionary! { "N" => 3 }, profile);
    let profile = document.add_object(profile);
    document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile
    })
}

fn write(document: &Document, standard: Standard) -> (Vec<u8>, Vec<usize>) {
    let size = usize::try_from(document.max_id).unwrap_or(0) + 1;
    let mut offsets = vec![0; size];
    let mut bytes = match standard {
        Standard::A2u => b"%PDF-1.7\n".to_vec(),
        Standard::A1b => b"%PDF-1.4\n".to_vec(),
    };
    bytes.extend_from_slice(b"%\xE2\xE3\xCF\xD3\n");
    for ((number, _), object) in &document.objects {
        if let Some(offset) = usize::try_from(*number).ok().and_then(|number| offsets.get_mut(number)) {
            *offset = bytes.len();
        }
        serialize::integer(&mut bytes, *number);
        bytes.extend_from_slice(b" 0 obj\n");
        serialize::object(&mut bytes, object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    (bytes, offsets)
}
