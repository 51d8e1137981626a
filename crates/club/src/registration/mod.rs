//! Registrations: a listener's place at a webinar, and the personal link that leads in.

use entity::{ConsentPurpose, WebinarId, person, registration, session, webinar};
use lang::Lang;
use sea_orm::DbErr;

use crate::consent::Origin;
use crate::person::Profile;
use crate::{Club, Viewer};

/// A checked registration form. Consent to taking part is what submitting it with [`ConsentPurpose::Participation`] means.
#[derive(Clone, Debug)]
pub struct Registering {
    pub profile: Profile,
    pub webinars: Vec<WebinarId>,
    pub question: Option<String>,
    pub consents: Vec<ConsentPurpose>,
    pub origin: Origin,
    pub language: Lang,
}

/// What came of a registration.
#[derive(Clone, Debug)]
pub struct Registered {
    pub person: person::Model,
    pub new: Vec<registration::Model>,
    /// For these the person was registered before; nothing changed.
    pub before: Vec<registration::Model>,
}

/// Why nobody was registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    #[error("no webinar was chosen")]
    NoWebinar,
    #[error("the consent to taking part is missing")]
    NoConsent,
    /// Unknown, unpublished, cancelled, or of several sessions.
    #[error("a chosen webinar is not open to registration")]
    NotOpen(WebinarId),
    #[error("a chosen webinar is over")]
    Over(WebinarId),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Registers a person for webinars of one published session: rows, consents, jobs and the confirming e-mail in one transaction. Doing it
/// twice changes nothing and sends nothing. Anybody may.
///
/// # Errors
/// See [`RegisterError`].
pub async fn register(club: &Club, form: Registering) -> Result<Registered, RegisterError> {
    let _ = (club, form);
    todo!()
}

/// A registration of the viewer's own.
#[derive(Clone, Debug)]
pub struct OwnRegistration {
    pub registration: registration::Model,
    pub webinar: webinar::Model,
    pub session: session::Model,
    /// `None` before the verdict.
    pub attendance: Option<entity::attendance::Model>,
}

/// The viewer's own standing registrations by start. Stream links and code words are emptied.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<OwnRegistration>, DbErr> {
    let _ = (club, viewer);
    todo!()
}

/// What a personal join link shows.
#[derive(Clone, Debug)]
pub struct JoinView {
    pub registration: registration::Model,
    /// Its `stream_url` is there only while the link may be used; its code word never.
    pub webinar: webinar::Model,
    pub session: session::Model,
    pub person: person::Model,
    pub phase: JoinPhase,
    pub watched_seconds: i32,
    pub code_word_given: bool,
}

/// What a join link is good for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinPhase {
    /// Opens 30 minutes before the start.
    Early,
    Open,
    /// Open, but the organizers have not given a stream link yet.
    OpenWithoutStream,
    Over,
    Cancelled,
}

/// Why a join link does not lead anywhere.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// Wrong and cancelled ones look alike.
    #[error("there is no such join link")]
    NotFound,
    #[error("the webinar is not open for joining now")]
    NotOpen(JoinPhase),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The page behind a join link; changes nothing.
///
/// # Errors
/// See [`JoinError`].
pub async fn join_view(club: &Club, secret: &str) -> Result<JoinView, JoinError> {
    let _ = (club, secret);
    todo!()
}

/// Joins: the click is kept as evidence, the newest stream link comes back with the view. Whoever holds the secret may.
///
/// # Errors
/// See [`JoinError`].
pub async fn join(club: &Club, secret: &str) -> Result<JoinView, JoinError> {
    let _ = (club, secret);
    todo!()
}

/// Cancels a registration by its join secret.
///
/// # Errors
/// See [`JoinError`].
pub async fn cancel(club: &Club, secret: &str) -> Result<(), JoinError> {
    let _ = (club, secret);
    todo!()
}
