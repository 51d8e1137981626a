//! Tokens by which programs act: for a school or the network, for a closed list of purposes, and never for longer than a year.
//!
//! A token can do no more than the person who issued it: when that person is no organizer of the school any more, it stops working.

mod holder;
mod idempotency;
mod issue;
mod queries;
mod revoke;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use entity::{ApiScope, api_token};
use sea_orm::DbErr;

use crate::Owner;
use crate::audit::Deed;
use crate::{Club, Viewer};

pub use holder::{Holder, holder};
pub use idempotency::{Answer, Claim, KeyError, LONGEST_KEY, claim, give_up, keep};
pub use issue::{IssueError, LONGEST_NAME, MOST_DAYS, NewToken, issue};
pub use revoke::{RevokeError, revoke};

/// A token as those who may issue it see it.
#[derive(Clone, Debug)]
pub struct Token {
    pub row: api_token::Model,
    pub scopes: BTreeSet<ApiScope>,
    /// The full name of who issued it.
    pub issuer: String,
    /// It was neither revoked nor is it too old.
    pub is_valid: bool,
}

/// The tokens of a school or of the network, newest first; nothing for a viewer who may not issue them: curators all, organizers those of
/// their school.
///
/// # Errors
/// When the database refuses.
pub async fn list(club: &Club, viewer: &Viewer, owner: Owner) -> Result<Option<Vec<Token>>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let now = club.clock.now();
    let rows = queries::of_owner(club.storage.reads(), owner).await?;
    let token = |(row, issuer): (api_token::Model, String)| Token {
        scopes: scopes(&row),
        is_valid: row.revoked_at.is_none() && now < row.expires_at,
        issuer,
        row,
    };
    Ok(Some(rows.into_iter().map(token).collect()))
}

/// The purposes of a token; a word that this program does not know is none.
fn scopes(row: &api_token::Model) -> BTreeSet<ApiScope> {
    row.scopes.split(' ').filter_map(|word| word.parse().ok()).collect()
}

fn deed(action: &'static str, row: &api_token::Model) -> Deed {
    Deed {
        action,
        subject: format!("api_token {}", row.id),
        school_id: row.school_id,
        session_id: None,
        details: serde_json::json!({ "name": row.name, "scopes": row.scopes, "expires_at": row.expires_at }),
    }
}
