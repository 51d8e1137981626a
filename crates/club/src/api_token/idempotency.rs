//! Answers that a program is given again when it sends the same request with the same key, because the first answer was lost on the way.
//!
//! The deed and its answer are not written in one transaction: after a crash in between, the deed is done again, and every deed that programs
//! are offered changes nothing the second time.

use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use entity::{ApiTokenId, idempotent_answer};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, Set};
use sha2::{Digest as _, Sha256};

use super::queries;
use crate::Club;

/// The longest key, in bytes.
pub const LONGEST_KEY: usize = 255;

/// How long an answer is kept.
const KEPT_FOR: TimeDelta = TimeDelta::hours(48);

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

/// Why a key does not do.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It was sent with another request before.
    #[error("the key belongs to another request")]
    OfAnother,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What the same request was answered before, if it was.
///
/// # Errors
/// See [`KeyError`].
pub async fn kept(
    club: &Club,
    token: ApiTokenId,
    key: &str,
    request: &[u8],
) -> Result<Option<Answer>, KeyError> {
    let Some(row) = queries::answer(club.storage.reads(), token, key).await? else { return Ok(None) };
    if club.clock.now() - row.answered_at >= KEPT_FOR {
        return Ok(None);
    }
    if row.request_sha256 != hash(request) {
        return Err(KeyError::OfAnother);
    }
    Ok(Some(Answer { status: u16::try_from(row.status).unwrap_or(0), body: row.body }))
}

/// Keeps an answer for the same request, and throws away what is too old.
///
/// # Errors
/// When the database refuses.
pub async fn keep(
    club: &Club,
    token: ApiTokenId,
    (key, request): (&str, &[u8]),
    answer: &Answer,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let row = idempotent_answer::ActiveModel {
        id: Set(club.chance.id(now)),
        token_id: Set(token),
        key: Set(key.to_owned()),
        request_sha256: Set(hash(request)),
        status: Set(i32::from(answer.status)),
        body: Set(answer.body.clone()),
        answered_at: Set(now),
    };
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let old = idempotent_answer::Column::AnsweredAt.lte(now - KEPT_FOR);
            idempotent_answer::Entity::delete_many().filter(old).exec(tx).await?;
            // Of two that come at once the first one's answer stays; they say the same.
            let first = OnConflict::new().do_nothing().to_owned();
            idempotent_answer::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await
        })
    });
    work.await.map(|_| ())
}

fn hash(request: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(request))
}
