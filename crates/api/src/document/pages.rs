//! Documents for organizers: what is ready to be issued, the registry, revoking; and the files, for their owners, too.

use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpResponse, web};
use askama::Template;
use club::document::{Concern, DocumentFile, FileError, IssueError, RegistryLine, RevokeError, Scope};
use entity::{DocumentId, DocumentState, session};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};
use crate::times::{instant, zone};

/// The documents of a session.
#[derive(Template)]
#[template(path = "pages/document/registry.html")]
struct RegistryPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    ready: usize,
    ready_text: String,
    concerns: Vec<Doubt>,
    lines: Vec<Line>,
    errors: Errors,
    done: Option<String>,
}

/// Something to look at before documents are issued.
struct Doubt {
    kind: String,
    person: String,
    text: String,
    blocks: bool,
}

/// A line of the registry.
struct Line {
    id: String,
    number: String,
    kind: String,
    name: String,
    webinar: Option<String>,
    issued: String,
    state: DocumentState,
    code: String,
    has_file: bool,
    revoke_reason: Option<String>,
}

impl RegistryPage {
    fn of(
        layout: Layout,
        csrf: String,
        session: &session::Model,
        preflight: &(usize, Vec<Concern>),
        lines: &[RegistryLine],
    ) -> Self {
        let t = Texts(layout.lang);
        let (ready, concerns) = preflight;
        Self {
            t,
            csrf,
            ways: SessionWays::of(session, Way::Documents, t),
            ready: *ready,
            ready_text: lang::count(
                lang::Counted::Document,
                i64::try_from(*ready).unwrap_or(i64::MAX),
                layout.lang,
            ),
            concerns: concerns.iter().map(|concern| Doubt::of(concern, t)).collect(),
            lines: lines.iter().map(|line| Line::of(line, session, t)).collect(),
            errors: Errors::default(),
            done: None,
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let preflight = (126, data::concerns(lang));
        Self::of(
            Layout::sample_of_curator(lang),
            "sample".to_owned(),
            &data::session(lang),
            &preflight,
            &data::registry(lang),
        )
    }
}

impl Doubt {
    fn of(concern: &Concern, t: Texts) -> Self {
        Self {
            kind: t.say(&format!("page-document-kind-{}", concern.kind)),
            person: concern.person_name.clone(),
            text: t.say_with(concern.key, &[("detail", concern.detail.as_str().into())]),
            blocks: concern.blocks,
        }
    }
}

impl Line {
    fn of(line: &RegistryLine, session: &session::Model, t: Texts) -> Self {
        let document = &line.document;
        Self {
            id: document.id.to_string(),
            number: document.number.clone(),
            kind: t.say(&format!("page-document-kind-{}", document.kind)),
            name: document.name.clone(),
            webinar: line.webinar.as_ref().map(|webinar| webinar.code.clone()),
            issued: instant(document.issued_at, zone(&session.time_zone), t.lang()),
            state: document.state,
            code: document.code.clone(),
            has_file: document.sha256.is_some(),
            revoke_reason: document.revoke_reason.clone(),
        }
    }
}

impl From<IssueError> for PageError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::NotFound => PageError::NotFound,
            IssueError::Forbidden => PageError::Forbidden,
            IssueError::Nobody => PageError::Conflict("page-documents-nobody"),
            IssueError::NotJudged => PageError::Conflict("page-documents-not-judged"),
            IssueError::Layout(_) => PageError::broken(error),
            IssueError::Db(error) => error.into(),
        }
    }
}

impl From<FileError> for PageError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::NotFound => PageError::NotFound,
            FileError::Files(_) | FileError::Db(_) => PageError::broken(error),
        }
    }
}

async fn registry_page(context: &Context, session: &session::Model) -> Result<RegistryPage, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let preflight = match club::document::preflight(club, viewer, session.id).await {
        // Nothing has been earned yet, and the page says so itself.
        Err(IssueError::Nobody | IssueError::NotJudged) => (0, Vec::new()),
        outcome => outcome?,
    };
    let lines = club::document::registry(club, viewer, session).await?;
    Ok(RegistryPage::of(Layout::of(context), context.csrf(), session, &preflight, &lines))
}

