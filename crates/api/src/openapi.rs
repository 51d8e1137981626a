//! The interface for programs, described in OpenAPI 3.1, with its documentation to read and try.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, LOCATION};
use actix_web::{HttpResponse, web};
use club::api_token::LONGEST_KEY;
use serde::Serialize;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{RefOr, Required};
use utoipa::{IntoResponses, Modify, OpenApi, ToSchema};
use utoipa_swagger_ui::Config;

use crate::error::PageError;

/// The documentation styles itself inline and shows pictures from data; scripts still come from this host alone.
const DOCUMENTATION_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: String,
    #[schema(example = "Not Found")]
    title: String,
    #[schema(example = 404)]
    status: u16,
    detail: String,
    instance: String,
    /// Of what was sent: each part that is wrong.
    #[schema(nullable = false)]
    errors: Option<Vec<ProblemPart>>,
}

/// What everything that asks for a token may answer besides.
#[derive(IntoResponses)]
pub(crate) enum TokenProblems {
    /// There is no good token.
    #[response(status = 401, content_type = "application/problem+json")]
    _NoToken(#[to_schema] Problem),
    /// The token is for other purposes.
    #[response(status = 403, content_type = "application/problem+json")]
    _NotInScope(#[to_schema] Problem),
    /// The session is none of the school's, or there is no such thing in it.
    #[response(status = 404, content_type = "application/problem+json")]
    _NotFound(#[to_schema] Problem),
    /// Too many requests; `Retry-After` says how long to wait.
    #[response(status = 429, content_type = "application/problem+json")]
    _TooMany(#[to_schema] Problem),
}

/// What everything that takes something may answer besides.
#[derive(IntoResponses)]
pub(crate) enum WriteProblems {
    /// The request is no JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    _NoJson(#[to_schema] Problem),
    /// The thing is not in a state in which this can be done, or a request with the same key is still being worked on.
    #[response(status = 409, content_type = "application/problem+json")]
    _Conflict(#[to_schema] Problem),
    /// A field is wrong, what is asked cannot be done any more, or the key belongs to another request.
    #[response(status = 422, content_type = "application/problem+json")]
    _Unusable(#[to_schema] Problem),
}

/// What everything that changes a version may answer besides.
#[derive(IntoResponses)]
pub(crate) enum VersionProblems {
    /// Somebody changed it since the version of `If-Match`.
    #[response(status = 412, content_type = "application/problem+json")]
    _OldVersion(#[to_schema] Problem),
    /// `If-Match` is missing.
    #[response(status = 428, content_type = "application/problem+json")]
    _NoVersion(#[to_schema] Problem),
    /// It is not in a state in which this can be done.
    #[response(status = 409, content_type = "application/problem+json")]
    _Conflict(#[to_schema] Problem),
}

/// What is wrong with a part of what was sent.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemPart {
    /// To the part (RFC 6901); empty: to the whole.
    #[schema(example = "/email")]
    pointer: String,
    detail: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Web-club",
        description = "Programmes of webinars for young teachers, and the verification of documents. What anybody may see asks for nothing. Everything else asks for a token (`Authorization: Bearer …`), which organizers issue on the page of their school for some of these purposes: `sessions_write`, `programme_read`, `programme_write`, `topics_write`, `talks_read`, `talks_write`, `listeners_read`, `listeners_write`, `documents_read`, `schools_read`, `schools_write`, `team_read`, `team_write`. A token takes 600 requests a minute. Reports about e-mails need the secret of the installation.",
        license(name = "MIT")
    ),
    paths(
        crate::session::json::list,
        crate::session::json::show,
        crate::school::json::list,
        crate::school::json::show,
        crate::school::json::add,
        crate::school::json::change,
        crate::session::json::settings::make,
        crate::session::json::settings::show,
        crate::session::json::settings::change,
        crate::session::json::stages::list,
        crate::session::json::stages::set,
        crate::session::json::stages::force,
        crate::session::json::partners::list,
        crate::session::json::partners::invite,
        crate::session::json::partners::remove,
        crate::session::json::partners::answer,
        crate::call::json::form::show,
        crate::call::json::form::add,
        crate::call::json::form::change,
        crate::call::json::form::shift,
        crate::review::json::criteria::show,
        crate::review::json::criteria::keep,
        crate::schedule::json::webinars::list,
        crate::schedule::json::webinars::show,
        crate::schedule::json::webinars::add,
        crate::schedule::json::webinars::change,
        crate::schedule::json::webinars::remove,
        crate::schedule::json::breaks::list,
        crate::schedule::json::breaks::add,
        crate::schedule::json::breaks::remove,
        crate::schedule::json::releases::list,
        crate::schedule::json::releases::next,
        crate::schedule::json::releases::publish,
        crate::topic::json::list,
        crate::topic::json::all,
        crate::topic::json::decide,
        crate::review::json::list,
        crate::call::json::enter::enter,
        crate::review::json::show,
        crate::review::json::decide,
        crate::registration::json::list,
        crate::registration::json::register,
        crate::waiting::json::list,
        crate::listener_list::json::work,
        crate::team::json::show_school,
        crate::team::json::invite_to_school,
        crate::team::json::withdraw_from_school,
        crate::team::json::remove_from_school,
        crate::team::json::show_webinar,
        crate::team::json::invite_to_webinar,
        crate::team::json::withdraw_from_webinar,
        crate::team::json::remove_from_webinar,
        crate::team::json::show_network,
        crate::team::json::invite_to_network,
        crate::team::json::withdraw_from_network,
        crate::team::json::remove_from_network,
        crate::document::json::list,
        crate::document::json::verify,
        crate::email_report::webhook::receive
    ),
    modifiers(&Secrets, &Words),
    tags((name = "sessions", description = "What takes place and when"), (name = "programme", description = "What organizers work on, and its releases"), (name = "topics", description = "What young teachers ask for"), (name = "talks", description = "What was handed in"), (name = "schools", description = "Schools of the network"), (name = "teams", description = "Who holds which role"), (name = "registrations", description = "Who is registered"), (name = "documents", description = "Whether a document stands"), (name = "emails", description = "What became of e-mails"))
)]
struct Description;

/// What is sent along to be let in.
struct Secrets;

impl Modify for Secrets {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_default();
        let bearer = |about: &str| {
            let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(about)).build();
            SecurityScheme::Http(scheme)
        };
        components.add_security_scheme("token", bearer("A token that organizers issue"));
        components.add_security_scheme("bearer", bearer("The secret of the installation"));
    }
}

/// What OpenAPI asks for and functions do not say: a word with each answer, and a name of its own for each operation.
struct Words;

impl Modify for Words {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut description.paths.paths {
            let operations = [
                ("get", &mut item.get),
                ("post", &mut item.post),
                ("put", &mut item.put),
                ("delete", &mut item.delete),
            ];
            for (method, operation) in operations {
                let Some(operation) = operation else { continue };
                operation.operation_id = Some(operation_name(method, path));
                if method == "post" && asks_for_token(operation) {
                    operation.parameters.get_or_insert_default().push(idempotency_key().into());
                }
                operation.responses.responses.iter_mut().for_each(describe);
            }
        }
    }
}

fn asks_for_token(operation: &Operation) -> bool {
    let needs = operation.security.iter().flatten();
    needs.filter_map(|need| serde_json::to_value(need).ok()).any(|need| need.get("token").is_some())
}

/// Whatever a token sends may be sent again.
fn idempotency_key() -> Parameter {
    let about = "The program's own for each request, kept for two days: the same request gets the same answer and does nothing again";
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST_KEY))))
        .build()
}

