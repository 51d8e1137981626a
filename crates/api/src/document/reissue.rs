//! The page that shows a document beside the one that would take its place.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::document::{ReissueError, ReplacedLine, Replacement};
use entity::{DocumentId, session};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 300;

/// A document before and after.
#[derive(Template)]
#[template(path = "pages/document/reissue.html")]
struct ReissuePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    document: String,
    kind: String,
    number: String,
    name: String,
    /// What differs comes first.
    lines: Vec<Line>,
    is_changed: bool,
    concern: Option<String>,
    reason: Field,
    errors: Errors,
}

/// A printed value before and after.
struct Line {
    label: String,
    before: String,
    after: String,
    is_changed: bool,
}

impl Line {
    fn of(line: &ReplacedLine, t: Texts) -> Self {
        let name = line.placeholder.as_str().replace(['.', '_'], "-");
        Self {
            label: t.say(&format!("layout-placeholder-{name}")),
            before: line.before.clone(),
            after: line.after.clone(),
            is_changed: line.is_changed(),
        }
    }

    fn of_signatories(replacement: &Replacement, t: Texts) -> Self {
        let [before, after] = replacement.signatories.each_ref().map(|signatories| {
            let lines =
                signatories.iter().map(|signatory| format!("{} {}", signatory.position, signatory.name));
            lines.collect::<Vec<_>>().join("; ")
        });
        Self { label: t.say("page-verify-signed"), is_changed: before != after, before, after }
    }
}

impl ReissuePage {
    fn of(layout: Layout, csrf: String, replacement: &Replacement, reason: &str, errors: Errors) -> Self {
        let t = Texts(layout.lang);
        let document = &replacement.document;
        let mut lines: Vec<Line> = replacement.lines.iter().map(|line| Line::of(line, t)).collect();
        lines.push(Line::of_signatories(replacement, t));
        lines.retain(|line| !line.before.is_empty() || !line.after.is_empty());
        lines.sort_by_key(|line| !line.is_changed);
        Self {
            csrf,
            ways: SessionWays::of(&replacement.session, Way::Documents, t),
            document: document.id.to_string(),
            kind: t.say(&format!("page-document-kind-{}", document.kind)),
            number: document.number.clone(),
            name: document.name.clone(),
            is_changed: lines.iter().any(|line| line.is_changed),
            lines,
            concern: replacement
                .concern
                .as_ref()
                .map(|concern| t.say_with(concern.key, &[("detail", concern.detail.as_str().into())])),
            reason: Field::line("reason", "page-reissue-reason", reason, &errors, t),
            errors,
            t,
            layout,
        }
    }
}

impl From<ReissueError> for PageError {
    fn from(error: ReissueError) -> Self {
        match error {
            ReissueError::NotFound => PageError::NotFound,
            ReissueError::Forbidden => PageError::Forbidden,
            ReissueError::NoReason => PageError::BadRequest,
            ReissueError::NotStanding => PageError::Conflict("page-reissue-not-standing"),
            ReissueError::NotEarned => PageError::Conflict("page-reissue-not-earned"),
            ReissueError::Blocked(_) => PageError::Conflict("page-reissue-blocked"),
            ReissueError::Layout(_) => PageError::Conflict("page-reissue-layout"),
            ReissueError::Db(error) => error.into(),
        }
    }
}

/// The document of this very session: an address that mixes two sessions leads nowhere.
async fn found(context: &Context, session: &session::Model, id: &str) -> Result<Replacement, PageError> {
    let id: DocumentId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    let replacement = club::document::replacement(&context.club, &context.viewer, id).await?;
    if replacement.session.id == session.id { Ok(replacement) } else { Err(PageError::NotFound) }
}

/// `GET /organize/{session}/documents/{id}/reissue`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let replacement = found(&context, &session, &id).await?;
    page(&ReissuePage::of(Layout::of(&context), context.csrf(), &replacement, "", Errors::default()))
}

/// `POST /organize/{session}/documents/{id}/reissue`
pub(crate) async fn reissue(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let replacement = found(&context, &session, &id).await?;
    let typed = fields.text("reason")?;
    let mut errors = Errors::default();
    let reason = errors.line("reason", &typed, LONGEST_REASON, context.t);
    if !errors.is_empty() {
        let again = ReissuePage::of(Layout::of(&context), context.csrf(), &replacement, &typed, errors);
        return form_again(&again);
    }
    let old = replacement.document.id;
    let new = club::document::reissue(&context.club, &context.viewer, old, &reason).await?;
    Ok(see_other(&format!("/organize/{slug}/documents?replaced={}", new.serial)))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let replacement = data::replacement(lang);
    let sample = ReissuePage::of(
        Layout::sample_of_curator(lang),
        "sample".to_owned(),
        &replacement,
        "",
        Errors::default(),
    );
    vec![Sample::of("document-reissue", &sample)]
}