/// `GET /organize/{session}/documents`
pub(crate) async fn registry(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let mut registry = registry_page(&context, &session).await?;
    let number = |name| context.query(name).and_then(|number| number.parse::<i64>().ok());
    registry.done = match (number("issued"), number("refused")) {
        (Some(issued), Some(0) | None) => {
            Some(context.t.say_with("page-documents-issued", &[("number", issued.into())]))
        }
        (Some(issued), Some(refused)) => Some(context.t.say_with(
            "page-documents-issued-and-refused",
            &[("number", issued.into()), ("refused", refused.into())],
        )),
        _ => context.query("revoked").map(|_| context.t.say("page-documents-revoked")),
    };
    page(&registry)
}

/// `POST /organize/{session}/documents/issue`
pub(crate) async fn issue(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let issued = club::document::issue(&context.club, &context.viewer, session.id, Scope::Session).await?;
    let (numbers, refused) = (issued.numbers.len(), issued.refused.len());
    Ok(see_other(&format!("/organize/{}/documents?issued={numbers}&refused={refused}", session.slug)))
}

/// `POST /organize/{session}/documents/{id}/revoke`
pub(crate) async fn revoke(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let id = document_of(&context, &session, &id).await?;
    let reason = fields.text("reason")?;
    let mut errors = Errors::default();
    let cleaned = errors.line("reason", &reason, 300, context.t);
    if !errors.is_empty() {
        let mut again = registry_page(&context, &session).await?;
        again.errors = errors;
        return form_again(&again);
    }
    match club::document::revoke(&context.club, &context.viewer, id, &cleaned).await {
        Ok(_) | Err(RevokeError::AlreadyRevoked) => {
            Ok(see_other(&format!("/organize/{}/documents?revoked=1", session.slug)))
        }
        Err(RevokeError::NotFound | RevokeError::NoReason) => Err(PageError::NotFound),
        Err(RevokeError::Forbidden) => Err(PageError::Forbidden),
        Err(RevokeError::Db(error)) => Err(error.into()),
    }
}

/// A document of this very session: an address that mixes two sessions leads nowhere.
async fn document_of(context: &Context, session: &session::Model, id: &str) -> Result<DocumentId, PageError> {
    let Ok(id) = id.parse::<DocumentId>() else { return Err(PageError::NotFound) };
    let lines = club::document::registry(&context.club, &context.viewer, session).await?;
    let is_here = lines.iter().any(|line| line.document.id == id);
    if is_here { Ok(id) } else { Err(PageError::NotFound) }
}

/// `GET /organize/{session}/documents/{id}.pdf`
pub(crate) async fn organizers_file(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let id = document_of(&context, &session, &id).await?;
    Ok(pdf(club::document::file(&context.club, &context.viewer, id).await?))
}

/// `GET /me/documents/{id}.pdf`
pub(crate) async fn own_file(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let Ok(id) = id.parse::<DocumentId>() else { return Err(PageError::NotFound) };
    let own = club::document::of_viewer(&context.club, &context.viewer).await?;
    if own.iter().all(|line| line.document.id != id) {
        return Err(PageError::NotFound);
    }
    Ok(pdf(club::document::file(&context.club, &context.viewer, id).await?))
}

/// A PDF to be kept under its name; the name of old browsers has no Cyrillic letter.
fn pdf(file: DocumentFile) -> HttpResponse {
    let plain: String = file
        .file_name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' })
        .collect();
    let full = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: file.file_name.into_bytes(),
    };
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(full)],
    };
    HttpResponse::Ok().content_type("application/pdf").insert_header(disposition).body(file.bytes)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![Sample::of("document-registry", &RegistryPage::sample(lang))]
}
