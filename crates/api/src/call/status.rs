//! Where an application stands, and what its speaker can do: confirm, withdraw, invite co-speakers.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::call::{ApplicationView, BuiltIn, Consequences, Filler};
use entity::TalkState;
use lang::Texts;

use super::form::{hints, person_form, said};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::pages::{ConsentChoice, consents};
use crate::session::view::title;

/// Where an application stands.
#[derive(Template)]
#[template(path = "pages/call/status.html")]
pub(super) struct StatusPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    action: String,
    slug: String,
    title: String,
    topic: String,
    state: TalkState,
    state_text: String,
    /// What stands about it, in a sentence or two.
    said: String,
    note: Option<String>,
    done: Option<String>,
    lines: Vec<(String, String)>,
    files: Vec<(String, String)>,
    references: Vec<(String, Vec<String>)>,
    is_editable: bool,
    may_confirm: bool,
    may_withdraw: bool,
    waits_for_speaker: bool,
    consents: Vec<ConsentChoice>,
    authorship_error: Option<String>,
    is_author: bool,
    asks_consents: bool,
    /// Speakers by name.
    speakers: Vec<String>,
    invited: Vec<Invited>,
    /// How many more may be invited; none where nobody may.
    room: usize,
    co_speaker: Field,
    errors: Errors,
}

/// Somebody who is invited to speak along.
struct Invited {
    id: String,
    email: String,
    state: String,
}

/// What a withdrawal brings about, before it is done.
#[derive(Template)]
#[template(path = "pages/call/withdraw.html")]
struct WithdrawPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    action: String,
    topic: String,
    consequences: Vec<String>,
    reason: Field,
    errors: Errors,
}

impl StatusPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        view: &ApplicationView,
        (done, errors): (Option<String>, Errors),
        today: chrono::NaiveDate,
    ) -> Self {
        let (lang, talk) = (layout.lang, &view.talk);
        let t = Texts(lang);
        let action = format!("/a/{}", talk.secret.as_deref().unwrap_or_default());
        let waits_for_speaker = view.waits_for_its_speaker();
        let takes_speakers =
            !matches!(talk.state, TalkState::Presented | TalkState::Declined | TalkState::Withdrawn);
        let field = view.fields.iter().find(|field| field.built_in == Some(BuiltIn::CoSpeakers));
        let most = field.and_then(|field| usize::try_from(field.longest).ok()).unwrap_or(0);
        let standing = view.invited.iter().filter(|row| row.declined_at.is_none()).count();
        let form = person_form(&club::call::Typed::new(), &[]);
        let is_told = talk.released_at.is_some();
        Self {
            t,
            csrf,
            slug: view.session.slug.clone(),
            title: title(&view.session),
            topic: lang::typeset(&talk.topic),
            state: talk.state,
            state_text: t.say(&format!("page-talk-state-{}", shown(talk.state))),
            said: t.say(&format!("page-call-said-{}", talk.state)),
            note: talk.decision_note.clone().filter(|_| is_told),
            done,
            lines: said(view, lang),
            files: view
                .files
                .iter()
                .map(|file| (file.file_name.clone(), format!("{action}/files/{}", file.id)))
                .collect(),
            references: hints(talk.references_text.as_deref().unwrap_or_default(), today, t),
            is_editable: view.is_editable,
            may_confirm: talk.confirmed_at.is_none()
                && matches!(talk.state, TalkState::Accepted | TalkState::Scheduled),
            may_withdraw: takes_speakers,
            waits_for_speaker,
            consents: if waits_for_speaker { consents(&form, &errors, t) } else { vec![] },
            authorship_error: errors.of("authorship"),
            is_author: false,
            asks_consents: true,
            speakers: view
                .speakers
                .iter()
                .map(|(_, person)| club::person::full_name(person).full())
                .collect(),
            invited: view.invited.iter().map(|row| Invited::of(row, t)).collect(),
            room: if takes_speakers { most.saturating_sub(standing) } else { 0 },
            co_speaker: Field::line("co_speaker", "page-call-co_speaker", "", &errors, t).of_kind("email"),
            action,
            errors,
            layout,
        }
    }
}

