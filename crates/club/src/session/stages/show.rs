//! The stages of a session as its organizers see them.

use chrono::{DateTime, Utc};
use entity::{Stage, StageForce, WebinarState, session};
use sea_orm::DbErr;

use super::{Span, Standing, of_stage, plan, queries, standing};
use crate::person::full_name;
use crate::session::{facts_queries, queries as sessions};
use crate::{Club, Viewer};

/// The way of a session.
#[derive(Clone, Debug)]
pub struct StagesView {
    pub session: session::Model,
    /// All of them, in their order.
    pub lines: Vec<StageLine>,
    /// What the days of the webinars suggest; nothing while there are none.
    pub suggested: Vec<(Stage, Span)>,
}

/// A stage of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageLine {
    pub stage: Stage,
    pub span: Span,
    pub standing: Standing,
    /// What was decided by hand, when, and by whom (empty: by the club itself).
    pub forced: Option<(StageForce, Option<DateTime<Utc>>, String)>,
}

/// The stages of a session; `None` for others than organizers of its host school and curators.
///
/// # Errors
/// When the database refuses.
pub async fn view(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<StagesView>, DbErr> {
    let db = club.storage.reads();
    let session = sessions::by_slug(db, slug).await?;
    let Some(session) = session.filter(|session| viewer.organizes(session.host_school_id)) else {
        return Ok(None);
    };
    let rows = queries::of_session(db, session.id).await?;
    let ids = rows.iter().filter_map(|row| row.forced_by).collect();
    let names = facts_queries::people(db, ids).await?;
    let now = club.clock.now();
    let line = |stage: &Stage| {
        let row = of_stage(&rows, *stage);
        let name = row.and_then(|row| row.forced_by).and_then(|id| names.iter().find(|one| one.id == id));
        let name = name.map(|person| full_name(person).full()).unwrap_or_default();
        StageLine {
            stage: *stage,
            span: Span {
                opens_at: row.and_then(|row| row.opens_at),
                closes_at: row.and_then(|row| row.closes_at),
            },
            standing: standing(&rows, *stage, now),
            forced: row.and_then(|row| row.forced.map(|forced| (forced, row.forced_at, name))),
        }
    };
    let lines = Stage::ALL.iter().map(line).collect();
    let suggested = suggested(club, &session).await?;
    Ok(Some(StagesView { lines, suggested, session }))
}

async fn suggested(club: &Club, session: &session::Model) -> Result<Vec<(Stage, Span)>, DbErr> {
    let zone = session.time_zone.parse().unwrap_or(chrono_tz::Europe::Moscow);
    let webinars = sessions::webinars(club.storage.reads(), session.id).await?;
    let planned = webinars.iter().filter(|webinar| webinar.state == WebinarState::Planned);
    let days: Vec<_> = planned.map(|webinar| webinar.starts_at.with_timezone(&zone).date_naive()).collect();
    Ok(days.iter().min().zip(days.iter().max()).map_or(vec![], |(first, last)| plan(*first, *last, zone)))
}
