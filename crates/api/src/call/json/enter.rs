//! Applications that organizers enter for a teacher: handed in at once, or as a link by which the teacher does it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use club::call::{EnterError, Filler, SubmitError, Submitting, Typed};
use club::person::Profile;
use entity::session;
use lang::Lang;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::call::form::person_form;
use crate::call::pieces::problem;
use crate::error::{Invalid, PageError};
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, WriteProblems};
use crate::registration::form::{address, profile};
use crate::session::organize::find;

/// An application for a teacher.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApplication {
    /// Of the teacher; without it nobody is told.
    #[serde(default)]
    #[schema(example = "anna@school44.example")]
    email: String,
    /// In which the teacher is written to: `ru` or `en`.
    #[schema(value_type = Option<String>, example = "ru")]
    language: Option<Lang>,
    /// The teacher hands it in, until then, by a link that goes to the address. RFC 3339.
    #[schema(value_type = Option<String>, example = "2027-03-20T18:00:00Z")]
    late_until: Option<DateTime<Utc>>,
    /// Otherwise it is handed in now, with these answers: `topic`, the names of the form's fields, and who speaks: `family`, `given`,
    /// `patronymic`, `gender`, `position`, `school`, `city`, `region`, `zone`, `experience`, `phone`.
    #[serde(default)]
    #[schema(example = json!({"topic": "Задачи с параметром", "family": "Петрова", "given": "Анна"}))]
    answers: Typed,
}

/// An application that was entered.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnteredApplication {
    /// Of the talk.
    id: String,
    /// `draft`: the teacher has the link; `submitted`: it was handed in, and the teacher is asked to take it over.
    state: &'static str,
}

impl NewApplication {
    /// Who is written to.
    fn to(&self, context: &Context) -> Result<(Option<club::Address>, Lang), PageError> {
        let language = self.language.unwrap_or(context.lang);
        if self.email.trim().is_empty() && self.late_until.is_none() {
            return Ok((None, language));
        }
        let mut errors = Errors::default();
        let address = address("email", &self.email, &mut errors, context.t);
        if errors.is_empty() { Ok((address, language)) } else { Err(json::unusable(&errors)) }
    }

    /// Who speaks, once every answer fits: nothing is begun that cannot be handed in.
    async fn speaker(&self, context: &Context, session: &session::Model) -> Result<Profile, PageError> {
        let fields = club::call::fields(&context.club, session.id).await?;
        let problems = club::call::check(&fields, &self.answers, &[]).err().unwrap_or_default();
        let mut invalid = invalid(problems, context);
        let mut errors = Errors::default();
        let speaker = profile(&person_form(&self.answers, &[]), &mut errors, context.t);
        let of_person = errors.list().iter();
        invalid.extend(of_person.map(|error| answer_problem(&error.field, error.text.clone())));
        match speaker {
            Some(speaker) if invalid.is_empty() => Ok(speaker),
            _ => Err(PageError::Unusable(invalid)),
        }
    }
}

fn answer_problem(name: &str, detail: String) -> Invalid {
    Invalid { pointer: format!("/answers/{name}"), detail }
}

fn invalid(problems: Vec<(String, club::call::Problem)>, context: &Context) -> Vec<Invalid> {
    problems.into_iter().map(|(name, what)| answer_problem(&name, problem(what, context.t))).collect()
}

/// Enters an application for a teacher. With `late_until` the teacher gets a link and hands it in; otherwise it is handed in now, and its speaker is
/// asked to take it over. A form that asks for a file can only be handed in by people. The token has to be for `talks_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/talks",
    tag = "talks",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    request_body = NewApplication,
    security(("token" = ["talks_write"])),
    responses((status = 201, body = EnteredApplication), TokenProblems, WriteProblems)
)]
pub(crate) async fn enter(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<NewApplication>(&request, payload).await?;
    let session = find(&context, &slug).await?;
    let to = input.to(&context)?;
    let language = to.1;
    let speaker = match input.late_until {
        Some(_) => None,
        None => Some(input.speaker(&context, &session).await?),
    };
    let begun = club::call::enter(&context.club, &context.viewer, &slug, to, input.late_until).await;
    let talk = begun.map_err(|error| match error {
        EnterError::Past => json::wrong("late_until", context.t.say("page-call-late-past")),
        error => error.into(),
    })?;
    let state = if speaker.is_some() { "submitted" } else { "draft" };
    if speaker.is_some() {
        let viewer = context.viewer.clone();
        let filler = Filler::Organizer { viewer, slug: slug.into_inner(), id: talk.id };
        hand_in(&context, &filler, (input.answers, speaker, language)).await?;
    }
    let entered = EnteredApplication { id: talk.id.to_string(), state };
    json::plain(StatusCode::CREATED, &entered)
}

async fn hand_in(
    context: &Context,
    filler: &Filler,
    (typed, profile, language): (Typed, Option<Profile>, Lang),
) -> Result<(), PageError> {
    let form = Submitting {
        typed,
        profile,
        has_declared_authorship: false,
        consents: vec![],
        origin: context.origin.clone(),
        language,
    };
    match club::call::submit(&context.club, filler, form).await {
        Ok(()) => Ok(()),
        Err(SubmitError::NotFound) => Err(PageError::NotFound),
        Err(SubmitError::Closed) => Err(PageError::Conflict("page-call-closed")),
        Err(SubmitError::Invalid(problems)) => Err(PageError::Unusable(invalid(problems, context))),
        Err(SubmitError::Db(error)) => Err(error.into()),
        // Organizers give neither consents nor the declaration, and who speaks is known.
        Err(error @ (SubmitError::NoConsent | SubmitError::NoAuthorship | SubmitError::NoSpeaker)) => {
            Err(PageError::broken(error))
        }
    }
}
