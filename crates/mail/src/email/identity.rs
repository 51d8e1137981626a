//! The Message-ID and what follows from it: boundaries and file names.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::BuildError;

/// File systems take 255 bytes a name; this leaves room for the hash and the ending.
const MAX_STEM_CHARS: usize = 150;

/// The Message-ID `<unique@domain>` of an e-mail; `unique` is the e-mail's own id, so that each attempt carries the same.
///
/// Characters that a Message-ID may not hold become hyphens; an international domain becomes punycode.
pub fn message_id(unique: &str, domain: &str) -> String {
    let left = plain(unique);
    let domain = idna::domain_to_ascii(domain.trim()).unwrap_or_else(|_invalid| plain(domain));
    format!("<{left}@{}>", plain(&domain))
}

fn plain(text: &str) -> String {
    let plain: String = text
        .trim()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '=') { c } else { '-' })
        .collect();
    let plain = plain.trim_matches('.').to_owned();
    if plain.is_empty() { "-".to_owned() } else { plain }
}

/// The Message-ID in its angle brackets, when it is one.
pub(super) fn checked_id(id: &str) -> Result<String, BuildError> {
    let inner = without_brackets(id);
    let is_plain = inner
        .chars()
        .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '(' | ')' | ',' | ';' | ':' | '\\'));
    let has_both_sides =
        inner.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty());
    if is_plain && has_both_sides && inner.len() <= 250 {
        Ok(format!("<{inner}>"))
    } else {
        Err(BuildError::MessageId)
    }
}

/// A boundary that no part can contain: base64 and quoted-printable never write `=_`.
pub(super) fn boundary(message_id: &str, part: &str) -> String {
    format!("=_{part}_{}", digest(message_id, 16))
}

/// A file name without its ending, one for each Message-ID.
pub(crate) fn file_stem(message_id: &str) -> String {
    let inner = without_brackets(message_id);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '=' | '@');
    let is_kept = !inner.is_empty()
        && !inner.starts_with('.')
        && inner.len() <= MAX_STEM_CHARS
        && inner.chars().all(is_plain);
    if is_kept {
        return inner.to_owned();
    }
    let stem: String = inner
        .trim_start_matches('.')
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .take(MAX_STEM_CHARS)
        .collect();
    format!("{stem}~{}", digest(inner, 8))
}

fn without_brackets(id: &str) -> &str {
    let id = id.trim();
    id.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(id)
}

fn digest(text: &str, bytes: usize) -> String {
    let mut hex = String::with_capacity(bytes * 2);
    for byte in Sha256::digest(text.as_bytes()).iter().take(bytes) {
        // Writing to a string cannot fail.
        let _never = write!(hex, "{byte:02x}");
    }
    hex
}
