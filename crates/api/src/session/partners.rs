//! The schools that make a session together: asked by its organizers, answered by those of the school.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::session::partners::{self, AnswerError, InviteError, Partner, PartnersView, RemoveError};
use entity::{PartnerState, SchoolId, school, session_school};
use lang::{Lang, Texts};

use super::organize::{SessionWays, Way};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::times::{instant, zone};

/// Of a search no more is minded.
const LONGEST_SEARCH: usize = 100;

/// The schools of a session.
#[derive(Template)]
#[template(path = "pages/session/partners.html")]
struct PartnersPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    host: String,
    partners: Vec<Line>,
    search: Field,
    is_search: bool,
    found: Vec<(SchoolId, String, String)>,
    done: Option<String>,
}

/// A school that takes part, or was asked to.
struct Line {
    id: SchoolId,
    name: String,
    city: String,
    state: PartnerState,
    state_text: String,
    webinars: String,
    may_go: bool,
}

impl PartnersPage {
    fn of(
        (layout, csrf): (Layout, String),
        view: &PartnersView,
        (wanted, found): (&str, &[school::Model]),
    ) -> Self {
        let t = Texts(layout.lang);
        let zone = zone(&view.session.time_zone);
        let line = |partner: &Partner| {
            let at = partner.row.answered_at.unwrap_or(partner.row.invited_at);
            let key = format!("page-partners-{}", partner.row.state);
            let count = i64::try_from(partner.webinars).unwrap_or(i64::MAX);
            Line {
                id: partner.school.id,
                name: lang::typeset(&partner.school.short_name),
                city: partner.school.city.clone(),
                state: partner.row.state,
                state_text: t.say_with(&key, &[("at", instant(at, zone, t.lang()).into())]),
                webinars: lang::count(lang::Counted::Webinar, count, t.lang()),
                may_go: partner.webinars == 0,
            }
        };
        let nothing = Errors::default();
        let search = Field::line("q", "page-partners-search", wanted, &nothing, t);
        let found = found.iter().map(|school| {
            (school.id, lang::typeset(&school.short_name), format!("{}, {}", school.city, school.region))
        });
        Self {
            ways: SessionWays::of(&view.session, Way::Settings, t),
            host: lang::typeset(&view.host.full_name),
            partners: view.partners.iter().map(line).collect(),
            search: search.of_kind("search").optional_silently(),
            is_search: !wanted.trim().is_empty(),
            found: found.collect(),
            done: None,
            t,
            csrf,
            layout,
        }
    }
}

impl From<InviteError> for PageError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::NotFound => PageError::NotFound,
            InviteError::NoSchool => PageError::BadRequest,
            InviteError::TakesPart => PageError::Conflict("page-partners-takes-part"),
            InviteError::Db(error) => error.into(),
        }
    }
}

impl From<RemoveError> for PageError {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::NotFound => PageError::NotFound,
            RemoveError::HasWebinars => PageError::Conflict("page-partners-has-webinars"),
            RemoveError::Db(error) => error.into(),
        }
    }
}

impl From<AnswerError> for PageError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::NotFound => PageError::NotFound,
            AnswerError::Answered => PageError::Conflict("page-partners-answered"),
            AnswerError::Db(error) => error.into(),
        }
    }
}

/// `GET /organize/{session}/partners`
pub(crate) async fn list(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let view = partners::view(&context.club, &context.viewer, &slug).await?.ok_or(PageError::NotFound)?;
    let wanted: String = context.query("q").unwrap_or_default().chars().take(LONGEST_SEARCH).collect();
    let found = partners::candidates(&context.club, &view, &wanted).await?;
    let head = (Layout::of(&context), context.csrf());
    let mut shown = PartnersPage::of(head, &view, (&wanted, &found));
    shown.done = match context.query("done").as_deref() {
        Some("invited") => Some(context.t.say("page-partners-was-invited")),
        Some(_) => Some(context.t.say("page-partners-was-removed")),
        None => None,
    };
    page(&shown)
}

/// `POST /organize/{session}/partners`
pub(crate) async fn invite(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    super::organize::find(&context, &slug).await?;
    let school = fields.text("school")?.parse().map_err(|_no_id| PageError::BadRequest)?;
    partners::invite(&context.club, &context.viewer, &slug, school).await?;
    Ok(see_other(&format!("/organize/{slug}/partners?done=invited")))
}

fn school_of(text: &str) -> Result<SchoolId, PageError> {
    text.parse().map_err(|_no_id| PageError::NotFound)
}

/// `POST /organize/{session}/partners/{school}/remove`
pub(crate) async fn remove(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    partners::remove(&context.club, &context.viewer, &path.0, school_of(&path.1)?).await?;
    Ok(see_other(&format!("/organize/{}/partners?done=removed", path.0)))
}

/// `POST /organize/{session}/partners/{school}/answer`
pub(crate) async fn answer(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let school = school_of(&path.1)?;
    if !context.viewer.organizes(school) {
        return Err(PageError::NotFound);
    }
    let agrees = match fields.text("agrees")?.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(PageError::BadRequest),
    };
    partners::answer(&context.club, &context.viewer, (&path.0, school), agrees).await?;
    Ok(if agrees { see_other(&format!("/organize/{}", path.0)) } else { see_other("/organize") })
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let head = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let (session, host) = (data::session(lang), data::school(lang));
    let partner = |number: u8, state, webinars| Partner {
        row: session_school::Model {
            session_id: session.id,
            school_id: data::id(u128::from(number)),
            place: 2,
            is_host: false,
            state,
            invited_at: data::before(),
            invited_by: None,
            answered_at: None,
            answered_by: None,
        },
        school: school::Model { id: data::id(u128::from(number)), ..host.clone() },
        webinars,
    };
    let partners = vec![
        partner(2, PartnerState::Accepted, 2),
        partner(3, PartnerState::Invited, 0),
        partner(4, PartnerState::Declined, 0),
    ];
    let view = PartnersView { session: session.clone(), host: host.clone(), partners };
    let alone = PartnersView { partners: vec![], ..view.clone() };
    vec![
        Sample::of(
            "session-partners",
            &PartnersPage::of(head(), &view, (data::say(lang, "школа", "school"), &[host])),
        ),
        Sample::of(
            "session-partners-none",
            &PartnersPage::of(head(), &alone, (data::say(lang, "лицей", "lyceum"), &[])),
        ),
    ]
}
