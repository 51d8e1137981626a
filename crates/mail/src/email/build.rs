//! From an [`Email`] to MIME: `mixed(alternative(text, html, invitation), files…)`, each part only when it is there.

use std::time::SystemTime;

use chrono::DateTime;
use lettre::Message;
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType};
use lettre::message::{Body, MultiPart, SinglePart};

use super::headers::{self, AutoSubmitted, ContentLanguage, ListUnsubscribe, ListUnsubscribePost};
use super::{Attachment, BuildError, Email, identity};

/// Longer subjects are cut.
const MAX_SUBJECT_CHARS: usize = 250;
/// RFC 5322, without the CRLF.
const MAX_LINE_BYTES: usize = 998;

/// The e-mail as the MIME library holds it.
pub(crate) fn message(email: &Email) -> Result<Message, BuildError> {
    let subject = headers::one_line(&email.subject, MAX_SUBJECT_CHARS).ok_or(BuildError::NoSubject)?;
    let id = identity::checked_id(&email.message_id)?;
    let mut builder = Message::builder()
        .date(system_time(email)?)
        .from(email.from.to_lettre()?)
        .to(email.to.to_lettre()?)
        .subject(subject)
        .message_id(Some(id.clone()))
        .header(ContentLanguage(email.language.code().to_owned()))
        .header(AutoSubmitted("auto-generated".to_owned()));
    if let Some(reply_to) = &email.reply_to {
        builder = builder.reply_to(reply_to.to_lettre()?);
    }
    if let Some(url) = &email.unsubscribe_url {
        builder = builder
            .header(ListUnsubscribe(format!("<{}>", headers::unsubscribe_url(url)?)))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
    }
    let built = match body(email, &id)? {
        Content::Single(part) => builder.singlepart(part),
        Content::Multi(parts) => builder.multipart(parts),
    };
    built.map_err(|error| BuildError::Mime(error.to_string()))
}

/// The bytes, when they can do no harm on the wire.
///
/// A bare CR or LF could end the DATA of one e-mail early and begin a forged one, so they are refused here once more, whatever was built.
pub(crate) fn checked(bytes: Vec<u8>) -> Result<Vec<u8>, BuildError> {
    let mut lines = bytes.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        let content = if is_last { Some(line) } else { line.strip_suffix(b"\r") };
        let is_safe = content.is_some_and(|content| {
            content.len() <= MAX_LINE_BYTES
                && content.is_ascii()
                && !content.contains(&b'\r')
                && !content.contains(&0)
        });
        if !is_safe {
            return Err(BuildError::UnsafeBytes);
        }
    }
    Ok(bytes)
}

/// The writing library panics on a date outside of these years.
fn system_time(email: &Email) -> Result<SystemTime, BuildError> {
    let years =
        DateTime::UNIX_EPOCH..=DateTime::from_timestamp(253_402_300_799, 0).unwrap_or(DateTime::UNIX_EPOCH);
    if years.contains(&email.date) { Ok(SystemTime::from(email.date)) } else { Err(BuildError::Date) }
}

enum Content {
    Single(SinglePart),
    Multi(MultiPart),
}

fn body(email: &Email, id: &str) -> Result<Content, BuildError> {
    let text = text_part(ContentType::TEXT_PLAIN, &email.text)?;
    let mut others = Vec::new();
    if let Some(html) = &email.html {
        others.push(text_part(ContentType::TEXT_HTML, html)?);
    }
    for attachment in &email.attachments {
        others.extend(attachment.invitation()?);
    }
    let words = if others.is_empty() {
        Content::Single(text)
    } else {
        let start = MultiPart::alternative().boundary(identity::boundary(id, "words")).singlepart(text);
        Content::Multi(others.into_iter().fold(start, MultiPart::singlepart))
    };
    if email.attachments.is_empty() {
        return Ok(words);
    }
    let mixed = MultiPart::mixed().boundary(identity::boundary(id, "files"));
    let mut mixed = match words {
        Content::Single(part) => mixed.singlepart(part),
        Content::Multi(parts) => mixed.multipart(parts),
    };
    for attachment in &email.attachments {
        mixed = mixed.singlepart(attachment.part()?);
    }
    Ok(Content::Multi(mixed))
}

