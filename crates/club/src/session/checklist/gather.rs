//! Gathering the facts; the same number of queries however large the session is.

use entity::{PartnerState, Stage, TalkState, WebinarState, session, webinar};
use sea_orm::DbErr;

use super::{Facts, WebinarFacts};
use crate::Club;
use crate::session::{facts_queries, partners, queries, stages};

/// What is known of a session whose webinars are at hand.
pub(in crate::session) async fn gather(
    club: &Club,
    session: &session::Model,
    (webinars, has_sent): (&[webinar::Model], bool),
) -> Result<Facts, DbErr> {
    let db = club.storage.reads();
    let talks = facts_queries::talk_states(db, session.id).await?;
    let moderated = facts_queries::moderated(db, session.id).await?;
    let known = stages::queries::of_session(db, session.id).await?;
    let schools = partners::queries::of_session(db, session.id).await?;
    let of_webinar = |webinar: &webinar::Model| {
        let own: Vec<TalkState> =
            talks.iter().filter(|(of, _)| *of == Some(webinar.id)).map(|(_, state)| *state).collect();
        WebinarFacts {
            slug: webinar.slug.clone(),
            title: webinar.title.clone(),
            ends_at: webinar.ends_at,
            talks: own.iter().filter(|state| stands(**state)).count(),
            unconfirmed_talks: own.iter().filter(|state| waits_for_speaker(**state)).count(),
            has_stream_link: webinar.stream_url.is_some(),
            has_moderator: moderated.contains(&webinar.id),
        }
    };
    let planned = webinars.iter().filter(|webinar| webinar.state == WebinarState::Planned);
    let undated = |stage: &&Stage| stages::of_stage(&known, **stage).is_none();
    let waits = |row: &&entity::session_school::Model| row.state == PartnerState::Invited;
    Ok(Facts {
        has_order: !session.order_number.trim().is_empty(),
        signatories: queries::signatories(db, session.id).await?.len(),
        webinars: planned.map(of_webinar).collect(),
        has_own_layout: facts_queries::has_own_layout(db, session).await?,
        has_tried_email: has_sent || facts_queries::has_tried_email(db, session).await?,
        undated: Stage::ALL.iter().filter(undated).copied().collect(),
        unanswered_partners: schools.iter().filter(waits).count(),
        waiting_topics: facts_queries::waiting_topics(db, session.id).await?,
    })
}

fn stands(state: TalkState) -> bool {
    !matches!(state, TalkState::Declined | TalkState::Withdrawn)
}

fn waits_for_speaker(state: TalkState) -> bool {
    !matches!(
        state,
        TalkState::Confirmed
            | TalkState::Scheduled
            | TalkState::Presented
            | TalkState::Declined
            | TalkState::Withdrawn
    )
}
