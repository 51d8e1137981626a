//! The seal of a document, with which anybody who has the public key can tell that a file is whole and ours, offline and
//! without this program.
//!
//! # For a verifier of your own
//!
//! The description dictionary of the file (`/Info`) has three entries, in this order and with nothing between them:
//!
//! * `/WebclubData<FEFF…>`: what the document says, JSON as UTF-16 in hexadecimal digits;
//! * `/WebclubSignature<FEFF…>`: 128 hexadecimal digits, again as UTF-16: an Ed25519 signature over the bytes of that JSON
//!   in UTF-8. It proves who said so, even where the file around it has been changed;
//! * `/WebclubSeal(…)`: 128 lower-case hexadecimal digits in ASCII: an Ed25519 signature over the message that binds the
//!   data to the file.
//!
//! To check the seal, find the only place where `>/WebclubSeal(` stands in the file and replace the 128 digits behind it by
//! 128 times the digit `0`. The message is the JSON in UTF-8, a line feed, and the SHA-256 of this file as 64 lower-case
//! hexadecimal digits. Verify strictly, as RFC 8032 says; a file with another byte anywhere, or with bytes appended, has
//! another message.

use sha2::{Digest, Sha256};

use crate::compile::hex;
use crate::notes::{Notes, UnreadablePdf, read_notes};

const DATA: &str = "Data";
const SIGNATURE: &str = "Signature";
/// The name of the seal among the notes.
pub(crate) const SEAL: &str = "Seal";
/// How long a seal is, in hexadecimal digits.
pub(crate) const DIGITS: usize = 128;
/// What stands before the digits. No text of a person can hold it: in descriptions `>` is written otherwise.
const MARK: &[u8] = b">/WebclubSeal(";

/// What a sealed file says of itself; nothing of it is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What the document says, as it was given to [`crate::CompiledLayout::render_sealed`].
    pub data: String,
    /// The signature over the bytes of `data`; zeros, which no key has signed, where the file has none that can be read.
    pub signature: [u8; 64],
    /// The signature over `message`; zeros likewise.
    pub seal: [u8; 64],
    /// What the seal must sign, as this file is now.
    pub message: Vec<u8>,
}

/// The notes of a document that will be sealed.
pub(crate) fn notes(data: &str, signature: &[u8; 64]) -> Notes {
    Notes::from([(DATA.to_owned(), data.to_owned()), (SIGNATURE.to_owned(), hex(signature))])
}

/// What the seal signs: the data and the SHA-256 of the file with zeros in place of the seal.
pub(crate) fn message(data: &str, digest: &[u8]) -> Vec<u8> {
    format!("{data}\n{}", hex(digest)).into_bytes()
}

/// Reads what a sealed file says of itself; `None` for a file that this program did not seal.
///
/// It takes any bytes from anybody: nothing is decompressed, and the time is that of reading the file once. Verify both
/// signatures with Ed25519: only where `seal` signs `message`, the file is as it was made; where only `signature` signs
/// `data`, the file was changed and `data` is what it said.
///
/// # Errors
/// The file is no PDF, or too large to be one of ours.
pub fn read_sealed(pdf: &[u8]) -> Result<Option<Sealed>, UnreadablePdf> {
    let mut notes = read_notes(pdf)?;
    let (signature, seal) = (notes.remove(SIGNATURE), notes.remove(SEAL));
    if signature.is_none() && seal.is_none() {
        return Ok(None);
    }
    let data = notes.remove(DATA).ok_or(UnreadablePdf)?;
    let number = |digits: Option<String>| digits.and_then(|digits| number(digits.as_bytes()));
    let message = message(&data, &digest(pdf));
    Ok(Some(Sealed {
        signature: number(signature).unwrap_or([0; 64]),
        seal: number(seal).unwrap_or([0; 64]),
        data,
        message,
    }))
}

/// The SHA-256 of the file with zeros in place of its seal; of the file as it is where no seal stands in its place.
fn digest(pdf: &[u8]) -> [u8; 32] {
    let Some(place) = place(pdf) else { return Sha256::digest(pdf).into() };
    let (before, rest) = pdf.split_at(place);
    let mut digest = Sha256::new_with_prefix(before);
    digest.update([b'0'; DIGITS]);
    digest.update(rest.get(DIGITS..).unwrap_or_default());
    digest.finalize().into()
}

/// Where the digits of the only seal begin.
fn place(pdf: &[u8]) -> Option<usize> {
    let mut places = pdf.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK);
    let (Some((mark, _)), None) = (places.next(), places.next()) else { return None };
    let place = mark + MARK.len();
    let digits = pdf.get(place..place + DIGITS)?;
    (pdf.get(place + DIGITS) == Some(&b')') && number(digits).is_some()).then_some(place)
}

/// The bytes of a signature in lower-case digits: there is one way only to write each.
fn number(digits: &[u8]) -> Option<[u8; 64]> {
    let digit = |digit: &u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 64];
    if digits.len() != DIGITS {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(bytes)
}
