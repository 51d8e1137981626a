//! The wishes that wait for the organizers of a session.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;
use club::correction::{DeclineError, OpenWish};
use entity::{CorrectionId, session};
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

/// The longest answer, in characters.
const LONGEST_ANSWER: usize = 1000;

/// The open wishes of a session.
#[derive(Template)]
#[template(path = "pages/correction/list.html")]
struct ListPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    wishes: Vec<Wish>,
    done: Option<String>,
    errors: Errors,
}

/// A wish in the list.
struct Wish {
    id: String,
    document: String,
    code: String,
    kind: String,
    number: String,
    name: String,
    asked: String,
    wish: String,
    /// What was typed as an answer, when it came back.
    answer: String,
}

impl Wish {
    fn of(open: &OpenWish, zone: Tz, t: Texts) -> Self {
        let document = &open.document;
        Self {
            id: open.correction.id.to_string(),
            document: document.id.to_string(),
            code: document.code.clone(),
            kind: t.say(&format!("page-document-kind-{}", document.kind)),
            number: document.number.clone(),
            name: document.name.clone(),
            asked: instant(open.correction.asked_at, zone, t.lang()),
            wish: open.correction.wish.clone(),
            answer: String::new(),
        }
    }
}

impl ListPage {
    fn of(layout: Layout, csrf: String, session: &session::Model, open: &[OpenWish]) -> Self {
        let t = Texts(layout.lang);
        Self {
            csrf,
            ways: SessionWays::of(session, Way::Documents, t),
            wishes: open.iter().map(|wish| Wish::of(wish, zone(&session.time_zone), t)).collect(),
            done: None,
            errors: Errors::default(),
            t,
            layout,
        }
    }
}

async fn list_page(context: &Context, session: &session::Model) -> Result<ListPage, PageError> {
    let open = club::correction::open_of_session(&context.club, &context.viewer, session).await?;
    Ok(ListPage::of(Layout::of(context), context.csrf(), session, &open))
}

/// `GET /organize/{session}/corrections`
pub(crate) async fn list(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let mut list = list_page(&context, &session).await?;
    list.done = context.query("declined").map(|_| context.t.say("page-correction-declined"));
    page(&list)
}

/// `POST /organize/{session}/corrections/{id}/decline`
pub(crate) async fn decline(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let id: CorrectionId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    let typed = fields.text("answer")?;
    let mut errors = Errors::default();
    let answer = errors.lines("answer", &typed, LONGEST_ANSWER, context.t);
    if !errors.is_empty() {
        let mut again = list_page(&context, &session).await?;
        again.errors = errors;
        for wish in again.wishes.iter_mut().filter(|wish| wish.id == id.to_string()) {
            wish.answer.clone_from(&typed);
        }
        return form_again(&again);
    }
    match club::correction::decline(&context.club, &context.viewer, id, &answer).await {
        Ok(()) => Ok(see_other(&format!("/organize/{}/corrections?declined=1", session.slug))),
        Err(DeclineError::NotFound) => Err(PageError::NotFound),
        Err(DeclineError::NotOpen) => Err(PageError::Conflict("page-correction-not-open")),
        Err(DeclineError::Text(_)) => Err(PageError::BadRequest),
        Err(DeclineError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let session = data::session(lang);
    let of = |open: &[OpenWish]| {
        ListPage::of(Layout::sample_of_curator(lang), "sample".to_owned(), &session, open)
    };
    vec![
        Sample::of("correction-list", &of(&[data::open_wish(lang)])),
        Sample::of("correction-list-empty", &of(&[])),
    ]
}
