//! Finders of limits, and of how much was tried lately.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{SmtpAccountId, domain_limit, domain_slowdown, outbox_email};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

/// What curators wrote, by domain.
///
/// # Errors
/// When the database refuses.
pub async fn domain_limits(db: &impl ConnectionTrait) -> Result<Vec<domain_limit::Model>, DbErr> {
    domain_limit::Entity::find().order_by_asc(domain_limit::Column::Domain).all(db).await
}

/// The domains that asked for less and are still spared, by domain.
///
/// # Errors
/// When the database refuses.
pub async fn slowdowns(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<domain_slowdown::Model>, DbErr> {
    domain_slowdown::Entity::find()
        .filter(domain_slowdown::Column::Until.gt(now))
        .order_by_asc(domain_slowdown::Column::Domain)
        .all(db)
        .await
}

pub(super) async fn slowdown_of(
    db: &impl ConnectionTrait,
    domain: &str,
) -> Result<Option<domain_slowdown::Model>, DbErr> {
    domain_slowdown::Entity::find_by_id(domain.to_owned()).one(db).await
}

/// When the newest attempts at a domain began after `since`, newest first, `most` at most.
pub(in crate::outbox) async fn newest_tries(
    db: &impl ConnectionTrait,
    domain: &str,
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<DateTime<Utc>>, DbErr> {
    tries(db, Condition::all().add(outbox_email::Column::ToDomain.eq(domain)), since, most).await
}

/// The same for an account; `None` is the installation's own.
pub(in crate::outbox) async fn tries_of_account(
    db: &impl ConnectionTrait,
    account: SmtpAccountId,
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<DateTime<Utc>>, DbErr> {
    tries(db, Condition::all().add(outbox_email::Column::AccountId.eq(account)), since, most).await
}

async fn tries(
    db: &impl ConnectionTrait,
    of: Condition,
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<DateTime<Utc>>, DbErr> {
    let found: Vec<Option<DateTime<Utc>>> = outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::LastTriedAt)
        .filter(of)
        .filter(outbox_email::Column::LastTriedAt.gt(since))
        .order_by_desc(outbox_email::Column::LastTriedAt)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().flatten().collect())
}
