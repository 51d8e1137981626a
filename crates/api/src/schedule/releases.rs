//! The publication: what the next release changes, the releases before, and the ways to share them.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::release::{PublishError, ReleasesView};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};
use crate::times::{instant, zone};

/// The longest note.
pub(super) const LONGEST_NOTE: usize = 1000;

/// The publication.
#[derive(Template)]
#[template(path = "pages/schedule/releases.html")]
struct ReleasesPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    changes: Vec<String>,
    fingerprint: String,
    is_first: bool,
    has_webinars: bool,
    note: Field,
    releases: Vec<Release>,
    snippet: String,
    /// Address and name.
    files: Vec<(String, String)>,
    errors: Errors,
    done: Option<String>,
}

struct Release {
    title: String,
    note: String,
    changes: Vec<String>,
}

impl ReleasesPage {
    fn of(
        (layout, csrf): (Layout, String),
        view: &ReleasesView,
        base: &str,
        (note, errors): (&str, Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        let slug = &view.session.slug;
        let clock = zone(&view.session.time_zone);
        let release = |line: &club::release::ReleaseLine| Release {
            title: t.say_with(
                "page-release-version",
                &[
                    ("number", line.number.into()),
                    ("time", instant(line.published_at, clock, layout.lang).into()),
                ],
            ),
            note: line.note.clone(),
            changes: line.changes.iter().map(|change| change.sentence(t)).collect(),
        };
        let file = |ending: &str, key: &str| {
            (format!("/s/{slug}/{ending}"), t.say(&format!("page-release-file-{key}")))
        };
        Self {
            ways: SessionWays::of(&view.session, Way::Schedule, t),
            changes: view.changes.iter().map(|change| change.sentence(t)).collect(),
            fingerprint: view.fingerprint.clone(),
            is_first: view.releases.is_empty(),
            has_webinars: view.has_webinars,
            note: Field::line("note", "page-release-note", note, &errors, t).lines().optional(t),
            releases: view.releases.iter().map(release).collect(),
            snippet: format!(
                "<iframe src=\"{base}s/{slug}/widget\" title=\"{}\" width=\"100%\" height=\"700\" loading=\"lazy\"></iframe>",
                view.session.title.replace('"', "&quot;")
            ),
            files: vec![
                file("schedule.ics", "ics"),
                file("schedule.pdf", "pdf"),
                file("schedule.csv", "csv"),
                file("schedule.json", "json"),
                file("schedule.xml", "xml"),
                file("changes.rss", "rss"),
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
        Self::of(frame, &data::releases(lang), "https://club.example/", ("", Errors::default()))
    }
}

async fn again(context: &Context, slug: &str, note: &str, errors: Errors) -> Result<ReleasesPage, PageError> {
    let view = club::release::releases_view(&context.club, &context.viewer, slug).await?;
    let view = view.ok_or(PageError::NotFound)?;
    let frame = (Layout::of(context), context.csrf());
    Ok(ReleasesPage::of(frame, &view, context.club.settings.base_url().as_str(), (note, errors)))
}

/// `GET /organize/{session}/releases`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let mut releases = again(&context, &slug, "", Errors::default()).await?;
    if context.query("done").is_some() {
        releases.done = Some(context.t.say("page-release-done"));
    }
    page(&releases)
}

/// `POST /organize/{session}/releases`
pub(crate) async fn publish(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (typed, seen, t) = (fields.text("note")?, fields.text("seen")?, context.t);
    let mut errors = Errors::default();
    let note = errors.optional_lines("note", &typed, LONGEST_NOTE, t).unwrap_or_default();
    if errors.is_empty() {
        match club::release::publish(&context.club, &context.viewer, &slug, (&note, &seen)).await {
            // Pressed twice, it is published all the same.
            Ok(_) | Err(PublishError::Nothing) => {
                return Ok(see_other(&format!("/organize/{slug}/releases?done=1")));
            }
            Err(PublishError::Changed) => errors.add("next", t.say("page-release-changed")),
            Err(PublishError::Past { title }) => {
                errors.add("next", t.say_with("page-release-past", &[("title", title.into())]));
            }
            Err(error) => return Err(refusal(error)),
        }
    }
    form_again(&again(&context, &slug, &typed, errors).await?)
}

/// What the club says that no field is about.
pub(super) fn refusal(error: PublishError) -> PageError {
    match error {
        PublishError::NotFound => PageError::NotFound,
        PublishError::Forbidden => PageError::Forbidden,
        PublishError::Changed => PageError::Conflict("page-release-changed"),
        PublishError::Nothing => PageError::Conflict("page-release-nothing"),
        PublishError::Past { .. } => PageError::Conflict("page-schedule-over"),
        PublishError::Archived => PageError::Conflict("page-release-archived"),
        PublishError::NoWebinar => PageError::Conflict("page-organize-no-webinar"),
        PublishError::Db(error) => error.into(),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![Sample::of("schedule-releases", &ReleasesPage::sample(lang))]
}
