//! What an e-mail about a changed programme says.

use askama::Template;
use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use entity::{EmailKind, person};
use lang::{Lang, Texts};
use sea_orm::DbErr;

use super::{Change, ChangedWebinar, What};
use crate::emails::words::{Filling, Frame, Value};
use crate::emails::{club_values, greeting, sample_person, unlinked};
use crate::person::{full_name, grammar, language};

/// A webinar with its changes.
struct Line {
    title: String,
    when: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "emails/blocks/changes.txt", escape = "none")]
struct TextChanges<'a> {
    webinars: &'a [Line],
}

#[derive(Template)]
#[template(path = "emails/blocks/changes.html")]
struct HtmlChanges<'a> {
    webinars: &'a [Line],
}

/// The changes that concern a reader who lives in a zone; the names are those of the session and the club.
pub(super) fn filling(
    (person, zone): (&person::Model, Tz),
    (session, club): (&str, &str),
    (note, page): (&str, &str),
    changes: &[&Change],
) -> Result<Filling, DbErr> {
    let t = Texts(language(person));
    let lines = lines(changes, zone, t);
    let greeting = greeting(&full_name(person), grammar(person.gender), t.lang());
    let mut values = club_values(&greeting, session, club);
    let count = [("count", lang::Value::from(lines.len()))];
    let (headline, lead) =
        (t.say_with("release-email-headline", &count), t.say_with("release-email-lead", &count));
    values.extend([
        ("headline", Value::Text(headline.clone())),
        ("lead", Value::Text(lead)),
        ("note", Value::typed(note)),
        ("changes", Value::block(&TextChanges { webinars: &lines }, &HtmlChanges { webinars: &lines })?),
        ("page", Value::Button { label: t.say("release-email-page"), address: page.to_owned() }),
    ]);
    let why = t.say_with("release-email-why", &[("session", session.into())]);
    let preview = lines.first().map_or_else(|| headline.clone(), |line| line.title.clone());
    let frame = Frame { t, club_name: club.to_owned(), preview, why, unsubscribe_address: None };
    Ok(Filling { values, frame })
}

fn lines(changes: &[&Change], zone: Tz, t: Texts) -> Vec<Line> {
    let mut lines: Vec<(entity::WebinarId, Line)> = vec![];
    for change in changes {
        let Some(webinar) = &change.webinar else { continue };
        let text = unlinked(&short(&change.what, t));
        match lines.iter_mut().find(|(id, _)| *id == webinar.id) {
            Some((_, line)) => line.changes.push(text),
            None => lines.push((webinar.id, line(webinar, zone, (t, text)))),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn line(webinar: &ChangedWebinar, zone: Tz, (t, text): (Texts, String)) -> Line {
    let own: Tz = webinar.time_zone.parse().unwrap_or(Tz::Europe__Moscow);
    let city = Some(webinar.city.as_str()).filter(|city| !city.is_empty());
    let day = lang::weekday_date(webinar.starts_at.with_timezone(&own).date_naive(), t.lang());
    let times = lang::times(webinar.starts_at, own, city, zone, None, t.lang());
    Line {
        title: webinar.title.clone(),
        when: crate::emails::capitalised(&format!("{day}, {times}")),
        changes: vec![text],
    }
}

/// What has changed, below the webinar's title.
fn short(what: &What, t: Texts) -> String {
    match what {
        What::Added => t.say("release-email-added"),
        What::Renamed { from } => t.say_with("release-email-renamed", &[("from", from.as_str().into())]),
        What::SpeakersAdded { names } => t.say_with(
            "release-email-speakers-added",
            &[("names", names.join(", ").into()), ("count", names.len().into())],
        ),
        What::SpeakersGone { names, .. } => t.say_with(
            "release-email-speakers-gone",
            &[("names", names.join(", ").into()), ("count", names.len().into())],
        ),
        What::Topics => t.say("release-email-topics"),
        What::Removed | What::Cancelled | What::Moved { .. } | What::Details | What::Breaks => {
            t.say("release-email-details")
        }
    }
}

/// Invented data for a kind of this folder; `None` for others.
pub(crate) fn sample(kind: EmailKind, language: Lang) -> Result<Option<Filling>, DbErr> {
    if kind != EmailKind::ProgrammeChanged {
        return Ok(None);
    }
    let starts_at = DateTime::from_timestamp(1_807_608_600, 0).unwrap_or_default();
    let webinar = |number: u128, title: &str| ChangedWebinar {
        id: uuid::Uuid::from_u128(number).into(),
        slug: "2027-spring-s01".to_owned(),
        title: title.to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        city: "Сургут".to_owned(),
        starts_at: starts_at + TimeDelta::hours(24 * i64::try_from(number).unwrap_or(0)),
    };
    let changes = [
        Change {
            webinar: Some(webinar(1, "Родительское собрание без конфликтов")),
            what: What::Renamed { from: "Родительское собрание".to_owned() },
        },
        Change {
            webinar: Some(webinar(2, "Портфолио учителя")),
            what: What::SpeakersAdded { names: vec!["Гончар Лев Яковлевич".to_owned()] },
        },
    ];
    let changes: Vec<&Change> = changes.iter().collect();
    let names = ("Весенняя сессия Web-клуба", "Интернет-наставник");
    let about = ("Уточнили два вебинара.", "https://club.example/s/2027-spring");
    filling((&sample_person(language), Tz::Asia__Novosibirsk), names, about, &changes).map(Some)
}
