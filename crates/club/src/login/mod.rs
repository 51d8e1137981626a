//! Logging in: a one-time link by e-mail, opaque cookies kept hashed, idle and absolute time-outs.

mod emails;
mod link;
mod queries;
mod redeem;
#[cfg(test)]
mod tests;
mod viewer;

use data_encoding::HEXLOWER;
use entity::{LoginId, login};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};

use crate::{Club, Viewer};

pub use emails::LoginLinkEmail;
pub use link::{link_for, send_link};
pub(crate) use link::{new_link, new_links};
pub(crate) use queries::grants as grants_of;
pub(crate) use redeem::use_up;
pub use redeem::{NewLogin, RedeemError, greet, redeem};
pub use viewer::viewer;

/// What is stored of a secret: whoever reads the database cannot log in with it.
pub(crate) fn hashed(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret))
}

/// Ends one log-in of the viewer's own; `None`: the present one.
///
/// # Errors
/// When the database refuses.
pub async fn end(club: &Club, viewer: &Viewer, login: Option<LoginId>) -> Result<(), DbErr> {
    let Viewer::Person { person_id, login_id, .. } = viewer else { return Ok(()) };
    let (person, login, now) = (*person_id, login.unwrap_or(*login_id), club.clock.now());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let own = login::Entity::update_many()
                .col_expr(login::Column::EndedAt, Expr::value(now))
                .filter(login::Column::Id.eq(login))
                .filter(login::Column::PersonId.eq(person))
                .filter(login::Column::EndedAt.is_null());
            own.exec(tx).await.map(|_| ())
        })
    });
    work.await
}

/// The viewer's open log-ins, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<login::Model>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::open_logins(club.storage.reads(), person).await,
        None => Ok(Vec::new()),
    }
}
