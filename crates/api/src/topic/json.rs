//! Topics that young teachers ask for, for programs: the public ones for anybody, all of them with decisions for organizers.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::topic::{self, DecideError, Decision, Order, TopicLine};
use entity::TopicRequestId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};

/// Topics that young teachers ask for, those with the most votes first.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicList {
    topics: Vec<TopicDetail>,
}

/// A topic that somebody asks for.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicDetail {
    id: String,
    title: String,
    votes: u64,
    /// `published`, `taken` or `declined`.
    state: String,
    /// What the organizers answered; empty when they have not.
    answer: String,
}

/// Every topic of a session, as organizers see them.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrganizedTopicList {
    topics: Vec<OrganizedTopic>,
}

/// A topic as organizers see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrganizedTopic {
    #[serde(flatten)]
    topic: TopicDetail,
    /// Why it is asked for; empty when nobody said.
    reason: String,
    /// `If-Match` names it when something is decided.
    version: i32,
    /// Topics of talks in the published programme that take it up.
    talks: Vec<String>,
}

/// What is decided about a topic.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum TopicDecisionInput {
    /// Anybody sees it; what was taken or declined is open again.
    Publish,
    /// It is going to be in the programme.
    Take {
        #[serde(default)]
        text: String,
    },
    /// Not this time; the reason is shown.
    Decline { text: String },
    /// An answer beside it; empty takes it away.
    Answer { text: String },
    /// It says the same as another topic, which gets its votes.
    Merge {
        #[schema(value_type = String)]
        into: TopicRequestId,
    },
}

impl TopicDetail {
    fn of(line: &TopicLine) -> Self {
        Self {
            id: line.topic.id.to_string(),
            title: line.topic.title.clone(),
            votes: line.votes,
            state: line.topic.state.to_string(),
            answer: line.topic.answer.clone(),
        }
    }
}

impl OrganizedTopic {
    fn of(line: &TopicLine) -> Self {
        Self {
            topic: TopicDetail::of(line),
            reason: line.topic.reason.clone(),
            version: line.topic.revision,
            talks: line.talks.iter().map(|(_, topic)| topic.clone()).collect(),
        }
    }
}

impl From<TopicDecisionInput> for Decision {
    fn from(input: TopicDecisionInput) -> Self {
        match input {
            TopicDecisionInput::Publish => Decision::Publish,
            TopicDecisionInput::Take { text } => Decision::Take { answer: text },
            TopicDecisionInput::Decline { text } => Decision::Decline { reason: text },
            TopicDecisionInput::Answer { text } => Decision::Answer { answer: text },
            TopicDecisionInput::Merge { into } => Decision::Merge { into },
        }
    }
}

/// Public topics of a session, those with the most votes first.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/topics",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    responses((status = 200, body = TopicList), (status = 404, body = crate::openapi::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let view = topic::list(&context.club, None, &slug, ("", Order::Votes)).await?;
    let view = view.ok_or(PageError::NotFound)?;
    let topics = view.lines.iter().map(TopicDetail::of).collect();
    json::answer(&request, &TopicList { topics }, None)
}

/// Every topic of a session, those that wait for an organizer first. The token has to be for `topics_write`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/topics/all",
    tag = "topics",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["topics_write"])),
    responses((status = 200, body = OrganizedTopicList), TokenProblems)
)]
pub(crate) async fn all(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let lines = organized(&context, &slug).await?;
    let topics = lines.iter().map(OrganizedTopic::of).collect();
    json::answer(&request, &OrganizedTopicList { topics }, None)
}

async fn organized(context: &Context, slug: &str) -> Result<Vec<TopicLine>, PageError> {
    let found = topic::organized(&context.club, &context.viewer, slug).await?;
    Ok(found.ok_or(PageError::NotFound)?.1)
}

/// Decides about a topic: publishes, takes, declines, answers or merges it. The token has to be for `topics_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/topics/{id}/decisions",
    tag = "topics",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("id" = String, Path, description = "Id of the topic"),
        ("If-Match" = String, Header, description = "The version that the program has seen")
    ),
    request_body = TopicDecisionInput,
    security(("token" = ["topics_write"])),
    responses((status = 200, body = OrganizedTopic), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn decide(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, TopicRequestId)>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<TopicDecisionInput>(&request, payload).await?;
    let (slug, id) = path.into_inner();
    let seen = json::seen_revision(&request)?;
    let decided = topic::decide(&context.club, &context.viewer, (&slug, id, seen), input.into()).await;
    decided.map_err(|error| refusal(error, &context))?;
    let lines = organized(&context, &slug).await?;
    let line = lines.iter().find(|line| line.topic.id == id).ok_or(PageError::NotFound)?;
    json::versioned(&request, StatusCode::OK, &line.topic.revision.to_string(), &OrganizedTopic::of(line))
}

fn refusal(error: DecideError, context: &Context) -> PageError {
    let t = context.t;
    match error {
        DecideError::NoReason => json::wrong("text", t.say("page-topics-no-reason")),
        DecideError::TooLong => json::wrong("text", t.say("page-topics-answer-long")),
        DecideError::Target => json::wrong("into", t.say("page-topics-no-target")),
        DecideError::Gone => PageError::Conflict("page-topics-stale"),
        DecideError::Stale => PageError::OldVersion,
        DecideError::NotFound => PageError::NotFound,
        DecideError::Db(error) => error.into(),
    }
}
