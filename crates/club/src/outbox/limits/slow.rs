//! Slowing down: a server that says «too much» gets half as much for a while.

use chrono::{DateTime, TimeDelta, Utc};
use entity::domain_slowdown;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, Set};

use super::{Limits, MINUTE, newest_tries, queries};

/// How long a domain is spared after its last complaint.
const SPARED: TimeDelta = TimeDelta::minutes(10);

/// Complaints of one moment count once.
const ONE_COMPLAINT: TimeDelta = TimeDelta::seconds(30);

/// A domain is not slowed down further.
const SLOWEST: u32 = 6;

/// Words by which servers say that too much came. Greylisting is no such complaint, and most greylisting servers say no more than 4.7.1 and
/// «later»: one such mailbox must not slow its whole domain.
const TOO_MUCH: [&str; 9] = [
    "rate",
    "too many",
    "too much",
    "too fast",
    "throttl",
    "limit exceeded",
    "slow down",
    "volume",
    "4.7.28",
];

/// Whether a refusal for the moment says that too much came.
pub(in crate::outbox) fn is_of_rate(code: Option<u16>, reason: &str) -> bool {
    let reason = reason.to_lowercase();
    let is_greylist = ["greylist", "graylist", "grey-list", "gray-list", "grey list"]
        .iter()
        .any(|word| reason.contains(word));
    matches!(code, Some(421 | 450 | 451 | 452))
        && !is_greylist
        && TOO_MUCH.iter().any(|word| reason.contains(word))
}

/// Halves what goes to a domain for a while.
pub(in crate::outbox) async fn slow_down(
    tx: &DatabaseTransaction,
    domain: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let known = queries::slowdown_of(tx, domain).await?.filter(|row| row.until > now);
    if known.as_ref().is_some_and(|row| row.since > now - ONE_COMPLAINT) {
        return Ok(());
    }
    let tried = newest_tries(tx, domain, now - MINUTE, 100_000).await?.len();
    let before = match known {
        Some(row) => u32::try_from(row.per_minute).unwrap_or(SLOWEST),
        None => {
            let limit = Limits::read(tx, now).await?.of(domain).map_or(u32::MAX, |rate| rate.per_minute);
            limit.min(u32::try_from(tried).unwrap_or(u32::MAX))
        }
    };
    let per_minute = i32::try_from((before / 2).max(SLOWEST)).unwrap_or(i32::MAX);
    tracing::warn!(domain, per_minute, "a domain asks for less; it is spared for a while");
    let row = domain_slowdown::ActiveModel {
        domain: Set(domain.to_owned()),
        per_minute: Set(per_minute),
        since: Set(now),
        until: Set(now + SPARED),
        reason: Set(reason.to_owned()),
    };
    use domain_slowdown::Column;
    let anew = OnConflict::column(Column::Domain)
        .update_columns([Column::PerMinute, Column::Since, Column::Until, Column::Reason])
        .to_owned();
    domain_slowdown::Entity::insert(row).on_conflict(anew).exec_without_returning(tx).await?;
    Ok(())
}
