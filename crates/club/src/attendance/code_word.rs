//! The code word that the moderator tells during the webinar.

use chrono::TimeDelta;
use entity::{EvidenceKind, WebinarState, evidence};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::queries;
use crate::Club;
use crate::registration::queries::{Place, by_secret};
use crate::registration::{JoinError, JoinPhase};

/// How long after the end a code word is taken.
const AFTER_END: TimeDelta = TimeDelta::hours(2);

/// Wrong words within [`PATIENCE`] after which one has to wait.
const MOST_WRONG_WORDS: u64 = 5;

const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// Of a typed word no more is kept.
const LONGEST_NOTE: usize = 100;

/// What became of a code word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeWordAnswer {
    Right,
    Wrong,
    /// Five wrong words in ten minutes: wait a little.
    TooMany,
    /// Accepted from the start until two hours after the end, when the webinar has a code word.
    NotNow,
}

/// Takes a code word: letter case, ё/е and outer punctuation do not matter. Each try is kept.
///
/// # Errors
/// See [`JoinError`].
pub async fn give_code_word(club: &Club, secret: &str, word: &str) -> Result<CodeWordAnswer, JoinError> {
    let place = by_secret(club.storage.reads(), secret).await?.ok_or(JoinError::NotFound)?;
    if place.webinar.state == WebinarState::Cancelled {
        return Err(JoinError::NotOpen(JoinPhase::Cancelled));
    }
    let now = club.clock.now();
    let is_time = place.webinar.starts_at <= now && now <= place.webinar.ends_at + AFTER_END;
    let Some(right_word) = place.webinar.code_word.clone().filter(|_| is_time) else {
        return Ok(CodeWordAnswer::NotNow);
    };
    let is_right = comparable(word) == comparable(&right_word);
    let (inside, word) = (club.clone(), word.chars().take(LONGEST_NOTE).collect::<String>());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { take(tx, &inside, &place, word, is_right).await }));
    Ok(work.await?)
}

/// What of a word matters.
pub(super) fn comparable(word: &str) -> String {
    lang::search_key(word).trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned()
}

async fn take(
    tx: &DatabaseTransaction,
    club: &Club,
    place: &Place,
    word: String,
    is_right: bool,
) -> Result<CodeWordAnswer, DbErr> {
    let (now, id) = (club.clock.now(), place.registration.id);
    queries::lock(tx, id).await?;
    let facts = queries::evidence(tx, id).await?;
    if facts.iter().any(|fact| fact.kind == EvidenceKind::CodeWord && fact.holds) {
        return Ok(CodeWordAnswer::Right);
    }
    if queries::wrong_words(tx, id, now - PATIENCE).await? >= MOST_WRONG_WORDS {
        return Ok(CodeWordAnswer::TooMany);
    }
    let fact = evidence::ActiveModel {
        id: Set(club.chance.id(now)),
        registration_id: Set(id),
        kind: Set(EvidenceKind::CodeWord),
        source: Set("listener".to_owned()),
        starts_at: Set(now),
        ends_at: Set(now),
        note: Set(Some(word)),
        holds: Set(is_right),
        noted_by: Set(None),
        noted_at: Set(now),
    };
    fact.insert(tx).await?;
    Ok(if is_right { CodeWordAnswer::Right } else { CodeWordAnswer::Wrong })
}
