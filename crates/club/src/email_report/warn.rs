//! Telling organizers whose address takes no e-mails: one e-mail a session and day that gathers the names.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, SessionId, email_report, person, session, webinar};
use lang::Texts;
use sea_orm::{DatabaseTransaction, DbErr};

use super::queries;
use crate::alert::{self, Alert};
use crate::jobs::{self, Job, NewJob};
use crate::person::{full_name, language};
use crate::{Club, Viewer, email_switch, emails};

/// How long an alert waits for other bounces of the same sending.
const GATHERING: TimeDelta = TimeDelta::minutes(30);

/// So long before the first webinar it waits no more.
const IN_TIME: TimeDelta = TimeDelta::hours(2);

/// When the next day's alert is written, by the session's clocks.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(morning) => morning,
    None => NaiveTime::MIN,
};

/// Names in one e-mail; the page has them all.
const MOST_NAMES: usize = 20;

/// Somebody who cannot be written to.
#[derive(Clone, Debug)]
pub struct Unreachable {
    pub person: person::Model,
    /// Webinars to come that the person is registered for, by start.
    pub webinars: Vec<webinar::Model>,
    /// What a server said last; none when somebody put the address on the list by hand.
    pub report: Option<email_report::Model>,
}

/// Listeners of webinars to come whose address takes no e-mails, by name; for organizers of the session and curators.
///
/// # Errors
/// When the database refuses.
pub async fn unreachable(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
) -> Result<Vec<Unreachable>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    let reads = club.storage.reads();
    let people = queries::unreachable(reads, session.id, club.clock.now()).await?;
    let addresses = people.iter().filter_map(|(person, _)| person.email.clone()).collect();
    let reports = queries::reasons(reads, addresses).await?;
    let one = |(person, webinars): (person::Model, _)| {
        let report = person.email.as_ref().and_then(|address| reports.get(address)).cloned();
        Unreachable { person, webinars, report }
    };
    Ok(people.into_iter().map(one).collect())
}

fn zone(session: &session::Model) -> Tz {
    session.time_zone.parse().unwrap_or(Tz::Europe__Moscow)
}

/// Has the alert written: soon, so that it gathers what comes with this bounce; on the next morning, when today's is out already.
pub(super) async fn plan(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    first: DateTime<Utc>,
) -> Result<(), DbErr> {
    let (now, zone) = (club.clock.now(), zone(session));
    let today = now.with_timezone(&zone).date_naive();
    let soon = (now + GATHERING).min(first - IN_TIME).max(now);
    if enqueue(tx, club, session.id, today, soon).await? {
        return Ok(());
    }
    let job = Job::WarnOfBounces { session: session.id, day: today };
    if jobs::is_waiting(tx, job.kind(), &key(session.id, today)).await? {
        return Ok(());
    }
    let Some(tomorrow) = today.checked_add_days(Days::new(1)) else { return Ok(()) };
    let morning = tomorrow.and_time(MORNING).and_local_timezone(zone).earliest();
    let at = morning.map_or(now + TimeDelta::days(1), |at| at.with_timezone(&Utc));
    enqueue(tx, club, session.id, tomorrow, at).await.map(drop)
}

fn key(session: SessionId, day: NaiveDate) -> String {
    format!("{session}:{day}")
}

async fn enqueue(
    tx: &DatabaseTransaction,
    club: &Club,
    session: SessionId,
    day: NaiveDate,
    run_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let job = Job::WarnOfBounces { session, day };
    jobs::enqueue(tx, club, NewJob { job, run_at, unique_key: Some(key(session, day)) }).await
}

/// Writes the alert of a day to the organizers of the session and of the webinars that it concerns; nothing when everybody can be reached by now
/// or the session sends no alerts. Running it twice writes nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn warn(club: &Club, session: SessionId, day: NaiveDate) -> Result<usize, DbErr> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| Box::pin(async move { write(tx, &inside, session, day).await }));
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    session: SessionId,
    day: NaiveDate,
) -> Result<usize, DbErr> {
    let Some(session) = queries::session(tx, session).await? else { return Ok(0) };
    let people = queries::unreachable(tx, session.id, club.clock.now()).await?;
    if people.is_empty() || !email_switch::is_on(tx, session.id, EmailKind::OrganizerAlert).await? {
        return Ok(0);
    }
    let mut schools: Vec<_> =
        people.iter().flat_map(|(_, webinars)| webinars).map(|webinar| webinar.host_school_id).collect();
    schools.push(session.host_school_id);
    let organizers = alert::organizers(tx, schools).await?;
    let names: Vec<String> =
        people.iter().map(|(person, _)| emails::unlinked(&full_name(person).full())).collect();
    let page = club.settings.address(&format!("/organize/{}/addresses", session.slug));
    let say = |reader: &person::Model| worded(Texts(language(reader)), &names, &page);
    alert::write(tx, club, (&session, organizers), (&format!("bounces:{}:{day}", session.id), None), say)
        .await
}

fn worded(t: Texts, names: &[String], page: &str) -> Alert {
    let count = i64::try_from(names.len()).unwrap_or(i64::MAX);
    let shown = names.get(..MOST_NAMES).unwrap_or(names).join(", ");
    let more = names.len().saturating_sub(MOST_NAMES);
    let shown = match i64::try_from(more) {
        Ok(more) if more > 0 => {
            t.say_with("alert-email-bounces-more", &[("names", shown.into()), ("more", more.into())])
        }
        _ => shown,
    };
    Alert {
        headline: t.say_with("alert-email-bounces-headline", &[("count", count.into())]),
        lead: t.say_with("alert-email-bounces-lead", &[("count", count.into()), ("names", shown.into())]),
        page: (t.say("alert-email-bounces-page"), page.to_owned()),
    }
}
