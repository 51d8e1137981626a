//! The network of schools that this installation serves: its set-up and its state of health.

use entity::{PersonId, network};
use lang::FullName;
use mail::Address;
use sea_orm::DbErr;

use crate::school::SchoolProfile;
use crate::{Club, Viewer};

/// What the set-up page asks for.
#[derive(Clone, Debug)]
pub struct SetUp {
    pub network_name: String,
    pub school: SchoolProfile,
    pub curator: FullName,
    pub email: Address,
}

/// Why an installation was not set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The link is wrong, expired or used.
    #[error("the set-up link is not valid any more")]
    Link,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The network, once the installation is set up.
///
/// # Errors
/// When the database refuses.
pub async fn find(club: &Club) -> Result<Option<network::Model>, DbErr> {
    let _ = club;
    todo!()
}

/// Makes a new one-time set-up secret when nothing is set up yet; earlier ones end.
///
/// # Errors
/// When the database refuses.
pub async fn offer_set_up(club: &Club) -> Result<Option<String>, DbErr> {
    let _ = club;
    todo!()
}

/// Whether a set-up secret would be accepted.
///
/// # Errors
/// When the database refuses.
pub async fn set_up_is_open(club: &Club, secret: &str) -> Result<bool, DbErr> {
    let _ = (club, secret);
    todo!()
}

/// Sets the installation up: network, first school, first curator, who is its organizer, too. Consumes the secret.
///
/// # Errors
/// See [`SetUpError`].
pub async fn set_up(club: &Club, secret: &str, form: SetUp) -> Result<PersonId, SetUpError> {
    let _ = (club, secret, form);
    todo!()
}

/// Lets e-mails go again that a restore held back; curators only.
///
/// # Errors
/// `Ok(false)` when the viewer may not or nothing is held.
pub async fn release_emails(club: &Club, viewer: &Viewer) -> Result<bool, DbErr> {
    let _ = (club, viewer);
    todo!()
}

/// What a curator wants to know at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    pub emails_held: bool,
    pub emails_due: u64,
    pub emails_failed: u64,
    pub jobs_ready: u64,
    pub jobs_parked: u64,
    pub schools: u64,
    pub people: u64,
    pub sessions: u64,
}

/// The state of the installation; `None` for others than curators.
///
/// # Errors
/// When the database refuses.
pub async fn health(club: &Club, viewer: &Viewer) -> Result<Option<Health>, DbErr> {
    let _ = (club, viewer);
    todo!()
}
