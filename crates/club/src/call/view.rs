//! An application as its applicant and its organizers see it.

use chrono::{DateTime, Utc};
use entity::{
    SpeakerId, TalkId, TalkState, co_speaker, person, session, speaker, talk, talk_answer, talk_file,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use super::{Filler, FormField, field, is_editable, queries};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// An application with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct ApplicationView {
    pub talk: talk::Model,
    pub session: session::Model,
    /// Those that are switched on.
    pub fields: Vec<FormField>,
    pub speakers: Vec<(speaker::Model, person::Model)>,
    pub invited: Vec<co_speaker::Model>,
    pub files: Vec<talk_file::Model>,
    pub answers: Vec<talk_answer::Model>,
    pub is_editable: bool,
}

impl ApplicationView {
    /// Whether an organizer handed it in, and its speaker has not taken it over yet.
    #[must_use]
    pub fn waits_for_its_speaker(&self) -> bool {
        let is_open =
            !matches!(self.talk.state, TalkState::Draft | TalkState::Declined | TalkState::Withdrawn);
        is_open && self.talk.entered_by.is_some() && self.talk.claimed_at.is_none()
    }

    /// The first speaker.
    #[must_use]
    pub fn first_speaker(&self) -> Option<&person::Model> {
        self.speakers.first().map(|(_, person)| person)
    }

    /// The row of a speaker who accepted an invitation.
    #[must_use]
    pub fn speaker_of(&self, invitation: &co_speaker::Model) -> Option<SpeakerId> {
        let own = self.speakers.iter().find(|(row, _)| Some(row.person_id) == invitation.person_id);
        own.map(|(row, _)| row.id)
    }
}

/// The application behind a personal link; changes nothing. `None` for a wrong secret.
///
/// # Errors
/// When the database refuses.
pub async fn of_secret(club: &Club, secret: &str) -> Result<Option<ApplicationView>, DbErr> {
    view(club, &Filler::Secret(secret.to_owned())).await
}

/// An application of a session for its organizers.
///
/// # Errors
/// When the database refuses.
pub async fn of_organizer(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: TalkId,
) -> Result<Option<ApplicationView>, DbErr> {
    view(club, &Filler::Organizer { viewer: viewer.clone(), slug: slug.to_owned(), id }).await
}

async fn view(club: &Club, filler: &Filler) -> Result<Option<ApplicationView>, DbErr> {
    let db = club.storage.reads();
    let Some((talk, session)) = find(db, filler, club.clock.now()).await? else { return Ok(None) };
    with_all(club, talk, session).await.map(Some)
}

/// A talk with everything that belongs to its application; the caller has looked who may see it.
pub(crate) async fn with_all(
    club: &Club,
    talk: talk::Model,
    session: session::Model,
) -> Result<ApplicationView, DbErr> {
    let db = club.storage.reads();
    let mut fields = field::of_session(db, session.id).await?;
    fields.retain(|field| field.is_on);
    Ok(ApplicationView {
        fields,
        speakers: queries::speakers(db, vec![talk.id]).await?,
        invited: queries::invited(db, talk.id).await?,
        files: queries::files(db, talk.id).await?,
        answers: queries::answers(db, talk.id).await?,
        is_editable: is_editable(&talk, &session, club.clock.now()),
        talk,
        session,
    })
}

/// The application that somebody may fill in.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    filler: &Filler,
    now: DateTime<Utc>,
) -> Result<Option<(talk::Model, session::Model)>, DbErr> {
    let found = found(db, filler).await?;
    let Some((talk, session)) = found else { return Ok(None) };
    let session = super::by_stage(db, session, now).await?;
    // Organizers hand in for a teacher whatever the deadline.
    let talks_until = match filler {
        Filler::Organizer { .. } => Some(super::NO_END),
        Filler::Secret(_) => session.talks_until,
    };
    Ok(Some((talk, session::Model { talks_until, ..session })))
}

async fn found(
    db: &impl ConnectionTrait,
    filler: &Filler,
) -> Result<Option<(talk::Model, session::Model)>, DbErr> {
    match filler {
        Filler::Secret(secret) => queries::by_secret(db, secret).await,
        Filler::Organizer { viewer, slug, id } => {
            let session = sessions::by_slug(db, slug).await?;
            let Some(session) = session.filter(|session| viewer.organizes(session.host_school_id)) else {
                return Ok(None);
            };
            Ok(queries::of_session(db, session.id, *id).await?.map(|talk| (talk, session)))
        }
    }
}

/// The same, whose row nobody else changes before the transaction ends.
pub(super) async fn find_locked(
    tx: &DatabaseTransaction,
    filler: &Filler,
    now: DateTime<Utc>,
) -> Result<Option<(talk::Model, session::Model)>, DbErr> {
    let Some((talk, session)) = find(tx, filler, now).await? else { return Ok(None) };
    Ok(queries::locked(tx, talk.id).await?.map(|talk| (talk, session)))
}
