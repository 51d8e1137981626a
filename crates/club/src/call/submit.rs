//! Handing an application in, and taking over one that an organizer handed in.

use entity::{
    ConsentPurpose, EmailKind, PersonId, TalkState, WebhookEvent, person, session, speaker, talk, talk_answer,
};
use lang::{Lang, Texts};
use mail::Address;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::start::add_speaker;
use super::{
    Application, Filler, FormField, Problem, Typed, check, emails, field, is_editable, queries, save, view,
};
use crate::audit::{self, Deed};
use crate::consent::{self, Origin};
use crate::emails::club_name;
use crate::outbox;
use crate::person::{self as people, Profile};
use crate::webhook::{self, Happening};
use crate::{Club, Viewer, references};

/// An application to be handed in.
#[derive(Clone, Debug)]
pub struct Submitting {
    pub typed: Typed,
    /// The first speaker, where the club does not know yet who that is. The address is the one that the link went to.
    pub profile: Option<Profile>,
    pub has_declared_authorship: bool,
    pub consents: Vec<ConsentPurpose>,
    pub origin: Origin,
    pub language: Lang,
}

/// Why nothing was handed in.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    #[error("there is no such application")]
    NotFound,
    /// The deadline has passed, or it has gone on already.
    #[error("the application cannot be handed in any more")]
    Closed,
    #[error("the consent to taking part is missing")]
    NoConsent,
    #[error("the declaration of authorship is missing")]
    NoAuthorship,
    #[error("it is not said who speaks")]
    NoSpeaker,
    /// All that is wrong.
    #[error("some fields cannot be taken")]
    Invalid(Vec<(String, Problem)>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Hands an application in, for the first time or again after changes: the talk, its speaker, consents, answers and the e-mail in one
/// transaction. Until the deadline it may be handed in again with changes. Where an organizer hands it in, consents and the declaration follow
/// when its speaker takes it over.
///
/// # Errors
/// See [`SubmitError`].
pub async fn submit(club: &Club, filler: &Filler, form: Submitting) -> Result<(), SubmitError> {
    let is_organizer = matches!(filler, Filler::Organizer { .. });
    if !is_organizer && !form.has_declared_authorship {
        return Err(SubmitError::NoAuthorship);
    }
    let name = club_name(club).await?;
    let (inside, filler) = (club.clone(), filler.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { write(tx, &inside, &filler, (form, &name)).await }));
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    filler: &Filler,
    (form, club_name): (Submitting, &str),
) -> Result<(), SubmitError> {
    let (talk, session) =
        view::find_locked(tx, filler, club.clock.now()).await?.ok_or(SubmitError::NotFound)?;
    if !is_editable(&talk, &session, club.clock.now()) {
        return Err(SubmitError::Closed);
    }
    let fields = field::of_session(tx, session.id).await?;
    let files: Vec<_> = queries::files(tx, talk.id).await?.iter().map(|file| file.form_field_id).collect();
    let application = check(&fields, &form.typed, &files).map_err(SubmitError::Invalid)?;
    let person = first_speaker(tx, club, &talk, form.profile.clone()).await?;
    if let Filler::Secret(_) = filler {
        agree(tx, club, person.id, &form).await?;
    }
    keep_answers(tx, club, &talk, (&fields, &application)).await?;
    let category = speaker::ActiveModel { category: Set(application.category), ..Default::default() };
    speaker::Entity::update_many()
        .set(category)
        .filter(speaker::Column::TalkId.eq(talk.id))
        .filter(speaker::Column::PersonId.eq(person.id))
        .exec(tx)
        .await?;
    change(tx, club, (&talk, filler), (&form, application.clone())).await?;
    let is_repeat = talk.state == TalkState::Submitted;
    if !is_repeat {
        let about = serde_json::json!({ "session": session.slug, "talk": talk.id });
        let happening = Happening { schools: vec![session.host_school_id], about };
        webhook::announce(tx, club, WebhookEvent::TalkSubmitted, vec![happening]).await?;
        tell(tx, club, (&session, &talk, filler), (&person, &application.topic, club_name)).await?;
    }
    let deed = Deed {
        action: "talk.submit",
        subject: format!("talk {}", talk.id),
        school_id: None,
        session_id: Some(session.id),
        details: serde_json::json!({ "again": is_repeat }),
    };
    Ok(audit::record(tx, club, &viewer_of(filler), deed).await?)
}

