//! The page that says, before each webinar, who will not get the link.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use club::stream_link::reach::{PAGE_PEOPLE, Problem, Reach, ReachFilter, Unreached, WebinarReach};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::outbox::reason;
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};
use crate::times::{WebinarTime, instant, zone};

/// Whom the links of some days reach.
#[derive(Template)]
#[template(path = "pages/stream_link/links.html")]
struct LinksPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    may_organize: bool,
    is_live: bool,
    days: Vec<Day>,
    webinars: Vec<Line>,
    problems: Vec<Choice>,
    asked: Option<&'static str>,
    people: Vec<Person>,
    /// All are fine, although there are webinars.
    is_fine: bool,
    pager: Pager,
    /// For the addresses of forms and pages: `day=2027-04-12&`, or nothing.
    of_day: String,
    done: Option<String>,
    refused: Option<String>,
}

/// A day that can be looked at.
struct Day {
    address: String,
    label: String,
    is_shown: bool,
}

/// A webinar.
struct Line {
    slug: String,
    code: String,
    title: String,
    time: WebinarTime,
    registered: u64,
    reached: u64,
    /// Number and when the first of these e-mails goes out.
    later: Option<(u64, String)>,
    /// Whether it is serious, label, number.
    problems: Vec<(bool, String, u64)>,
    has_no_link: bool,
}

/// A problem with the number of listeners who have it.
struct Choice {
    key: &'static str,
    label: String,
    number: u64,
}

/// A listener with a problem.
struct Person {
    registration: String,
    name: String,
    place: String,
    address: Option<String>,
    webinar: String,
    is_serious: bool,
    problem: String,
    /// What it means and what happens next.
    meaning: String,
    /// In the server's own words.
    answer: Option<String>,
    may_send: bool,
}

/// Where the page stands among others.
struct Pager {
    before: Option<String>,
    after: Option<String>,
    label: String,
}

impl LinksPage {
    fn of(layout: Layout, csrf: String, reach: &Reach, filter: ReachFilter, now: DateTime<Utc>) -> Self {
        let t = Texts(layout.lang);
        let zone = zone(&reach.session.time_zone);
        let mut ways = SessionWays::of(&reach.session, Way::Emails, t);
        if !reach.may_organize {
            ways.pages.clear();
        }
        let of_day = filter.day.map_or(String::new(), |day| format!("day={day}&"));
        let choice = |problem: Problem| Choice {
            key: problem.as_str(),
            label: label(problem, t),
            number: reach.number_of(problem),
        };
        Self {
            csrf,
            may_organize: reach.may_organize,
            is_live: reach.is_live,
            days: days(reach, t),
            webinars: reach.webinars.iter().map(|line| Line::of(line, zone, now, t)).collect(),
            problems: Problem::ALL.into_iter().map(choice).filter(|choice| choice.number > 0).collect(),
            asked: filter.problem.map(Problem::as_str),
            people: reach.people.iter().map(|one| Person::of(one, zone, t)).collect(),
            is_fine: reach.found == 0 && filter.problem.is_none() && !reach.webinars.is_empty(),
            pager: Pager::of(reach, filter, &of_day, t),
            of_day,
            done: None,
            refused: None,
            ways,
            t,
            layout,
        }
    }
}

fn label(problem: Problem, t: Texts) -> String {
    t.say(&format!("page-reach-{}", problem.as_str()))
}

fn days(reach: &Reach, t: Texts) -> Vec<Day> {
    let day = |(day, is_shown): &(chrono::NaiveDate, bool)| Day {
        address: format!("/organize/{}/links?day={day}", reach.session.slug),
        label: lang::date(*day, t.lang()),
        is_shown: *is_shown,
    };
    reach.days.iter().map(day).collect()
}

impl Line {
    fn of(line: &WebinarReach, zone: Tz, now: DateTime<Utc>, t: Texts) -> Self {
        let row = &line.webinar;
        let due = line.first_due_at.map_or(String::new(), |at| instant(at, zone, t.lang()));
        Self {
            slug: row.slug.clone(),
            code: row.code.clone(),
            title: lang::typeset(&row.title),
            time: WebinarTime::of(row, "", t.lang()),
            registered: line.registered,
            reached: line.reached,
            later: (line.later > 0).then_some((line.later, due)),
            problems: line
                .problems
                .iter()
                .map(|(problem, number)| (problem.is_serious(), label(*problem, t), *number))
                .collect(),
            has_no_link: line.has_no_stream_link() && now < row.ends_at,
        }
    }
}

