//! Keeping a draft as it is typed, right or wrong.

use entity::{TalkState, talk};
use sea_orm::{ActiveModelTrait as _, DbErr, Set};

use super::{Filler, LONGEST_TOPIC, Typed, is_editable, view};
use crate::Club;

/// What a draft may hold, in bytes.
const MOST_BYTES: usize = 100 * 1024;

/// Why a draft was not kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("there is no such application")]
    NotFound,
    #[error("the application cannot be changed any more")]
    Closed,
    #[error("the draft is too long")]
    TooLong,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Keeps what was typed, as it was typed; what was handed in before stays until it is handed in again.
///
/// # Errors
/// See [`SaveError`].
pub async fn save(club: &Club, filler: &Filler, typed: Typed) -> Result<(), SaveError> {
    let length: usize = typed.iter().map(|(name, value)| name.len() + value.len()).sum();
    if length > MOST_BYTES {
        return Err(SaveError::TooLong);
    }
    let (inside, filler) = (club.clone(), filler.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (talk, session) =
                view::find_locked(tx, &filler, inside.clock.now()).await?.ok_or(SaveError::NotFound)?;
            if !is_editable(&talk, &session, inside.clock.now()) {
                return Err(SaveError::Closed);
            }
            let mut row = talk::ActiveModel {
                id: Set(talk.id),
                draft: Set(Some(stored(&typed)?)),
                saved_at: Set(Some(inside.clock.now())),
                ..Default::default()
            };
            if talk.state == TalkState::Draft {
                row.topic = Set(topic(&typed));
            }
            row.update(tx).await?;
            Ok(())
        })
    });
    work.await
}

pub(super) fn stored(typed: &Typed) -> Result<serde_json::Value, DbErr> {
    serde_json::to_value(typed).map_err(|error| DbErr::Json(error.to_string()))
}

/// The topic as lists show it, as long as it is a draft's.
fn topic(typed: &Typed) -> String {
    let typed = typed.get("topic").map_or("", String::as_str);
    let cut: String = typed.chars().take(LONGEST_TOPIC).collect();
    lang::one_line(&cut, LONGEST_TOPIC).unwrap_or_default()
}
