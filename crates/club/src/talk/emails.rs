//! What fills the words of reminders to speakers.

use askama::Template;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, person, talk};
use lang::{Lang, Texts};
use sea_orm::DbErr;

use crate::emails::words::{Filling, Frame, Value};
use crate::emails::{club_values, greeting, sample_person};
use crate::person::{full_name, grammar, language};

/// What a reminder is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    /// `TalkDeadline` or `MaterialsMissing`.
    pub(super) kind: EmailKind,
    pub(super) stage: Stage,
    /// When it is to be done.
    pub(super) end: DateTime<Utc>,
}

/// Whether there is time left, or the webinar is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Before,
    After,
}

impl Stage {
    /// A reminder about one webinar follows it.
    pub(super) fn of(webinar: Option<entity::WebinarId>) -> Stage {
        if webinar.is_some() { Stage::After } else { Stage::Before }
    }
}

/// Who reads it, and on which day.
pub(super) struct Reader<'a> {
    pub(super) person: &'a person::Model,
    pub(super) zone: Tz,
    pub(super) today: NaiveDate,
}

/// A talk in it, with what is missing.
struct Line<'a> {
    topic: &'a str,
    missing: String,
}

#[derive(Template)]
#[template(path = "emails/blocks/talks.txt", escape = "none")]
struct TextTalks<'a> {
    talks: &'a [Line<'a>],
}

#[derive(Template)]
#[template(path = "emails/blocks/talks.html")]
struct HtmlTalks<'a> {
    talks: &'a [Line<'a>],
}

/// A reminder to a speaker of the talks for which something is missing; `names` are those of the session and the club and the speaker's page.
pub(super) fn filling(
    about: &About,
    reader: &Reader<'_>,
    (session, club, page): (&str, &str, &str),
    talks: &[talk::Model],
) -> Result<Filling, DbErr> {
    let t = Texts(language(reader.person));
    let end = about.end.with_timezone(&reader.zone);
    let left = (end.date_naive() - reader.today).num_days();
    let end = [("date", lang::date(end.date_naive(), t.lang()).into()), ("time", lang::time(end).into())];
    let until = t.say_with("talk-email-until", &end);
    let (headline, lead) = keys(about);
    let days = [("days", left.into()), ("until", until.as_str().into())];
    let headline = t.say_with(headline, &days);
    let untitled = t.say("talk-email-untitled");
    let lines: Vec<Line<'_>> = talks
        .iter()
        .map(|talk| Line { topic: topic(talk, &untitled), missing: t.say(&missing(about.kind, talk)) })
        .collect();
    let greeting = greeting(&full_name(reader.person), grammar(reader.person.gender), t.lang());
    let mut values = club_values(&greeting, session, club);
    let label = t.say("talk-email-page");
    values.extend([
        ("headline", Value::Text(headline.clone())),
        ("lead", Value::Text(t.say_with(lead, &days))),
        ("deadline", Value::Text(until.clone())),
        ("talks", Value::block(&TextTalks { talks: &lines }, &HtmlTalks { talks: &lines })?),
        ("page", Value::Button { label, address: page.to_owned() }),
    ]);
    let why = t.say_with("talk-email-why", &[("session", session.into())]);
    let frame = Frame { t, club_name: club.to_owned(), preview: headline, why, unsubscribe_address: None };
    Ok(Filling { values, frame })
}

/// What an application is called in a list.
fn topic<'a>(talk: &'a talk::Model, untitled: &'a str) -> &'a str {
    if talk.topic.is_empty() { untitled } else { &talk.topic }
}

fn keys(about: &About) -> (&'static str, &'static str) {
    match (about.kind, about.stage) {
        (EmailKind::TalkDeadline, _) => ("talk-email-deadline-headline", "talk-email-deadline-lead"),
        (_, Stage::Before) => ("talk-email-materials-headline-before", "talk-email-materials-lead-before"),
        (_, Stage::After) => ("talk-email-materials-headline-after", "talk-email-materials-lead-after"),
    }
}

fn missing(kind: EmailKind, talk: &talk::Model) -> String {
    match kind {
        EmailKind::TalkDeadline => format!("talk-email-state-{}", talk.state),
        _ => format!("talk-email-materials-{}", talk.materials),
    }
}

/// Invented data for a kind of this folder; `None` for others.
pub(crate) fn sample(kind: EmailKind, language: Lang) -> Result<Option<Filling>, DbErr> {
    if !matches!(kind, EmailKind::TalkDeadline | EmailKind::MaterialsMissing) {
        return Ok(None);
    }
    let end = DateTime::from_timestamp(1_806_080_340, 0).unwrap_or_default();
    let person = sample_person(language);
    let zone = Tz::Asia__Novosibirsk;
    let today = (end - TimeDelta::days(2)).with_timezone(&zone).date_naive();
    let nobody = uuid::Uuid::nil();
    let talk = super::blank(nobody.into(), nobody.into(), "Родительское собрание без конфликтов", end);
    let names = ("Весенняя сессия Web-клуба", "Интернет-наставник", "https://club.example/me");
    let about = About { kind, stage: Stage::Before, end };
    filling(&about, &Reader { person: &person, zone, today }, names, &[talk]).map(Some)
}
