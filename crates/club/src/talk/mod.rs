//! Talks: what is presented, by whom, and how far an application has come.

use entity::{session, talk, webinar};
use sea_orm::DbErr;

use crate::{Club, Viewer};

pub(crate) mod emails;
pub(crate) mod queries;
mod remind;
#[cfg(test)]
mod remind_tests;
#[cfg(test)]
mod tests;

pub(crate) use queries::{Wanted, wanted};
pub(crate) use remind::{compose_materials, compose_talks};
pub use remind::{remind_of_materials, remind_of_talks};

/// A talk of the viewer's own.
#[derive(Clone, Debug)]
pub struct OwnTalk {
    pub talk: talk::Model,
    pub session: session::Model,
    pub webinar: Option<webinar::Model>,
}

/// Talks in which the viewer is a speaker, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<OwnTalk>, DbErr> {
    let Some(person) = viewer.person_id() else { return Ok(Vec::new()) };
    queries::of_speaker(club.storage.reads(), person).await
}