impl Person {
    fn of(one: &Unreached, zone: Tz, t: Texts) -> Self {
        let at = one.at.map_or(String::new(), |at| instant(at, zone, t.lang()));
        let key = match (one.problem, &one.reason) {
            (Problem::Waiting, Some(_)) => "page-reach-retried-text".to_owned(),
            (problem, _) => format!("page-reach-{}-text", problem.as_str()),
        };
        let said = t.say_with(&key, &[("at", at.into())]);
        let why = one.reason.as_deref().map(|answer| reason::plain(answer, t));
        let place = [one.school_name.as_str(), one.city.as_str()];
        let may_send = match one.problem {
            Problem::Failed | Problem::NotWritten | Problem::NotOpened => !one.has_started,
            Problem::NoAddress | Problem::Bounced | Problem::Suppressed | Problem::Waiting => false,
        };
        Self {
            registration: one.registration_id.to_string(),
            name: one.name.clone(),
            place: place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            address: one.address.clone(),
            webinar: one.code.clone(),
            is_serious: one.problem.is_serious(),
            problem: label(one.problem, t),
            meaning: [why.unwrap_or_default(), said].join(" ").trim().to_owned(),
            answer: one.reason.clone(),
            may_send,
        }
    }
}

impl Pager {
    fn of(reach: &Reach, filter: ReachFilter, of_day: &str, t: Texts) -> Pager {
        let size = u64::try_from(PAGE_PEOPLE).unwrap_or(u64::MAX);
        let page = filter.page.max(1);
        let pages = reach.found.div_ceil(size).max(1);
        let problem =
            filter.problem.map_or(String::new(), |problem| format!("problem={}&", problem.as_str()));
        let to =
            |page: u64| format!("/organize/{}/links?{of_day}{problem}page={page}#people", reach.session.slug);
        let about = [("page", page.to_string().into()), ("pages", pages.to_string().into())];
        Pager {
            before: (page > 1).then(|| to(page - 1)),
            after: (page < pages).then(|| to(page + 1)),
            label: t.say_with("page-reach-page", &about),
        }
    }
}

fn filter(context: &Context) -> ReachFilter {
    let problem = context.query("problem");
    ReachFilter {
        day: context.query("day").and_then(|day| day.parse().ok()),
        problem: Problem::ALL.into_iter().find(|one| problem.as_deref() == Some(one.as_str())),
        page: context.query("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 10_000),
    }
}

/// `GET /organize/{session}/links`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let (club, filter) = (&context.club, filter(&context));
    let reach = club::stream_link::reach::reach(club, &context.viewer, &slug, filter).await?;
    let reach = reach.ok_or(PageError::NotFound)?;
    let mut shown = LinksPage::of(Layout::of(&context), context.csrf(), &reach, filter, club.clock.now());
    let said = |name: &str, keys: &[&str]| {
        let word = context.query(name)?;
        let key = keys.iter().find(|key| **key == word)?;
        Some(context.t.say(&format!("page-reach-{name}-{key}")))
    };
    shown.done = said("done", &["sent", "mended", "mended-and-sent"]);
    shown.refused = said("refused", &["late", "on-its-way", "soon", "no-address", "undeliverable"]);
    page(&shown)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let of = |reach: &Reach| {
        let layout = Layout::sample_of_curator(lang);
        LinksPage::of(layout, "sample".to_owned(), reach, ReachFilter::default(), data::during())
    };
    let reach = data::reach(lang);
    let moderators = Reach { may_organize: false, ..reach.clone() };
    let fine = Reach { people: vec![], found: 0, ..reach.clone() };
    vec![
        Sample::of("stream_link-links", &of(&reach)),
        Sample::of("stream_link-links-of-moderator", &of(&moderators)),
        Sample::of("stream_link-links-fine", &of(&fine)),
        Sample::of("stream_link-links-empty", &of(&Reach { webinars: vec![], days: vec![], ..fine })),
    ]
}
