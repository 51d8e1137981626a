//! Co-speakers: invited by e-mail, speakers as soon as they accept; each gets documents of their own.

use chrono::TimeDelta;
use entity::{CoSpeakerId, ConsentPurpose, EmailKind, TalkState, co_speaker, person, session, speaker, talk};
use lang::{Lang, Texts};
use mail::Address;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::start::add_speaker;
use super::submit::viewer_of;
use super::{BuiltIn, Filler, emails, field, queries, view};
use crate::audit::{self, Deed};
use crate::consent::{self, Origin};
use crate::emails::club_name;
use crate::outbox::{self, Limit};
use crate::person::{self as people, Profile};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// An address that somebody else types gets no flood.
const INVITATIONS: Limit = Limit { kind: EmailKind::CoSpeakerInvited, most: 5, each: TimeDelta::hours(24) };

/// Why a co-speaker was not invited, taken or removed.
#[derive(Debug, thiserror::Error)]
pub enum CoSpeakerError {
    #[error("there is no such application or invitation")]
    NotFound,
    /// The talk is over, declined or withdrawn.
    #[error("nobody can join this talk any more")]
    Closed,
    #[error("the talk has as many co-speakers as it may have")]
    Full { most: i32 },
    #[error("this address is invited already, or the speaker's own")]
    Twice,
    #[error("the invitation was answered already")]
    Answered,
    #[error("the consent to taking part is missing")]
    NoConsent,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// An invitation as the invited one sees it.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub row: co_speaker::Model,
    pub talk: talk::Model,
    pub session: session::Model,
    pub speakers: Vec<person::Model>,
    pub is_open: bool,
}

/// What the invited one says.
#[derive(Clone, Debug)]
pub struct Accepting {
    /// The address is the one that was invited.
    pub profile: Profile,
    pub consents: Vec<ConsentPurpose>,
    pub origin: Origin,
    pub language: Lang,
}

fn takes_speakers(talk: &talk::Model) -> bool {
    !matches!(talk.state, TalkState::Presented | TalkState::Declined | TalkState::Withdrawn)
}

/// Invites somebody to speak along; the e-mail names the session and the inviter, nothing else that was typed.
///
/// # Errors
/// See [`CoSpeakerError`].
pub async fn invite(club: &Club, filler: &Filler, address: &Address) -> Result<(), CoSpeakerError> {
    let name = club_name(club).await?;
    let (inside, filler, address) = (club.clone(), filler.clone(), address.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (talk, session) =
                view::find_locked(tx, &filler, inside.clock.now()).await?.ok_or(CoSpeakerError::NotFound)?;
            room(tx, &talk, &session, &address).await?;
            let now = inside.clock.now();
            let keys = INVITATIONS.open_keys(tx, &address, now).await?;
            let row = co_speaker::Model {
                id: inside.chance.id(now),
                talk_id: talk.id,
                email: address.as_str().to_owned(),
                secret: inside.chance.secret(),
                person_id: None,
                invited_at: now,
                accepted_at: None,
                declined_at: None,
                removed_at: None,
            };
            let row = row.into_active_model().insert(tx).await?;
            let email = email(tx, &inside, (&session, &talk), (&row, &name)).await?;
            outbox::enqueue_under(tx, &inside, keys, email).await?;
            record(tx, &inside, (&viewer_of(&filler), "talk.invite"), (&session, &talk)).await?;
            Ok(())
        })
    });
    work.await
}

async fn room(
    tx: &DatabaseTransaction,
    talk: &talk::Model,
    session: &session::Model,
    address: &Address,
) -> Result<(), CoSpeakerError> {
    let fields = field::of_session(tx, session.id).await?;
    let field = fields.iter().find(|field| field.built_in == Some(BuiltIn::CoSpeakers) && field.is_on);
    let most = field.map_or(0, |field| field.longest);
    if !takes_speakers(talk) {
        return Err(CoSpeakerError::Closed);
    }
    let mut invited = queries::invited(tx, talk.id).await?;
    invited.retain(|row| row.declined_at.is_none());
    let is_known = invited.iter().any(|row| row.email == address.as_str());
    if is_known || talk.applicant_email.as_deref() == Some(address.as_str()) {
        return Err(CoSpeakerError::Twice);
    }
    let room = usize::try_from(most).unwrap_or(0);
    if invited.len() >= room { Err(CoSpeakerError::Full { most }) } else { Ok(()) }
}

async fn email(
    tx: &DatabaseTransaction,
    club: &Club,
    (session, talk): (&session::Model, &talk::Model),
    (row, club_name): (&co_speaker::Model, &str),
) -> Result<outbox::NewEmail, DbErr> {
    let language = talk.applicant_language.as_deref().and_then(|code| code.parse().ok()).unwrap_or_default();
    let t = Texts(language);
    let about = emails::About {
        kind: EmailKind::CoSpeakerInvited,
        headline: t.say("call-email-invited-headline"),
        lead: t.say("call-email-invited-lead"),
        note: None,
        topic: None,
        page: (t.say("call-email-invited-page"), club.settings.address(&format!("/co/{}", row.secret))),
        lines: vec![],
    };
    let reader = emails::Reader::address(&row.email, language);
    emails::compose(tx, session, (&about, &reader, club_name)).await
}

