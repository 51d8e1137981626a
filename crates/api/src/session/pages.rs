//! What everybody sees of sessions: the front page and the schedule.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use club::session::Programme;
use club::session::stages::is_open;
use entity::{Stage, session, session_stage};
use lang::{Lang, Texts};

use super::feeds::programme;
use super::linked;
use super::view::{Day, Phase, SessionHead, WebinarCard, by_day, days, title};
use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::published::{Basis, Rendered, answer};
use crate::samples::data;
use crate::times::zone;

/// How many coming webinars the front page shows.
const SHOWN_NEXT: usize = 3;

/// The front page.
#[derive(Template)]
#[template(path = "pages/session/home.html")]
struct HomePage {
    layout: Layout,
    t: Texts,
    /// The session that runs or comes next, else the last one.
    current: Option<Current>,
    /// Other sessions, newest first: address and title.
    others: Vec<(String, String)>,
    is_set_up: bool,
}

/// The session that visitors look for.
struct Current {
    session: SessionHead,
    next: Vec<Day>,
    counts: String,
    is_open: bool,
}

/// The schedule of a session.
#[derive(Template)]
#[template(path = "pages/session/schedule.html")]
struct SchedulePage {
    layout: Layout,
    t: Texts,
    session: SessionHead,
    days: Vec<Day>,
    is_draft: bool,
    is_open: bool,
    has_topics: bool,
    breaks: Vec<(NaiveDate, String)>,
    /// «Версия программы 3 от 12 апреля 2027 г.»
    version: Option<String>,
    /// For search engines.
    linked: String,
}

impl Current {
    fn of(programme: &Programme, now: DateTime<Utc>, lang: Lang) -> Self {
        let cards: Vec<WebinarCard> =
            programme.webinars.iter().map(|webinar| WebinarCard::of(webinar, now, lang)).collect();
        let speakers =
            cards.iter().flat_map(|card| &card.talks).map(|talk| talk.speakers.len()).sum::<usize>();
        let count = |what, number: usize| lang::count(what, i64::try_from(number).unwrap_or(i64::MAX), lang);
        let webinars = count(lang::Counted::Webinar, cards.len());
        Self {
            session: SessionHead::of(programme, lang),
            is_open: cards.iter().any(WebinarCard::is_open),
            counts: format!("{webinars} · {}", count(lang::Counted::Speaker, speakers)),
            next: by_day(cards.into_iter().filter(WebinarCard::is_open).take(SHOWN_NEXT)),
        }
    }
}

/// Breaks with their days.
fn breaks(programme: &Programme, lang: Lang) -> Vec<(NaiveDate, String)> {
    let zone = zone(&programme.session.time_zone);
    let t = Texts(lang);
    let line = |pause: &club::session::PublicBreak| {
        let (from, until) = (pause.starts_at.with_timezone(&zone), pause.ends_at.with_timezone(&zone));
        let track = pause.track.map(|track| t.say_with("page-feed-track", &[("track", track.into())]));
        let track = track.map(|track| format!(" · {track}")).unwrap_or_default();
        let times = format!("{}–{}", lang::time(from), lang::time(until));
        (from.date_naive(), format!("{times} {}{track}", lang::typeset(&pause.title)))
    };
    programme.breaks.iter().map(line).collect()
}

/// Which release it is.
fn version(programme: &Programme, lang: Lang) -> Option<String> {
    let release = programme.release.as_ref()?;
    let on = release.published_at.with_timezone(&zone(&programme.session.time_zone)).date_naive();
    let about = [("number", release.number.into()), ("date", lang::date(on, lang).into())];
    Some(Texts(lang).say_with("page-feed-version", &about))
}