/// A confirmed talk is as good as accepted for who reads about it.
fn shown(state: TalkState) -> TalkState {
    if state == TalkState::Confirmed { TalkState::Accepted } else { state }
}

impl Invited {
    fn of(row: &entity::co_speaker::Model, t: Texts) -> Self {
        let word = if row.accepted_at.is_some() {
            "accepted"
        } else if row.declined_at.is_some() {
            "declined"
        } else {
            "waits"
        };
        Self {
            id: row.id.to_string(),
            email: row.email.clone(),
            state: t.say(&format!("page-call-invited-{word}")),
        }
    }
}

pub(super) fn status_page(context: &Context, view: &ApplicationView, errors: Errors) -> StatusPage {
    let done = context.query("done").map(|done| format!("page-call-done-{done}"));
    let done = done.filter(|key| context.t.has(key)).map(|key| context.t.say(&key));
    let today = context.club.clock.now().date_naive();
    StatusPage::of(Layout::of(context), context.csrf(), view, (done, errors), today)
}

impl WithdrawPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        known: &Consequences,
        errors: Errors,
        reason: &str,
    ) -> Self {
        let t = Texts(layout.lang);
        let mut consequences = vec![];
        if let Some(webinar) = &known.webinar {
            let registered = i64::try_from(known.registered).unwrap_or(i64::MAX);
            let about = [("title", webinar.title.as_str().into()), ("number", registered.into())];
            consequences.push(t.say_with("page-call-withdraw-programme", &about));
            consequences.push(t.say_with("page-call-withdraw-listeners", &about));
        }
        if known.co_speakers > 0 {
            let number = i64::try_from(known.co_speakers).unwrap_or(i64::MAX);
            consequences.push(t.say_with("page-call-withdraw-co-speakers", &[("number", number.into())]));
        }
        if known.talk.state != TalkState::Draft {
            consequences.push(t.say("page-call-withdraw-organizers"));
        }
        consequences.push(t.say("page-call-withdraw-for-good"));
        Self {
            t,
            csrf,
            action: format!("/a/{}", known.talk.secret.as_deref().unwrap_or_default()),
            topic: lang::typeset(&known.talk.topic),
            consequences,
            reason: Field::line("reason", "page-call-withdraw-reason", reason, &errors, t)
                .lines()
                .optional(t),
            errors,
            layout,
        }
    }
}

async fn known(context: &Context, secret: &str) -> Result<Consequences, PageError> {
    let known = club::call::consequences(&context.club, secret).await?.ok_or(PageError::NotFound)?;
    if known.may_withdraw { Ok(known) } else { Err(PageError::Conflict("page-call-other-state")) }
}

/// `GET /a/{secret}/withdraw`
pub(crate) async fn withdrawal(
    context: Context,
    secret: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let known = known(&context, &secret).await?;
    page(&WithdrawPage::of(Layout::of(&context), context.csrf(), &known, Errors::default(), ""))
}

/// `POST /a/{secret}/withdraw`
pub(crate) async fn withdraw(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let typed = fields.text("reason")?;
    let mut errors = Errors::default();
    let reason = errors.optional_lines("reason", &typed, 1000, context.t);
    if !errors.is_empty() {
        let known = known(&context, &secret).await?;
        return form_again(&WithdrawPage::of(Layout::of(&context), context.csrf(), &known, errors, &typed));
    }
    club::call::withdraw(&context.club, &Filler::Secret(secret.to_string()), reason).await?;
    Ok(see_other(&format!("/a/{secret}?done=withdrawn")))
}

/// The page of a withdrawal with sample data.
pub(super) fn withdrawal_sample(layout: Layout, known: &Consequences) -> impl Template + use<> {
    WithdrawPage::of(layout, "sample".to_owned(), known, Errors::default(), "")
}