pub(super) fn viewer_of(filler: &Filler) -> Viewer {
    match filler {
        Filler::Secret(_) => Viewer::Guest,
        Filler::Organizer { viewer, .. } => viewer.clone(),
    }
}

/// Who speaks: the speaker that there is, else the person of the form under the address of the link.
async fn first_speaker(
    tx: &DatabaseTransaction,
    club: &Club,
    talk: &talk::Model,
    profile: Option<Profile>,
) -> Result<person::Model, SubmitError> {
    if let Some((_, person)) = queries::speakers(tx, vec![talk.id]).await?.into_iter().next() {
        return Ok(person);
    }
    let address = talk.applicant_email.as_deref().and_then(|address| Address::parse(address).ok());
    let profile = profile.ok_or(SubmitError::NoSpeaker)?;
    let person = people::find_or_add(tx, club, &Profile { email: address, ..profile }).await?;
    add_speaker(tx, club, talk, &person).await?;
    Ok(person)
}

/// Consents that are there already stay; without the one to taking part nothing is handed in.
async fn agree(
    tx: &DatabaseTransaction,
    club: &Club,
    person: PersonId,
    form: &Submitting,
) -> Result<(), SubmitError> {
    let purpose = ConsentPurpose::Participation;
    if !form.consents.contains(&purpose) && !consent::stands(tx, person, purpose).await? {
        return Err(SubmitError::NoConsent);
    }
    Ok(consent::give(tx, club, person, &form.consents, (form.language, &form.origin)).await?)
}

/// An answer that stays the same keeps the words that it answered.
async fn keep_answers(
    tx: &DatabaseTransaction,
    club: &Club,
    talk: &talk::Model,
    (fields, application): (&[FormField], &Application),
) -> Result<(), DbErr> {
    let standing = queries::answers(tx, talk.id).await?;
    for row in &standing {
        let is_same =
            application.answers.iter().any(|(id, value)| *id == row.form_field_id && *value == row.value);
        // What a field asked that is switched off now stays answered.
        let is_asked = fields.iter().any(|field| field.id == Some(row.form_field_id) && field.is_on);
        if !is_same && is_asked {
            talk_answer::Entity::delete_by_id(row.id).exec(tx).await?;
        }
    }
    let now = club.clock.now();
    for (id, value) in &application.answers {
        if standing.iter().any(|row| row.form_field_id == *id && row.value == *value) {
            continue;
        }
        let Some(field) = fields.iter().find(|field| field.id == Some(*id)) else { continue };
        let row = talk_answer::Model {
            id: club.chance.id(now),
            talk_id: talk.id,
            form_field_id: *id,
            label: field.label.clone().unwrap_or_default(),
            value: value.clone(),
            seen_by: field.seen_by,
            answered_at: now,
        };
        row.into_active_model().insert(tx).await?;
    }
    Ok(())
}

