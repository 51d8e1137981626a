//! Registrations: a listener's place at a webinar, and the personal link that leads in.

mod emails;
mod join;
mod list;
pub(crate) mod queries;
mod register;
mod set;
mod tellings;
#[cfg(test)]
mod tests;

use entity::{WebinarId, attendance, registration, session, webinar};
use sea_orm::DbErr;

use crate::{Club, Viewer};

pub use emails::RegistrationConfirmedEmail;
pub use join::{JoinError, JoinPhase, JoinView, cancel, join, join_view, open};
pub use list::{Listeners, SHOWN, listeners};
pub use register::{RegisterError, Registered, Registering, register, register_by_school};
pub(crate) use register::{has_ended, register_listed, take_place};

/// A registration of the viewer's own.
#[derive(Clone, Debug)]
pub struct OwnRegistration {
    pub registration: registration::Model,
    pub webinar: webinar::Model,
    pub session: session::Model,
    /// `None` before the verdict.
    pub attendance: Option<attendance::Model>,
}

/// The viewer's own standing registrations by start. Stream links and code words are emptied.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<OwnRegistration>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::of_person(club.storage.reads(), person).await,
        None => Ok(Vec::new()),
    }
}

/// Ids and codes of the webinars of a session that everybody may see, by start; none for a draft or a wrong slug.
///
/// # Errors
/// When the database refuses.
pub async fn codes(club: &Club, session_slug: &str) -> Result<Vec<(WebinarId, String)>, DbErr> {
    queries::codes(club.storage.reads(), session_slug).await
}

/// Of these webinars, those for which registration has ended before their start. Anybody may know.
///
/// # Errors
/// When the database refuses.
pub async fn ended(club: &Club, webinars: &[WebinarId]) -> Result<Vec<WebinarId>, DbErr> {
    let found = queries::webinars(club.storage.reads(), webinars.to_vec()).await?;
    let now = club.clock.now();
    let ended = found.into_iter().filter(|(webinar, _)| has_ended(webinar, now));
    Ok(ended.map(|(webinar, _)| webinar.id).collect())
}
