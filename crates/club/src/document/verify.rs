//! Verification: whoever holds a code, or number and name, sees whether a document is genuine and stands.

use entity::{document, session, webinar};
use sea_orm::DbErr;

use super::queries;
use crate::Club;
use crate::session::queries as sessions;

/// What anybody with the code may know: the content as printed, never an address.
#[derive(Clone, Debug)]
pub struct Verified {
    pub document: document::Model,
    pub session: session::Model,
    pub webinar: Option<webinar::Model>,
    pub host_school_name: String,
    /// The document that stands in its place, by number.
    pub replaced_by: Option<String>,
    /// The frozen data as printed.
    pub fields: certificates::Fields,
}

/// Looks a code up (letter case, spaces and hyphens do not matter).
///
/// # Errors
/// When the database refuses.
pub async fn verify(club: &Club, code: &str) -> Result<Option<Verified>, DbErr> {
    match queries::by_code(club.storage.reads(), &plain_code(code)).await? {
        Some(document) => verified(club, document).await.map(Some),
        None => Ok(None),
    }
}

/// Looks a number with a family name up; an unknown number and a wrong name look alike.
///
/// # Errors
/// When the database refuses.
pub async fn verify_number(club: &Club, number: &str, family: &str) -> Result<Option<Verified>, DbErr> {
    let reads = club.storage.reads();
    let typed: String = number.split_whitespace().collect();
    let mut found = queries::by_number(reads, &typed).await?;
    if found.is_none() {
        found = queries::by_number(reads, &russian_letters(&typed)).await?;
    }
    let family = lang::search_key(family);
    let is_named = |document: &document::Model| {
        let rest = document.search_name.strip_prefix(&family);
        !family.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    match found.filter(is_named) {
        Some(document) => verified(club, document).await.map(Some),
        None => Ok(None),
    }
}

async fn verified(club: &Club, document: document::Model) -> Result<Verified, DbErr> {
    let reads = club.storage.reads();
    let gone = |what: &str| DbErr::RecordNotFound(format!("the {what} of a document"));
    let session = sessions::by_id(reads, document.session_id).await?.ok_or_else(|| gone("session"))?;
    let host_school = queries::host_school(reads, &session).await?.ok_or_else(|| gone("host school"))?;
    let mut webinars = queries::webinars_by_id(reads, document.webinar_id.into_iter().collect()).await?;
    let webinar = document.webinar_id.and_then(|id| webinars.remove(&id)).map(|webinar| webinar::Model {
        stream_url: None,
        code_word: None,
        ..webinar
    });
    let fields =
        serde_json::from_value(document.fields.clone()).map_err(|error| DbErr::Json(error.to_string()))?;
    let replaced_by = queries::replacement(reads, document.id).await?;
    Ok(Verified { document, session, webinar, host_school_name: host_school.full_name, replaced_by, fields })
}

/// A code as it is stored. Its alphabet has no look-alikes, so a letter that was misread can only be one.
fn plain_code(code: &str) -> String {
    let letters = code.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    let letters = letters.map(|letter| match letter {
        'o' => '0',
        'i' | 'l' => '1',
        letter => letter,
    });
    letters.take(64).collect()
}

/// A number whose letters were typed on a Latin keyboard: «BK» looks like «ВК».
fn russian_letters(number: &str) -> String {
    let russian = |letter: char| match letter {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        letter => letter,
    };
    number.chars().flat_map(char::to_uppercase).map(russian).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let stored = "7k2qm2xhd4t9c8v1n5b3w6y0za";
        for typed in ["7K2Q-M2XH-D4T9-C8V1-N5B3-W6Y0-ZA", " 7k2q m2xh d4t9 c8vl n5b3 w6yO za ", stored] {
            assert_eq!(plain_code(typed), stored, "{typed}");
        }
        assert_eq!(plain_code("../../etc"), "etc");
    }

    #[test]
    fn a_number_may_be_typed_in_latin_letters() {
        assert_eq!(russian_letters("BK-2027-B-C/0042"), "ВК-2027-В-С/0042");
        assert_eq!(russian_letters("вк-2027-з-р/1"), "ВК-2027-З-Р/1");
    }
}
