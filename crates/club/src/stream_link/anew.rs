//! Join links that have to be written again: the webinar moved, or the e-mail waited for something.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{OutboxEmailId, WebinarState, person, registration, session, webinar};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{day_of, due_at};
use crate::Club;
use crate::jobs::{self, Job, NewJob};
use crate::session::queries as sessions;

/// Ids of one statement.
const IDS_AT_ONCE: usize = 1000;

/// Lets the registrations go whose e-mails were taken back: they are written anew, at once where their time has come.
pub(crate) async fn write_anew(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    emails: Vec<OutboxEmailId>,
) -> Result<(), DbErr> {
    for emails in emails.chunks(IDS_AT_ONCE) {
        registration::Entity::update_many()
            .set(unsent())
            .filter(registration::Column::StreamLinkEmailId.is_in(emails.iter().copied()))
            .exec(tx)
            .await?;
    }
    catch_up(tx, club, session).await
}

fn unsent() -> registration::ActiveModel {
    registration::ActiveModel { stream_link_email_id: Set(None), ..Default::default() }
}

/// Has the e-mails written of every zone and day whose time has come while a webinar of the day is still to start.
pub(crate) async fn catch_up(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let webinars = planned(tx, session).await?;
    for zone in zones(tx, session).await? {
        let to_come = webinars.iter().filter(|webinar| webinar.starts_at > now);
        let mut days: Vec<NaiveDate> = to_come.map(|webinar| day_of(webinar.starts_at, zone)).collect();
        days.dedup();
        for day in days.into_iter().filter(|day| has_come(&webinars, *day, zone, now)) {
            let job = Job::SendStreamLinks { session: session.id, zone, day };
            jobs::enqueue(tx, club, NewJob { job, run_at: now, unique_key: None }).await?;
        }
    }
    Ok(())
}

/// A webinar that moved to another day of its listeners is announced on that day, as if nobody had been told of it before. Where that day's
/// e-mails are out already, the link that a listener has stays good.
pub(crate) async fn forget_day(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    (before, after): (&webinar::Model, &webinar::Model),
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let webinars = planned(tx, session).await?;
    for zone in zones(tx, session).await? {
        let day = day_of(after.starts_at, zone);
        if day == day_of(before.starts_at, zone) || has_come(&webinars, day, zone, now) {
            continue;
        }
        let people = Query::select()
            .column(person::Column::Id)
            .from(person::Entity)
            .and_where(person::Column::TimeZone.eq(zone.name()))
            .to_owned();
        registration::Entity::update_many()
            .set(unsent())
            .filter(registration::Column::WebinarId.eq(after.id))
            .filter(registration::Column::CancelledAt.is_null())
            .filter(registration::Column::PersonId.in_subquery(people))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Whether the time of a day's e-mails has come in a zone.
pub(crate) fn has_come(webinars: &[webinar::Model], day: NaiveDate, zone: Tz, now: DateTime<Utc>) -> bool {
    let planned = webinars.iter().filter(|webinar| webinar.state == WebinarState::Planned);
    let starts = planned.map(|webinar| webinar.starts_at);
    let first = starts.filter(|start| day_of(*start, zone) == day).min();
    first.is_some_and(|first| due_at(first, zone) <= now)
}

async fn planned(tx: &DatabaseTransaction, session: &session::Model) -> Result<Vec<webinar::Model>, DbErr> {
    let mut webinars = sessions::webinars(tx, session.id).await?;
    webinars.retain(|webinar| webinar.state == WebinarState::Planned);
    Ok(webinars)
}

async fn zones(tx: &DatabaseTransaction, session: &session::Model) -> Result<Vec<Tz>, DbErr> {
    let mut zones = sessions::listener_zones(tx, session.id).await?;
    zones.sort();
    Ok(zones.iter().filter_map(|zone| zone.parse().ok()).collect())
}
