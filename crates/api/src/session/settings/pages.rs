//! The pages on which a session is made and its settings are changed.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Datelike as _, Utc};
use club::session::settings::{
    self, ChangeError, From, MakeError, Settings, SettingsView, suggested_slug, weeks_between,
};
use entity::{CodeWordRule, IssueMode, Level, Season, school, session};
use lang::{Lang, Texts};

use super::form::{Beginning, Offer, Part, TypedSettings, field_of, of_problems};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};
use crate::session::view::title;
use crate::times::zone;

/// A new session: what it begins with, and its settings.
#[derive(Template)]
#[template(path = "pages/session/new.html")]
struct NewPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    parts: Vec<Part>,
    errors: Errors,
    /// Slug of the session to begin with; empty: nothing.
    from: String,
    from_title: String,
    /// Sessions that one may begin with: slug and title.
    sessions: Vec<(String, String)>,
}

/// The settings of a session.
#[derive(Template)]
#[template(path = "pages/session/settings.html")]
struct SettingsPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    revision: String,
    parts: Vec<Part>,
    errors: Errors,
    has_frozen: bool,
    done: Option<String>,
}

/// Everything that the page of a new session is made of.
struct Begin {
    schools: Vec<school::Model>,
    sessions: Vec<session::Model>,
    source: Option<session::Model>,
}

impl NewPage {
    fn of(
        (layout, csrf): (Layout, String),
        begin: &Begin,
        (typed, errors): (&TypedSettings, Errors),
        now: DateTime<Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let begins = if begin.source.is_some() { Beginning::Session } else { Beginning::Scratch };
        let offer = Offer { schools: &begin.schools, frozen: &[], now, begins: Some(begins) };
        let sessions = begin.sessions.iter().map(|session| (session.slug.clone(), title(session)));
        Self {
            parts: typed.parts(&offer, &errors, t),
            from: begin.source.as_ref().map(|source| source.slug.clone()).unwrap_or_default(),
            from_title: begin.source.as_ref().map(title).unwrap_or_default(),
            sessions: sessions.collect(),
            t,
            csrf,
            errors,
            layout,
        }
    }
}

impl SettingsPage {
    fn of(
        (layout, csrf): (Layout, String),
        view: &SettingsView,
        (typed, errors): (&TypedSettings, Errors),
        now: DateTime<Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let offer = Offer { schools: &view.schools, frozen: &view.frozen, now, begins: None };
        Self {
            ways: SessionWays::of(&view.session, Way::Settings, t),
            revision: view.session.revision.to_string(),
            parts: typed.parts(&offer, &errors, t),
            has_frozen: !view.frozen.is_empty(),
            done: None,
            t,
            csrf,
            errors,
            layout,
        }
    }
}

/// The season that comes next: the spring until April, then the winter.
fn next_season(now: DateTime<Utc>) -> (Season, i32) {
    if now.month() <= 4 { (Season::Spring, now.year()) } else { (Season::Winter, now.year()) }
}

/// The season after a session, where that is later than the one that comes next.
fn season_after(source: &session::Model) -> (Season, i32) {
    match source.season {
        Season::Spring => (Season::Winter, source.year),
        Season::Winter => (Season::Spring, source.year + 1),
    }
}

fn suggested_title((season, year): (Season, i32), t: Texts) -> String {
    t.say_with(&format!("page-settings-suggested-{season}"), &[("year", year.to_string().into())])
}

/// What the form of a new session holds at first.
fn suggested(begin: &Begin, now: DateTime<Utc>, t: Texts) -> TypedSettings {
    let next = begin.source.as_ref().map_or_else(|| next_season(now), season_after);
    let (season, year) = next;
    let mut typed = match &begin.source {
        Some(source) => {
            let settings = Settings { season, year, order: None, ..Settings::of(source) };
            let weeks = weeks_between((source.season, source.year), next);
            let later = |at: DateTime<Utc>| at + chrono::TimeDelta::weeks(weeks.into());
            let until = settings.materials_until.map(later);
            let mut typed = TypedSettings::of(&Settings { materials_until: until, ..settings });
            typed.set("weeks", weeks.to_string());
            typed
        }
        None => TypedSettings::of(&from_nothing(begin, next, t.lang())),
    };
    typed.set("title", suggested_title(next, t));
    typed.set("slug", suggested_slug(season, year));
    typed
}

fn from_nothing(begin: &Begin, (season, year): (Season, i32), lang: Lang) -> Settings {
    let school = begin.schools.first();
    Settings {
        slug: String::new(),
        title: String::new(),
        season,
        year,
        host_school_id: school.map_or(entity::SchoolId(uuid::Uuid::nil()), |school| school.id),
        zone: zone(school.map_or("", |school| &school.time_zone)),
        region: school.map(|school| school.region.clone()).unwrap_or_default(),
        level: Level::Regional,
        order_school: school.map(|school| school.short_name.clone()).unwrap_or_default(),
        order: None,
        watch_percent: 50,
        code_word_rule: CodeWordRule::Counts,
        early_career_years: 3,
        number_pattern: match lang {
            Lang::Ru => "ВК-{year}-{season}-{kind}/{serial:04}".to_owned(),
            Lang::En => "WC-{year}-{season}-{kind}/{serial:04}".to_owned(),
        },
        issue_mode: IssueMode::ByHand,
        materials_until: None,
    }
}

