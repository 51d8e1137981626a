//! The form of applications: its fields are read, changed, added and moved.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::call::{EditFieldError, FieldEdit, FormField};
use entity::{FieldType, SeenBy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::call::fields::{LONGEST_HINT, LONGEST_LABEL};
use crate::error::PageError;
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};
use crate::session::organize::find;

/// The form of applications, in its order. `topic` and who speaks are asked before it, always.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApplicationForm {
    fields: Vec<FormFieldDetail>,
}

/// A field of the form.
#[derive(Serialize, ToSchema)]
pub(crate) struct FormFieldDetail {
    /// By which answers name it.
    #[schema(example = "annotation")]
    name: String,
    /// `text`, `long_text`, `number`, `choice`, `date`, `file`, or `built_in`: a field of the club's own.
    kind: String,
    /// The question; `null` for a field of the club's own that nobody has worded.
    label: Option<String>,
    /// The same for readers of English.
    label_en: Option<String>,
    hint: Option<String>,
    /// Of a choice.
    choices: Vec<String>,
    is_on: bool,
    is_required: bool,
    /// In characters; of co-speakers, how many.
    longest: i32,
    /// `organizers`, `reviewers` or `public`.
    seen_by: String,
}

/// A field as a program wishes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormFieldInput {
    /// Of a new field: `text`, `long_text`, `number`, `choice`, `date` or `file`. Of one that is there it stays as it is.
    #[schema(value_type = String, example = "choice")]
    kind: Option<FieldType>,
    #[schema(example = "Нужна ли демонстрация экрана?")]
    label: Option<String>,
    label_en: Option<String>,
    hint: Option<String>,
    #[serde(default)]
    choices: Vec<String>,
    #[serde(default = "is_on")]
    is_on: bool,
    #[serde(default)]
    is_required: bool,
    #[serde(default = "longest")]
    longest: i32,
    #[serde(default = "seen_by")]
    #[schema(value_type = String, example = "reviewers")]
    seen_by: SeenBy,
}

/// Where a field goes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FormFieldPlace {
    Up,
    Down,
}

/// A move of a field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormFieldMove {
    /// One place `up` or `down`.
    to: FormFieldPlace,
}

const fn is_on() -> bool {
    true
}

const fn longest() -> i32 {
    300
}

const fn seen_by() -> SeenBy {
    SeenBy::Reviewers
}

impl FormFieldDetail {
    fn of(field: &FormField) -> Self {
        Self {
            name: field.name(),
            kind: field.kind.to_string(),
            label: field.label.clone(),
            label_en: field.label_en.clone(),
            hint: field.hint.clone(),
            choices: field.choices.clone(),
            is_on: field.is_on,
            is_required: field.is_required,
            longest: field.longest,
            seen_by: field.seen_by.to_string(),
        }
    }
}

impl FormFieldInput {
    /// The edit, once every text fits.
    fn check(self, kind: FieldType, context: &Context) -> Result<FieldEdit, PageError> {
        let (mut errors, t) = (Errors::default(), context.t);
        let mut line = |field, typed: Option<String>, most| {
            errors.optional_line(field, typed.as_deref().unwrap_or_default(), most, t)
        };
        let label = line("label", self.label, LONGEST_LABEL);
        let label_en = line("label_en", self.label_en, LONGEST_LABEL);
        let hint = line("hint", self.hint, LONGEST_HINT);
        let choices = self.choices.iter().map(|choice| choice.trim()).filter(|choice| !choice.is_empty());
        if !errors.is_empty() {
            return Err(json::unusable(&errors));
        }
        Ok(FieldEdit {
            kind,
            label,
            label_en,
            hint,
            choices: choices.map(str::to_owned).collect(),
            is_on: self.is_on,
            is_required: self.is_required,
            longest: self.longest,
            seen_by: self.seen_by,
        })
    }
}

