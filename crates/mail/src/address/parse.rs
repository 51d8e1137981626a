//! The rules by which a typed text becomes an address.

use super::{AddressError, look_alike};

/// RFC 5321: a path has 256 characters, two of them angle brackets.
const MAX_CHARS: usize = 254;
const MAX_LOCAL_CHARS: usize = 64;
/// Names that RFC 6761 and its kin keep out of the public name system.
const NOT_PUBLIC: &[&str] = &["localhost", "local", "internal", "invalid", "arpa", "onion", "lan"];

/// The address in its one spelling.
pub(super) fn parse(text: &str) -> Result<String, AddressError> {
    let typed = unwrapped(text)?;
    if let Some(suggestion) = look_alike::with_latin_letters(&typed)
        && let Ok(suggestion) = normal(&suggestion)
    {
        return Err(AddressError::LooksCyrillic { suggestion });
    }
    normal(&typed)
}

/// The text without what people paste around an address.
fn unwrapped(text: &str) -> Result<String, AddressError> {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let mut typed = visible.trim();
    if typed.is_empty() {
        return Err(AddressError::Empty);
    }
    if let Some(inner) = typed.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        typed = inner.trim();
    }
    if let Some((scheme, rest)) = typed.split_once(':')
        && scheme.eq_ignore_ascii_case("mailto")
    {
        typed = rest.trim();
    }
    if typed.chars().filter(|c| *c == '@').count() > 1
        && typed.contains([',', ';', ' ', '\n', '\r', '\t', '/'])
    {
        let is_one_line = !typed.contains(['\r', '\n']);
        return Err(if is_one_line { AddressError::SeveralAddresses } else { AddressError::NotAnAddress });
    }
    Ok(typed.to_owned())
}

fn normal(typed: &str) -> Result<String, AddressError> {
    let (local, domain) = typed.rsplit_once('@').ok_or(AddressError::NotAnAddress)?;
    let local = normal_local(local)?;
    let domain = normal_domain(domain)?;
    if local.len() > MAX_LOCAL_CHARS || local.len() + 1 + domain.len() > MAX_CHARS {
        return Err(AddressError::TooLong);
    }
    Ok(format!("{local}@{domain}"))
}

/// Only the plain form of RFC 5321: quoted local parts are used by attackers and by nobody else.
fn normal_local(local: &str) -> Result<String, AddressError> {
    if local.is_empty() || local.split('.').any(str::is_empty) {
        return Err(AddressError::NotAnAddress);
    }
    if local.chars().all(|c| is_atom(c) || c == '.') {
        return Ok(local.to_ascii_lowercase());
    }
    let would_pass_with_utf8 =
        local.chars().all(|c| is_atom(c) || c == '.' || (!c.is_ascii() && c.is_alphanumeric()));
    Err(if would_pass_with_utf8 { AddressError::LocalPartNotAscii } else { AddressError::NotAnAddress })
}

fn normal_domain(domain: &str) -> Result<String, AddressError> {
    if domain.starts_with('[') {
        return Err(AddressError::DomainNotPublic);
    }
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    // A slip of the keyboard is called by its name before the rules for names are: `a@` and `a@b..ru`.
    if domain.split(['.', '。']).any(str::is_empty) {
        return Err(AddressError::NotAnAddress);
    }
    let ascii = idna::domain_to_ascii_strict(domain).map_err(|_invalid| too_long_or_wrong(domain))?;
    let last_label = ascii.rsplit('.').next().unwrap_or_default();
    let is_number = last_label.chars().all(|c| c.is_ascii_digit());
    if !ascii.contains('.') || is_number || NOT_PUBLIC.contains(&last_label) {
        return Err(AddressError::DomainNotPublic);
    }
    Ok(ascii)
}

fn too_long_or_wrong(domain: &str) -> AddressError {
    let is_too_long = domain.len() > MAX_CHARS || domain.split('.').any(|label| label.len() > 63);
    if is_too_long { AddressError::TooLong } else { AddressError::NotAnAddress }
}

/// `atext` of RFC 5322.
const fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '!' | '#'
                | '$'
                | '%'
                | '&'
                | '\''
                | '*'
                | '+'
                | '-'
                | '/'
                | '='
                | '?'
                | '^'
                | '_'
                | '`'
                | '{'
                | '|'
                | '}'
                | '~'
        )
}

/// What comes along when an address is copied from a messenger or a document and cannot be seen.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
