//! Sending a rehearsal to organizers. Nothing else changes: no registration is marked, no key of a real e-mail is taken.

use chrono::NaiveDate;
use entity::{EmailKind, OutboxEmailId, PersonId, session};
use sea_orm::{DatabaseTransaction, DbErr};

use super::note::noted;
use super::{MOST_AN_HOUR, SAMPLE, compose, plan, queries};
use crate::audit::{self, Deed};
use crate::outbox::{self, NewEmail};
use crate::session::find_organized;
use crate::{Club, Viewer};

/// What is to be rehearsed, and who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub day: NaiveDate,
    pub kinds: Vec<EmailKind>,
    /// The e-mails of a few readers, or of all.
    pub is_sample: bool,
    /// Of the team; each gets every e-mail.
    pub organizers: Vec<PersonId>,
}

/// Why nothing was rehearsed.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    #[error("there is no such session, or no webinar on that day")]
    NotFound,
    #[error("nobody is to get the e-mails")]
    NoOrganizer,
    #[error("nothing of that kind is written on that day")]
    Nothing,
    /// `wanted` e-mails, where `left` may still be rehearsed within the hour.
    #[error("too many e-mails: {wanted}, {left} may still be rehearsed")]
    TooMany { wanted: u64, left: u64 },
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Writes the e-mails of a day to organizers: each says in its subject that it is a rehearsal and in its first line whom it is for. Links to join
/// lead to a page that says so, too. May be repeated, up to [`MOST_AN_HOUR`] e-mails. Organizers of the session and curators may. Returns
/// how many were written.
///
/// # Errors
/// See [`RehearsalError`].
pub async fn send(club: &Club, viewer: &Viewer, slug: &str, asked: Asked) -> Result<usize, RehearsalError> {
    let session = find_organized(club, viewer, slug).await?.ok_or(RehearsalError::NotFound)?;
    let plan = plan::of_day(club, &session, asked.day).await?.ok_or(RehearsalError::NotFound)?;
    let mut team = queries::team(club.storage.reads(), session.host_school_id, viewer.person_id()).await?;
    team.retain(|member| asked.organizers.contains(&member.id));
    if team.is_empty() {
        return Err(RehearsalError::NoOrganizer);
    }
    let plan = plan.of_kinds(&asked.kinds);
    let plan = if asked.is_sample { plan.sample(SAMPLE) } else { plan };
    let wanted = u64::try_from(plan.emails().saturating_mul(team.len())).unwrap_or(u64::MAX);
    if wanted == 0 {
        return Err(RehearsalError::Nothing);
    }
    if wanted > MOST_AN_HOUR {
        return Err(RehearsalError::TooMany { wanted, left: MOST_AN_HOUR });
    }
    let zone = session.time_zone.parse().unwrap_or(chrono_tz::Tz::Europe__Moscow);
    let mut emails = vec![];
    for (at, email) in compose::compose(club, &session, plan).await? {
        for organizer in &team {
            emails.extend(noted(&email, organizer, (at, zone))?);
        }
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move { write(tx, &inside, (&viewer, &session), asked, emails).await })
    });
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    (viewer, session): (&Viewer, &session::Model),
    asked: Asked,
    emails: Vec<NewEmail>,
) -> Result<usize, RehearsalError> {
    let now = club.clock.now();
    let (lately, _) = queries::lately(tx, session.id, now).await?;
    let left = MOST_AN_HOUR.saturating_sub(lately.values().sum());
    let wanted = u64::try_from(emails.len()).unwrap_or(u64::MAX);
    if wanted > left {
        return Err(RehearsalError::TooMany { wanted, left });
    }
    let numbered: Vec<(OutboxEmailId, NewEmail)> = emails
        .into_iter()
        .map(|email| {
            let id: OutboxEmailId = club.chance.id(now);
            (id, NewEmail { dedup_key: format!("rehearsal:{id}"), ..email })
        })
        .collect();
    let written = numbered.len();
    outbox::enqueue_rehearsal(tx, club, numbered).await?;
    let deed = Deed {
        action: "rehearsal.send",
        subject: format!("session {}", session.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({
            "day": asked.day, "kinds": asked.kinds, "emails": written, "organizers": asked.organizers,
        }),
    };
    audit::record(tx, club, viewer, deed).await?;
    Ok(written)
}
