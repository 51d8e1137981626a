//! The grid of a session's webinars by day and track, with a form that moves them as well as the mouse does.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike as _};
use chrono_tz::Tz;
use club::schedule::{BreakError, NewBreak, Place, PlaceError, Working, WorkingWebinar};
use entity::{ScheduleBreakId, WebinarState};
use lang::{Lang, Texts};

use super::{read, telling};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};
use crate::times::zone;

/// The longest name of a break, in characters.
pub(super) const LONGEST_BREAK_TITLE: usize = 200;

/// Rows of the grid are so far apart.
const STEP_MINUTES: u32 = 30;

/// More days than any session has.
const MOST_DAYS: i64 = 40;

/// The grid.
#[derive(Template)]
#[template(path = "pages/schedule/editor.html")]
struct EditorPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    zone: String,
    is_host: bool,
    tracks: Vec<i32>,
    days: Vec<Day>,
    /// Where it is shown, and what it says.
    conflicts: Vec<(String, String)>,
    movable: Vec<Movable>,
    /// The webinar that was to be moved.
    chosen: String,
    place: Vec<Field>,
    /// Id, topic, speakers, whether they have confirmed.
    unplaced: Vec<(String, String, String, bool)>,
    pause: Vec<Field>,
    errors: Errors,
    done: Option<String>,
}

struct Day {
    on: NaiveDate,
    title: String,
    slots: Vec<Row>,
    breaks: Vec<Pause>,
}

struct Row {
    time: String,
    cells: Vec<Cell>,
}

struct Cell {
    track: i32,
    webinars: Vec<Card>,
}

#[derive(Clone)]
struct Card {
    code: String,
    slug: String,
    title: String,
    times: String,
    speakers: String,
    told: Option<String>,
    conflicts: Vec<String>,
    is_cancelled: bool,
    is_movable: bool,
}

struct Pause {
    id: String,
    text: String,
}

struct Movable {
    slug: String,
    code: String,
    title: String,
    when: String,
    revision: String,
}

/// What was typed into the two forms of the page.
#[derive(Clone, Debug, Default)]
struct Typed {
    which: String,
    place: [String; 3],
    pause: [String; 5],
}

impl EditorPage {
    fn of(
        (layout, csrf): (Layout, String),
        working: &Working,
        now: chrono::DateTime<chrono::Utc>,
        (typed, errors): (&Typed, Errors),
    ) -> Self {
        let (lang, t) = (layout.lang, Texts(layout.lang));
        let session_zone = zone(&working.session.time_zone);
        let line = |name: &'static str, key: &str, value: &str| {
            Field::line(name, &format!("page-schedule-{key}"), value, &errors, t)
        };
        let [day, start, track] = &typed.place;
        let [title, on, from, until, of_track] = &typed.pause;
        let movable: Vec<Movable> = working
            .webinars
            .iter()
            .filter(|line| is_movable(line, now))
            .map(|line| Movable::of(line, lang))
            .collect();
        let highest = working.webinars.iter().map(|line| line.webinar.track).max().unwrap_or(1);
        let anchor = |conflict: &club::schedule::Conflict| {
            working.webinar(conflict.webinar).map(|line| line.webinar.code.clone()).unwrap_or_default()
        };
        let conflicts = working.conflicts.iter();
        Self {
            ways: SessionWays::of(&working.session, Way::Schedule, t),
            zone: lang::zone_label(None, session_zone, working.session.created_at, lang),
            is_host: working.is_host,
            // One more than there are: a webinar can be dropped into a new one.
            tracks: (1..=(highest + 1).min(20)).collect(),
            days: days(working, session_zone, (highest + 1).min(20), (now, lang)),
            conflicts: conflicts.map(|one| (anchor(one), telling::sentence(one, working, t))).collect(),
            movable,
            chosen: typed.which.clone(),
            place: vec![
                line("day", "day", day).of_kind("date"),
                line("start", "start", start).of_kind("time"),
                line("track", "track", track).of_kind("number"),
            ],
            unplaced: working
                .unplaced
                .iter()
                .map(|talk| {
                    let names: Vec<&str> = talk.speakers.iter().map(|one| one.name.as_str()).collect();
                    (
                        talk.talk.id.to_string(),
                        lang::typeset(&talk.talk.topic),
                        names.join(", "),
                        talk.is_confirmed(),
                    )
                })
                .collect(),
            pause: vec![
                line("break_title", "break-name", title),
                line("break_day", "break-day", on).of_kind("date"),
                line("break_start", "break-start", from).of_kind("time"),
                line("break_end", "break-end", until).of_kind("time"),
                line("break_track", "track", of_track).of_kind("number").optional(t),
            ],
            done: None,
            t,
            csrf,
            layout,
            errors,
        }
    }

    fn sample(lang: Lang) -> Self {
        let frame = (Layout::sample_of_curator(lang), "sample".to_owned());
        Self::of(frame, &data::working(lang), data::before(), (&Typed::default(), Errors::default()))
    }

    fn wrong_sample(lang: Lang) -> Self {
        let (t, mut errors) = (Texts(lang), Errors::default());
        errors.add("start", t.say("page-schedule-wrong-past"));
        let frame = (Layout::sample_of_curator(lang), "sample".to_owned());
        Self::of(frame, &data::working(lang), data::before(), (&Typed::default(), errors))
    }
}

