//! Logging in: a one-time link by e-mail, opaque cookies kept hashed, idle and absolute time-outs.

use entity::{LoginId, PersonId, login};
use lang::Lang;
use mail::Address;
use sea_orm::DbErr;

use crate::{Club, Viewer};

/// A fresh log-in: the cookie's value is shown once and stored hashed.
#[derive(Clone, Debug)]
pub struct NewLogin {
    pub cookie: String,
    pub person_id: PersonId,
    /// Where the person wanted to go: a path of ours.
    pub next: Option<String>,
}

/// Why a log-in link does not work.
#[derive(Debug, thiserror::Error)]
pub enum RedeemError {
    /// Wrong, expired and used links look alike.
    #[error("the log-in link is not valid any more")]
    Link,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Sends log-in links to an address: one e-mail with a link for each person who has it. An unknown address gets none, and the answer and
/// its time are the same. At most three e-mails an hour and address.
///
/// # Errors
/// When the database refuses.
pub async fn send_link(club: &Club, address: &Address, next: Option<String>, language: Lang) -> Result<(), DbErr> {
    let _ = (club, address, next, language);
    todo!()
}

/// Makes a log-in link for a person and returns its path `/login/{secret}`: for e-mails and for the demo's first page.
///
/// # Errors
/// When the database refuses.
pub async fn link_for(club: &Club, person: PersonId, next: Option<String>, valid: chrono::TimeDelta) -> Result<String, DbErr> {
    let _ = (club, person, next, valid);
    todo!()
}

/// The given name of whom a link would log in: the page with the button greets. Changes nothing.
///
/// # Errors
/// See [`RedeemError`].
pub async fn greet(club: &Club, secret: &str) -> Result<String, RedeemError> {
    let _ = (club, secret);
    todo!()
}

/// Consumes a log-in link.
///
/// # Errors
/// See [`RedeemError`].
pub async fn redeem(club: &Club, secret: &str, user_agent: Option<String>) -> Result<NewLogin, RedeemError> {
    let _ = (club, secret, user_agent);
    todo!()
}

/// Who holds a cookie: a guest when it is unknown, ended, idle for 90 minutes (staff; 30 days for others) or too old (12 hours; 90 days).
///
/// # Errors
/// When the database refuses.
pub async fn viewer(club: &Club, cookie: &str) -> Result<Viewer, DbErr> {
    let _ = (club, cookie);
    todo!()
}

/// Ends one log-in of the viewer's own; `None`: the present one.
///
/// # Errors
/// When the database refuses.
pub async fn end(club: &Club, viewer: &Viewer, login: Option<LoginId>) -> Result<(), DbErr> {
    let _ = (club, viewer, login);
    todo!()
}

/// The viewer's open log-ins, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<login::Model>, DbErr> {
    let _ = (club, viewer);
    todo!()
}
