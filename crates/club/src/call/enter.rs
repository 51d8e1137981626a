//! Applications that organizers begin for a teacher, and time that they give beyond the deadline.

use chrono::{DateTime, Utc};
use entity::{EmailKind, TalkId, TalkState, talk};
use lang::{Lang, Texts};
use mail::Address;
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _, Set};

use super::start::draft;
use super::{emails, queries};
use crate::audit::{self, Deed};
use crate::emails::club_name;
use crate::outbox::{self, NewEmail};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// Why no application was begun, or no time given.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    #[error("there is no such session or application")]
    NotFound,
    #[error("the time to hand it in has to lie ahead")]
    Past,
    #[error("the application has gone on already")]
    Closed,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Begins an application for a teacher, whose address may be unknown. With `late_until` it may be handed in until then, and its link goes to the
/// address: the teacher fills it in; without, the organizer does. Organizers of the host school may.
///
/// # Errors
/// See [`EnterError`].
pub async fn enter(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    (address, language): (Option<Address>, Lang),
    late_until: Option<DateTime<Utc>>,
) -> Result<talk::Model, EnterError> {
    if late_until.is_some_and(|until| until <= club.clock.now()) {
        return Err(EnterError::Past);
    }
    let name = club_name(club).await?;
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(EnterError::NotFound)?;
            let secret = inside.chance.secret();
            let row = talk::Model {
                applicant_email: address.as_ref().map(|address| address.as_str().to_owned()),
                applicant_language: Some(language.code().to_owned()),
                secret: Some(secret.clone()),
                late_until,
                entered_by: if late_until.is_none() { viewer.person_id() } else { None },
                // Organizers may always hand in what they enter themselves.
                ..draft(&inside, &session)
            };
            let row = row.into_active_model().insert(tx).await?;
            if let (Some(address), true) = (&address, late_until.is_some()) {
                let t = Texts(language);
                let about = emails::About {
                    kind: EmailKind::ApplicationLink,
                    headline: t.say("call-email-link-headline"),
                    lead: t.say("call-email-link-late"),
                    note: None,
                    topic: None,
                    page: (t.say("call-email-link-page"), inside.settings.address(&format!("/a/{secret}"))),
                    lines: vec![],
                };
                let reader = emails::Reader::address(address.as_str(), language);
                let email = emails::compose(tx, &session, (&about, &reader, &name)).await?;
                let dedup_key = format!("application_link:late:{}", row.id);
                outbox::enqueue(tx, &inside, NewEmail { dedup_key, ..email }).await?;
            }
            let deed = Deed {
                action: "talk.enter",
                subject: format!("talk {}", row.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "late": late_until.is_some() }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(row)
        })
    });
    work.await
}

/// Lets an application be handed in until an instant, whatever the deadline. Organizers of the host school may.
///
/// # Errors
/// See [`EnterError`].
pub async fn give_time(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: TalkId,
    until: DateTime<Utc>,
) -> Result<(), EnterError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(EnterError::NotFound)?;
            let talk = queries::of_session(tx, session.id, id).await?.ok_or(EnterError::NotFound)?;
            if until <= inside.clock.now() {
                return Err(EnterError::Past);
            }
            if !matches!(talk.state, TalkState::Draft | TalkState::Submitted) {
                return Err(EnterError::Closed);
            }
            let row =
                talk::ActiveModel { id: Set(talk.id), late_until: Set(Some(until)), ..Default::default() };
            row.update(tx).await?;
            let deed = Deed {
                action: "talk.give_time",
                subject: format!("talk {id}"),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "until": until }),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}
