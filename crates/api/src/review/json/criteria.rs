//! By what talks are judged, for programs.

use actix_web::{HttpRequest, HttpResponse, web};
use club::review::{self, CriteriaError, CriterionEdit};
use entity::{CriterionId, criterion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{Invalid, PageError};
use crate::extract::Context;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};
use crate::review::criteria::LONGEST_NAME;
use crate::session::organize::find;

/// By what the talks of a session are judged, in the order of the page.
#[derive(Serialize, ToSchema)]
pub(crate) struct CriterionList {
    criteria: Vec<CriterionDetail>,
}

/// A criterion.
#[derive(Serialize, ToSchema)]
pub(crate) struct CriterionDetail {
    id: String,
    #[schema(example = "Польза для молодого учителя")]
    name: String,
    /// From 1 to 10.
    #[schema(example = 2)]
    weight: i32,
}

/// Criteria as a program wishes them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CriterionListInput {
    criteria: Vec<CriterionInput>,
}

/// A criterion as a program wishes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CriterionInput {
    /// Without it the criterion is a new one.
    #[schema(value_type = Option<String>)]
    id: Option<CriterionId>,
    name: String,
    /// From 1 to 10.
    weight: i32,
}

impl CriterionList {
    fn of(rows: &[criterion::Model]) -> Self {
        let criterion = |row: &criterion::Model| CriterionDetail {
            id: row.id.to_string(),
            name: row.name.clone(),
            weight: row.weight,
        };
        Self { criteria: rows.iter().map(criterion).collect() }
    }
}

async fn list(context: &Context, slug: &str) -> Result<CriterionList, PageError> {
    let rows = review::criteria(&context.club, &context.viewer, slug).await?;
    Ok(CriterionList::of(&rows.ok_or(PageError::NotFound)?))
}

/// By what the talks of a session are judged. The token has to be for `talks_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/criteria",
    tag = "talks",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["talks_read"])),
    responses((status = 200, body = CriterionList), TokenProblems)
)]
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    json::answer(&request, &list(&context, &slug).await?, None)
}

/// Makes these the criteria of a session, in this order; scores for those that are gone count no more. The token has to be for `sessions_write`.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/criteria",
    tag = "talks",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("If-Match" = String, Header, description = "The `ETag` of the criteria that the program has seen")
    ),
    request_body = CriterionListInput,
    security(("token" = ["sessions_write"])),
    responses((status = 200, body = CriterionList), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn keep(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<CriterionListInput>(&request, payload).await?;
    find(&context, &slug).await?;
    json::check_seen(&request, &list(&context, &slug).await?)?;
    let wanted = checked(input.criteria, &context)?;
    match review::keep_criteria(&context.club, &context.viewer, &slug, wanted).await {
        Ok(()) => json::answer(&request, &list(&context, &slug).await?, None),
        Err(CriteriaError::NotFound) => Err(PageError::NotFound),
        Err(CriteriaError::Full) => Err(json::wrong("criteria", context.t.say("page-review-criteria-full"))),
        Err(CriteriaError::Weight) => Err(json::wrong("criteria", context.t.say("page-review-weight-wrong"))),
        Err(CriteriaError::Db(error)) => Err(error.into()),
    }
}

fn checked(wanted: Vec<CriterionInput>, context: &Context) -> Result<Vec<CriterionEdit>, PageError> {
    let (mut edits, mut invalid, t) = (vec![], vec![], context.t);
    for (place, CriterionInput { id, name, weight }) in wanted.into_iter().enumerate() {
        let mut wrong = |field: &str, detail| {
            invalid.push(Invalid { pointer: format!("/criteria/{place}/{field}"), detail });
        };
        match lang::one_line(&name, LONGEST_NAME) {
            Ok(name) => edits.push(CriterionEdit { id, name, weight }),
            Err(lang::TextProblem::Empty) => wrong("name", t.say("page-form-empty")),
            Err(_) => wrong("name", t.say_with("page-form-too-long", &[("most", LONGEST_NAME.into())])),
        }
        if !(1..=review::HEAVIEST).contains(&weight) {
            wrong("weight", t.say("page-review-weight-wrong"));
        }
    }
    if invalid.is_empty() { Ok(edits) } else { Err(PageError::Unusable(invalid)) }
}
