//! Notes for programs: what a document carries besides its page, such as its snapshot and the signature over it.

use std::collections::BTreeMap;

use lopdf::{Document, Object};

/// The notes of a document: a name of ASCII letters and its value.
pub type Notes = BTreeMap<String, String>;

/// What stands before the name of a note in the file, so that no other program takes it for its own.
pub(crate) const PREFIX: &str = "Webclub";
/// No document of ours is larger.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The file is no document that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file is no PDF document that can be read")]
pub struct UnreadablePdf;

/// Whether a note may have this name.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Reads the notes of a document, of ours or of anybody; a document of another program has none.
///
/// # Errors
/// The file is no PDF, or too large to be one of ours.
pub fn read_notes(pdf: &[u8]) -> Result<Notes, UnreadablePdf> {
    if pdf.len() > MAX_BYTES {
        return Err(UnreadablePdf);
    }
    let document = Document::load_mem(pdf).map_err(|_reason| UnreadablePdf)?;
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let Ok(info) = info.and_then(|id| document.get_dictionary(id)) else { return Ok(Notes::new()) };
    let notes = info.iter().filter_map(|(key, value)| {
        let name = std::str::from_utf8(key).ok()?.strip_prefix(PREFIX)?;
        Some((name.to_owned(), text(value.as_str().ok()?)?))
    });
    Ok(notes.collect())
}

fn text(bytes: &[u8]) -> Option<String> {
    let units = bytes.strip_prefix(b"\xfe\xff")?;
    let units: Vec<u16> = units
        .chunks_exact(2)
        .filter_map(|unit| Some(u16::from_be_bytes([*unit.first()?, *unit.get(1)?])))
        .collect();
    String::from_utf16(&units).ok()
}
