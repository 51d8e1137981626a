//! Releasing decisions: every speaker learns at once, by an e-mail that organizers have seen beforehand. And asking who has not confirmed.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use entity::{EmailKind, TalkDecision, TalkState, person, session, talk};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, DbErr, Set};
use sha2::{Digest as _, Sha256};

use super::{is_pending, queries, state_of};
use crate::audit::{self, Deed};
use crate::call::emails::{About, Reader, compose};
use crate::call::queries as applications;
use crate::emails::club_name;
use crate::outbox::{self, NewEmail};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// A decision that waits, with the e-mail that it will bring.
#[derive(Clone, Debug)]
pub struct Pending {
    pub talk: talk::Model,
    pub decision: TalkDecision,
    pub speakers: Vec<person::Model>,
    /// To the first speaker; `None` where there is no address.
    pub email: Option<NewEmail>,
}

/// Why nothing was released.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    #[error("there is no such session")]
    NotFound,
    /// Something was decided, changed or withdrawn since the organizer looked.
    #[error("the decisions are not those that the organizer has seen")]
    Changed,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Decisions of a session that wait, each with its e-mail as it would be written now; nothing is stored. `None` for whoever may not decide.
///
/// # Errors
/// When the database refuses.
pub async fn pending(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<(session::Model, Vec<Pending>)>, DbErr> {
    let db = club.storage.reads();
    let session = sessions::by_slug(db, slug).await?;
    let Some(session) = session.filter(|session| viewer.organizes(session.host_school_id)) else {
        return Ok(None);
    };
    let name = club_name(club).await?;
    let found = find(db, club, &session, &name).await?;
    Ok(Some((session, found)))
}

async fn find(
    db: &impl ConnectionTrait,
    club: &Club,
    session: &session::Model,
    club_name: &str,
) -> Result<Vec<Pending>, DbErr> {
    let mut talks = queries::talks(db, session.id).await?;
    talks.retain(is_pending);
    let speakers = applications::speakers(db, talks.iter().map(|talk| talk.id).collect()).await?;
    let mut found = vec![];
    for talk in talks {
        let Some(decision) = talk.decision else { continue };
        let own = speakers.iter().filter(|(row, _)| row.talk_id == talk.id);
        let own: Vec<person::Model> = own.map(|(_, person)| person.clone()).collect();
        let email = match own.first() {
            Some(first) => email(db, club, session, (&talk, first, club_name), decision.as_str()).await?,
            None => None,
        };
        found.push(Pending { talk, decision, speakers: own, email });
    }
    Ok(found)
}

async fn email(
    db: &impl ConnectionTrait,
    club: &Club,
    session: &session::Model,
    (talk, person, club_name): (&talk::Model, &person::Model, &str),
    word: &str,
) -> Result<Option<NewEmail>, DbErr> {
    let Some(reader) = Reader::person(person) else { return Ok(None) };
    let t = reader.texts();
    let say = |part: &str| t.say(&format!("call-email-{word}-{part}"));
    // The talks of a file have no personal link.
    let path = talk.secret.as_ref().map_or_else(|| "/me".to_owned(), |secret| format!("/a/{secret}"));
    let is_reminder = word == "unconfirmed";
    let about = About {
        kind: if is_reminder { EmailKind::TalkUnconfirmed } else { EmailKind::TalkDecided },
        headline: say("headline"),
        lead: say("lead"),
        note: talk.decision_note.clone().filter(|_| !is_reminder),
        topic: Some(talk.topic.clone()),
        page: (say("page"), club.settings.address(&path)),
        lines: vec![],
    };
    compose(db, session, (&about, &reader, club_name)).await.map(Some)
}

/// What stands for decisions that an organizer has seen: it is another as soon as one of them, its note or its topic changes.
#[must_use]
pub fn seen_mark(pending: &[Pending]) -> String {
    let mut hash = Sha256::new();
    for Pending { talk, decision, .. } in pending {
        let note = talk.decision_note.as_deref().unwrap_or_default();
        let at = talk.decided_at.map_or(0, |at| at.timestamp_millis());
        let said = serde_json::json!([talk.id, decision, at, note, talk.topic]);
        hash.update(said.to_string().as_bytes());
    }
    HEXLOWER.encode(&hash.finalize())
}

/// Releases the decisions that wait: talks change their states and every speaker gets an e-mail, all in one transaction. `seen` is the
/// [`seen_mark`] of what the organizer read: nothing is released unseen. Organizers of the host school may. Returns how many were released.
///
/// # Errors
/// See [`ReleaseError`].
pub async fn release(club: &Club, viewer: &Viewer, slug: &str, seen: &str) -> Result<usize, ReleaseError> {
    let name = club_name(club).await?;
    let (inside, viewer, slug, seen) = (club.clone(), viewer.clone(), slug.to_owned(), seen.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(ReleaseError::NotFound)?;
            // Of two organizers who press the button at once one releases.
            applications::lock_session(tx, session.id).await?;
            let found = find(tx, &inside, &session, &name).await?;
            if found.is_empty() || seen_mark(&found) != seen {
                return Err(ReleaseError::Changed);
            }
            let now = inside.clock.now();
            for Pending { talk, decision, speakers, .. } in &found {
                let row = talk::ActiveModel {
                    id: Set(talk.id),
                    state: Set(state_of(*decision)),
                    released_at: Set(Some(now)),
                    ..Default::default()
                };
                row.update(tx).await?;
                for person in speakers {
                    let email =
                        email(tx, &inside, &session, (talk, person, &name), decision.as_str()).await?;
                    let Some(email) = email else { continue };
                    let dedup_key = key(talk, person, talk.decided_at.unwrap_or(now));
                    outbox::enqueue(tx, &inside, NewEmail { dedup_key, ..email }).await?;
                }
            }
            let deed = Deed {
                action: "review.release",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "decisions": found.len() }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(found.len())
        })
    });
    work.await
}

