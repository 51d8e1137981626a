//! E-mails to organizers about what they should see to while there is still time.

mod queries;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, WebinarId, WebinarState, person, session};
use lang::{Lang, Texts};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::emails::words::{Filling, Frame, Value, wordings};
use crate::emails::{club_name, club_values, greeting, sample_person};
use crate::outbox::{self, NewEmail};
use crate::person::{full_name, grammar, language};
use crate::webinar::emails::About;
use crate::{Club, email_switch};

/// What organizers should see to, in one language.
#[derive(Clone, Debug)]
pub(crate) struct Alert {
    pub(crate) headline: String,
    pub(crate) lead: String,
    /// Where it can be put right, and what the button says.
    pub(crate) page: (String, String),
}

pub(crate) use queries::{curators, organizers};

/// Writes an alert to these people, each once for a key; `say` words it for a reader. Returns how many were written.
pub(crate) async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    (session, people): (&session::Model, Vec<person::Model>),
    (key, not_after): (&str, Option<DateTime<Utc>>),
    say: impl Fn(&person::Model) -> Alert,
) -> Result<usize, DbErr> {
    let words = wordings(tx, EmailKind::OrganizerAlert, Some(session)).await?;
    let name = club_name(club).await?;
    let mut emails = vec![];
    for person in people {
        let content = words.compose(&filling(&person, (&session.title, &name), say(&person)))?;
        let key = format!("organizer_alert:{key}:{}", person.id);
        let email = NewEmail::to(&person, EmailKind::OrganizerAlert, key, content);
        let email = email.map(|email| NewEmail { session_id: Some(session.id), not_after, ..email });
        emails.extend(email.map(|email| (club.chance.id(club.clock.now()), email)));
    }
    outbox::enqueue_new(tx, club, emails).await
}

fn filling(person: &person::Model, (session, club): (&str, &str), alert: Alert) -> Filling {
    let t = Texts(language(person));
    let greeting = greeting(&full_name(person), grammar(person.gender), t.lang());
    let (label, address) = alert.page;
    let mut values = club_values(&greeting, session, club);
    values.extend([
        ("headline", Value::Text(alert.headline.clone())),
        ("lead", Value::Text(alert.lead)),
        ("page", Value::Button { label, address }),
    ]);
    let frame = Frame {
        t,
        club_name: club.to_owned(),
        preview: alert.headline,
        why: t.say_with("alert-email-why", &[("session", session.into())]),
        unsubscribe_address: None,
    };
    Filling { values, frame }
}

/// Tells the organizers of a webinar at this time, and its moderators, that it has no stream link; nothing when it has one by now, was moved or
/// cancelled, has begun, or the session sends no alerts. Running it twice writes nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn without_link(club: &Club, webinar: WebinarId, starts_at: DateTime<Utc>) -> Result<usize, DbErr> {
    let inside = club.clone();
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { write_without_link(tx, &inside, webinar, starts_at).await }));
    work.await
}

async fn write_without_link(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: WebinarId,
    starts_at: DateTime<Utc>,
) -> Result<usize, DbErr> {
    let about = About::load(tx, club, EmailKind::OrganizerAlert, webinar).await?;
    let stands = |about: &About| {
        let webinar = &about.webinar;
        let is_wanted = webinar.state == WebinarState::Planned && webinar.stream_url.is_none();
        is_wanted && webinar.starts_at == starts_at && club.clock.now() < starts_at
    };
    let Some(about) = about.filter(stands) else { return Ok(0) };
    if !email_switch::is_on(tx, about.session.id, EmailKind::OrganizerAlert).await? {
        return Ok(0);
    }
    let people = queries::staff(tx, &about.webinar, &about.session).await?;
    let address = club.settings.address(&format!("/broadcast/{}", about.webinar.slug));
    let key = format!("without_link:{webinar}:{}", starts_at.timestamp());
    let say = |person: &person::Model| {
        let zone = crate::person::zone(person, about.zone);
        no_link(Texts(language(person)), &about.webinar.title, (starts_at, about.zone, zone), &address)
    };
    write(tx, club, (&about.session, people), (&key, Some(starts_at)), say).await
}

fn no_link(
    t: Texts,
    title: &str,
    (starts_at, event, reader): (DateTime<Utc>, Tz, Tz),
    address: &str,
) -> Alert {
    let time = lang::time(starts_at.with_timezone(&reader));
    let times = lang::times(starts_at, event, None, reader, None, t.lang());
    let about = [("title", title.into()), ("time", time.into()), ("times", times.into())];
    Alert {
        headline: t.say_with("alert-email-no-link-headline", &about),
        lead: t.say_with("alert-email-no-link-lead", &about),
        page: (t.say("alert-email-no-link-page"), address.to_owned()),
    }
}

/// What fills the words, with invented data.
pub(crate) fn sample(language: Lang) -> Filling {
    let at = DateTime::from_timestamp(1_807_608_600, 0).unwrap_or_default();
    let when = (at, Tz::Asia__Yekaterinburg, Tz::Asia__Novosibirsk);
    let address = "https://club.example/broadcast/2027-spring-s01";
    let alert = no_link(Texts(language), "Родительское собрание без конфликтов", when, address);
    filling(&sample_person(language), ("Весенняя сессия Web-клуба", "Интернет-наставник"), alert)
}
