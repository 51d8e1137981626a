//! Who is registered, and registering teachers for whom a school answers, for programs.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::consent::{BY_SCHOOL, Origin};
use club::person::full_name;
use club::registration::{self, RegisterError, Registered, Registering};
use entity::{ConsentPurpose, WebinarId, person, registration as row};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::form::{Registration, RegistrationForm};
use crate::error::{Invalid, PageError};
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, WriteProblems};
use crate::session::organize::find;
use crate::times::machine;

/// Listeners of a webinar, newest first, fifty a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegistrationList {
    /// Code of the webinar.
    #[schema(example = "S01")]
    webinar: String,
    registrations: Vec<RegistrationDetail>,
    /// Address of the page that follows; `null` on the last one. The header `Link` says the same.
    next: Option<String>,
}

/// Somebody who is registered for a webinar.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegistrationDetail {
    id: String,
    name: String,
    email: Option<String>,
    position: String,
    school: String,
    city: String,
    region: String,
    question: Option<String>,
    /// In UTC (RFC 3339).
    registered_at: String,
}

/// A teacher whom a school registers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRegistration {
    #[schema(example = "Петрова")]
    family: String,
    #[schema(example = "Анна")]
    given: String,
    #[serde(default)]
    patronymic: String,
    #[schema(example = "anna@school44.example")]
    email: String,
    position: String,
    school: String,
    city: String,
    region: String,
    /// IANA name.
    #[schema(example = "Asia/Yekaterinburg")]
    zone: String,
    /// Whole years of work.
    experience: Option<u8>,
    /// Codes of webinars of the session.
    #[schema(example = json!(["S01"]))]
    webinars: Vec<String>,
    /// The school holds the teacher's consent to taking part on paper.
    participation: bool,
}

/// What came of a registration.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegistrationAnswer {
    /// Codes of webinars for which the teacher is registered now and was not before.
    registered: Vec<String>,
    /// For these nothing changed.
    before: Vec<String>,
    /// These are full: the teacher waits for a place.
    waiting: Vec<String>,
}

/// Where the page begins.
#[derive(Deserialize)]
pub(crate) struct Page {
    webinar: Option<String>,
    before: Option<String>,
}

impl RegistrationDetail {
    fn of((row, person): &(row::Model, person::Model)) -> Self {
        Self {
            id: row.id.to_string(),
            name: full_name(person).full(),
            email: person.email.clone(),
            position: person.position.clone(),
            school: person.school_name.clone(),
            city: person.city.clone(),
            region: person.region.clone(),
            question: row.question.clone(),
            registered_at: machine(row.registered_at),
        }
    }
}

impl NewRegistration {
    /// The form that asks for the same.
    fn form(self, codes: &[(WebinarId, String)]) -> RegistrationForm {
        let id = |code: &String| match codes.iter().find(|(_, known)| known == code) {
            Some((id, _)) => id.to_string(),
            // What is none of the session's is refused by the form.
            None => code.clone(),
        };
        RegistrationForm {
            family: self.family,
            given: self.given,
            patronymic: self.patronymic,
            email: self.email,
            position: self.position,
            school: self.school,
            city: self.city,
            region: self.region,
            zone: self.zone,
            experience: self.experience.map(|years| years.to_string()).unwrap_or_default(),
            webinars: self.webinars.iter().map(id).collect(),
            consents: if self.participation { vec![ConsentPurpose::Participation] } else { vec![] },
            ..RegistrationForm::default()
        }
    }
}

impl RegistrationAnswer {
    fn of(registered: &Registered, codes: &[(WebinarId, String)]) -> Self {
        let code = |id: WebinarId| codes.iter().find(|(known, _)| *known == id).map(|(_, code)| code.clone());
        let rows = |rows: &[row::Model]| rows.iter().filter_map(|row| code(row.webinar_id)).collect();
        let queued = registered.queued.iter().chain(&registered.waiting);
        Self {
            registered: rows(&registered.new),
            before: rows(&registered.before),
            waiting: queued.filter_map(|place| code(place.webinar_id)).collect(),
        }
    }
}

/// Listeners of a webinar, newest first, fifty a page. The token has to be for `listeners_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/registrations",
    tag = "registrations",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("webinar" = Option<String>, Query, description = "Code of the webinar; without it the first one that is not over"),
        ("before" = Option<String>, Query, description = "Where the page begins, as `next` says")
    ),
    security(("token" = ["listeners_read"])),
    responses(
        (status = 200, body = RegistrationList),
        TokenProblems
    )
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    wanted: web::Query<Page>,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let before = match wanted.before.as_ref().map(|id| id.parse()) {
        Some(Err(_no_id)) => return Err(PageError::BadRequest),
        Some(Ok(id)) => Some(id),
        None => None,
    };
    let which = (wanted.webinar.as_deref(), before);
    let found = registration::listeners(&context.club, &context.viewer, &session, which).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let next = found.next.map(|id| {
        let path = format!("/api/v1/sessions/{}/registrations", session.slug);
        context.club.settings.address(&format!("{path}?webinar={}&before={id}", found.code))
    });
    let registrations = found.lines.iter().map(RegistrationDetail::of).collect();
    let list = RegistrationList { webinar: found.code, registrations, next: next.clone() };
    json::answer(&request, &list, next)
}

/// Registers a teacher for whom the school answers. The token has to be for `listeners_write`. Doing it twice changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/registrations",
    tag = "registrations",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    request_body = NewRegistration,
    security(("token" = ["listeners_write"])),
    responses(
        (status = 201, description = "The teacher is registered, or was before", body = RegistrationAnswer),
        TokenProblems,
        WriteProblems
    )
)]
pub(crate) async fn register(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let new = json::read::<NewRegistration>(&request, payload).await?;
    let session = find(&context, &slug).await?;
    let codes = registration::codes(&context.club, &session.slug).await?;
    let registering = checked(&context, &new.form(&codes), &codes)?;
    match registration::register_by_school(&context.club, &context.viewer, &session, registering).await {
        Ok(Some(registered)) => {
            json::plain(StatusCode::CREATED, &RegistrationAnswer::of(&registered, &codes))
        }
        Ok(None) => Err(PageError::NotFound),
        Err(error) => Err(refusal(error, &context)),
    }
}

fn checked(
    context: &Context,
    form: &RegistrationForm,
    codes: &[(WebinarId, String)],
) -> Result<Registering, PageError> {
    let known: Vec<WebinarId> = codes.iter().map(|(id, _)| *id).collect();
    let origin = Origin { how: BY_SCHOOL, ..context.origin.clone() };
    let registration = Registration { form, known: &known, origin, t: context.t };
    registration.try_into().map_err(|errors: Errors| json::unusable(&errors))
}

/// Each refusal says which webinar is meant.
fn refusal(error: RegisterError, context: &Context) -> PageError {
    let key = match error {
        RegisterError::Db(error) => return error.into(),
        RegisterError::NoWebinar | RegisterError::NotOpen(_) => "page-register-choose-webinar",
        RegisterError::NoConsent => "page-register-consent-needed",
        RegisterError::Closed => "page-error-registration-closed",
        RegisterError::Over(_) => "page-error-webinar-over",
        RegisterError::Ended(_) => "page-error-registration-ended",
    };
    PageError::Unusable(vec![Invalid { pointer: "/webinars".to_owned(), detail: context.t.say(key) }])
}
