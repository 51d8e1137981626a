//! What fills the words of each kind, for one reader.

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::person;
use lang::Texts;
use sea_orm::DbErr;

use crate::emails::words::{Filling, Frame, Value};
use crate::emails::{capitalised, club_values, greeting, unlinked};
use crate::person::{full_name, grammar, language, zone};

/// A webinar as e-mails name it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event<'a> {
    pub(crate) title: &'a str,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) zone: Tz,
    /// Of the host school.
    pub(crate) city: &'a str,
    pub(crate) session_title: &'a str,
    pub(crate) club_name: &'a str,
}

/// Who reads it.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    pub(crate) t: Texts,
    greeting: String,
    zone: Tz,
    city: String,
}

/// One webinar in a block of its own.
struct Line {
    title: String,
    date: String,
    times: String,
}

#[derive(Template)]
#[template(path = "emails/blocks/webinars.txt", escape = "none")]
struct TextWebinars<'a> {
    webinars: &'a [Line],
}

#[derive(Template)]
#[template(path = "emails/blocks/webinars.html")]
struct HtmlWebinars<'a> {
    webinars: &'a [Line],
}

#[derive(Template)]
#[template(path = "emails/blocks/new_time.txt", escape = "none")]
struct TextNewTime<'a> {
    t: Texts,
    webinar: &'a Line,
    was: &'a str,
}

#[derive(Template)]
#[template(path = "emails/blocks/new_time.html")]
struct HtmlNewTime<'a> {
    t: Texts,
    webinar: &'a Line,
    was: &'a str,
}

impl Reader {
    /// A person; who has no zone reads in that of the event.
    pub(crate) fn of(person: &person::Model, otherwise: Tz) -> Reader {
        let t = Texts(language(person));
        Reader {
            t,
            greeting: greeting(&full_name(person), grammar(person.gender), t.lang()),
            zone: zone(person, otherwise),
            city: unlinked(&person.city),
        }
    }
}

fn times(event: &Event<'_>, reader: &Reader, at: DateTime<Utc>) -> String {
    let named = |city| Some(city).filter(|city: &&str| !city.is_empty());
    lang::times(at, event.zone, named(event.city), reader.zone, named(&reader.city), reader.t.lang())
}

fn date(reader: &Reader, at: DateTime<Utc>) -> String {
    lang::weekday_date(at.with_timezone(&reader.zone).date_naive(), reader.t.lang())
}

fn line(event: &Event<'_>, reader: &Reader) -> Line {
    Line {
        title: event.title.to_owned(),
        date: capitalised(&date(reader, event.starts_at)),
        times: times(event, reader, event.starts_at),
    }
}

/// What every e-mail about a webinar can name.
fn filling(event: &Event<'_>, reader: &Reader, why: &str) -> Result<Filling, DbErr> {
    let line = line(event, reader);
    let time = lang::time(event.starts_at.with_timezone(&reader.zone));
    let frame = Frame {
        t: reader.t,
        club_name: event.club_name.to_owned(),
        preview: format!("{}, {time} · {}", line.date, event.title),
        why: reader.t.say_with(why, &[("session", event.session_title.into())]),
        unsubscribe_address: None,
    };
    let mut values = club_values(&reader.greeting, event.session_title, event.club_name);
    values.extend([
        ("title", Value::Text(event.title.to_owned())),
        ("date", Value::Text(line.date.clone())),
        ("time", Value::Text(time)),
        ("times", Value::Text(line.times.clone())),
    ]);
    let webinars = [line];
    let block = Value::block(&TextWebinars { webinars: &webinars }, &HtmlWebinars { webinars: &webinars })?;
    values.insert("webinar", block);
    Ok(Filling { values, frame })
}

fn join_button(t: Texts, address: &str) -> Value {
    Value::Button { label: t.say("stream-link-email-join"), address: address.to_owned() }
}

/// A reminder, so much time before the start.
pub(crate) fn reminder(
    event: &Event<'_>,
    reader: &Reader,
    left: TimeDelta,
    join_address: &str,
) -> Result<Filling, DbErr> {
    let t = reader.t;
    let when = match left.num_minutes() {
        50..=60 => "hour",
        7..=10 => "minutes",
        _ => "soon",
    };
    let time = lang::time(event.starts_at.with_timezone(&reader.zone));
    let about = [("when", when.into()), ("title", event.title.into()), ("time", time.into())];
    let mut filling = filling(event, reader, "stream-link-email-why")?;
    filling.values.extend([
        ("headline", Value::Text(t.say_with("webinar-email-reminder-headline", &about))),
        ("lead", Value::Text(t.say_with("webinar-email-reminder-lead", &about))),
        ("join", join_button(t, join_address)),
    ]);
    Ok(filling)
}

