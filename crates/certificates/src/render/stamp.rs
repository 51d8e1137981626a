//! The bytes of one document: the prefix, its own objects, the table of all.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

use super::Seal;
use super::content::{Drawn, Page};
use super::metadata::{self, Description};
use super::write::{address, points, text};
use crate::compile::{Plan, Prefix, QR_ALT, Standard, hex, integer};
use crate::error::RenderError;
use crate::fields::Fields;
use crate::seal;

/// How hard the content is compressed: higher levels cost more time than they save bytes.
const LEVEL: u32 = 5;

/// A document under way.
struct Stamp<'a> {
    out: &'a mut Vec<u8>,
    /// Where the document begins in `out`.
    start: usize,
    offsets: Vec<usize>,
    prefix: &'a Prefix,
    plan: &'a Plan,
}

pub(super) fn stamp(
    page: &Page<'_>,
    drawn: &[Drawn<'_>],
    description: Description<'_>,
    seal: Option<Seal<'_>>,
    out: &mut Vec<u8>,
) -> Result<(), RenderError> {
    let (prefix, plan, fields) = (page.prefix, page.plan, description.fields);
    let content = deflate(&page.content).map_err(|_memory| RenderError::Inconsistent)?;
    out.reserve(prefix.bytes.len() + content.len() + 8 * 1024);
    let start = out.len();
    let mut stamp = Stamp { out, start, offsets: prefix.offsets.clone(), prefix, plan };
    stamp.put(&prefix.bytes);
    stamp.catalog(fields);
    stamp.page();
    stamp.stream(prefix.numbers.content, b"/Filter/FlateDecode", &content);
    stamp.links(drawn);
    stamp.begin(prefix.numbers.info);
    let place = metadata::info(stamp.out, description);
    stamp.end();
    let mut packet = Vec::with_capacity(2 * 1024);
    metadata::packet(&mut packet, fields, plan.standard);
    stamp.stream(prefix.numbers.metadata, b"/Type/Metadata/Subtype/XML", &packet);
    stamp.finish();
    match (seal, place) {
        (Some(wanted), Some(place)) => self::seal(prefix, wanted, (start, place), out),
        _ => Ok(()),
    }
}

/// Signs the finished file, whose seal still is zeros, and writes the seal into its place.
fn seal(
    prefix: &Prefix,
    Seal { data, sign }: Seal<'_>,
    (start, place): (usize, usize),
    out: &mut [u8],
) -> Result<(), RenderError> {
    let mut digest = prefix.hasher.clone();
    digest.update(out.get(start + prefix.bytes.len()..).unwrap_or_default());
    let signature = sign(&seal::message(data, &digest.finalize()));
    let digits = out.get_mut(place..place + seal::DIGITS).ok_or(RenderError::Inconsistent)?;
    digits.copy_from_slice(hex(&signature).as_bytes());
    Ok(())
}

fn deflate(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len() / 2), Compression::new(LEVEL));
    encoder.write_all(content)?;
    encoder.finish()
}

impl Stamp<'_> {
    fn put(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    fn begin(&mut self, number: u32) {
        let offset = self.out.len() - self.start;
        if let Some(place) = usize::try_from(number).ok().and_then(|number| self.offsets.get_mut(number)) {
            *place = offset;
        }
        integer(self.out, number);
        self.put(b" 0 obj\n");
    }

    fn end(&mut self) {
        self.put(b"\nendobj\n");
    }

    fn reference(&mut self, key: &[u8], number: u32) {
        self.put(key);
        integer(self.out, number);
        self.put(b" 0 R");
    }

    fn stream(&mut self, number: u32, header: &[u8], content: &[u8]) {
        self.begin(number);
        self.put(b"<<");
        self.put(header);
        self.put(b"/Length ");
        integer(self.out, content.len());
        self.put(b">>\nstream\n");
        self.put(content);
        self.put(b"\nendstream");
        self.end();
    }

    fn catalog(&mut self, fields: &Fields) {
        let numbers = &self.prefix.numbers;
        self.begin(numbers.catalog);
        self.put(b"<</Type/Catalog");
        self.reference(b"/Pages ", numbers.pages);
        self.reference(b"/Metadata ", numbers.metadata);
        self.reference(b"/OutputIntents[", numbers.output_intent);
        self.reference(b"]/StructTreeRoot ", numbers.structure);
        self.put(b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Lang(");
        self.put(fields.language.code().as_bytes());
        self.put(b")>>");
        self.end();
    }

    fn page(&mut self) {
        let numbers = &self.prefix.numbers;
        self.begin(numbers.page);
        self.reference(b"<</Type/Page/Parent ", numbers.pages);
        self.put(b"/MediaBox[0 0 ");
        points(self.out, self.plan.width);
        points(self.out, self.plan.height);
        self.reference(b"]/Resources ", numbers.resources);
        self.reference(b"/Contents[", numbers.drawings);
        self.reference(b" ", numbers.content);
        self.put(match self.plan.standard {
            Standard::A2u => b"]/Group<</S/Transparency/CS/DeviceRGB>>/Tabs/S".as_slice(),
            Standard::A1b => b"]",
        });
        self.put(b"/StructParents 0/Annots[");
        for link in &numbers.links {
            self.reference(b" ", *link);
        }
        self.put(b"]>>");
        self.end();
    }

    /// A link for each QR code; one that holds no address gets a link that leads nowhere.
    fn links(&mut self, drawn: &[Drawn<'_>]) {
        let codes = drawn.iter().filter_map(|drawn| match drawn {
            Drawn::Qr { plan, link, .. } => Some((*plan, link.as_deref())),
            _ => None,
        });
        for ((plan, link), (parent, number)) in codes.zip((1_u32..).zip(&self.prefix.numbers.links)) {
            self.begin(*number);
            self.put(b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/StructParent ");
            integer(self.out, parent);
            self.put(b"/Contents");
            text(self.out, QR_ALT);
            self.put(b"/Rect[");
            let bottom = self.plan.height - plan.y - plan.size;
            for place in [plan.x, bottom, plan.x + plan.size, bottom + plan.size] {
                points(self.out, place);
            }
            self.put(b"]");
            if let Some(link) = link {
                self.put(b"/A<</S/URI/URI");
                address(self.out, link);
                self.put(b">>");
            }
            self.put(b">>");
            self.end();
        }
    }

    /// The table of all objects, and an identity that only depends on the bytes.
    fn finish(mut self) {
        let table = self.out.len() - self.start;
        self.put(b"xref\n0 ");
        integer(self.out, self.offsets.len());
        self.put(b"\n0000000000 65535 f \n");
        for offset in std::mem::take(&mut self.offsets).into_iter().skip(1) {
            let mut line = *b"0000000000 00000 n \n";
            let mut rest = offset;
            for digit in line.iter_mut().take(10).rev() {
                *digit = b"0123456789".get(rest % 10).copied().unwrap_or(b'0');
                rest /= 10;
            }
            self.put(&line);
        }
        let own = self.out.get(self.start + self.prefix.bytes.len()..).unwrap_or_default();
        let mut digest = Sha256::new();
        digest.update(self.prefix.hasher.clone().finalize());
        digest.update(own);
        let identity = hex(digest.finalize().get(..16).unwrap_or_default());
        let numbers = &self.prefix.numbers;
        self.put(b"trailer\n<</Size ");
        integer(self.out, self.prefix.offsets.len());
        self.reference(b"/Root ", numbers.catalog);
        self.reference(b"/Info ", numbers.info);
        self.put(format!("/ID[<{identity}><{identity}>]>>\nstartxref\n{table}\n%%EOF\n").as_bytes());
    }
}
