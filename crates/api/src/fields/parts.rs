//! Forms with files: `multipart/form-data`, read under limits into memory.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt as _;

use super::{Fields, Room, Upload};
use crate::error::PageError;

/// What is left of the room, counted down.
struct Left {
    texts: usize,
    uploads: usize,
}

/// Reads a form with files, which may have so many bytes together.
///
/// # Errors
/// When it is too large, cut off, has too many parts or is not UTF-8.
pub(super) async fn read(request: &HttpRequest, payload: Payload, room: Room) -> Result<Fields, PageError> {
    let mut left = Left { texts: room.text_bytes, uploads: room.upload_bytes };
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let announced = announced.and_then(|length| length.parse::<usize>().ok()).unwrap_or(0);
    // What lies between the parts is small change beside the texts.
    if announced > room.upload_bytes + 2 * room.text_bytes + 200 * room.fields {
        return Err(PageError::TooLarge);
    }
    let mut parts = Multipart::new(request.headers(), payload);
    let (mut texts, mut uploads) = (vec![], vec![]);
    while let Some(part) = parts.next().await {
        let part = part.map_err(|error| cut_off(&error))?;
        if texts.len() + uploads.len() > room.fields {
            return Err(PageError::BadRequest);
        }
        let field = part.name().unwrap_or_default().replace('\0', "");
        let disposition = part.content_disposition();
        match disposition.and_then(|disposition| disposition.get_filename()).map(without_path) {
            None => {
                let bytes = bytes(part, &mut left.texts).await?;
                let text = std::str::from_utf8(&bytes).map_err(|_not_text| PageError::BadRequest)?;
                texts.push((field, text.replace('\0', "")));
            }
            Some(file_name) => {
                let bytes = bytes(part, &mut left.uploads).await?;
                // A field for a file that was left empty comes without a name and without bytes.
                if !file_name.is_empty() || !bytes.is_empty() {
                    uploads.push(Upload { field, file_name, bytes });
                }
            }
        }
    }
    Fields::of(texts, uploads, room)
}

async fn bytes(mut part: Field, left: &mut usize) -> Result<Bytes, PageError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|error| cut_off(&error))?;
        *left = left.checked_sub(chunk.len()).ok_or(PageError::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

fn cut_off(error: &MultipartError) -> PageError {
    tracing::debug!(%error, "a form with files could not be read");
    PageError::BadRequest
}

/// Old browsers send the whole path of the sender's disk.
fn without_path(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.chars().filter(|letter| !letter.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    async fn read_parts(body: &str, upload_bytes: usize) -> Result<Fields, PageError> {
        let body = body.replace('\n', "\r\n");
        let (request, payload) = TestRequest::post()
            .insert_header(("content-type", "multipart/form-data; boundary=cut"))
            .insert_header(("content-length", body.len().to_string()))
            .set_payload(body)
            .to_http_parts();
        Fields::read(&request, payload, Room { upload_bytes, ..Room::USUAL }).await
    }

    const FORM: &str = "--cut\nContent-Disposition: form-data; name=\"csrf\"\n\nтокен\n\
        --cut\nContent-Disposition: form-data; name=\"file\"; filename=\"дом/макет.json\"\nContent-Type: application/json\n\n{}\n\
        --cut\nContent-Disposition: form-data; name=\"empty\"; filename=\"\"\nContent-Type: application/octet-stream\n\n\n--cut--\n";

    #[actix_web::test]
    async fn texts_and_files_arrive_and_an_empty_field_is_no_file() {
        let fields = read_parts(FORM, 1000).await.unwrap();
        assert_eq!(fields.text("csrf").unwrap(), "токен");
        let upload = fields.upload("file").unwrap().unwrap();
        assert_eq!((upload.file_name.as_str(), upload.bytes.as_ref()), ("макет.json", b"{}".as_slice()));
        assert_eq!(fields.upload("empty").unwrap(), None);
        assert_eq!(fields.upload("absent").unwrap(), None);
    }

    #[actix_web::test]
    async fn a_file_that_is_too_large_is_refused() {
        let large = FORM.replace("{}", &"x".repeat(1001));
        assert!(matches!(read_parts(&large, 1000).await, Err(PageError::TooLarge)));
        assert!(read_parts(&large, 1001).await.is_ok());
        let announced = FORM.replace("{}", &"x".repeat(300_000));
        assert!(matches!(read_parts(&announced, 1000).await, Err(PageError::TooLarge)));
    }

    #[actix_web::test]
    async fn a_form_that_was_cut_off_or_is_no_text_is_refused() {
        let (head, _) = FORM.split_once("{}").unwrap();
        assert!(matches!(read_parts(head, 1000).await, Err(PageError::BadRequest)));
        assert!(matches!(read_parts("no parts at all", 1000).await, Err(PageError::BadRequest)));
    }

    #[actix_web::test]
    async fn a_form_without_room_for_files_takes_none() {
        assert!(matches!(read_parts(FORM, 0).await, Err(PageError::UnsupportedType)));
    }

    #[test]
    fn a_name_is_no_path() {
        for (sent, kept) in
            [("..\\x", "x"), ("../../etc/passwd", "passwd"), ("a\r\nX: y.pdf", "aX: y.pdf"), ("", "")]
        {
            assert_eq!(without_path(sent), kept);
        }
    }
}
