//! Consents: one row per purpose and text version, each given and withdrawn on its own (152-ФЗ, article 9).

use entity::{ConsentPurpose, PersonId, consent, consent_text};
use lang::Lang;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::{Club, Viewer};

/// Where a consent came from, as the law wants it provable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    /// `form` or `import`.
    pub how: &'static str,
}

/// The text of a consent in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentText {
    pub purpose: ConsentPurpose,
    pub version: i32,
    pub body: String,
    pub sha256: String,
}

/// The three texts in force, in the order of [`ConsentPurpose::ALL`].
#[must_use]
pub fn texts(language: Lang) -> Vec<ConsentText> {
    let _ = language;
    todo!()
}

/// Writes down that a person agreed to these purposes now; one already standing for the same text is left as it is.
///
/// # Errors
/// When the database refuses.
pub async fn give(tx: &DatabaseTransaction, club: &Club, person: PersonId, purposes: &[ConsentPurpose], language: Lang, origin: &Origin) -> Result<(), DbErr> {
    let _ = (tx, club, person, purposes, language, origin);
    todo!()
}

/// The viewer's own consents with their texts, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<(consent::Model, consent_text::Model)>, DbErr> {
    let _ = (club, viewer);
    todo!()
}

/// Withdraws the viewer's own consent for a purpose.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(club: &Club, viewer: &Viewer, purpose: ConsentPurpose) -> Result<(), DbErr> {
    let _ = (club, viewer, purpose);
    todo!()
}
