//! The timeline: what goes out when, and the switches of its kinds.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Moscow;
use chrono_tz::Tz;
use club::email_switch::SwitchError;
use club::timeline::{LineState, Timeline, TimelineLine};
use entity::EmailKind;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};
use crate::times::{instant, zone};

/// What goes out when.
#[derive(Template)]
#[template(path = "pages/timeline/show.html")]
struct TimelinePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    switches: Vec<Switch>,
    days: Vec<Day>,
    /// Days that can be rehearsed: date and label.
    rehearsals: Vec<(NaiveDate, String)>,
}

/// A kind that can be switched.
struct Switch {
    kind: EmailKind,
    label: String,
    is_on: bool,
}

/// The lines of a day of the session.
struct Day {
    label: String,
    lines: Vec<Line>,
}

/// A line of the timeline.
struct Line {
    time: String,
    /// «12 апреля 2027 г., 05:30», where Moscow's clocks show something else.
    moscow: Option<String>,
    kind: EmailKind,
    label: String,
    about: String,
    recipients: Option<u64>,
    state: LineState,
    state_text: String,
}

impl TimelinePage {
    fn of(layout: Layout, csrf: String, timeline: &Timeline, now: DateTime<Utc>) -> Self {
        let t = Texts(layout.lang);
        let zone = zone(&timeline.session.time_zone);
        let switch =
            |(kind, is_on): &(EmailKind, bool)| Switch { kind: *kind, label: label(*kind, t), is_on: *is_on };
        let mut days: Vec<Day> = vec![];
        for line in &timeline.lines {
            let day = lang::weekday_date(line.at.with_timezone(&zone).date_naive(), t.lang());
            if days.last().is_none_or(|last| last.label != day) {
                days.push(Day { label: day, lines: vec![] });
            }
            if let Some(last) = days.last_mut() {
                last.lines.push(Line::of(line, zone, t));
            }
        }
        let today = now.with_timezone(&zone).date_naive();
        let rehearsal = |day: &NaiveDate| {
            let date = lang::date(*day, t.lang());
            (*day, t.say_with("page-rehearsal-short", &[("date", date.into())]))
        };
        Self {
            csrf,
            rehearsals: timeline.days.iter().filter(|day| **day >= today).map(rehearsal).collect(),
            ways: SessionWays::of(&timeline.session, Way::Emails, t),
            switches: timeline.switches.iter().map(switch).collect(),
            days,
            t,
            layout,
        }
    }
}

fn label(kind: EmailKind, t: Texts) -> String {
    t.say(&format!("page-email-kind-{kind}"))
}

impl Line {
    fn of(line: &TimelineLine, zone: Tz, t: Texts) -> Self {
        let (here, in_moscow) = (line.at.with_timezone(&zone), line.at.with_timezone(&Moscow));
        let is_other = here.naive_local() != in_moscow.naive_local();
        let is_other_day = here.date_naive() != in_moscow.date_naive();
        let moscow = if is_other_day { instant(line.at, Moscow, t.lang()) } else { lang::time(in_moscow) };
        let webinar = line.webinar.as_ref().map(|(code, title)| format!("{code} · {}", lang::typeset(title)));
        let readers = line.zone.map(|zone| {
            let label = lang::zone_label(None, zone, line.at, t.lang());
            t.say_with("page-timeline-zone", &[("zone", label.into())])
        });
        let day =
            line.day.map(|day| t.say_with("page-timeline-day", &[("day", lang::date(day, t.lang()).into())]));
        let about: Vec<String> = [webinar, day, readers].into_iter().flatten().collect();
        Self {
            time: lang::time(here),
            moscow: is_other.then(|| t.say_with("page-time-in-moscow", &[("time", moscow.into())])),
            kind: line.kind,
            label: label(line.kind, t),
            about: about.join(" · "),
            recipients: line.recipients,
            state: line.state,
            state_text: t.say(&format!("page-timeline-{}", word(line.state))),
        }
    }
}

fn word(state: LineState) -> &'static str {
    match state {
        LineState::Waiting => "waiting",
        LineState::Late => "late",
        LineState::Written => "written",
        LineState::Parked => "parked",
        LineState::Off => "off",
        LineState::Held => "held",
        LineState::Missed => "missed",
    }
}

impl From<SwitchError> for PageError {
    fn from(error: SwitchError) -> Self {
        match error {
            SwitchError::NotFound | SwitchError::NotSwitched(_) => PageError::NotFound,
            SwitchError::Db(error) => error.into(),
        }
    }
}

/// `GET /organize/{session}/timeline`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let timeline = club::timeline::timeline(&context.club, &context.viewer, &slug).await?;
    let timeline = timeline.ok_or(PageError::NotFound)?;
    page(&TimelinePage::of(Layout::of(&context), context.csrf(), &timeline, context.club.clock.now()))
}

/// `POST /organize/{session}/timeline/{email_kind}`
pub(crate) async fn switch(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let kind = path.1.parse().map_err(|_no_kind| PageError::NotFound)?;
    let is_on = fields.text("is_on")? == "yes";
    club::email_switch::switch(&context.club, &context.viewer, &path.0, kind, is_on).await?;
    Ok(see_other(&format!("/organize/{}/timeline", path.0)))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let of = |timeline: &Timeline| {
        TimelinePage::of(Layout::sample_of_curator(lang), "sample".to_owned(), timeline, data::before())
    };
    let timeline = data::timeline(lang);
    let empty = Timeline { lines: vec![], days: vec![], ..timeline.clone() };
    vec![Sample::of("timeline-show", &of(&timeline)), Sample::of("timeline-show-empty", &of(&empty))]
}