impl SchedulePage {
    fn of(
        layout: Layout,
        programme: &Programme,
        (stages, now): (&[session_stage::Model], DateTime<Utc>),
    ) -> Self {
        let lang = layout.lang;
        let days = days(programme, now, lang);
        Self {
            t: Texts(lang),
            session: SessionHead::of(programme, lang),
            is_draft: programme.session.state == entity::SessionState::Draft,
            has_topics: is_open(stages, Stage::Topics, now),
            is_open: programme.session.state == entity::SessionState::Published
                && is_open(stages, Stage::Registration, now)
                && days.iter().flat_map(|day| &day.webinars).any(WebinarCard::is_open),
            breaks: breaks(programme, lang),
            version: version(programme, lang),
            linked: String::new(),
            days,
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let programme = data::programme(lang);
        let linked = linked::json(&programme, &|path| format!("https://club.example{path}"));
        Self { linked, ..Self::of(Layout::sample(lang), &programme, (&[], data::during())) }
    }
}

impl HomePage {
    fn of(
        layout: Layout,
        programme: Option<&Programme>,
        published: &[session::Model],
        now: DateTime<Utc>,
    ) -> Self {
        let current = programme.map(|programme| Current::of(programme, now, layout.lang));
        let is_other =
            |session: &&session::Model| programme.is_none_or(|programme| programme.session.id != session.id);
        let others = published.iter().filter(is_other);
        Self {
            t: Texts(layout.lang),
            current,
            others: others.map(|session| (format!("/s/{}", session.slug), title(session))).collect(),
            is_set_up: true,
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let programme = data::programme(lang);
        Self::of(
            Layout::sample(lang),
            Some(&programme),
            &[programme.session.clone(), data::earlier_session(lang)],
            data::before(),
        )
    }

    /// The page of a club that has nothing yet.
    fn empty_sample(lang: Lang) -> Self {
        Self::of(Layout::sample(lang), None, &[], data::before())
    }
}

/// `GET /`
pub(crate) async fn home(context: Context) -> Result<HttpResponse, PageError> {
    let club = &context.club;
    let published = club::session::published(club).await?;
    let programme = match club::session::current(club).await? {
        Some(session) => club::session::programme(club, &context.viewer, &session.slug).await?,
        None => None,
    };
    let mut home = HomePage::of(Layout::of(&context), programme.as_ref(), &published, club.clock.now());
    home.is_set_up = context.network_name.is_some();
    page(&home)
}

/// `GET /s/{session}`
pub(crate) async fn schedule(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let (programme, basis) = programme(&context, &slug).await?;
    let now = context.club.clock.now();
    let stages = club::session::stages::of_session(&context.club, programme.session.id).await?;
    let basis = staged(timed(basis, &programme, now), &stages, now);
    answer(&context, &request, &basis, || {
        let address = |path: &str| context.club.settings.address(path);
        let mut page = SchedulePage::of(Layout::of(&context), &programme, (&stages, now));
        page.linked = linked::json(&programme, &address);
        Ok(Rendered {
            content_type: "text/html; charset=utf-8",
            file_name: None,
            body: page.render()?.into_bytes(),
            is_framed: false,
        })
    })
}

/// Whether webinars are ahead, live or over belongs to what is shown; the next of these moments ends its time.
pub(super) fn timed(basis: Basis, programme: &Programme, now: DateTime<Utc>) -> Basis {
    let moments = programme.webinars.iter().flat_map(|line| [line.webinar.starts_at, line.webinar.ends_at]);
    let passed = moments.clone().filter(|at| *at <= now).count();
    Basis {
        facts: format!("{} {passed}", basis.facts),
        valid_until: moments.filter(|at| *at > now).min(),
        ..basis
    }
}

/// Which stages are open belongs to what is shown as well; the next opening or closing ends its time.
fn staged(basis: Basis, stages: &[session_stage::Model], now: DateTime<Utc>) -> Basis {
    let open = [Stage::Topics, Stage::Registration].map(|stage| is_open(stages, stage, now));
    let moments = stages.iter().flat_map(|stage| [stage.opens_at, stage.closes_at]).flatten();
    let next = moments.filter(|at| *at > now).min();
    Basis {
        facts: format!("{} {open:?}", basis.facts),
        valid_until: basis.valid_until.into_iter().chain(next).min(),
        ..basis
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("session-home", &HomePage::sample(lang)),
        Sample::of("session-home-empty", &HomePage::empty_sample(lang)),
        Sample::of("session-schedule", &SchedulePage::sample(lang)),
    ]
}
