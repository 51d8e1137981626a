//! The page behind an application's personal link: filling it in, keeping drafts, handing it in, files and co-speakers. Opening it changes nothing.

use actix_web::{HttpResponse, web};
use club::call::{
    ApplicationView, FileProblem, Filler, KeepFileError, SubmitError, Submitting, Typed, typed,
};
use entity::{CoSpeakerId, ConsentPurpose, FieldType, TalkFileId, TalkId, TalkState};
use lang::Texts;

use super::form::{Filled, FormPage, person_form, read, ticked};
use super::pieces::problem;
use super::status::status_page;
use crate::download::attached;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::registration::form::{address, profile};

/// Who fills in, and where the form goes.
struct Place {
    filler: Filler,
    action: String,
}

impl Place {
    fn of_secret(secret: &str) -> Place {
        Place { filler: Filler::Secret(secret.to_owned()), action: format!("/a/{secret}") }
    }

    fn of_organizer(context: &Context, slug: &str, id: TalkId) -> Place {
        let viewer = context.viewer.clone();
        Place {
            filler: Filler::Organizer { viewer, slug: slug.to_owned(), id },
            action: format!("/organize/{slug}/talks/{id}/edit"),
        }
    }

    fn is_organizer(&self) -> bool {
        matches!(self.filler, Filler::Organizer { .. })
    }

    /// Where the browser goes when all is done.
    fn after(&self, done: &str) -> HttpResponse {
        let path = self.action.strip_suffix("/edit").unwrap_or(&self.action);
        see_other(&format!("{path}?done={done}"))
    }

    async fn view(&self, context: &Context) -> Result<ApplicationView, PageError> {
        let found = match &self.filler {
            Filler::Secret(secret) => club::call::of_secret(&context.club, secret).await?,
            Filler::Organizer { viewer, slug, id } => {
                club::call::of_organizer(&context.club, viewer, slug, *id).await?
            }
        };
        found.ok_or(PageError::NotFound)
    }
}

/// The page in the language of whom the link was sent to.
fn speaking(context: &Context, view: &ApplicationView) -> Context {
    let language = view.talk.applicant_language.as_deref().and_then(|code| code.parse().ok());
    context.speaking(language.unwrap_or_default())
}

/// `GET /a/{secret}`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let place = Place::of_secret(&secret);
    let view = place.view(&context).await?;
    let context = speaking(&context, &view);
    let is_begun = !matches!(view.talk.state, TalkState::Draft | TalkState::NeedsFix);
    if !view.is_editable || is_begun && context.query("edit").is_none() {
        return page(&status_page(&context, &view, Errors::default()));
    }
    page(&form_page(&context, &place, &view, Errors::default()))
}

/// `GET /organize/{session}/talks/{id}/edit`
pub(crate) async fn organizers_form(
    context: Context,
    path: web::Path<(String, TalkId)>,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let place = Place::of_organizer(&context, &slug, id);
    let view = place.view(&context).await?;
    if !view.is_editable {
        return Err(PageError::Conflict("page-call-closed"));
    }
    page(&form_page(&context, &place, &view, Errors::default()))
}

fn form_page(context: &Context, place: &Place, view: &ApplicationView, errors: Errors) -> FormPage {
    let typed = typed(&view.talk);
    let is_author = view.talk.authorship_declared_at.is_some();
    again(context, place, view, (&typed, &[], is_author), errors)
}

fn again(
    context: &Context,
    place: &Place,
    view: &ApplicationView,
    (typed, consents, is_author): (&Typed, &[ConsentPurpose], bool),
    errors: Errors,
) -> FormPage {
    let saved = (context.query("done").as_deref() == Some("saved")).then(|| context.t.say("page-call-saved"));
    let filled = Filled {
        view,
        typed,
        consents,
        is_author,
        is_organizer: place.is_organizer(),
        action: &place.action,
        saved,
    };
    FormPage::of(Layout::of(context), context.csrf(), &filled, errors, context.club.clock.now())
}

