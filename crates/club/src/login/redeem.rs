//! Consuming a log-in link.

use entity::{PersonId, login, login_link};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    Set,
};

use super::{hashed, queries};
use crate::Club;
use crate::person;

/// A fresh log-in: the cookie's value is shown once and stored hashed.
#[derive(Clone, Debug)]
pub struct NewLogin {
    pub cookie: String,
    pub person_id: PersonId,
    /// Where the person wanted to go: a path of ours.
    pub next: Option<String>,
}

/// Why a log-in link does not work.
#[derive(Debug, thiserror::Error)]
pub enum RedeemError {
    /// Wrong, expired and used links look alike.
    #[error("the log-in link is not valid any more")]
    Link,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The given name of whom a link would log in: the page with the button greets. Changes nothing.
///
/// # Errors
/// See [`RedeemError`].
pub async fn greet(club: &Club, secret: &str) -> Result<String, RedeemError> {
    let link = queries::open_link(club.storage.reads(), &hashed(secret), club.clock.now()).await?;
    let person = link.and_then(|link| link.person_id).ok_or(RedeemError::Link)?;
    let person = person::queries::by_id(club.storage.reads(), person).await?;
    let able = person.filter(|person| person.disabled_at.is_none());
    able.map(|person| person.given).ok_or(RedeemError::Link)
}

/// Consumes a log-in link: of two that try it at once one gets in.
///
/// # Errors
/// See [`RedeemError`].
pub async fn redeem(club: &Club, secret: &str, user_agent: Option<String>) -> Result<NewLogin, RedeemError> {
    let (inside, hash) = (club.clone(), hashed(secret));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let link = use_up(tx, &inside, &hash).await?.ok_or(RedeemError::Link)?;
            let person_id = link.person_id.ok_or(RedeemError::Link)?;
            let person = person::queries::by_id(tx, person_id).await?;
            if person.is_none_or(|person| person.disabled_at.is_some()) {
                return Err(RedeemError::Link);
            }
            let cookie = begin(tx, &inside, person_id, user_agent).await?;
            Ok(NewLogin { cookie, person_id, next: link.next })
        })
    });
    work.await
}

/// Takes a link for good, if it is still good.
pub(crate) async fn use_up(
    tx: &DatabaseTransaction,
    club: &Club,
    hash: &str,
) -> Result<Option<login_link::Model>, DbErr> {
    let now = club.clock.now();
    let open = login_link::Entity::update_many()
        .col_expr(login_link::Column::UsedAt, Expr::value(now))
        .filter(login_link::Column::TokenSha256.eq(hash))
        .filter(login_link::Column::UsedAt.is_null())
        .filter(login_link::Column::ExpiresAt.gt(now));
    Ok(open.exec_with_returning(tx).await?.pop())
}

/// Writes a log-in down and returns its cookie.
async fn begin(
    tx: &DatabaseTransaction,
    club: &Club,
    person_id: PersonId,
    user_agent: Option<String>,
) -> Result<String, DbErr> {
    let now = club.clock.now();
    let cookie = club.chance.token();
    let row = login::ActiveModel {
        id: Set(club.chance.id(now)),
        token_sha256: Set(hashed(&cookie)),
        person_id: Set(person_id),
        csrf_token: Set(club.chance.secret()),
        user_agent: Set(user_agent),
        created_at: Set(now),
        last_seen_at: Set(now),
        ended_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(cookie)
}
