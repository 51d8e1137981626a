//! Whoever sends a token along.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ApiScope, ApiTokenId, LoginId, Role, api_token};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::{queries, scopes};
use crate::login::{grants_of, hashed};
use crate::person::full_name;
use crate::{Club, Grant, Viewer};

/// The use of a token is noted no more often.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(10);

/// A program with a good token.
#[derive(Clone, Debug)]
pub struct Holder {
    pub token: ApiTokenId,
    pub scopes: BTreeSet<ApiScope>,
    /// The issuer, with no role but the one that the token is for.
    pub viewer: Viewer,
}

/// Who sends this token; nobody when it is unknown, revoked or too old, or when its issuer lost the role that it is for.
///
/// # Errors
/// When the database refuses.
pub async fn holder(club: &Club, token: &str) -> Result<Option<Holder>, DbErr> {
    let (db, now) = (club.storage.reads(), club.clock.now());
    let Some((row, issuer)) = queries::of_hash(db, &hashed(token)).await? else { return Ok(None) };
    let is_good = row.revoked_at.is_none() && now < row.expires_at && issuer.disabled_at.is_none();
    let own = grants_of(db, issuer.id).await?;
    let Some(grant) = grant(&row, &own).filter(|_| is_good) else { return Ok(None) };
    if row.last_used_at.is_none_or(|at| now - at >= NOTED_EVERY) {
        note_use(club, row.id, now).await?;
    }
    let viewer = Viewer::Person {
        person_id: issuer.id,
        login_id: LoginId(row.id.0),
        csrf_token: String::new(),
        name: full_name(&issuer).full(),
        grants: vec![grant],
    };
    Ok(Some(Holder { token: row.id, scopes: scopes(&row), viewer }))
}

/// The role of a token, when its issuer still holds it or a higher one.
fn grant(row: &api_token::Model, own: &[Grant]) -> Option<Grant> {
    let is_curator = own.iter().any(|grant| grant.role == Role::Curator);
    let role = if row.school_id.is_some() { Role::Organizer } else { Role::Curator };
    let is_held = own.iter().any(|grant| grant.role == role && grant.school_id == row.school_id);
    (is_curator || is_held).then_some(Grant { role, school_id: row.school_id, webinar_id: None })
}

async fn note_use(club: &Club, id: ApiTokenId, now: DateTime<Utc>) -> Result<(), DbErr> {
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let used =
                api_token::Entity::update_many().col_expr(api_token::Column::LastUsedAt, Expr::value(now));
            used.filter(api_token::Column::Id.eq(id)).exec(tx).await.map(|_| ())
        })
    });
    work.await
}
