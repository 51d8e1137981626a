//! The form by which a webinar is added, changed and removed.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::schedule::{RemoveError, SaveError, Working, WorkingWebinar};
use entity::WebinarForm;
use lang::{Lang, Texts};

use super::editor::working;
use super::form::{LANGUAGES, WebinarTyped};
use super::telling;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::view::title;

/// The form of a webinar.
#[derive(Template)]
#[template(path = "pages/schedule/webinar.html")]
struct WebinarPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    heading: String,
    session_slug: String,
    session_title: String,
    action: String,
    revision: String,
    /// What is stored now, when somebody else changed it meanwhile.
    changed: Option<String>,
    conflicts: Vec<String>,
    told: Option<String>,
    fields: Vec<Field>,
    /// Id, name, whether chosen.
    moderators: Vec<(String, String, bool)>,
    talks: Vec<TalkChoice>,
    /// Nothing: it is not there yet.
    slug: Option<String>,
    is_removable: bool,
    errors: Errors,
}

struct TalkChoice {
    id: String,
    topic: String,
    speakers: String,
    place: String,
}

impl WebinarPage {
    fn of(
        (layout, csrf): (Layout, String),
        working: &Working,
        line: Option<&WorkingWebinar>,
        (typed, errors): (&WebinarTyped, Errors),
    ) -> Self {
        let (lang, t) = (layout.lang, Texts(layout.lang));
        let slug = &working.session.slug;
        let base = format!("/organize/{slug}/schedule/webinars");
        let conflicts = working.conflicts.iter().filter(|one| {
            line.is_some_and(|line| one.webinar == line.webinar.id || one.other == Some(line.webinar.id))
        });
        let told = line.and_then(|line| telling::told(line, lang));
        Self {
            heading: line.map_or_else(
                || t.say("page-schedule-new"),
                |line| t.say_with("page-schedule-change", &[("code", line.webinar.code.as_str().into())]),
            ),
            session_slug: slug.clone(),
            session_title: title(&working.session),
            action: line
                .map_or_else(|| format!("{base}/new"), |line| format!("{base}/{}", line.webinar.slug)),
            revision: line.map(|line| line.revision.clone()).unwrap_or_default(),
            changed: None,
            conflicts: conflicts.map(|one| telling::sentence(one, working, t)).collect(),
            told: told.map(|time| t.say_with("page-schedule-told", &[("time", time.into())])),
            fields: fields(working, typed, &errors, t),
            moderators: working
                .moderators
                .iter()
                .map(|(id, name)| {
                    let id = id.to_string();
                    let is_chosen = typed.moderators.contains(&id);
                    (id, name.clone(), is_chosen)
                })
                .collect(),
            talks: talks(working, line, typed),
            slug: line.map(|line| line.webinar.slug.clone()),
            is_removable: line.is_some_and(|line| line.registered == 0),
            t,
            csrf,
            layout,
            errors,
        }
    }

    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let working = data::working(lang);
        let frame = || (Layout::sample_of_curator(lang), "sample".to_owned());
        let new = WebinarTyped::new(&working, None);
        let empty = WebinarTyped::default();
        let wrong = empty.check(Texts(lang)).err().unwrap_or_default();
        let mut pages = vec![
            ("schedule-webinar-new", Self::of(frame(), &working, None, (&new, Errors::default()))),
            ("schedule-webinar-wrong", Self::of(frame(), &working, None, (&empty, wrong))),
        ];
        if let Some(line) = working.webinars.first() {
            let typed = WebinarTyped::of(line);
            let mut changed = Self::of(frame(), &working, Some(line), (&typed, Errors::default()));
            changed.changed = Some(now_stored(line, Texts(lang)));
            pages.push(("schedule-webinar", changed));
        }
        pages
    }
}

