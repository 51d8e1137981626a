//! A rehearsal of a day: what the timetable will write on it is composed by the same code, and goes to organizers in place of its readers.

mod compose;
mod note;
mod plan;
mod queries;
mod send;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{EmailKind, OutboxState, PersonId, person, session};
use sea_orm::DbErr;

pub use send::{Asked, RehearsalError, send};

use crate::session::find_organized;
use crate::{Club, Viewer};

/// The kinds that are rehearsed; the others are answers to something that has to happen first.
pub const KINDS: [EmailKind; 4] =
    [EmailKind::StreamLink, EmailKind::Reminder, EmailKind::TalkDeadline, EmailKind::MaterialsMissing];

/// Readers of a sample.
pub const SAMPLE: usize = 5;

/// E-mails that a session rehearses within an hour at most.
pub const MOST_AN_HOUR: u64 = 200;

/// What stands in join links of rehearsed e-mails in place of a listener's secret. It opens nothing.
pub const JOIN_SECRET: &str = "rehearsal";

/// What can be rehearsed of a day.
#[derive(Clone, Debug)]
pub struct RehearsalDay {
    pub session: session::Model,
    pub day: NaiveDate,
    /// Kinds that the timetable writes on that day, with the number of e-mails.
    pub kinds: Vec<(EmailKind, usize)>,
    /// How many people get at least one of them.
    pub readers: usize,
    /// Who may get them: the organizers of the session and whoever asks, with an address.
    pub team: Vec<person::Model>,
    /// What was rehearsed within the last hour, by state.
    pub lately: BTreeMap<OutboxState, u64>,
    /// What the mail server said to one of them that did not go out.
    pub last_error: Option<String>,
}

impl RehearsalDay {
    /// How many more e-mails may be rehearsed now.
    #[must_use]
    pub fn left(&self) -> u64 {
        MOST_AN_HOUR.saturating_sub(self.lately.values().sum())
    }

    /// Whether somebody of the team is meant.
    #[must_use]
    pub fn is_in_team(&self, person: PersonId) -> bool {
        self.team.iter().any(|member| member.id == person)
    }
}

/// What can be rehearsed of a day with webinars; `None` for other days, and for others than the organizers of the session and curators.
///
/// # Errors
/// When the database refuses.
pub async fn of_day(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    day: NaiveDate,
) -> Result<Option<RehearsalDay>, DbErr> {
    let Some(session) = find_organized(club, viewer, slug).await? else { return Ok(None) };
    let Some(plan) = plan::of_day(club, &session, day).await? else { return Ok(None) };
    let db = club.storage.reads();
    let (lately, last_error) = queries::lately(db, session.id, club.clock.now()).await?;
    Ok(Some(RehearsalDay {
        kinds: plan.numbers(),
        readers: plan.readers().len(),
        team: queries::team(db, session.host_school_id, viewer.person_id()).await?,
        lately,
        last_error,
        session,
        day,
    }))
}