fn is_movable(line: &WorkingWebinar, now: chrono::DateTime<chrono::Utc>) -> bool {
    line.webinar.state == WebinarState::Planned && line.webinar.ends_at > now
}

impl Movable {
    fn of(line: &WorkingWebinar, lang: Lang) -> Self {
        let time = telling::planned(line, lang);
        Self {
            slug: line.webinar.slug.clone(),
            code: line.webinar.code.clone(),
            title: lang::typeset(&line.webinar.title),
            when: format!("{}, {}", lang::day_month(time.on, lang), time.start),
            revision: line.revision.clone(),
        }
    }
}

/// Every day from the first webinar to the day after the last one, each with its rows.
fn days(
    working: &Working,
    zone: Tz,
    tracks: i32,
    (now, lang): (chrono::DateTime<chrono::Utc>, Lang),
) -> Vec<Day> {
    let Some((first, last)) = working.days() else { return vec![] };
    let length = (last - first).num_days().min(MOST_DAYS) + 1;
    let all = (0..=length).filter_map(|number| first.checked_add_signed(TimeDelta::days(number)));
    all.map(|on| day(working, on, (zone, tracks), (now, lang))).collect()
}

fn day(
    working: &Working,
    on: NaiveDate,
    (zone, tracks): (Tz, i32),
    (now, lang): (chrono::DateTime<chrono::Utc>, Lang),
) -> Day {
    let local = |line: &WorkingWebinar| line.starts_at.with_timezone(&zone);
    let own: Vec<&WorkingWebinar> =
        working.webinars.iter().filter(|line| local(line).date_naive() == on).collect();
    let slot = |line: &WorkingWebinar| {
        let time = local(line).time();
        (time.hour() * 60 + time.minute()) / STEP_MINUTES
    };
    let earliest = own.iter().map(|line| slot(line)).min().unwrap_or(24).min(24);
    let latest = own.iter().map(|line| slot(line) + 3).max().unwrap_or(38).clamp(38, 47);
    let cell = |number: u32, track: i32| Cell {
        track,
        webinars: own
            .iter()
            .filter(|line| slot(line) == number && line.webinar.track.clamp(1, tracks) == track)
            .map(|line| card(line, working, (now, lang)))
            .collect(),
    };
    let slots = (earliest..=latest).map(|number| {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(number * STEP_MINUTES * 60, 0);
        Row {
            time: time.unwrap_or_default().format("%H:%M").to_string(),
            cells: (1..=tracks).map(|track| cell(number, track)).collect(),
        }
    });
    let pauses = working.breaks.iter().filter(|row| row.starts_at.with_timezone(&zone).date_naive() == on);
    let t = Texts(lang);
    let pause = |row: &entity::schedule_break::Model| {
        let time = |at: chrono::DateTime<chrono::Utc>| lang::time(at.with_timezone(&zone));
        let track = row.track.map(|track| t.say_with("page-feed-track", &[("track", track.into())]));
        let track = track.map(|track| format!(" · {track}")).unwrap_or_default();
        Pause {
            id: row.id.to_string(),
            text: format!("{}–{} {}{track}", time(row.starts_at), time(row.ends_at), row.title),
        }
    };
    let title = lang::weekday_date(on, lang);
    let mut letters = title.chars();
    let title =
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    Day { on, title, slots: slots.collect(), breaks: pauses.map(pause).collect() }
}

fn card(
    line: &WorkingWebinar,
    working: &Working,
    (now, lang): (chrono::DateTime<chrono::Utc>, Lang),
) -> Card {
    let t = Texts(lang);
    let time = telling::planned(line, lang);
    let speakers = line.talks.iter().flat_map(|talk| &talk.speakers);
    let id = line.webinar.id;
    let about = working.conflicts.iter().filter(|one| one.webinar == id || one.other == Some(id));
    let told = telling::told(line, lang);
    Card {
        code: line.webinar.code.clone(),
        slug: line.webinar.slug.clone(),
        title: lang::typeset(&line.webinar.title),
        times: format!("{}–{}", time.start, time.end),
        speakers: speakers.map(|speaker| speaker.name.as_str()).collect::<Vec<_>>().join(", "),
        told: told.map(|time| t.say_with("page-schedule-told-badge", &[("time", time.into())])),
        conflicts: about.map(|one| telling::short(one, t)).collect(),
        is_cancelled: line.webinar.state == WebinarState::Cancelled,
        is_movable: is_movable(line, now),
    }
}

/// The working version, for those who may work on it.
pub(super) async fn working(context: &Context, slug: &str) -> Result<Working, PageError> {
    club::schedule::working(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)
}