/// A text part in base64 or quoted-printable, never as it stands: a bare line break in the text stays inside the encoding.
fn text_part(content_type: ContentType, text: &str) -> Result<SinglePart, BuildError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    // Quoted-printable needs six characters for a Cyrillic letter, base64 under three.
    let encoding = if foreign * 6 > text.len() {
        ContentTransferEncoding::Base64
    } else {
        ContentTransferEncoding::QuotedPrintable
    };
    let body = Body::new_with_encoding(text, encoding)
        .map_err(|_text| BuildError::Mime("a text cannot be encoded".to_owned()))?;
    Ok(SinglePart::builder().header(content_type).body(body))
}

impl Attachment {
    /// The part that mail programs show as an invitation with buttons, when the attachment is one (`REQUEST`, `CANCEL`).
    ///
    /// A calendar that is only published needs no such part: it is a file to open.
    fn invitation(&self) -> Result<Option<SinglePart>, BuildError> {
        match self.calendar_method()? {
            Some(method) if method != "PUBLISH" => {
                let content_type = self.calendar_type(&method)?;
                Ok(Some(SinglePart::builder().header(content_type).body(self.base64()?)))
            }
            _ => Ok(None),
        }
    }

    fn part(&self) -> Result<SinglePart, BuildError> {
        let content_type = match self.calendar_method()? {
            Some(method) => self.calendar_type(&method)?,
            None => ContentType::parse(&self.content_type).map_err(|_invalid| self.wrong_type())?,
        };
        Ok(SinglePart::builder()
            .header(content_type)
            .header(ContentDisposition::attachment(&self.safe_name()))
            .body(self.base64()?))
    }

    fn base64(&self) -> Result<Body, BuildError> {
        Body::new_with_encoding(self.bytes.clone(), ContentTransferEncoding::Base64)
            .map_err(|_bytes| BuildError::Mime("an attachment cannot be encoded".to_owned()))
    }

    /// The method of a calendar in capitals, from its content type or its bytes; `None` for other attachments.
    fn calendar_method(&self) -> Result<Option<String>, BuildError> {
        let mut parts = self.content_type.split(';').map(str::trim);
        if !parts.next().is_some_and(|media| media.eq_ignore_ascii_case("text/calendar")) {
            return Ok(None);
        }
        let text = std::str::from_utf8(&self.bytes)
            .map_err(|_invalid| BuildError::Calendar { file_name: self.safe_name() })?;
        let named = parts.find_map(|part| value_of(part, "method", '='));
        let written = || text.lines().find_map(|line| value_of(line.trim_end(), "method", ':'));
        Ok(Some(named.or_else(written).unwrap_or("PUBLISH").to_ascii_uppercase()))
    }

    fn calendar_type(&self, method: &str) -> Result<ContentType, BuildError> {
        if !method.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(self.wrong_type());
        }
        ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"))
            .map_err(|_invalid| self.wrong_type())
    }

    fn wrong_type(&self) -> BuildError {
        BuildError::ContentType { file_name: self.safe_name() }
    }

    /// The file name as one line without path or quotes.
    fn safe_name(&self) -> String {
        let name = headers::one_line(&self.file_name, 120).unwrap_or_default();
        let name: String = name
            .chars()
            .map(|c| if matches!(c, '/' | '\\' | '"' | ':' | '*' | '?' | '<' | '>' | '|') { '_' } else { c })
            .collect();
        if name.trim_matches(['.', ' ', '_']).is_empty() { "file".to_owned() } else { name }
    }
}

/// The value in `name=value`, without quotes.
fn value_of<'a>(text: &'a str, name: &str, separator: char) -> Option<&'a str> {
    let (left, right) = text.split_once(separator)?;
    left.trim().eq_ignore_ascii_case(name).then(|| right.trim().trim_matches('"'))
}
