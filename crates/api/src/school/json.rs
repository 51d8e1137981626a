//! Schools for programs: each for anybody, the directory for a token of the network.

use actix_web::{HttpRequest, HttpResponse, web};
use entity::{SchoolId, school};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pages::key_of;
use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::TokenProblems;

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
    /// `school`, `kindergarten` and others.
    kind: String,
    city: String,
    region: String,
    /// IANA name.
    #[schema(example = "Asia/Yekaterinburg")]
    time_zone: String,
    site: Option<String>,
    /// Its page for people.
    url: String,
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
            site: school.site.clone(),
            url: context.club.settings.address(&format!("/schools/{key}")),
            key,
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
    json::answer(&request, &SchoolDetail::of(&school, &context), None)
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
