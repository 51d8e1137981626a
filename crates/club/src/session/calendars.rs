//! What the timetable needs to know.

use chrono::TimeDelta;
use chrono_tz::Tz;
use entity::{IssueMode, WebinarState, session};
use sea_orm::DbErr;

use super::{CalendarWebinar, SessionCalendar, queries};
use crate::Club;

/// How long after a webinar its deeds are still made up for, when the scheduler was down.
const MADE_UP_FOR: TimeDelta = TimeDelta::days(30);

/// How far ahead the timetable looks: whoever sleeps until the next deed must know of it, however far off.
const AHEAD: TimeDelta = TimeDelta::days(500);

/// Calendars of all published sessions that have a webinar to come, or had one within the last thirty days.
///
/// # Errors
/// When the database refuses.
pub async fn calendars(club: &Club) -> Result<Vec<SessionCalendar>, DbErr> {
    let now = club.clock.now();
    let mut calendars = vec![];
    for session in queries::around(club.storage.reads(), now - MADE_UP_FOR, now + AHEAD).await? {
        calendars.push(calendar(club, &session).await?);
    }
    Ok(calendars)
}

async fn calendar(club: &Club, session: &session::Model) -> Result<SessionCalendar, DbErr> {
    let db = club.storage.reads();
    let webinars = queries::webinars(db, session.id).await?;
    let planned = webinars.iter().filter(|webinar| webinar.state == WebinarState::Planned);
    let mut zones: Vec<Tz> =
        queries::listener_zones(db, session.id).await?.iter().filter_map(|zone| zone.parse().ok()).collect();
    zones.sort_by_key(|zone| zone.name());
    Ok(SessionCalendar {
        session_id: session.id,
        zone: session.time_zone.parse().unwrap_or(Tz::Europe__Moscow),
        issues_by_itself: session.issue_mode == IssueMode::AfterEachWebinar,
        webinars: planned
            .map(|webinar| CalendarWebinar {
                webinar_id: webinar.id,
                starts_at: webinar.starts_at,
                ends_at: webinar.ends_at,
            })
            .collect(),
        listener_zones: zones,
    })
}
