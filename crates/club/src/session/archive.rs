//! Past sessions, for everybody.

use chrono::NaiveDate;
use entity::{SessionState, WebinarState, school, session};
use sea_orm::DbErr;

use super::{facts_queries, queries};
use crate::Club;
use crate::school::queries as schools;

/// A session that is over, as the archive lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastSession {
    pub session: session::Model,
    pub host_school: school::Model,
    /// The first and the last day of its webinars, by its own clocks.
    pub days: Option<(NaiveDate, NaiveDate)>,
    pub webinars: usize,
}

/// Sessions that anybody may see and whose last webinar is over, or that stand in the archive; newest first.
///
/// # Errors
/// When the database refuses.
pub async fn archived(club: &Club) -> Result<Vec<PastSession>, DbErr> {
    let (db, now) = (club.storage.reads(), club.clock.now());
    let sessions = queries::published(db).await?;
    let ids = sessions.iter().map(|session| session.id).collect();
    let webinars = facts_queries::webinars_of(db, ids).await?;
    let hosts = schools::by_ids(db, sessions.iter().map(|session| session.host_school_id).collect()).await?;
    let line = |session: session::Model| {
        let own = webinars.iter().filter(|webinar| webinar.session_id == session.id);
        let own: Vec<_> = own.filter(|webinar| webinar.state == WebinarState::Planned).collect();
        let is_over = !own.is_empty() && own.iter().all(|webinar| webinar.ends_at <= now);
        if session.state != SessionState::Archived && !is_over {
            return None;
        }
        let zone = session.time_zone.parse().unwrap_or(chrono_tz::Europe::Moscow);
        let days: Vec<_> =
            own.iter().map(|webinar| webinar.starts_at.with_timezone(&zone).date_naive()).collect();
        let days = days.iter().min().copied().zip(days.iter().max().copied());
        let host_school = hosts.iter().find(|school| school.id == session.host_school_id)?.clone();
        Some(PastSession { host_school, days, webinars: own.len(), session })
    };
    Ok(sessions.into_iter().filter_map(line).collect())
}
