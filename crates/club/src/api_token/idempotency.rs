//! Deeds that a program asks for with a key of its own are done once: whoever asks again with the same key, because the first answer was
//! lost on the way, gets that answer again.
//!
//! The key is taken before the deed and the answer is kept after it. Whoever dies in between leaves a key without an answer: it is free
//! again after [`WORKED_ON_FOR`], and the deed may then be done a second time.

use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use entity::{ApiTokenId, idempotent_answer as row};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set,
};
use sha2::{Digest as _, Sha256};

use super::queries;
use crate::Club;

/// The longest key, in bytes.
pub const LONGEST_KEY: usize = 255;

/// How long an answer is kept.
const KEPT_FOR: TimeDelta = TimeDelta::hours(48);

/// No deed that programs ask for takes that long.
const WORKED_ON_FOR: TimeDelta = TimeDelta::minutes(2);

/// The status of a key whose deed is not answered yet.
const NOT_ANSWERED: i32 = 0;

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Where the thing stands that was made.
    pub location: Option<String>,
    /// The version of what was made.
    pub tag: Option<String>,
    pub body: String,
}

/// What is to be done about a request with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The deed, and then [`keep`] or [`give_up`].
    Do,
    /// Nothing: this was the answer.
    Answered(Answer),
}

/// Why a key does not do.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It was sent with another request before.
    #[error("the key belongs to another request")]
    OfAnother,
    /// The same request is being worked on at this moment.
    #[error("the request is being worked on")]
    WorkedOn,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Takes a key for a request (method, path and body); of two that come at once one gets it.
///
/// # Errors
/// See [`KeyError`].
pub async fn claim(club: &Club, token: ApiTokenId, key: &str, request: &[u8]) -> Result<Claim, KeyError> {
    let now = club.clock.now();
    let taken = row::Model {
        id: club.chance.id(now),
        token_id: token,
        key: key.to_owned(),
        request_sha256: HEXLOWER.encode(&Sha256::digest(request)),
        status: NOT_ANSWERED,
        location: None,
        tag: None,
        body: String::new(),
        answered_at: now,
    };
    let request = taken.request_sha256.clone();
    let before = club.storage.write(move |tx| Box::pin(take(tx, taken))).await?;
    let Some(before) = before else { return Ok(Claim::Do) };
    if before.request_sha256 != request {
        return Err(KeyError::OfAnother);
    }
    match u16::try_from(before.status).unwrap_or(0) {
        0 => Err(KeyError::WorkedOn),
        status => Ok(Claim::Answered(Answer {
            status,
            location: before.location,
            tag: before.tag,
            body: before.body,
        })),
    }
}

/// Throws away what is too old and takes the key; whoever has it already is the answer.
async fn take(tx: &DatabaseTransaction, taken: row::Model) -> Result<Option<row::Model>, DbErr> {
    let now = taken.answered_at;
    let (token, key) = (taken.token_id, taken.key.clone());
    let left = Condition::all()
        .add(row::Column::TokenId.eq(token))
        .add(row::Column::Status.eq(NOT_ANSWERED))
        .add(row::Column::AnsweredAt.lte(now - WORKED_ON_FOR));
    let old = Condition::any().add(row::Column::AnsweredAt.lte(now - KEPT_FOR)).add(left);
    row::Entity::delete_many().filter(old).exec(tx).await?;
    let first = OnConflict::columns([row::Column::TokenId, row::Column::Key]).do_nothing().to_owned();
    let taken = row::Entity::insert(row::ActiveModel::from(taken)).on_conflict(first);
    match taken.exec_without_returning(tx).await? {
        0 => queries::answer(tx, token, &key).await,
        _ => Ok(None),
    }
}

/// Keeps the answer to what was done.
///
/// # Errors
/// When the database refuses.
pub async fn keep(club: &Club, token: ApiTokenId, key: &str, answer: Answer) -> Result<(), DbErr> {
    let kept = row::ActiveModel {
        status: Set(i32::from(answer.status)),
        location: Set(answer.location),
        tag: Set(answer.tag),
        body: Set(answer.body),
        answered_at: Set(club.clock.now()),
        ..Default::default()
    };
    let this = of(token, key);
    let work = club.storage.write(move |tx| {
        Box::pin(async move { row::Entity::update_many().set(kept).filter(this).exec(tx).await })
    });
    work.await.map(|_| ())
}

/// Gives a key back whose deed was refused: nothing was done, and the same request may be sent again.
///
/// # Errors
/// When the database refuses.
pub async fn give_up(club: &Club, token: ApiTokenId, key: &str) -> Result<(), DbErr> {
    let this = of(token, key).add(row::Column::Status.eq(NOT_ANSWERED));
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { row::Entity::delete_many().filter(this).exec(tx).await }));
    work.await.map(|_| ())
}

fn of(token: ApiTokenId, key: &str) -> Condition {
    Condition::all().add(row::Column::TokenId.eq(token)).add(row::Column::Key.eq(key))
}
