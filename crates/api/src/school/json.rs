//! Schools for programs: each for anybody, the directory for a token of the network, changes for whoever keeps a school up.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::school::SaveError;
use entity::{SchoolId, SchoolKind, school};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::edit::of_club;
use super::form::SchoolForm;
use super::pages::key_of;
use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};

/// What fields of the form are called in JSON.
const NAMES: [(&str, &str); 2] = [("slug", "key"), ("zone", "time_zone")];

/// Schools of the directory by name, fifty a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct SchoolList {
    schools: Vec<SchoolDetail>,
    /// Address of the page that follows; `null` on the last one. The header `Link` says the same.
    next: Option<String>,
}

/// A school of the network.
#[derive(Serialize, ToSchema)]
pub(crate) struct SchoolDetail {
    id: String,
    /// Its name in addresses.
    #[schema(example = "school-44")]
    key: String,
    full_name: String,
    short_name: String,
    /// `general`, `preschool`, `supplementary`, `vocational`, `university`, `method_centre` or `other`.
    kind: String,
    city: String,
    region: String,
    /// IANA name.
    #[schema(example = "Asia/Yekaterinburg")]
    time_zone: String,
    address: Option<String>,
    site: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    /// `If-Match` names it when the school is changed. The header `ETag` says the same.
    version: i32,
    /// Its page for people.
    url: String,
}

/// A school as a program wishes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SchoolInput {
    full_name: String,
    short_name: String,
    /// `general`, `preschool`, `supplementary`, `vocational`, `university`, `method_centre` or `other`.
    #[schema(value_type = String, example = "general")]
    kind: SchoolKind,
    city: String,
    region: String,
    /// IANA name; without it that of the region.
    #[serde(default)]
    time_zone: String,
    /// Its name in addresses: small Latin letters, digits and hyphens.
    #[serde(default)]
    key: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
}

/// What is looked for, and where the page begins.
#[derive(Deserialize)]
pub(crate) struct Page {
    #[serde(default)]
    search: String,
    after: Option<SchoolId>,
}

impl SchoolDetail {
    fn of(school: &school::Model, context: &Context) -> Self {
        let key = key_of(school);
        Self {
            id: school.id.to_string(),
            full_name: school.full_name.clone(),
            short_name: school.short_name.clone(),
            kind: school.kind.to_string(),
            city: school.city.clone(),
            region: school.region.clone(),
            time_zone: school.time_zone.clone(),
            address: school.address.clone(),
            site: school.site.clone(),
            email: school.email.clone(),
            phone: school.phone.clone(),
            version: school.revision,
            url: context.club.settings.address(&format!("/schools/{key}")),
            key,
        }
    }
}

impl SchoolInput {
    /// The form that asks for the same; the logo is not changed by programs.
    fn form(self, logo: Option<&String>) -> SchoolForm {
        SchoolForm {
            full_name: self.full_name,
            short_name: self.short_name,
            kind: self.kind.to_string(),
            city: self.city,
            region: self.region,
            zone: self.time_zone,
            slug: self.key,
            address: self.address,
            site: self.site,
            email: self.email,
            phone: self.phone,
            logo: logo.cloned().unwrap_or_default(),
            revision: 0,
        }
    }
}

/// A school; one that was merged into another leads to that one.
#[utoipa::path(
    get,
    path = "/api/v1/schools/{school}",
    tag = "schools",
    params(("school" = String, Path, description = "Key or id of the school", example = "school-44")),
    responses((status = 200, body = SchoolDetail), (status = 404, body = crate::openapi::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    key: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let school = club::school::find(&context.club, &key).await?.ok_or(PageError::NotFound)?;
    let school = club::school::standing(&context.club, school).await?.ok_or(PageError::NotFound)?;
    answer(&context, &request, StatusCode::OK, &school)
}

fn answer(
    context: &Context,
    request: &HttpRequest,
    status: StatusCode,
    school: &school::Model,
) -> Result<HttpResponse, PageError> {
    json::versioned(request, status, &school.revision.to_string(), &SchoolDetail::of(school, context))
}

/// Adds a school to the directory. It asks for a token of the network that is for `schools_write`.
#[utoipa::path(
    post,
    path = "/api/v1/schools",
    tag = "schools",
    request_body = SchoolInput,
    security(("token" = ["schools_write"])),
    responses((status = 201, body = SchoolDetail), TokenProblems, WriteProblems)
)]
pub(crate) async fn add(
    context: Context,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<SchoolInput>(&request, payload).await?;
    if !context.viewer.is_curator() {
        return Err(PageError::NotFound);
    }
    let details = input.form(None).details(context.t).map_err(|errors| json::unusable_as(&errors, &NAMES))?;
    let school = club::school::add(&context.club, &context.viewer, details).await;
    let school = school.map_err(|error| refusal(error, &context))?;
    answer(&context, &request, StatusCode::CREATED, &school)
}

/// Changes a school as a whole, but for its logo and signatories. The token has to be for `schools_write`: of the school, or of the network.
#[utoipa::path(
    put,
    path = "/api/v1/schools/{school}",
    tag = "schools",
    params(
        ("school" = String, Path, description = "Key or id of the school", example = "school-44"),
        ("If-Match" = String, Header, description = "The version that the program has seen")
    ),
    request_body = SchoolInput,
    security(("token" = ["schools_write"])),
    responses((status = 200, body = SchoolDetail), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn change(
    context: Context,
    request: HttpRequest,
    key: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<SchoolInput>(&request, payload).await?;
    let school = club::school::find_organized(&context.club, &context.viewer, &key).await?;
    let school = school.ok_or(PageError::NotFound)?;
    let seen = json::seen_revision(&request)?;
    let form = input.form(school.logo.as_ref());
    let details = form.details(context.t).map_err(|errors| json::unusable_as(&errors, &NAMES))?;
    let changed = club::school::change(&context.club, &context.viewer, (school.id, seen), details).await;
    let changed = changed.map_err(|error| refusal(error, &context))?;
    answer(&context, &request, StatusCode::OK, &changed)
}

fn refusal(error: SaveError, context: &Context) -> PageError {
    if matches!(error, SaveError::Conflict(_)) {
        return PageError::OldVersion;
    }
    match of_club(error, context.t) {
        Ok(errors) => json::unusable_as(&errors, &NAMES),
        Err(error) => error,
    }
}

/// The directory of schools by name, fifty a page. It asks for a token of the network that is for `schools_read`; by a school's token nothing is
/// found.
#[utoipa::path(
    get,
    path = "/api/v1/schools",
    tag = "schools",
    params(
        ("search" = Option<String>, Query, description = "Part of a name or of a city"),
        ("after" = Option<String>, Query, description = "Where the page begins, as `next` says")
    ),
    security(("token" = ["schools_read"])),
    responses((status = 200, body = SchoolList), TokenProblems)
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    wanted: web::Query<Page>,
) -> Result<HttpResponse, PageError> {
    let found = club::school::directory(&context.club, &context.viewer, &wanted.search, wanted.after).await?;
    let next = found.next.map(|id| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("search", &wanted.search).append_pair("after", &id.to_string());
        context.club.settings.address(&format!("/api/v1/schools?{}", query.finish()))
    });
    let schools = found.schools.iter().map(|school| SchoolDetail::of(school, &context)).collect();
    json::answer(&request, &SchoolList { schools, next: next.clone() }, next)
}
