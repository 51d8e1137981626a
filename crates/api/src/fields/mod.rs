//! The fields of a submitted form, as typed, and the files that came with it.

mod parts;

use actix_web::dev::Payload;
use actix_web::error::ErrorInternalServerError;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::StreamExt as _;
use std::future::{Ready, ready};
use std::rc::Rc;
use url::form_urlencoded;

use crate::error::PageError;

/// What a form may take altogether.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// Of all texts together.
    pub(crate) text_bytes: usize,
    pub(crate) fields: usize,
    /// Of all files together; 0 where no file is asked for.
    pub(crate) upload_bytes: usize,
}

impl Room {
    /// What nearly every form takes.
    pub(crate) const USUAL: Room = Room { text_bytes: 64 * 1024, fields: 200, upload_bytes: 0 };
}

/// The fields of a submitted form, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Rc<Sent>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Sent {
    texts: Vec<(String, String)>,
    uploads: Vec<Upload>,
}

/// A file that came with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upload {
    field: String,
    /// As the sender calls it, without a path: for messages, never for a path of ours.
    pub(crate) file_name: String,
    pub(crate) bytes: Bytes,
}

impl Fields {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// When it is no form, too large, has too many fields or is not UTF-8.
    pub(crate) async fn read(
        request: &HttpRequest,
        payload: Payload,
        room: Room,
    ) -> Result<Fields, PageError> {
        if room.upload_bytes > 0 && request.content_type() == "multipart/form-data" {
            return parts::read(request, payload, room).await;
        }
        let body = body(payload, room.text_bytes).await?;
        if !body.is_empty() && request.content_type() != "application/x-www-form-urlencoded" {
            return Err(PageError::UnsupportedType);
        }
        Fields::parse_in(&body, room)
    }

    /// Reads an encoded form of the usual size.
    #[cfg(test)]
    pub(crate) fn parse(body: &[u8]) -> Result<Fields, PageError> {
        Fields::parse_in(body, Room::USUAL)
    }

    /// A form of these texts.
    #[cfg(test)]
    pub(crate) fn of_texts(texts: Vec<(String, String)>, room: Room) -> Result<Fields, PageError> {
        Fields::of(texts, vec![], room)
    }

    fn parse_in(body: &[u8], room: Room) -> Result<Fields, PageError> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(body)
            .take(room.fields + 1)
            // Nobody types a NUL, and PostgreSQL stores none.
            .map(|(name, value)| (name.replace('\0', ""), value.replace('\0', "")))
            .collect();
        Fields::of(pairs, vec![], room)
    }

    fn of(texts: Vec<(String, String)>, uploads: Vec<Upload>, room: Room) -> Result<Fields, PageError> {
        let is_broken = |text: &String| text.contains(char::REPLACEMENT_CHARACTER);
        if texts.len() > room.fields || texts.iter().any(|(name, value)| is_broken(name) || is_broken(value))
        {
            return Err(PageError::BadRequest);
        }
        Ok(Fields(Rc::new(Sent { texts, uploads })))
    }

    /// What was typed into a field; empty when the form has none.
    ///
    /// # Errors
    /// When the field comes twice: a form of ours never sends that.
    pub(crate) fn text(&self, name: &str) -> Result<String, PageError> {
        let mut values = self.0.texts.iter().filter(|(field, _)| field == name);
        let value = values.next().map(|(_, value)| value.clone()).unwrap_or_default();
        if values.next().is_some() { Err(PageError::BadRequest) } else { Ok(value) }
    }

    /// All values of a field that may be chosen several times.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.0.texts.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// The file that was chosen in a field; none when it was left empty.
    ///
    /// # Errors
    /// When several were chosen: no form of ours asks for that.
    pub(crate) fn upload(&self, name: &str) -> Result<Option<Upload>, PageError> {
        let mut uploads = self.0.uploads.iter().filter(|upload| upload.field == name);
        let upload = uploads.next().cloned();
        if uploads.next().is_some() { Err(PageError::BadRequest) } else { Ok(upload) }
    }

    /// Whether the form has a field of this name, filled in or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.texts.iter().any(|(field, _)| field == name)
    }

    /// Whether a box is ticked.
    pub(crate) fn is_ticked(&self, name: &str) -> bool {
        self.0.texts.iter().any(|(field, _)| field == name)
    }

    /// Everything but the form's token: to be sent once more.
    pub(crate) fn without(&self, name: &str) -> Vec<(String, String)> {
        self.0.texts.iter().filter(|(field, _)| field != name).cloned().collect()
    }
}

/// A body of at most so many bytes.
///
/// # Errors
/// When it is larger, or the sender hung up.
pub(crate) async fn body(mut payload: Payload, most: usize) -> Result<Bytes, PageError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            tracing::debug!(%error, "a form was cut off");
            PageError::BadRequest
        })?;
        if body.len() + chunk.len() > most {
            return Err(PageError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

impl FromRequest for Fields {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // The check of the policy has read and checked the form already.
        let fields = request.extensions().get::<Fields>().cloned();
        ready(fields.ok_or_else(|| ErrorInternalServerError("a form is read outside of the registry")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_arrives_as_it_is() {
        let fields = Fields::parse(
            "family=%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D0%B0&webinar=S01&webinar=S02&empty=".as_bytes(),
        )
        .unwrap();
        assert_eq!(fields.text("family").unwrap(), "Иванова");
        assert_eq!(fields.all("webinar"), ["S01", "S02"]);
        assert_eq!(fields.text("empty").unwrap(), "");
        assert_eq!(fields.text("absent").unwrap(), "");
    }

    #[test]
    fn a_single_field_sent_twice_is_refused() {
        let fields = Fields::parse(b"role=a&role=b").unwrap();
        assert!(matches!(fields.text("role"), Err(PageError::BadRequest)));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(matches!(Fields::parse(b"family=%D0"), Err(PageError::BadRequest)));
        assert!(matches!(Fields::parse(b"family=\xff\xfe"), Err(PageError::BadRequest)));
    }

    #[test]
    fn two_thousand_fields_are_refused() {
        assert!(matches!(Fields::parse("a=1&".repeat(2000).as_bytes()), Err(PageError::BadRequest)));
        assert!(Fields::parse("a=1&".repeat(200).as_bytes()).is_ok());
    }
}