async fn whole(context: &Context, slug: &str) -> Result<ApplicationForm, PageError> {
    let session = find(context, slug).await?;
    let fields = club::call::fields(&context.club, session.id).await?;
    Ok(ApplicationForm { fields: fields.iter().map(FormFieldDetail::of).collect() })
}

fn refusal(error: EditFieldError, context: &Context) -> PageError {
    let wrong = |field, key| json::wrong(field, context.t.say(key));
    match error {
        EditFieldError::NotFound => PageError::NotFound,
        EditFieldError::Full => PageError::Conflict("page-call-form-full"),
        EditFieldError::NoLabel => wrong("label", "page-call-label-needed"),
        EditFieldError::NoChoices => wrong("choices", "page-call-choices-needed"),
        EditFieldError::Length => wrong("longest", "page-call-longest-wrong"),
        EditFieldError::Db(error) => error.into(),
    }
}

/// The form of applications. The token has to be for `talks_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/form",
    tag = "talks",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["talks_read"])),
    responses((status = 200, body = ApplicationForm), TokenProblems)
)]
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    json::answer(&request, &whole(&context, &slug).await?, None)
}

/// Adds a field at the end of the form. The token has to be for `sessions_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/form",
    tag = "talks",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    request_body = FormFieldInput,
    security(("token" = ["sessions_write"])),
    responses((status = 201, body = ApplicationForm), TokenProblems, WriteProblems)
)]
pub(crate) async fn add(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<FormFieldInput>(&request, payload).await?;
    find(&context, &slug).await?;
    let Some(kind) = input.kind.filter(|kind| *kind != FieldType::BuiltIn) else {
        return Err(json::wrong("kind", context.t.say("page-schedule-wrong-choice")));
    };
    let edit = input.check(kind, &context)?;
    let added = club::call::add_field(&context.club, &context.viewer, &slug, edit).await;
    added.map_err(|error| refusal(error, &context))?;
    json::plain(StatusCode::CREATED, &whole(&context, &slug).await?)
}

/// Changes a field of the form; answers that were given keep the words that they answered. The token has to be for `sessions_write`.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/form/{field}",
    tag = "talks",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("field" = String, Path, description = "Name of the field", example = "annotation"),
        ("If-Match" = String, Header, description = "The `ETag` of the form that the program has seen")
    ),
    request_body = FormFieldInput,
    security(("token" = ["sessions_write"])),
    responses((status = 200, body = ApplicationForm), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn change(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<FormFieldInput>(&request, payload).await?;
    let (slug, name) = path.into_inner();
    json::check_seen(&request, &whole(&context, &slug).await?)?;
    let session = find(&context, &slug).await?;
    let fields = club::call::fields(&context.club, session.id).await?;
    let field = fields.iter().find(|field| field.name() == name).ok_or(PageError::NotFound)?;
    let edit = input.check(field.kind, &context)?;
    let changed = club::call::edit_field(&context.club, &context.viewer, &slug, &name, edit).await;
    changed.map_err(|error| refusal(error, &context))?;
    json::answer(&request, &whole(&context, &slug).await?, None)
}

/// Moves a field one place; at the end of the form it stays where it is. The token has to be for `sessions_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/form/{field}/moves",
    tag = "talks",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("field" = String, Path, description = "Name of the field", example = "annotation")
    ),
    request_body = FormFieldMove,
    security(("token" = ["sessions_write"])),
    responses((status = 200, body = ApplicationForm), TokenProblems, WriteProblems)
)]
pub(crate) async fn shift(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<FormFieldMove>(&request, payload).await?;
    let (slug, name) = path.into_inner();
    let is_up = matches!(input.to, FormFieldPlace::Up);
    let moved = club::call::move_field(&context.club, &context.viewer, &slug, &name, is_up).await;
    moved.map_err(|error| refusal(error, &context))?;
    json::plain(StatusCode::OK, &whole(&context, &slug).await?)
}