async fn again(
    context: &Context,
    slug: &str,
    typed: &Typed,
    errors: Errors,
) -> Result<EditorPage, PageError> {
    let working = working(context, slug).await?;
    let frame = (Layout::of(context), context.csrf());
    Ok(EditorPage::of(frame, &working, context.club.clock.now(), (typed, errors)))
}

/// `GET /organize/{session}/schedule`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let mut editor = again(&context, &slug, &Typed::default(), Errors::default()).await?;
    editor.done = match context.query("done").as_deref() {
        Some("moved") => Some(context.t.say("page-schedule-moved")),
        Some("saved") => Some(context.t.say("page-schedule-saved")),
        Some("removed") => Some(context.t.say("page-schedule-removed")),
        _ => None,
    };
    page(&editor)
}

/// `POST /organize/{session}/schedule/place`
pub(crate) async fn place(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (t, mut errors) = (context.t, Errors::default());
    let which = fields.text("which")?;
    let (webinar, revision) = which.split_once(' ').unwrap_or((&which, ""));
    let typed = Typed {
        which: webinar.to_owned(),
        place: [fields.text("day")?, fields.text("start")?, fields.text("track")?],
        ..Typed::default()
    };
    let working = working(&context, &slug).await?;
    let line = working.webinars.iter().find(|line| line.webinar.slug == webinar);
    let line = line.ok_or(PageError::NotFound)?;
    let [day, start, track] = &typed.place;
    let clock = zone(&line.webinar.time_zone);
    let at = read::instant(("day", day), ("start", start), clock, (&mut errors, t));
    let track = read::track("track", track, &mut errors, t);
    if let (Some(starts_at), true) = (at, errors.is_empty()) {
        let to = Place { starts_at, track, revision: revision.to_owned() };
        match club::schedule::place(&context.club, &context.viewer, webinar, to).await {
            Ok(row) => {
                return Ok(see_other(&format!("/organize/{slug}/schedule?done=moved#{}", row.code)));
            }
            Err(PlaceError::Past) => errors.add("start", t.say("page-schedule-wrong-past")),
            Err(PlaceError::Track) => errors.add("track", t.say("page-schedule-wrong-track")),
            Err(PlaceError::Changed) => errors.add("which", t.say("page-schedule-changed-move")),
            Err(PlaceError::Over) => return Err(PageError::Conflict("page-schedule-over")),
            Err(PlaceError::NotFound | PlaceError::Forbidden) => return Err(PageError::NotFound),
            Err(PlaceError::Db(error)) => return Err(error.into()),
        }
    }
    form_again(&again(&context, &slug, &typed, errors).await?)
}

/// `POST /organize/{session}/schedule/breaks`
pub(crate) async fn add_break(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (t, mut errors) = (context.t, Errors::default());
    let mut pause = <[String; 5]>::default();
    for (place, name) in
        pause.iter_mut().zip(["break_title", "break_day", "break_start", "break_end", "break_track"])
    {
        *place = fields.text(name)?;
    }
    let typed = Typed { pause, ..Typed::default() };
    let working = working(&context, &slug).await?;
    let clock = zone(&working.session.time_zone);
    let [title, day, start, end, track] = &typed.pause;
    let title = errors.line("break_title", title, LONGEST_BREAK_TITLE, t);
    let from = read::instant(("break_day", day), ("break_start", start), clock, (&mut errors, t));
    let until = read::instant(("break_day", day), ("break_end", end), clock, (&mut errors, t));
    let track = (!track.trim().is_empty()).then(|| read::track("break_track", track, &mut errors, t));
    if let (Some(starts_at), Some(ends_at), true) = (from, until, errors.is_empty()) {
        let new = NewBreak { title, track, starts_at, ends_at };
        match club::schedule::add_break(&context.club, &context.viewer, &slug, new).await {
            Ok(_) => return Ok(see_other(&format!("/organize/{slug}/schedule?done=saved"))),
            Err(BreakError::Length) => errors.add("break_end", t.say("page-schedule-wrong-length")),
            Err(BreakError::Track) => errors.add("break_track", t.say("page-schedule-wrong-track")),
            Err(BreakError::NotFound) => return Err(PageError::NotFound),
            Err(BreakError::Db(error)) => return Err(error.into()),
        }
    }
    form_again(&again(&context, &slug, &typed, errors).await?)
}

/// `POST /organize/{session}/schedule/breaks/{id}/remove`
pub(crate) async fn remove_break(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let id: ScheduleBreakId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    match club::schedule::remove_break(&context.club, &context.viewer, &slug, id).await {
        Ok(()) => Ok(see_other(&format!("/organize/{slug}/schedule"))),
        Err(BreakError::Db(error)) => Err(error.into()),
        Err(_) => Err(PageError::NotFound),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("schedule-editor", &EditorPage::sample(lang)),
        Sample::of("schedule-editor-wrong", &EditorPage::wrong_sample(lang)),
    ]
}
