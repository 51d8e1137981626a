//! Looking ahead: whether what is in the outbox, and what the timetable will write until the day after tomorrow, can go out in time.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, PersonId, person, session};
use lang::Texts;
use sea_orm::{ConnectionTrait, DbErr};

use super::limits::{Due, Forecast, Limits, forecast};
use super::{queries, write};
use crate::alert::{self, Alert};
use crate::person::language;
use crate::{Club, Viewer, email_switch, stream_link};

/// How far ahead: the e-mails of the next morning are known the day before.
const AHEAD: TimeDelta = TimeDelta::hours(36);

/// When the last e-mail goes out at each domain that has a limit, and how many come too late: of everything that is due, and of what the
/// timetable will write for a session. Organizers of the session and curators may ask; others are told nothing.
///
/// # Errors
/// When the database refuses.
pub async fn forecast_of(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
) -> Result<Vec<Forecast>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    ahead_of(club.storage.reads(), Some(session), club.clock.now()).await
}

/// The same of all sessions together, for curators; others are told nothing.
///
/// # Errors
/// When the database refuses.
pub async fn forecast_of_all(club: &Club, viewer: &Viewer) -> Result<Vec<Forecast>, DbErr> {
    if !viewer.is_curator() {
        return Ok(vec![]);
    }
    ahead_of(club.storage.reads(), None, club.clock.now()).await
}

