//! Issuing a token: it is shown once and kept as a hash.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entity::{ApiScope, api_token};
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _};

use super::{deed, queries};
use crate::Owner;
use crate::login::hashed;
use crate::{Club, Viewer, audit};

/// The longest name of a token, in characters.
pub const LONGEST_NAME: usize = 100;

/// The longest time for which a token is good.
pub const MOST_DAYS: u16 = 366;

/// More tokens than this nobody keeps an eye on.
const MOST_TOKENS: usize = 50;

/// What every token begins with, so that programs that look for leaked secrets know it.
const PREFIX: &str = "webclub_";

/// What a token is to be.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// As its people call it.
    pub name: String,
    pub scopes: BTreeSet<ApiScope>,
    /// For how many days it is good.
    pub days: u16,
}

/// Why no token was issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    #[error("there is no such place for tokens")]
    NotFound,
    #[error("the name does not do")]
    Name(#[from] lang::TextProblem),
    #[error("the token is for nothing")]
    NoScope,
    #[error("a token is good for a day to {MOST_DAYS} days")]
    Days,
    #[error("there are too many tokens")]
    TooMany,
    /// A page that is loaded anew sends its form again; that issues nothing.
    #[error("there is a good token of this name")]
    SameName,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Issues a token and returns it, with its row; it cannot be seen again. Who may change the owner's layouts may.
///
/// # Errors
/// See [`IssueError`].
pub async fn issue(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    new: NewToken,
) -> Result<(String, api_token::Model), IssueError> {
    let Some(issuer) = viewer.person_id().filter(|_| owner.may_be_changed_by(viewer)) else {
        return Err(IssueError::NotFound);
    };
    let name = check(&new)?;
    let now = club.clock.now();
    let token = format!("{PREFIX}{}", club.chance.secret());
    let row = api_token::Model {
        id: club.chance.id(now),
        school_id: owner.school(),
        name,
        secret_sha256: hashed(&token),
        scopes: new.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" "),
        issued_by: issuer,
        issued_at: now,
        expires_at: now + TimeDelta::days(i64::from(new.days)),
        revoked_at: None,
        last_used_at: None,
    };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let names = queries::good_names(tx, owner, now).await?;
            if names.len() >= MOST_TOKENS {
                return Err(IssueError::TooMany);
            }
            if names.contains(&row.name) {
                return Err(IssueError::SameName);
            }
            let row: api_token::Model = row.into_active_model().insert(tx).await?;
            audit::record(tx, &inside, &viewer, deed("api_token.issue", &row)).await?;
            Ok(row)
        })
    });
    Ok((token, work.await?))
}

/// The name, when everything fits.
fn check(new: &NewToken) -> Result<String, IssueError> {
    let name = lang::one_line(&new.name, LONGEST_NAME)?;
    if new.scopes.is_empty() {
        return Err(IssueError::NoScope);
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        return Err(IssueError::Days);
    }
    Ok(name)
}