/// What a new session may begin with; others than organizers do not learn that the page exists.
async fn begin(context: &Context, from: &str) -> Result<Begin, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let schools = club::session::host_schools(club, viewer).await?;
    if schools.is_empty() {
        return Err(PageError::NotFound);
    }
    let mut sessions = club::session::organized(club, viewer).await?;
    sessions.retain(|session| viewer.organizes(session.host_school_id));
    let source = sessions.iter().find(|session| session.slug == from).cloned();
    if source.is_none() && !from.is_empty() {
        return Err(PageError::NotFound);
    }
    Ok(Begin { schools, sessions, source })
}

/// `GET /organize/new`
pub(crate) async fn new(context: Context) -> Result<HttpResponse, PageError> {
    let begin = begin(&context, &context.query("from").unwrap_or_default()).await?;
    let now = context.club.clock.now();
    let typed = suggested(&begin, now, context.t);
    let head = (Layout::of(&context), context.csrf());
    page(&NewPage::of(head, &begin, (&typed, Errors::default()), now))
}

/// `POST /organize/new`
pub(crate) async fn make(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let (from, typed, t) = (fields.text("from")?, TypedSettings::read(&fields)?, context.t);
    let begin = begin(&context, &from).await?;
    let beginning = match &begin.source {
        Some(source) => typed.weeks(t).map(|weeks| From::Session { slug: source.slug.clone(), weeks }),
        None => typed.days(t).map(|days| From::Scratch { days }),
    };
    let errors = match (typed.check(t), beginning) {
        (Ok(settings), Ok(from)) => {
            match settings::make(&context.club, &context.viewer, settings, from).await {
                Ok(session) => return Ok(see_other(&format!("/organize/{}/stages?done=made", session.slug))),
                Err(MakeError::Wrong(problems)) => of_problems(problems, t),
                Err(MakeError::NotFound) => return Err(PageError::NotFound),
                Err(MakeError::Db(error)) => return Err(error.into()),
            }
        }
        (Err(mut errors), Err(more)) => {
            more.list().iter().for_each(|error| errors.add(error.field.clone(), error.text.clone()));
            errors
        }
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => errors,
    };
    let head = (Layout::of(&context), context.csrf());
    form_again(&NewPage::of(head, &begin, (&typed, errors), context.club.clock.now()))
}

async fn view(context: &Context, slug: &str) -> Result<SettingsView, PageError> {
    settings::view(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)
}

/// `GET /organize/{session}/settings`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let view = view(&context, &slug).await?;
    let typed = TypedSettings::of(&Settings::of(&view.session));
    let head = (Layout::of(&context), context.csrf());
    let mut shown = SettingsPage::of(head, &view, (&typed, Errors::default()), context.club.clock.now());
    shown.done = context.query("done").map(|_| context.t.say("page-settings-saved"));
    page(&shown)
}

/// `POST /organize/{session}/settings`
pub(crate) async fn change(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (seen, typed, t) = (view(&context, &slug).await?, TypedSettings::read(&fields)?, context.t);
    let revision: i32 = fields.text("revision")?.parse().map_err(|_no_number| PageError::BadRequest)?;
    let errors = match typed.check(t) {
        Err(errors) => errors,
        Ok(wanted) => {
            match settings::change(&context.club, &context.viewer, (&slug, revision), wanted).await {
                Ok(session) => {
                    return Ok(see_other(&format!("/organize/{}/settings?done=1", session.slug)));
                }
                Err(error) => of_club(error, t)?,
            }
        }
    };
    let head = (Layout::of(&context), context.csrf());
    form_again(&SettingsPage::of(head, &seen, (&typed, errors), context.club.clock.now()))
}

fn of_club(error: ChangeError, t: Texts) -> Result<Errors, PageError> {
    let mut errors = Errors::default();
    match error {
        ChangeError::Wrong(problems) => return Ok(of_problems(problems, t)),
        ChangeError::Frozen(frozen) => {
            frozen
                .into_iter()
                .for_each(|held| errors.add(field_of(held), t.say("page-settings-frozen-said")));
        }
        ChangeError::Stale => errors.add("title", t.say("page-settings-stale")),
        ChangeError::NotFound => return Err(PageError::NotFound),
        ChangeError::Db(error) => return Err(error.into()),
    }
    Ok(errors)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let head = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let t = Texts(lang);
    let begin = |source: Option<session::Model>| Begin {
        schools: vec![data::school(lang)],
        sessions: vec![data::session(lang), data::earlier_session(lang)],
        source,
    };
    let new = |begin: &Begin, errors| {
        let typed = suggested(begin, data::before(), t);
        NewPage::of(head(), begin, (&typed, errors), data::before())
    };
    let wrong = TypedSettings::default().check(t).err().unwrap_or_default();
    let view = SettingsView {
        session: data::session(lang),
        frozen: vec![settings::Frozen::Slug, settings::Frozen::NumberPattern],
        schools: vec![data::school(lang)],
    };
    let typed = TypedSettings::of(&Settings::of(&view.session));
    vec![
        Sample::of("session-new", &new(&begin(None), Errors::default())),
        Sample::of("session-new-after-another", &new(&begin(Some(data::session(lang))), Errors::default())),
        Sample::of("session-new-wrong", &new(&begin(None), wrong)),
        Sample::of(
            "session-settings",
            &SettingsPage::of(head(), &view, (&typed, Errors::default()), data::before()),
        ),
    ]
}
