//! The page of a school for everybody: its webinars and its speakers in published programmes.

use std::collections::BTreeMap;

use bytes::Bytes;
use entity::{PersonId, school};
use sea_orm::DbErr;

use super::queries;
use crate::files::FilesError;
use crate::layout::IMAGES;
use crate::session::{self, ProgrammeSpeaker, ProgrammeWebinar};
use crate::{Club, Viewer};

/// Of so many published sessions a page tells, the newest ones: three years.
const SESSIONS: usize = 6;

/// What everybody may know of a school.
#[derive(Clone, Debug)]
pub struct SchoolPage {
    pub school: school::Model,
    /// Webinars that it holds, as the newest programmes have them; newest first.
    pub webinars: Vec<ProgrammeWebinar>,
    /// Its people who speak there, by name.
    pub speakers: Vec<ProgrammeSpeaker>,
}

/// The page of a standing school.
///
/// # Errors
/// When the database refuses.
pub async fn public(club: &Club, school: school::Model) -> Result<SchoolPage, DbErr> {
    let db = club.storage.reads();
    // A programme that was published before a merge names the school that there was.
    let mut ids = queries::former(db, school.id).await?;
    ids.push(school.id);
    let mut webinars = vec![];
    let mut speakers: BTreeMap<PersonId, ProgrammeSpeaker> = BTreeMap::new();
    for session in session::published(club).await?.iter().take(SESSIONS) {
        let programme = session::programme(club, &Viewer::Guest, &session.slug).await?;
        let lines = programme.map(|programme| programme.webinars).unwrap_or_default();
        let speaking = lines.iter().flat_map(|line| &line.talks).flat_map(|talk| &talk.speakers);
        speakers.extend(speaking.map(|speaker| (speaker.person_id, speaker.clone())));
        webinars.extend(lines.into_iter().filter(|line| ids.contains(&line.webinar.host_school_id)));
    }
    webinars.sort_by_key(|line| std::cmp::Reverse(line.webinar.starts_at));
    let own = queries::own_people(db, school.id, speakers.keys().copied().collect()).await?;
    let mut speakers: Vec<_> = own.iter().filter_map(|id| speakers.remove(id)).collect();
    speakers.sort_by_key(|speaker| lang::search_key(&speaker.name));
    Ok(SchoolPage { school, webinars, speakers })
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
