//! Which kinds of e-mails a session sends by itself: organizers switch each of them on and off.

mod queries;
mod switch;
#[cfg(test)]
mod tests;

use entity::{EmailKind, SessionId};
use sea_orm::{ConnectionTrait, DbErr};

pub use switch::{SwitchError, switch};

/// The kinds that the clock sends and organizers may switch off, in the order of a session's life. All others answer what somebody did, and are
/// always sent.
pub const SWITCHED: [EmailKind; 6] = [
    EmailKind::TalkDeadline,
    EmailKind::MaterialsMissing,
    EmailKind::StreamLink,
    EmailKind::OrganizerAlert,
    EmailKind::Reminder,
    EmailKind::Thanks,
];

/// Whether a session sends a kind of e-mails by itself. Kinds that nobody switched are on.
///
/// # Errors
/// When the database refuses.
pub async fn is_on(db: &impl ConnectionTrait, session: SessionId, kind: EmailKind) -> Result<bool, DbErr> {
    let rows = queries::of_session(db, session).await?;
    Ok(rows.iter().find(|row| row.kind == kind).is_none_or(|row| row.is_on))
}

/// Every kind that can be switched, with whether it is on for a session; in the order of [`SWITCHED`].
///
/// # Errors
/// When the database refuses.
pub async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(EmailKind, bool)>, DbErr> {
    let rows = queries::of_session(db, session).await?;
    let is_on = |kind: EmailKind| rows.iter().find(|row| row.kind == kind).is_none_or(|row| row.is_on);
    Ok(SWITCHED.into_iter().map(|kind| (kind, is_on(kind))).collect())
}
