//! What curators do with the list.

use entity::{SuppressionId, SuppressionReason, person, suppression};
use lang::TextProblem;
use mail::Address;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{LONGEST_NOTE, put, queries};
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// Why an address was not put on the list.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    #[error("there is no such list")]
    NotFound,
    #[error("the address stands on the list already")]
    IsThere,
    #[error("the note cannot be kept")]
    Note(#[from] TextProblem),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Why an address was not taken from the list.
#[derive(Debug, thiserror::Error)]
pub enum LiftError {
    #[error("there is no such address on the list")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Puts an address on the list. Curators may.
///
/// # Errors
/// See [`AddError`].
pub async fn add(club: &Club, viewer: &Viewer, address: Address, note: &str) -> Result<(), AddError> {
    if !viewer.is_curator() {
        return Err(AddError::NotFound);
    }
    let note = match lang::one_line(note, LONGEST_NOTE) {
        Err(TextProblem::Empty) => String::new(),
        note => note?,
    };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let to = (address.as_str(), SuppressionReason::ByHand);
            if !put(tx, &inside, to, &note, viewer.person_id()).await? {
                return Err(AddError::IsThere);
            }
            Ok(audit::record(tx, &inside, &viewer, deed("suppression.add", "address".to_owned())).await?)
        })
    });
    work.await
}

/// Takes an address from the list: e-mails go there again, and whoever has it counts as reachable. Curators may.
///
/// # Errors
/// See [`LiftError`].
pub async fn lift(club: &Club, viewer: &Viewer, id: SuppressionId) -> Result<(), LiftError> {
    if !viewer.is_curator() {
        return Err(LiftError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = queries::find(tx, id).await?.ok_or(LiftError::NotFound)?;
            suppression::Entity::delete_by_id(id).exec(tx).await?;
            person::Entity::update_many()
                .set(person::ActiveModel { email_bounced_at: Set(None), ..Default::default() })
                .filter(person::Column::Email.eq(row.address))
                .exec(tx)
                .await?;
            Ok(audit::record(tx, &inside, &viewer, deed("suppression.lift", format!("suppression {id}")))
                .await?)
        })
    });
    work.await
}

fn deed(action: &'static str, subject: String) -> Deed {
    Deed { action, subject, school_id: None, session_id: None, details: serde_json::json!({}) }
}