/// The invitation behind a link; changes nothing. `None` for a wrong secret, or one that was taken back.
///
/// # Errors
/// When the database refuses.
pub async fn invitation(club: &Club, secret: &str) -> Result<Option<Invitation>, DbErr> {
    let db = club.storage.reads();
    let Some((row, talk)) = queries::invitation(db, secret).await? else { return Ok(None) };
    let Some(session) = sessions::by_id(db, talk.session_id).await? else { return Ok(None) };
    let speakers =
        queries::speakers(db, vec![talk.id]).await?.into_iter().map(|(_, person)| person).collect();
    let is_open = row.accepted_at.is_none() && row.declined_at.is_none() && takes_speakers(&talk);
    Ok(Some(Invitation { row, talk, session, speakers, is_open }))
}

/// Makes the invited one a speaker of the talk: once.
///
/// # Errors
/// See [`CoSpeakerError`].
pub async fn accept(club: &Club, secret: &str, form: Accepting) -> Result<(), CoSpeakerError> {
    if !form.consents.contains(&ConsentPurpose::Participation) {
        return Err(CoSpeakerError::NoConsent);
    }
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (row, talk, session) = open(tx, &secret).await?;
            let email = Address::parse(&row.email).ok();
            let person = people::find_or_add(tx, &inside, &Profile { email, ..form.profile }).await?;
            consent::give(tx, &inside, person.id, &form.consents, (form.language, &form.origin)).await?;
            add_speaker(tx, &inside, &talk, &person).await?;
            let accepted = co_speaker::ActiveModel {
                id: Set(row.id),
                person_id: Set(Some(person.id)),
                accepted_at: Set(Some(inside.clock.now())),
                ..Default::default()
            };
            accepted.update(tx).await?;
            record(tx, &inside, (&Viewer::Guest, "talk.accept_invitation"), (&session, &talk)).await?;
            Ok(())
        })
    });
    work.await
}

/// Says no to an invitation.
///
/// # Errors
/// See [`CoSpeakerError`].
pub async fn decline_invitation(club: &Club, secret: &str) -> Result<(), CoSpeakerError> {
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (row, talk, session) = open(tx, &secret).await?;
            let now = inside.clock.now();
            let declined = co_speaker::ActiveModel {
                id: Set(row.id),
                declined_at: Set(Some(now)),
                ..Default::default()
            };
            declined.update(tx).await?;
            record(tx, &inside, (&Viewer::Guest, "talk.decline_invitation"), (&session, &talk)).await?;
            Ok(())
        })
    });
    work.await
}

/// An invitation that can be answered, with its talk locked: of two answers at once one counts.
async fn open(
    tx: &DatabaseTransaction,
    secret: &str,
) -> Result<(co_speaker::Model, talk::Model, session::Model), CoSpeakerError> {
    let (_, talk) = queries::invitation(tx, secret).await?.ok_or(CoSpeakerError::NotFound)?;
    let talk = queries::locked(tx, talk.id).await?.ok_or(CoSpeakerError::NotFound)?;
    let (row, _) = queries::invitation(tx, secret).await?.ok_or(CoSpeakerError::NotFound)?;
    let session = sessions::by_id(tx, talk.session_id).await?.ok_or(CoSpeakerError::NotFound)?;
    if row.accepted_at.is_some() || row.declined_at.is_some() {
        return Err(CoSpeakerError::Answered);
    }
    if takes_speakers(&talk) { Ok((row, talk, session)) } else { Err(CoSpeakerError::Closed) }
}

/// Takes an invitation back, or a co-speaker out of the talk, until it is presented.
///
/// # Errors
/// See [`CoSpeakerError`].
pub async fn remove(club: &Club, filler: &Filler, id: CoSpeakerId) -> Result<(), CoSpeakerError> {
    let (inside, filler) = (club.clone(), filler.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (talk, session) =
                view::find_locked(tx, &filler, inside.clock.now()).await?.ok_or(CoSpeakerError::NotFound)?;
            let invited = queries::invited(tx, talk.id).await?;
            let row = invited.into_iter().find(|row| row.id == id).ok_or(CoSpeakerError::NotFound)?;
            if !takes_speakers(&talk) {
                return Err(CoSpeakerError::Closed);
            }
            if let Some(person) = row.person_id {
                speaker::Entity::delete_many()
                    .filter(speaker::Column::TalkId.eq(talk.id))
                    .filter(speaker::Column::PersonId.eq(person))
                    .filter(speaker::Column::Place.gt(1))
                    .exec(tx)
                    .await?;
            }
            let now = inside.clock.now();
            let removed =
                co_speaker::ActiveModel { id: Set(id), removed_at: Set(Some(now)), ..Default::default() };
            removed.update(tx).await?;
            record(tx, &inside, (&viewer_of(&filler), "talk.remove_co_speaker"), (&session, &talk)).await?;
            Ok(())
        })
    });
    work.await
}

async fn record(
    tx: &DatabaseTransaction,
    club: &Club,
    (viewer, action): (&Viewer, &'static str),
    (session, talk): (&session::Model, &talk::Model),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("talk {}", talk.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({}),
    };
    audit::record(tx, club, viewer, deed).await
}