fn fields(working: &Working, typed: &WebinarTyped, errors: &Errors, t: Texts) -> Vec<Field> {
    let line = |name: &'static str, key: &str, value: &str| {
        Field::line(name, &format!("page-schedule-{key}"), value, errors, t)
    };
    let forms = WebinarForm::ALL
        .iter()
        .map(|form| (form.to_string(), t.say(&format!("page-webinar-form-{form}"))))
        .collect();
    let schools =
        working.schools.iter().map(|school| (school.id.to_string(), school.short_name.clone())).collect();
    let at = working.session.created_at;
    let mut zones: Vec<(String, String)> = lang::known_zones()
        .map(|zone| (zone.name().to_owned(), lang::zone_label(None, zone, at, t.lang())))
        .collect();
    if !typed.zone.is_empty() && zones.iter().all(|(name, _)| *name != typed.zone) {
        zones.push((typed.zone.clone(), typed.zone.clone()));
    }
    let languages = LANGUAGES
        .iter()
        .map(|code| ((*code).to_owned(), t.say(&format!("page-schedule-language-{code}"))))
        .collect();
    vec![
        line("title", "name", &typed.title),
        line("form", "form", &typed.form).select(forms, false),
        line("host", "host", &typed.host).select(schools, false),
        line("day", "day", &typed.day).of_kind("date"),
        line("start", "start", &typed.start).of_kind("time"),
        line("end", "end", &typed.end).of_kind("time"),
        line("zone", "zone", &typed.zone).select(zones, false),
        line("track", "track", &typed.track).of_kind("number"),
        line("platform", "platform", &typed.platform).optional(t),
        line("stream_url", "stream_url", &typed.stream_url).of_kind("url").optional(t),
        line("capacity", "capacity", &typed.capacity).of_kind("number").optional(t),
        line("registration_ends", "registration-ends", &typed.registration_ends)
            .of_kind("number")
            .optional(t),
        line("language", "language", &typed.language).select(languages, false),
    ]
}

fn talks(working: &Working, line: Option<&WorkingWebinar>, typed: &WebinarTyped) -> Vec<TalkChoice> {
    let own = line.map(|line| line.talks.as_slice()).unwrap_or_default();
    let choice = |talk: &club::schedule::WorkingTalk| {
        let id = talk.talk.id.to_string();
        let names: Vec<&str> = talk.speakers.iter().map(|one| one.name.as_str()).collect();
        let place = typed.talks.iter().find(|(known, _)| *known == id);
        TalkChoice {
            topic: lang::typeset(&talk.talk.topic),
            speakers: names.join(", "),
            place: place.map(|(_, place)| place.clone()).unwrap_or_default(),
            id,
        }
    };
    own.iter().chain(&working.unplaced).map(choice).collect()
}

/// What somebody else has stored meanwhile.
fn now_stored(line: &WorkingWebinar, t: Texts) -> String {
    let time = telling::planned(line, t.lang());
    let when = format!("{}, {}–{}", lang::day_month(time.on, t.lang()), time.start, time.end);
    t.say_with(
        "page-schedule-changed-now",
        &[
            ("title", line.webinar.title.as_str().into()),
            ("time", when.into()),
            ("track", line.webinar.track.into()),
        ],
    )
}

/// `GET /organize/{session}/schedule/webinars/new`
pub(crate) async fn new(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let working = working(&context, &slug).await?;
    let typed = WebinarTyped::new(&working, context.query("talk").as_deref());
    let frame = (Layout::of(&context), context.csrf());
    page(&WebinarPage::of(frame, &working, None, (&typed, Errors::default())))
}

/// `GET /organize/{session}/schedule/webinars/{webinar}`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (slug, webinar) = path.into_inner();
    let working = working(&context, &slug).await?;
    let line = find(&working, &webinar)?;
    let frame = (Layout::of(&context), context.csrf());
    page(&WebinarPage::of(frame, &working, Some(line), (&WebinarTyped::of(line), Errors::default())))
}

fn find<'a>(working: &'a Working, webinar: &str) -> Result<&'a WorkingWebinar, PageError> {
    working.webinars.iter().find(|line| line.webinar.slug == webinar).ok_or(PageError::NotFound)
}