/// `get_sessions_session_webinars`
fn operation_name(method: &str, path: &str) -> String {
    let path = path.trim_start_matches("/api/v1/").replace(['{', '}'], "");
    format!("{method}_{}", path.replace(['/', '-', '.'], "_"))
}

/// An answer whose meaning its body says is called as its status is.
fn describe((status, answer): (&String, &mut RefOr<utoipa::openapi::Response>)) {
    if let RefOr::T(answer) = answer
        && answer.description.is_empty()
    {
        let status = status.parse().ok().and_then(|status| StatusCode::from_u16(status).ok());
        let reason = status.and_then(|status| status.canonical_reason());
        reason.unwrap_or("Answer").clone_into(&mut answer.description);
    }
}

/// The description of the interface for programs as JSON.
#[must_use]
pub fn openapi() -> String {
    Description::openapi().to_pretty_json().unwrap_or_default()
}

/// Every path of the description.
#[cfg(test)]
pub(crate) fn paths() -> Vec<String> {
    Description::openapi().paths.paths.keys().cloned().collect()
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn file() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(openapi())
}

/// `GET /api/docs`: the files of the documentation stand below it.
pub(crate) async fn documentation() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/api/docs/")).finish()
}

/// `GET /api/docs/{file}`
pub(crate) async fn documentation_file(name: web::Path<String>) -> Result<HttpResponse, PageError> {
    let config = Arc::new(Config::from("/api/v1/openapi.json"));
    let file = utoipa_swagger_ui::serve(&name, config)
        .map_err(|error| PageError::Broken(error.to_string().into()))?;
    let file = file.ok_or(PageError::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(file.content_type).insert_header((CONTENT_SECURITY_POLICY, DOCUMENTATION_POLICY));
    Ok(answer.body(file.bytes.into_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own_and_every_answer_a_word_as_openapi_asks() {
        let description: serde_json::Value = serde_json::from_str(&openapi()).unwrap();
        let paths = description["paths"].as_object().unwrap();
        let operations: Vec<_> = paths.values().flat_map(|path| path.as_object().unwrap().values()).collect();
        let names: BTreeSet<&str> =
            operations.iter().filter_map(|operation| operation["operationId"].as_str()).collect();
        assert_eq!(names.len(), operations.len(), "{names:?}");
        let answers = operations.iter().filter_map(|operation| operation["responses"].as_object());
        let words: Vec<&str> =
            answers.flatten().map(|(_, answer)| answer["description"].as_str().unwrap_or("")).collect();
        assert!(words.len() > 50 && words.iter().all(|word| !word.is_empty()), "{words:?}");
    }
}
