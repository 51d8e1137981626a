//! Talks that were handed in, for programs of organizers.

use actix_web::{HttpRequest, HttpResponse, web};
use club::person::full_name;
use club::review::{self, ReviewLine};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::TokenProblems;
use crate::times::machine;

/// Talks that were handed in, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubmittedTalkList {
    talks: Vec<SubmittedTalk>,
}

/// A talk that was handed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubmittedTalk {
    id: String,
    topic: String,
    /// Planned length.
    minutes: i32,
    /// `submitted`, `accepted`, `confirmed` and others.
    state: String,
    /// In UTC (RFC 3339); of a talk that came with the programme there is none.
    submitted_at: Option<String>,
    speakers: Vec<TalkSpeaker>,
    /// How many reviewers have written.
    reviews: usize,
}

/// Who gives a talk.
#[derive(Serialize, ToSchema)]
pub(crate) struct TalkSpeaker {
    name: String,
    position: String,
    school: String,
    city: String,
    email: Option<String>,
}

impl SubmittedTalk {
    fn of(line: &ReviewLine) -> Self {
        let speaker = |person: &entity::person::Model| TalkSpeaker {
            name: full_name(person).full(),
            position: person.position.clone(),
            school: person.school_name.clone(),
            city: person.city.clone(),
            email: person.email.clone(),
        };
        Self {
            id: line.talk.id.to_string(),
            topic: line.talk.topic.clone(),
            minutes: line.talk.minutes,
            state: line.talk.state.to_string(),
            submitted_at: line.talk.submitted_at.map(machine),
            speakers: line.speakers.iter().map(speaker).collect(),
            reviews: line.reviews,
        }
    }
}

/// Talks of a session that were handed in, newest first. The token has to be for `talks_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/talks",
    tag = "talks",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["talks_read"])),
    responses(
        (status = 200, body = SubmittedTalkList),
        TokenProblems
    )
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let found = review::list(&context.club, &context.viewer, &slug).await?;
    let (_session, lines, _drafts) = found.ok_or(PageError::NotFound)?;
    let talks = lines.iter().map(SubmittedTalk::of).collect();
    json::answer(&request, &SubmittedTalkList { talks }, None)
}
