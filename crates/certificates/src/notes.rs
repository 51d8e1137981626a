//! Notes for programs: what a document carries besides its page, such as its snapshot and the signature over it.

use std::collections::BTreeMap;

/// The notes of a document: a name of ASCII letters and its value.
pub type Notes = BTreeMap<String, String>;

/// What stands before the name of a note in the file, so that no other program takes it for its own.
pub(crate) const PREFIX: &str = "Webclub";
const MARK: &[u8] = b"/Webclub";
/// No document of ours is larger.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// How far into a file its first line may stand.
const HEAD: usize = 1024;

/// The file is no document that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file is no PDF document that can be read")]
pub struct UnreadablePdf;

/// Whether a note may have this name.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Reads the notes of a document, of ours or of anybody; a document of another program has none. Of a note that stands in
/// the file more than once the last counts.
///
/// The file is searched, not parsed: nobody can hand in one that takes long or much memory. So a document that another
/// program has packed into compressed objects has no notes.
///
/// # Errors
/// The file is no PDF, or too large to be one of ours.
pub fn read_notes(pdf: &[u8]) -> Result<Notes, UnreadablePdf> {
    let head = pdf.get(..pdf.len().min(HEAD)).unwrap_or_default();
    if pdf.len() > MAX_BYTES || !head.windows(5).any(|window| window == b"%PDF-") {
        return Err(UnreadablePdf);
    }
    let mut notes = Notes::new();
    let mut rest = pdf;
    while let Some(place) = rest.windows(MARK.len()).position(|window| window == MARK) {
        rest = rest.get(place + MARK.len()..).unwrap_or_default();
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (name, behind) = rest.split_at(letters);
        let mut reader = Reader { rest: behind };
        let value = reader.string();
        rest = reader.rest;
        if let (Ok(name), Some(value)) = (std::str::from_utf8(name), value.and_then(|bytes| text(&bytes)))
            && is_name(name)
        {
            notes.insert(name.to_owned(), value);
        }
    }
    Ok(notes)
}

/// Reads a string as a PDF writes it.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn string(&mut self) -> Option<Vec<u8>> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t' | b'\x0c' | 0) = self.rest.first() {
            self.next();
        }
        match self.next()? {
            b'<' => self.hexadecimal(),
            b'(' => self.literal(),
            _ => None,
        }
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut high = None;
        loop {
            let digit = match self.next()? {
                b'>' => break,
                byte if byte.is_ascii_whitespace() => continue,
                byte => u8::try_from(char::from(byte).to_digit(16)?).ok()?,
            };
            match high.take() {
                None => high = Some(digit << 4),
                Some(high) => bytes.push(high | digit),
            }
        }
        bytes.extend(high);
        Some(bytes)
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut open = 0_usize;
        loop {
            match self.next()? {
                b')' if open == 0 => return Some(bytes),
                b'\\' => bytes.extend(self.escaped()?),
                byte => {
                    open = match byte {
                        b'(' => open + 1,
                        b')' => open - 1,
                        _ => open,
                    };
                    bytes.push(byte);
                }
            }
        }
    }

    /// What a backslash and the bytes behind it stand for; nothing at the end of a line.
    fn escaped(&mut self) -> Option<Option<u8>> {
        Some(match self.next()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                if self.rest.first() == Some(&b'\n') {
                    self.next();
                }
                None
            }
            digit @ b'0'..=b'7' => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.rest.first().copied() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.next();
                }
                u8::try_from(code & 0xff).ok()
            }
            byte => Some(byte),
        })
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    let Some(units) = bytes.strip_prefix(b"\xfe\xff") else {
        return Some(bytes.iter().copied().map(char::from).collect());
    };
    let units: Vec<u16> = units
        .chunks_exact(2)
        .filter_map(|unit| Some(u16::from_be_bytes([*unit.first()?, *unit.get(1)?])))
        .collect();
    String::from_utf16(&units).ok()
}