/// `POST /organize/{session}/schedule/webinars/new`
pub(crate) async fn add(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    save(&context, (&slug, None), &fields).await
}

/// `POST /organize/{session}/schedule/webinars/{webinar}`
pub(crate) async fn change(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, webinar) = path.into_inner();
    save(&context, (&slug, Some(&webinar)), &fields).await
}

async fn save(
    context: &Context,
    (slug, webinar): (&str, Option<&str>),
    fields: &Fields,
) -> Result<HttpResponse, PageError> {
    let (typed, t) = (WebinarTyped::read(fields)?, context.t);
    let revision = fields.text("revision")?;
    let (mut errors, mut has_changed) = (Errors::default(), false);
    match typed.check(t) {
        Err(wrong) => errors = wrong,
        Ok(draft) => {
            let which = webinar.map(|webinar| (webinar, revision.as_str()));
            match club::schedule::save(&context.club, &context.viewer, (slug, which), draft).await {
                Ok(row) => {
                    return Ok(see_other(&format!("/organize/{slug}/schedule?done=saved#{}", row.code)));
                }
                Err(SaveError::Changed) => has_changed = true,
                Err(error) => of_club(error, &mut errors, t)?,
            }
        }
    }
    let working = working(context, slug).await?;
    let line = webinar.map(|webinar| find(&working, webinar)).transpose()?;
    let frame = (Layout::of(context), context.csrf());
    let mut again = WebinarPage::of(frame, &working, line, (&typed, errors));
    if has_changed {
        again.changed = line.map(|line| now_stored(line, t));
        return crate::layout::html(crate::error::status::CHANGED_MEANWHILE, &again);
    }
    // A form that was wrong still stands on the version that was looked at.
    if webinar.is_some() {
        again.revision = revision;
    }
    form_again(&again)
}

/// What the club says about a webinar, at the field that it is about.
fn of_club(error: SaveError, errors: &mut Errors, t: Texts) -> Result<(), PageError> {
    let (field, key) = field_of(error)?;
    errors.add(field, t.say(key));
    Ok(())
}

/// Which field the club says something about, and the key of what it says.
pub(super) fn field_of(error: SaveError) -> Result<(&'static str, &'static str), PageError> {
    Ok(match error {
        SaveError::Past => ("start", "page-schedule-wrong-past"),
        SaveError::Length => ("end", "page-schedule-wrong-length"),
        SaveError::Track => ("track", "page-schedule-wrong-track"),
        SaveError::Capacity => ("capacity", "page-change-capacity-wrong"),
        SaveError::RegistrationEnd => ("registration_ends", "page-schedule-wrong-registration-ends"),
        SaveError::Host => ("host", "page-schedule-wrong-host"),
        SaveError::Moderator => ("moderator", "page-schedule-wrong-moderator"),
        SaveError::Talk => ("talk", "page-schedule-wrong-talk"),
        SaveError::Over => return Err(PageError::Conflict("page-schedule-over")),
        SaveError::NotFound | SaveError::Changed => return Err(PageError::NotFound),
        SaveError::Db(error) => return Err(error.into()),
    })
}

/// `POST /organize/{session}/schedule/webinars/{webinar}/remove`
pub(crate) async fn remove(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, webinar) = path.into_inner();
    let revision = fields.text("revision")?;
    match club::schedule::remove(&context.club, &context.viewer, &webinar, &revision).await {
        Ok(_) => Ok(see_other(&format!("/organize/{slug}/schedule?done=removed"))),
        Err(RemoveError::NotFound) => Err(PageError::NotFound),
        Err(RemoveError::Registered) => Err(PageError::Conflict("page-schedule-registered")),
        Err(RemoveError::Used) => Err(PageError::Conflict("page-schedule-used")),
        Err(RemoveError::Changed) => Err(PageError::Conflict("page-schedule-changed-move")),
        Err(RemoveError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    WebinarPage::samples(lang).iter().map(|(name, page)| Sample::of(name, page)).collect()
}