async fn ahead_of(
    db: &impl ConnectionTrait,
    session: Option<&session::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<Forecast>, DbErr> {
    let session = session.map(|session| session.id);
    let mut due = queries::due_groups(db, now + AHEAD).await?;
    due.extend(coming(queries::unsent_links(db, session, (now, now + AHEAD)).await?));
    Ok(forecast(&due, &Limits::read(db, now).await?, now))
}

/// Somebody who is registered, and when that webinar starts: person, address, zone, start.
pub(super) type UnsentLink = (PersonId, String, String, DateTime<Utc>);

/// The stream-link e-mails that are not written yet: one a listener and day.
fn coming(links: Vec<UnsentLink>) -> Vec<Due> {
    let mut firsts: BTreeMap<_, (String, Tz, DateTime<Utc>)> = BTreeMap::new();
    for (person, address, zone, starts_at) in links {
        let zone: Tz = zone.parse().unwrap_or(Tz::Europe__Moscow);
        let domain = write::domain_of(&address);
        let first =
            firsts.entry((person, stream_link::day_of(starts_at, zone))).or_insert((domain, zone, starts_at));
        first.2 = first.2.min(starts_at);
    }
    let mut counts: BTreeMap<(String, DateTime<Utc>, DateTime<Utc>), u64> = BTreeMap::new();
    for (domain, zone, first) in firsts.into_values() {
        *counts.entry((domain, stream_link::due_at(first, zone), first)).or_default() += 1;
    }
    let urgency = write::urgency(EmailKind::StreamLink);
    let due = |((domain, at, end), count)| Due { domain, at, not_after: Some(end), urgency, count };
    counts.into_iter().map(due).collect()
}

/// Tells the organizers of sessions whose e-mails cannot all go out in time, once a session and day. Returns how many e-mails were written.
///
/// # Errors
/// When the database refuses.
pub async fn warn_if_late(club: &Club) -> Result<usize, DbErr> {
    let now = club.clock.now();
    let mut written = 0;
    for session in queries::sessions_with_webinars(club.storage.reads(), (now, now + AHEAD)).await? {
        let ahead = ahead_of(club.storage.reads(), Some(&session), now).await?;
        if ahead.iter().all(|domain| domain.late == 0) {
            continue;
        }
        let inside = club.clone();
        let work =
            club.storage.write(move |tx| Box::pin(async move { warn(tx, &inside, &session, now).await }));
        written += work.await?;
    }
    Ok(written)
}

async fn warn(
    tx: &sea_orm::DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    now: DateTime<Utc>,
) -> Result<usize, DbErr> {
    let late: Vec<Forecast> =
        ahead_of(tx, Some(session), now).await?.into_iter().filter(|domain| domain.late > 0).collect();
    if late.is_empty() || !email_switch::is_on(tx, session.id, EmailKind::OrganizerAlert).await? {
        return Ok(0);
    }
    let people = alert::organizers(tx, [session.host_school_id]).await?;
    let key = format!("late:{}:{}", session.id, now.date_naive());
    let address = club.settings.address(&format!("/organize/{}/queue", session.slug));
    let say = |person: &person::Model| worded(Texts(language(person)), &late, &address);
    alert::write(tx, club, (session, people), (&key, None), say).await
}

fn worded(t: Texts, late: &[Forecast], address: &str) -> Alert {
    let emails: u64 = late.iter().map(|domain| domain.late).sum();
    let domains: Vec<String> =
        late.iter().map(|domain| format!("{} — {}", domain.domain, domain.per_minute)).collect();
    let about = [("emails", emails.into()), ("domains", domains.join(", ").into())];
    Alert {
        headline: t.say_with("alert-email-late-headline", &about),
        lead: t.say_with("alert-email-late-lead", &about),
        page: (t.say("alert-email-late-page"), address.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use entity::{Role, domain_limit};
    use sea_orm::Set;

    use super::*;
    use crate::outbox::written;
    use crate::role::{self, Appointment};
    use crate::test_club::profile;
    use crate::test_session::{SmallSession, at};

    async fn twelve_listeners() -> SmallSession {
        let small = SmallSession::new().await;
        for number in 0..12 {
            let address = format!("listener{number}@slow.example");
            let listener =
                small.person("Петрова Анна Сергеевна", Tz::Asia__Yekaterinburg, Some(&address)).await;
            small.register(&listener, 0).await;
            small.register(&listener, 1).await;
        }
        let profile = profile("Галина", "Зайцева", "galina@school.example");
        let (school_id, webinar_id) = (Some(small.school.id), None);
        let new = Appointment { profile, role: Role::Organizer, school_id, webinar_id };
        role::appoint(&small.club, &Viewer::Club, new).await.unwrap();
        small
    }

    async fn limit(small: &SmallSession, per_minute: i32) {
        let now = small.club.clock.now();
        let row = domain_limit::ActiveModel {
            id: Set(small.club.chance.id(now)),
            domain: Set("slow.example".to_owned()),
            per_minute: Set(per_minute),
            connections: Set(1),
            updated_at: Set(now),
        };
        small.write(row).await;
    }

    async fn ahead(small: &SmallSession, viewer: &Viewer) -> Vec<(u64, u64, DateTime<Utc>)> {
        let found = forecast_of(&small.club, viewer, &small.session).await.unwrap();
        found.into_iter().map(|domain| (domain.count, domain.late, domain.last_at)).collect()
    }

    #[tokio::test]
    async fn what_the_timetable_will_write_is_foreseen_the_day_before() {
        let small = twelve_listeners().await;
        small.club.clock.set(at("2027-04-11T12:00:00Z"));
        assert_eq!(ahead(&small, &Viewer::Club).await, [], "no limit, no delay");
        limit(&small, 1).await;
        assert_eq!(ahead(&small, &Viewer::Club).await, [(12, 0, at("2027-04-12T02:41:00Z"))]);
        assert_eq!(ahead(&small, &Viewer::Guest).await, []);
        assert_eq!(warn_if_late(&small.club).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn organizers_are_told_once_a_day_how_many_come_too_late() {
        let small = twelve_listeners().await;
        limit(&small, 1).await;
        small.club.clock.set(at("2027-04-12T09:20:00Z"));
        assert_eq!(ahead(&small, &Viewer::Club).await, [(12, 2, at("2027-04-12T09:29:00Z"))]);
        assert_eq!(warn_if_late(&small.club).await.unwrap(), 1);
        assert_eq!(warn_if_late(&small.club).await.unwrap(), 0);
        let told = written(&small.club, sea_orm::Condition::all()).await.remove(0);
        assert_eq!(told.to_address, "galina@school.example");
        assert_eq!(told.subject.replace('\u{a0}', " "), "Не успеем: 2 письма");
        assert!(told.text.contains("slow.example"), "{}", told.text);
    }
}
