//! Files to be kept by whoever asked for them.

use actix_web::HttpResponse;
use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};

/// A file to be kept under its name; the name for old browsers has no Cyrillic letter.
pub(crate) fn attached(content_type: &str, file_name: String, bytes: Vec<u8>) -> HttpResponse {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let plain: String = file_name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    let full = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: file_name.into_bytes(),
    };
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(full)],
    };
    HttpResponse::Ok().content_type(content_type).insert_header(disposition).body(bytes)
}