/// The stream link has changed; the join link has not.
pub(crate) fn new_stream_link(
    event: &Event<'_>,
    reader: &Reader,
    join_address: &str,
) -> Result<Filling, DbErr> {
    let mut filling = filling(event, reader, "stream-link-email-why")?;
    filling.values.insert("join", join_button(reader.t, join_address));
    Ok(filling)
}

/// The webinar takes place at another time than `was_at`. Listeners get their join link when they had it before; speakers the page of the
/// webinar.
pub(crate) fn moved(
    event: &Event<'_>,
    reader: &Reader,
    was_at: DateTime<Utc>,
    way: &Way,
) -> Result<Filling, DbErr> {
    let t = reader.t;
    let line = line(event, reader);
    let was = format!("{}, {}", date(reader, was_at), times(event, reader, was_at));
    let day = event.starts_at.with_timezone(&reader.zone);
    let about = [
        ("who", if matches!(way, Way::Page(_)) { "speaker" } else { "listener" }.into()),
        ("date", lang::day_month(day.date_naive(), t.lang()).into()),
        ("time", lang::time(day).into()),
        ("title", event.title.into()),
    ];
    let mut filling = filling(event, reader, way.why())?;
    let (text, html) =
        (TextNewTime { t, webinar: &line, was: &was }, HtmlNewTime { t, webinar: &line, was: &was });
    filling.values.extend([
        ("headline", Value::Text(t.say_with("webinar-email-moved-headline", &about))),
        ("lead", Value::Text(t.say_with("webinar-email-moved-lead", &about))),
        ("was", Value::Text(was.clone())),
        ("new_time", Value::block(&text, &html)?),
        (
            "join",
            match way {
                Way::Join(address) => join_button(t, address),
                Way::InTheMorning => Value::Text(t.say("webinar-email-in-the-morning")),
                Way::Page(address) => {
                    Value::Button { label: t.say("webinar-email-page"), address: address.clone() }
                }
            },
        ),
    ]);
    Ok(filling)
}

/// Where an e-mail about a moved webinar leads.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    /// A listener who has the join link already.
    Join(String),
    /// A listener whose join link comes on the day of the webinar.
    InTheMorning,
    /// A speaker, to the public page.
    Page(String),
}

impl Way {
    fn why(&self) -> &'static str {
        match self {
            Way::Join(_) | Way::InTheMorning => "stream-link-email-why",
            Way::Page(_) => "webinar-email-why-speaker",
        }
    }
}

/// To whom an e-mail about a cancelled webinar goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bidden {
    Listener,
    Speaker,
    /// Somebody who waits for a place.
    Waiting,
}

impl Bidden {
    fn why(self) -> &'static str {
        match self {
            Bidden::Listener => "stream-link-email-why",
            Bidden::Speaker => "webinar-email-why-speaker",
            Bidden::Waiting => "webinar-email-why-waiting",
        }
    }
}

/// The webinar does not take place.
pub(crate) fn cancelled(
    event: &Event<'_>,
    reader: &Reader,
    (reason, programme): (&str, &str),
    whom: Bidden,
) -> Result<Filling, DbErr> {
    let mut filling = filling(event, reader, whom.why())?;
    let label = reader.t.say("webinar-email-programme");
    filling.values.extend([
        ("reason", Value::typed(reason)),
        ("programme", Value::Button { label, address: programme.to_owned() }),
    ]);
    Ok(filling)
}

/// A place has become free: kept for the reader until an instant, or for whoever takes it first.
pub(crate) fn place_offered(
    event: &Event<'_>,
    reader: &Reader,
    until: Option<DateTime<Utc>>,
    address: &str,
) -> Result<Filling, DbErr> {
    let t = reader.t;
    let until = until.map(|until| {
        let until = until.with_timezone(&reader.zone);
        let about = [
            ("date", lang::day_month(until.date_naive(), t.lang()).into()),
            ("time", lang::time(until).into()),
        ];
        t.say_with("webinar-email-until", &about)
    });
    let key = if until.is_some() { "kept" } else { "open" };
    let until = until.unwrap_or_default();
    let mut filling = filling(event, reader, "webinar-email-why-waiting")?;
    let lead = t.say_with(&format!("webinar-email-offer-{key}"), &[("until", until.as_str().into())]);
    let label = t.say("webinar-email-take-place");
    filling.values.extend([
        ("lead", Value::Text(lead)),
        ("until", Value::Text(until)),
        ("offer", Value::Button { label, address: address.to_owned() }),
    ]);
    Ok(filling)
}