fn key(talk: &talk::Model, person: &person::Model, at: DateTime<Utc>) -> String {
    format!("talk_decided:{}:{}:{}", talk.id, person.id, at.timestamp_millis())
}

/// Reminds the first speakers of accepted talks that are not confirmed: each at most once a day. Organizers of the host school may. Returns how
/// many were reminded.
///
/// # Errors
/// See [`ReleaseError`].
pub async fn remind(club: &Club, viewer: &Viewer, slug: &str) -> Result<usize, ReleaseError> {
    let name = club_name(club).await?;
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(ReleaseError::NotFound)?;
            let mut talks = queries::talks(tx, session.id).await?;
            talks.retain(is_unconfirmed);
            let speakers = applications::speakers(tx, talks.iter().map(|talk| talk.id).collect()).await?;
            let day = inside.clock.now().date_naive();
            let mut emails = vec![];
            for talk in &talks {
                let first = speakers.iter().find(|(row, _)| row.talk_id == talk.id);
                let Some((_, person)) = first else { continue };
                let email = email(tx, &inside, &session, (talk, person, &name), "unconfirmed").await?;
                let dedup_key = format!("talk_unconfirmed:{}:{day}", talk.id);
                let email = email.map(|email| NewEmail { dedup_key, ..email });
                emails.extend(email.map(|email| (inside.chance.id(inside.clock.now()), email)));
            }
            let written = outbox::enqueue_new(tx, &inside, emails).await?;
            let deed = Deed {
                action: "review.remind",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "emails": written }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(written)
        })
    });
    work.await
}

/// Whether a talk was accepted by the application's page and its speaker has not said that it will be held.
#[must_use]
pub fn is_unconfirmed(talk: &talk::Model) -> bool {
    let is_taken = matches!(talk.state, TalkState::Accepted | TalkState::Scheduled);
    is_taken && talk.confirmed_at.is_none() && talk.secret.is_some()
}
