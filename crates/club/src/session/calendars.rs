//! What the timetable needs to know.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{IssueMode, SessionState, Stage, WebinarState, session, session_stage};
use sea_orm::DbErr;

use super::{CalendarWebinar, SessionCalendar, facts_queries, queries, stages};
use crate::call::queries::drafts_without_person;
use crate::{Club, email_switch};

/// How long after a webinar its deeds are still made up for, when the scheduler was down.
const MADE_UP_FOR: TimeDelta = TimeDelta::days(30);

/// How far ahead the timetable looks: whoever sleeps until the next deed must know of it, however far off.
const AHEAD: TimeDelta = TimeDelta::days(500);

/// Calendars of all published sessions that have a webinar to come, or had one within the last thirty days, and of sessions that call for
/// talks.
///
/// # Errors
/// When the database refuses.
pub async fn calendars(club: &Club) -> Result<Vec<SessionCalendar>, DbErr> {
    let (db, now) = (club.storage.reads(), club.clock.now());
    let mut sessions = queries::around(db, now - MADE_UP_FOR, now + AHEAD).await?;
    let mut others = queries::calling_for_talks(db, now).await?;
    others.extend(facts_queries::to_archive(db, now + AHEAD).await?);
    for session in others {
        if sessions.iter().all(|known| known.id != session.id) {
            sessions.push(session);
        }
    }
    let mut calendars = vec![];
    for session in &sessions {
        calendars.push(calendar_of(club, session).await?);
    }
    Ok(calendars)
}

/// What the timetable needs to know of a session, whatever its state.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn calendar_of(club: &Club, session: &session::Model) -> Result<SessionCalendar, DbErr> {
    let db = club.storage.reads();
    let webinars = queries::webinars(db, session.id).await?;
    let planned = webinars.iter().filter(|webinar| webinar.state == WebinarState::Planned);
    let has_deadlines = session.talks_until.is_some() || session.materials_until.is_some();
    let mut speakers = if has_deadlines { queries::speaker_zones(db, session.id).await? } else { vec![] };
    let is_called = session.talks_until.is_some_and(|until| club.clock.now() < until);
    // Of who has begun an application and not yet said who it is, nothing is known but an address.
    if is_called
        && !speakers.contains(&session.time_zone)
        && !drafts_without_person(db, session.id).await?.is_empty()
    {
        speakers.push(session.time_zone.clone());
    }
    let switches = email_switch::of_session(db, session.id).await?;
    Ok(SessionCalendar {
        session_id: session.id,
        zone: session.time_zone.parse().unwrap_or(Tz::Europe__Moscow),
        is_published: session.state == SessionState::Published,
        issues_by_itself: session.issue_mode == IssueMode::AfterEachWebinar,
        webinars: planned
            .map(|webinar| CalendarWebinar {
                webinar_id: webinar.id,
                starts_at: webinar.starts_at,
                ends_at: webinar.ends_at,
                has_stream_link: webinar.stream_url.is_some(),
            })
            .collect(),
        listener_zones: zones(queries::listener_zones(db, session.id).await?),
        speaker_zones: zones(speakers),
        archives_at: archives_at(&stages::queries::of_session(db, session.id).await?),
        talks_until: session.talks_until,
        materials_until: session.materials_until,
        sends: switches.into_iter().filter(|(_, is_on)| *is_on).map(|(kind, _)| kind).collect(),
    })
}

/// Nothing when somebody opened or closed the archive by hand.
fn archives_at(stages: &[session_stage::Model]) -> Option<DateTime<Utc>> {
    let archive = stages::of_stage(stages, Stage::Archive)?;
    if archive.forced.is_some() { None } else { archive.opens_at }
}

fn zones(names: Vec<String>) -> Vec<Tz> {
    let mut zones: Vec<Tz> = names.iter().filter_map(|zone| zone.parse().ok()).collect();
    zones.sort_by_key(|zone| zone.name());
    zones
}
