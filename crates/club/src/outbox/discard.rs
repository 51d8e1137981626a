//! Taking back e-mails whose cause is gone before they left.

use entity::{EmailKind, OutboxEmailId, OutboxState, SessionId, outbox_email};
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set,
};

/// E-mails of a session that are about a webinar, by its code, perhaps among others.
pub(crate) fn is_about(session: SessionId, code: &str) -> Condition {
    use outbox_email::Column::Webinars;
    // Codes stand side by side with spaces between them.
    let places = [code.to_owned(), format!("{code} %"), format!("% {code}"), format!("% {code} %")];
    let stands = places.into_iter().fold(Condition::any(), |any, pattern| any.add(Webinars.like(pattern)));
    Condition::all().add(outbox_email::Column::SessionId.eq(session)).add(stands)
}

/// Takes back the e-mails of these kinds that no worker has begun to send. Returns their ids.
pub(crate) async fn discard_due(
    tx: &DatabaseTransaction,
    kinds: &[EmailKind],
    which: Condition,
    reason: &str,
) -> Result<Vec<OutboxEmailId>, DbErr> {
    let due = outbox_email::Entity::update_many()
        .set(outbox_email::ActiveModel {
            state: Set(OutboxState::Discarded),
            last_error: Set(Some(reason.to_owned())),
            ..Default::default()
        })
        .filter(outbox_email::Column::Kind.is_in(kinds.iter().copied()))
        .filter(outbox_email::Column::State.is_in([OutboxState::Due, OutboxState::Draft]))
        .filter(which);
    let discarded = due.exec_with_returning(tx).await?;
    Ok(discarded.into_iter().map(|email| email.id).collect())
}

/// Lets e-mails of a kind that have not begun to leave go before everything else: what is written now says the opposite of them, and is to be
/// read last.
pub(crate) async fn hurry(tx: &DatabaseTransaction, kind: EmailKind, which: Condition) -> Result<(), DbErr> {
    outbox_email::Entity::update_many()
        .set(outbox_email::ActiveModel { urgency: Set(0), ..Default::default() })
        .filter(outbox_email::Column::Kind.eq(kind))
        .filter(outbox_email::Column::State.eq(OutboxState::Due))
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}
