//! Who waits for a place, for programs.

use actix_web::{HttpRequest, HttpResponse, web};
use club::person::full_name;
use entity::{WaitingPlaceId, person, waiting_place};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::TokenProblems;
use crate::session::organize::find;
use crate::times::machine;

/// Who waits for a place at a webinar, first come first, fifty a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingList {
    places: Vec<WaitingDetail>,
    /// Address of the page that follows; `null` on the last one. The header `Link` says the same.
    next: Option<String>,
}

/// Somebody who waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingDetail {
    id: String,
    name: String,
    email: Option<String>,
    school: String,
    city: String,
    question: Option<String>,
    /// In UTC (RFC 3339).
    queued_at: String,
    /// A place is kept for the person until then.
    offered_until: Option<String>,
}

/// Where the page begins.
#[derive(Deserialize)]
pub(crate) struct Page {
    after: Option<WaitingPlaceId>,
}

impl WaitingDetail {
    fn of((place, person): &(waiting_place::Model, person::Model)) -> Self {
        Self {
            id: place.id.to_string(),
            name: full_name(person).full(),
            email: person.email.clone(),
            school: person.school_name.clone(),
            city: person.city.clone(),
            question: place.question.clone(),
            queued_at: machine(place.queued_at),
            offered_until: place.offered_until.map(machine),
        }
    }
}

/// Who waits for a place at a webinar, first come first, fifty a page. The token has to be for `listeners_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/webinars/{code}/waiting",
    tag = "registrations",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01"),
        ("after" = Option<String>, Query, description = "Where the page begins, as `next` says")
    ),
    security(("token" = ["listeners_read"])),
    responses((status = 200, body = WaitingList), TokenProblems)
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    wanted: web::Query<Page>,
) -> Result<HttpResponse, PageError> {
    let (slug, code) = path.into_inner();
    let session = find(&context, &slug).await?;
    let queue = club::waiting::list(&context.club, &context.viewer, &session, (&code, wanted.after)).await?;
    let queue = queue.ok_or(PageError::NotFound)?;
    let next = queue.next.map(|id| {
        let path = format!("/api/v1/sessions/{slug}/webinars/{code}/waiting?after={id}");
        context.club.settings.address(&path)
    });
    let places = queue.places.iter().map(WaitingDetail::of).collect();
    json::answer(&request, &WaitingList { places, next: next.clone() }, next)
}
