//! Talks that were handed in, for programs of organizers.

pub(crate) mod criteria;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::person::full_name;
use club::review::{self, DecideError, ReviewLine, ReviewView};
use entity::{TalkDecision, TalkId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, WriteProblems};
use crate::review::one::LONGEST_NOTE;
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

/// A talk with all that was said in its application and about it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReviewedTalk {
    id: String,
    topic: String,
    /// Planned length.
    minutes: i32,
    state: String,
    speakers: Vec<TalkSpeaker>,
    answers: Vec<TalkAnswer>,
    reviews: Vec<TalkReview>,
    /// `accept`, `needs_fix` or `decline`; the speaker learns of it once a person releases the decisions.
    decision: Option<String>,
    decision_note: Option<String>,
}

/// What an application says to a question.
#[derive(Serialize, ToSchema)]
pub(crate) struct TalkAnswer {
    question: String,
    answer: String,
}

/// What a reviewer says.
#[derive(Serialize, ToSchema)]
pub(crate) struct TalkReview {
    reviewer: String,
    /// `accept`, `needs_fix` or `decline`.
    advice: String,
    comment: Option<String>,
}

/// A decision about a talk.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TalkDecisionInput {
    /// `accept`, `needs_fix` or `decline`; `null` takes a decision back.
    #[schema(value_type = Option<String>, example = "accept")]
    decision: Option<TalkDecision>,
    /// What is to be changed, or why; the speaker reads it.
    #[serde(default)]
    note: String,
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

impl TalkSpeaker {
    fn of(person: &entity::person::Model) -> Self {
        Self {
            name: full_name(person).full(),
            position: person.position.clone(),
            school: person.school_name.clone(),
            city: person.city.clone(),
            email: person.email.clone(),
        }
    }
}

impl ReviewedTalk {
    fn of(view: &ReviewView, lang: lang::Lang) -> Self {
        let (application, talk) = (&view.application, &view.application.talk);
        let answers = crate::call::said(application, lang).into_iter();
        let reviews = view.reviews.iter().map(|(review, person)| TalkReview {
            reviewer: full_name(person).full(),
            advice: review.advice.to_string(),
            comment: review.comment.clone(),
        });
        Self {
            id: talk.id.to_string(),
            topic: talk.topic.clone(),
            minutes: talk.minutes,
            state: talk.state.to_string(),
            speakers: application.speakers.iter().map(|(_, person)| TalkSpeaker::of(person)).collect(),
            answers: answers.map(|(question, answer)| TalkAnswer { question, answer }).collect(),
            reviews: reviews.collect(),
            decision: talk.decision.map(|decision| decision.to_string()),
            decision_note: talk.decision_note.clone(),
        }
    }
}

impl SubmittedTalk {
    fn of(line: &ReviewLine) -> Self {
        Self {
            id: line.talk.id.to_string(),
            topic: line.talk.topic.clone(),
            minutes: line.talk.minutes,
            state: line.talk.state.to_string(),
            submitted_at: line.talk.submitted_at.map(machine),
            speakers: line.speakers.iter().map(TalkSpeaker::of).collect(),
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

/// A talk with all that was said in its application and about it. The token has to be for `talks_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/talks/{id}",
    tag = "talks",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("id" = String, Path, description = "Id of the talk")
    ),
    security(("token" = ["talks_read"])),
    responses((status = 200, body = ReviewedTalk), TokenProblems)
)]
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, TalkId)>,
) -> Result<HttpResponse, PageError> {
    let view = find(&context, &path.0, path.1).await?;
    json::answer(&request, &ReviewedTalk::of(&view, context.lang), None)
}

async fn find(context: &Context, slug: &str, id: TalkId) -> Result<ReviewView, PageError> {
    review::show(&context.club, &context.viewer, slug, id).await?.ok_or(PageError::NotFound)
}

/// Decides about a talk; the speaker learns of it once a person releases the decisions. The token has to be for `talks_write`. Doing it twice
/// changes nothing.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/talks/{id}/decision",
    tag = "talks",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("id" = String, Path, description = "Id of the talk")
    ),
    request_body = TalkDecisionInput,
    security(("token" = ["talks_write"])),
    responses(
        (status = 200, body = ReviewedTalk),
        (status = 409, description = "The talk is not under review", body = crate::openapi::Problem, content_type = "application/problem+json"),
        TokenProblems,
        WriteProblems
    )
)]
pub(crate) async fn decide(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, TalkId)>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<TalkDecisionInput>(&request, payload).await?;
    let (slug, id) = path.into_inner();
    find(&context, &slug, id).await?;
    let mut errors = Errors::default();
    let note = errors.optional_lines("note", &input.note, LONGEST_NOTE, context.t);
    if !errors.is_empty() {
        return Err(json::unusable(&errors));
    }
    match review::decide(&context.club, &context.viewer, &slug, id, (input.decision, note)).await {
        Ok(()) => {
            let view = find(&context, &slug, id).await?;
            json::plain(StatusCode::OK, &ReviewedTalk::of(&view, context.lang))
        }
        Err(DecideError::NoChanges) => Err(json::wrong("note", context.t.say("page-review-changes-needed"))),
        Err(DecideError::NotFound) => Err(PageError::NotFound),
        Err(DecideError::State) => Err(PageError::Conflict("page-review-other-state")),
        Err(DecideError::Db(error)) => Err(error.into()),
    }
}
