//! The page of a school for everybody: its webinars and its speakers in published sessions.

use bytes::Bytes;
use entity::school;
use sea_orm::DbErr;

use super::queries;
use crate::Club;
use crate::files::FilesError;
use crate::layout::IMAGES;
use crate::session::{self, ProgrammeSpeaker, ProgrammeWebinar};

/// As many webinars and speakers as a page shows, newest first.
const SHOWN: u64 = 100;

/// What everybody may know of a school.
#[derive(Clone, Debug)]
pub struct PublicSchool {
    pub school: school::Model,
    /// Webinars that it holds in published sessions, newest first.
    pub webinars: Vec<ProgrammeWebinar>,
    /// Its people who speak in published sessions, by name.
    pub speakers: Vec<ProgrammeSpeaker>,
}

/// The page of a standing school.
///
/// # Errors
/// When the database refuses.
pub async fn public(club: &Club, school: school::Model) -> Result<PublicSchool, DbErr> {
    let db = club.storage.reads();
    let webinars = queries::public_webinars(db, school.id, SHOWN).await?;
    let people = queries::public_speakers(db, school.id, SHOWN).await?;
    let speakers = people.iter().map(session::public_speaker).collect();
    Ok(PublicSchool { webinars: session::of_webinars(club, webinars).await?, speakers, school })
}

/// The picture of a school's logo: always PNG.
///
/// # Errors
/// When there is none, or it cannot be read.
pub async fn logo(club: &Club, school: &school::Model) -> Result<Bytes, FilesError> {
    match &school.logo {
        Some(logo) => club.files.get(&format!("{IMAGES}/{logo}")).await,
        None => Err(FilesError::NotFound),
    }
}