/// `POST /a/{secret}`
pub(crate) async fn act(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of_secret(&secret);
    let view = place.view(&context).await?;
    let context = speaking(&context, &view);
    take(&context, &place, view, &fields).await
}

/// `POST /organize/{session}/talks/{id}/edit`
pub(crate) async fn organizers_edit(
    context: Context,
    path: web::Path<(String, TalkId)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let place = Place::of_organizer(&context, &slug, id);
    let view = place.view(&context).await?;
    take(&context, &place, view, &fields).await
}

/// Keeps the draft whatever else happens, so that nothing is lost; then hands it in, where that was asked for.
async fn take(
    context: &Context,
    place: &Place,
    view: ApplicationView,
    fields: &Fields,
) -> Result<HttpResponse, PageError> {
    let deed = fields.text("do")?;
    let typed = read(fields, &view.fields)?;
    club::call::save(&context.club, &place.filler, typed.clone()).await?;
    if deed == "keep" {
        return Ok(HttpResponse::NoContent().finish());
    }
    let mut errors = Errors::default();
    keep_files(context, place, &view, fields, &mut errors).await?;
    let (consents, is_author) = (ticked(fields), fields.is_ticked("authorship"));
    if deed != "submit" {
        if errors.is_empty() {
            return Ok(see_other(&format!("{}?done=saved&edit=1", place.action)));
        }
    } else {
        let speaker = if view.first_speaker().is_none() {
            profile(&person_form(&typed, &consents), &mut errors, context.t)
        } else {
            None
        };
        let form = Submitting {
            typed: typed.clone(),
            profile: speaker,
            has_declared_authorship: is_author,
            consents: consents.clone(),
            origin: context.origin.clone(),
            language: context.lang,
        };
        if hand_in(context, place, (&view, form), &mut errors).await? {
            return Ok(place.after("submitted"));
        }
    }
    let view = place.view(context).await?;
    form_again(&again(context, place, &view, (&typed, &consents, is_author), errors))
}

/// Whether it was handed in; else the errors say why not.
async fn hand_in(
    context: &Context,
    place: &Place,
    (view, form): (&ApplicationView, Submitting),
    errors: &mut Errors,
) -> Result<bool, PageError> {
    let t = context.t;
    let mut found = vec![];
    let files: Vec<_> = place.view(context).await?.files.iter().map(|file| file.form_field_id).collect();
    if let Err(problems) = club::call::check(&view.fields, &form.typed, &files) {
        found = problems;
    }
    let needs_author = !place.is_organizer() && !form.has_declared_authorship;
    if !found.is_empty() || needs_author || !errors.is_empty() {
        tell(found, needs_author, errors, t);
        return Ok(false);
    }
    match club::call::submit(&context.club, &place.filler, form).await {
        Ok(()) => return Ok(true),
        Err(SubmitError::NotFound) => return Err(PageError::NotFound),
        Err(SubmitError::Closed) => return Err(PageError::Conflict("page-call-closed")),
        Err(SubmitError::NoConsent) => errors.add("consent_participation", t.say("page-call-consent-needed")),
        Err(SubmitError::NoAuthorship) => errors.add("authorship", t.say("page-call-authorship-needed")),
        Err(SubmitError::NoSpeaker) => errors.add("family", t.say("page-register-family-empty")),
        Err(SubmitError::Invalid(problems)) => tell(problems, false, errors, t),
        Err(SubmitError::Db(error)) => return Err(error.into()),
    }
    Ok(false)
}

fn tell(problems: Vec<(String, club::call::Problem)>, needs_author: bool, errors: &mut Errors, t: Texts) {
    let person = std::mem::take(errors);
    for (name, what) in problems {
        errors.add(name, problem(what, t));
    }
    for error in person.list() {
        errors.add(error.field.clone(), error.text.clone());
    }
    if needs_author {
        errors.add("authorship", t.say("page-call-authorship-needed"));
    }
}

