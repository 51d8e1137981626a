//! Files to be kept by whoever asked for them.

use actix_web::HttpResponse;
use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};

use crate::error::PageError;

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

/// A table with semicolons, CRLF and a byte-order mark: with these, and with no others, Excel with Russian settings finds the columns and the letters
/// by itself. No cell is taken for a formula.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, PageError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| disarmed(cell))).map_err(PageError::broken)?;
    }
    writer.into_inner().map_err(|error| PageError::broken(error.into_error()))
}

/// A text that no spreadsheet takes for a formula.
fn disarmed(text: &str) -> String {
    let starts_formula = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = text.replace(['\r', '\n'], " ");
    if starts_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        for (typed, kept) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+7 900", "'+7 900"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\t=1", "'\t=1"),
            ("\r=1", "' =1"),
            ("Опыт: 1 = 1", "Опыт: 1 = 1"),
            ("", ""),
        ] {
            assert_eq!(disarmed(typed), kept, "{typed:?}");
        }
    }
}
