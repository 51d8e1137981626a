//! What a restore changes in the database that it brings back.

use chrono::{DateTime, Utc};
use entity::{DocumentKind, document_serial, network, session};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    Set,
};
use serde::{Deserialize, Serialize};

use crate::storage::Storage;

/// The highest document number that was given in a session for a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serial {
    /// The session's slug.
    pub session: String,
    pub kind: DocumentKind,
    pub last: i32,
}

/// Holds every e-mail from `now` on, and lets document numbers go on above `given`: what was issued after the backup keeps its number, on
/// paper at least. Returns whether there is a network whose e-mails are held, and how many serials were raised.
///
/// # Errors
/// When the database refuses.
pub async fn after_restore(
    storage: &Storage,
    now: DateTime<Utc>,
    given: Vec<Serial>,
) -> Result<(bool, usize), DbErr> {
    let work = storage.write(move |tx| {
        Box::pin(async move {
            let hold =
                network::Entity::update_many().col_expr(network::Column::EmailsHeldAt, Expr::value(now));
            let held = hold.exec(tx).await?.rows_affected > 0;
            let mut raised = 0;
            for serial in given {
                raised += usize::from(raise(tx, serial).await?);
            }
            Ok::<_, DbErr>((held, raised))
        })
    });
    work.await
}

/// Raises the serial of a session and kind where it is lower; a session that the backup does not know gives no numbers.
async fn raise(tx: &DatabaseTransaction, given: Serial) -> Result<bool, DbErr> {
    let Some(session) = session_of_slug(tx, &given.session).await? else { return Ok(false) };
    let lower = document_serial::Entity::update_many()
        .col_expr(document_serial::Column::Last, Expr::value(given.last))
        .filter(document_serial::Column::SessionId.eq(session.id))
        .filter(document_serial::Column::Kind.eq(given.kind))
        .filter(document_serial::Column::Last.lt(given.last));
    if lower.exec(tx).await?.rows_affected > 0 {
        return Ok(true);
    }
    if document_serial_of(tx, &session, given.kind).await?.is_some() {
        return Ok(false);
    }
    let row = document_serial::ActiveModel {
        session_id: Set(session.id),
        kind: Set(given.kind),
        last: Set(given.last),
    };
    row.insert(tx).await?;
    Ok(true)
}

#[expect(clippy::disallowed_methods, reason = "an operator's look is at everything, whatever its scope")]
async fn session_of_slug(tx: &DatabaseTransaction, slug: &str) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find().filter(session::Column::Slug.eq(slug)).one(tx).await
}

#[expect(clippy::disallowed_methods, reason = "an operator's look is at everything, whatever its scope")]
async fn document_serial_of(
    tx: &DatabaseTransaction,
    session: &session::Model,
    kind: DocumentKind,
) -> Result<Option<document_serial::Model>, DbErr> {
    document_serial::Entity::find_by_id((session.id, kind)).one(tx).await
}
