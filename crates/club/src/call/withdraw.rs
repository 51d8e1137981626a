//! What a speaker answers to the club: that the talk will be held, or that it will not.

use entity::{TalkState, person, session, talk, webinar};
use lang::Texts;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::submit::texts_of;
use super::{Filler, queries, view};
use crate::alert::{self, Alert};
use crate::audit::{self, Deed};
use crate::webinar::queries as webinars;
use crate::{Club, Viewer};

/// Why an answer was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error("there is no such application")]
    NotFound,
    /// The talk was presented, declined or withdrawn, or is not accepted yet.
    #[error("the talk is not in the state that this needs")]
    State,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What a withdrawal brings about.
#[derive(Clone, Debug)]
pub struct Consequences {
    pub talk: talk::Model,
    pub session: session::Model,
    /// Where the talk stands in the programme.
    pub webinar: Option<webinar::Model>,
    /// How many listeners are registered there.
    pub registered: u64,
    /// Co-speakers who are told by nobody else.
    pub co_speakers: usize,
    pub may_withdraw: bool,
}

fn may_withdraw(talk: &talk::Model) -> bool {
    !matches!(talk.state, TalkState::Presented | TalkState::Declined | TalkState::Withdrawn)
}

/// What withdrawing the talk behind a personal link would bring about; changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn consequences(club: &Club, secret: &str) -> Result<Option<Consequences>, DbErr> {
    let db = club.storage.reads();
    let Some((talk, session)) = queries::by_secret(db, secret).await? else { return Ok(None) };
    let webinar = match talk.webinar_id {
        Some(id) => {
            let all = crate::session::queries::webinars(db, session.id).await?;
            all.into_iter().find(|webinar| webinar.id == id)
        }
        None => None,
    };
    let registered = match &webinar {
        Some(webinar) => webinars::count_registered(db, webinar.id).await?,
        None => 0,
    };
    let speakers = queries::speakers(db, vec![talk.id]).await?;
    Ok(Some(Consequences {
        co_speakers: speakers.len().saturating_sub(1),
        webinar: webinar.map(|webinar| webinar::Model { stream_url: None, code_word: None, ..webinar }),
        registered,
        may_withdraw: may_withdraw(&talk),
        talk,
        session,
    }))
}

/// Withdraws a talk: it leaves the programme, and the organizers of the session are told at once. Whoever has its link may, until it is presented;
/// organizers too.
///
/// # Errors
/// See [`AnswerError`].
pub async fn withdraw(club: &Club, filler: &Filler, reason: Option<String>) -> Result<(), AnswerError> {
    let (inside, filler) = (club.clone(), filler.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (talk, session) =
                view::find_locked(tx, &filler, inside.clock.now()).await?.ok_or(AnswerError::NotFound)?;
            if talk.state == TalkState::Withdrawn {
                return Ok(());
            }
            if !may_withdraw(&talk) {
                return Err(AnswerError::State);
            }
            let was_webinar = talk.webinar_id;
            let row = talk::ActiveModel {
                id: Set(talk.id),
                state: Set(TalkState::Withdrawn),
                webinar_id: Set(None),
                withdrawn_at: Set(Some(inside.clock.now())),
                withdrawal_reason: Set(reason),
                decision: Set(None),
                ..Default::default()
            };
            row.update(tx).await?;
            let deed = Deed {
                action: "talk.withdraw",
                subject: format!("talk {}", talk.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "was": talk.state, "webinar": was_webinar }),
            };
            audit::record(tx, &inside, &super::submit::viewer_of(&filler), deed).await?;
            // Nobody waits for a draft.
            if talk.state != TalkState::Draft && matches!(filler, Filler::Secret(_)) {
                tell(tx, &inside, &session, &talk).await?;
            }
            Ok(())
        })
    });
    work.await
}

async fn tell(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    talk: &talk::Model,
) -> Result<(), DbErr> {
    let people = alert::organizers(tx, [session.host_school_id]).await?;
    let address = club.settings.address(&format!("/organize/{}/talks/{}", session.slug, talk.id));
    let say = |person: &person::Model| withdrawn(texts_of(person), talk, &address);
    alert::write(tx, club, (session, people), (&format!("withdrawn:{}", talk.id), None), say).await?;
    Ok(())
}

fn withdrawn(t: Texts, talk: &talk::Model, address: &str) -> Alert {
    let topic = crate::emails::unlinked(&talk.topic);
    let lead = if talk.webinar_id.is_some() {
        "call-email-withdrawn-programme"
    } else {
        "call-email-withdrawn-lead"
    };
    Alert {
        headline: t.say_with("call-email-withdrawn-headline", &[("topic", topic.as_str().into())]),
        lead: t.say_with(lead, &[("topic", topic.as_str().into())]),
        page: (t.say("call-email-withdrawn-page"), address.to_owned()),
    }
}

/// Confirms that an accepted talk will be held. Doing it twice changes nothing.
///
/// # Errors
/// See [`AnswerError`].
pub async fn confirm(club: &Club, secret: &str) -> Result<(), AnswerError> {
    let (inside, filler) = (club.clone(), Filler::Secret(secret.to_owned()));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (talk, session) =
                view::find_locked(tx, &filler, inside.clock.now()).await?.ok_or(AnswerError::NotFound)?;
            if talk.confirmed_at.is_some() {
                return Ok(());
            }
            if !matches!(talk.state, TalkState::Accepted | TalkState::Scheduled) {
                return Err(AnswerError::State);
            }
            let mut row = talk::ActiveModel {
                id: Set(talk.id),
                confirmed_at: Set(Some(inside.clock.now())),
                ..Default::default()
            };
            // One that stands in the programme already stays there.
            if talk.state == TalkState::Accepted {
                row.state = Set(TalkState::Confirmed);
            }
            row.update(tx).await?;
            let deed = Deed {
                action: "talk.confirm",
                subject: format!("talk {}", talk.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({}),
            };
            Ok(audit::record(tx, &inside, &Viewer::Guest, deed).await?)
        })
    });
    work.await
}