/// Keeps the files that came; what is wrong with one stands at its field.
async fn keep_files(
    context: &Context,
    place: &Place,
    view: &ApplicationView,
    fields: &Fields,
    errors: &mut Errors,
) -> Result<(), PageError> {
    for field in view.fields.iter().filter(|field| field.kind == FieldType::File) {
        let (Some(id), Some(upload)) = (field.id, fields.upload(&field.name())?) else { continue };
        let kept = club::call::keep_file(&context.club, &place.filler, id, (&upload.file_name, upload.bytes));
        match kept.await {
            Ok(()) => {}
            Err(KeepFileError::Problem(what)) => errors.add(field.name(), context.t.say(file_problem(what))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn file_problem(what: FileProblem) -> &'static str {
    match what {
        FileProblem::Empty => "page-call-file-empty",
        FileProblem::TooLarge => "page-call-file-too-large",
        FileProblem::Kind => "page-call-file-kind",
        FileProblem::Locked => "page-call-file-locked",
        FileProblem::Broken => "page-call-file-broken",
    }
}

/// `POST /a/{secret}/claim`
pub(crate) async fn claim(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of_secret(&secret);
    let view = place.view(&context).await?;
    let context = speaking(&context, &view);
    let form = Submitting {
        typed: Typed::new(),
        profile: None,
        has_declared_authorship: fields.is_ticked("authorship"),
        consents: ticked(&fields),
        origin: context.origin.clone(),
        language: context.lang,
    };
    let mut errors = Errors::default();
    match club::call::claim(&context.club, &secret, form).await {
        Ok(()) => return Ok(place.after("claimed")),
        Err(SubmitError::NoConsent) => {
            errors.add("consent_participation", context.t.say("page-call-consent-needed"));
        }
        Err(SubmitError::NoAuthorship) => {
            errors.add("authorship", context.t.say("page-call-authorship-needed"));
        }
        Err(SubmitError::Db(error)) => return Err(error.into()),
        Err(_) => return Err(PageError::NotFound),
    }
    form_again(&status_page(&context, &view, errors))
}

/// `POST /a/{secret}/confirm`
pub(crate) async fn confirm(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    club::call::confirm(&context.club, &secret).await?;
    Ok(Place::of_secret(&secret).after("confirmed"))
}

/// `GET /a/{secret}/files/{id}`
pub(crate) async fn file(
    context: Context,
    path: web::Path<(String, TalkFileId)>,
) -> Result<HttpResponse, PageError> {
    let (secret, id) = path.into_inner();
    let (row, bytes) = club::call::file_of(&context.club, &Filler::Secret(secret), id).await?;
    Ok(attached(&row.content_type, row.file_name, bytes.to_vec()))
}

/// `GET /organize/{session}/talks/{id}/files/{file}`
pub(crate) async fn organizers_file(
    context: Context,
    path: web::Path<(String, TalkId, TalkFileId)>,
) -> Result<HttpResponse, PageError> {
    let (slug, talk, id) = path.into_inner();
    let (row, bytes) = club::call::organizers_file(&context.club, &context.viewer, (&slug, talk), id).await?;
    Ok(attached(&row.content_type, row.file_name, bytes.to_vec()))
}

/// `POST /a/{secret}/co-speakers`
pub(crate) async fn attach_co_speaker(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of_secret(&secret);
    let view = place.view(&context).await?;
    let context = speaking(&context, &view);
    let mut errors = Errors::default();
    if let Some(address) = address("co_speaker", &fields.text("co_speaker")?, &mut errors, context.t) {
        club::call::invite(&context.club, &place.filler, &address).await?;
        return Ok(place.after("invited"));
    }
    form_again(&status_page(&context, &view, errors))
}

/// `POST /a/{secret}/co-speakers/{id}/remove`
pub(crate) async fn drop_co_speaker(
    context: Context,
    path: web::Path<(String, CoSpeakerId)>,
) -> Result<HttpResponse, PageError> {
    let (secret, id) = path.into_inner();
    let place = Place::of_secret(&secret);
    club::call::remove(&context.club, &place.filler, id).await?;
    Ok(place.after("removed"))
}