async fn change(
    tx: &DatabaseTransaction,
    club: &Club,
    (talk, filler): (&talk::Model, &Filler),
    (form, application): (&Submitting, Application),
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let wished = application.wished.map(serde_json::to_value).transpose();
    let list = application.references.as_deref().unwrap_or_default();
    let count = references::of_list(list, now.date_naive()).len();
    let declared = form.has_declared_authorship.then_some(now);
    let claimed = matches!(filler, Filler::Secret(_)).then_some(now);
    let row = talk::ActiveModel {
        id: Set(talk.id),
        state: Set(TalkState::Submitted),
        topic: Set(application.topic),
        annotation: Set(application.annotation),
        form: Set(application.form),
        audience: Set(application.audience),
        wished: Set(wished.map_err(|error| DbErr::Json(error.to_string()))?),
        references_text: Set(application.references),
        references_count: Set(i32::try_from(count).unwrap_or(i32::MAX)),
        is_ready_to_mentor: Set(application.is_ready_to_mentor),
        mentor_topics: Set(application.mentor_topics),
        authorship_declared_at: Set(talk.authorship_declared_at.or(declared)),
        claimed_at: Set(talk.claimed_at.or(claimed)),
        draft: Set(Some(save::stored(&form.typed)?)),
        saved_at: Set(Some(now)),
        submitted_at: Set(Some(now)),
        decision: Set(None),
        decided_at: Set(None),
        decided_by: Set(None),
        released_at: Set(None),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Confirms to the speaker what was handed in, or says that an organizer did it.
async fn tell(
    tx: &DatabaseTransaction,
    club: &Club,
    (session, talk, filler): (&session::Model, &talk::Model, &Filler),
    (person, topic, club_name): (&person::Model, &str, &str),
) -> Result<(), DbErr> {
    let Some(reader) = emails::Reader::person(person) else { return Ok(()) };
    let Some(secret) = talk.secret.as_deref() else { return Ok(()) };
    let t = reader.texts();
    let (kind, word) = match filler {
        Filler::Secret(_) => (EmailKind::ApplicationReceived, "received"),
        Filler::Organizer { .. } => (EmailKind::ApplicationReceived, "entered"),
    };
    let say = |part: &str| t.say(&format!("call-email-{word}-{part}"));
    let about = emails::About {
        kind,
        headline: say("headline"),
        lead: say("lead"),
        note: None,
        topic: Some(topic.to_owned()),
        page: (say("page"), club.settings.address(&format!("/a/{secret}"))),
        lines: vec![],
    };
    let email = emails::compose(tx, session, (&about, &reader, club_name)).await?;
    let dedup_key = format!("{kind}:{}:{}", talk.id, club.clock.now().timestamp());
    outbox::enqueue(tx, club, outbox::NewEmail { dedup_key, ..email }).await?;
    Ok(())
}

/// Takes an application over that an organizer handed in: its speaker declares authorship and gives consents. Doing it twice changes nothing.
///
/// # Errors
/// See [`SubmitError`].
pub async fn claim(club: &Club, secret: &str, form: Submitting) -> Result<(), SubmitError> {
    if !form.has_declared_authorship {
        return Err(SubmitError::NoAuthorship);
    }
    let (inside, filler) = (club.clone(), Filler::Secret(secret.to_owned()));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (talk, session) =
                view::find_locked(tx, &filler, inside.clock.now()).await?.ok_or(SubmitError::NotFound)?;
            if talk.claimed_at.is_some() {
                return Ok(());
            }
            let first = queries::speakers(tx, vec![talk.id]).await?.into_iter().next();
            let (_, person) = first.ok_or(SubmitError::NoSpeaker)?;
            agree(tx, &inside, person.id, &form).await?;
            let now = inside.clock.now();
            let row = talk::ActiveModel {
                id: Set(talk.id),
                claimed_at: Set(Some(now)),
                authorship_declared_at: Set(Some(now)),
                ..Default::default()
            };
            row.update(tx).await?;
            let deed = Deed {
                action: "talk.claim",
                subject: format!("talk {}", talk.id),
                school_id: None,
                session_id: Some(session.id),
                details: serde_json::json!({}),
            };
            Ok(audit::record(tx, &inside, &Viewer::Guest, deed).await?)
        })
    });
    work.await
}

/// The texts in which a person is written to.
pub(super) fn texts_of(person: &person::Model) -> Texts {
    Texts(people::language(person))
}
