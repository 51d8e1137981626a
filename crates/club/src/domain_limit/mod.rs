//! How fast domains take e-mails, for curators: what holds, what servers asked for meanwhile, and what comes.

mod act;
#[cfg(test)]
mod tests;

use entity::{DomainLimitId, domain_slowdown};
use sea_orm::DbErr;

use crate::outbox::limits::{DEFAULTS, Forecast, domain_limits, slowdowns};
use crate::{Club, Viewer, outbox};

pub use act::{Draft, LimitError, MOST, MOST_CONNECTIONS, Problem, remove, save};

/// A limit that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// None: it comes with the program.
    pub id: Option<DomainLimitId>,
    pub domain: String,
    pub per_minute: u32,
    pub connections: u32,
}

/// Everything about limits.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// By domain.
    pub limits: Vec<Limit>,
    pub slowdowns: Vec<domain_slowdown::Model>,
    pub forecasts: Vec<Forecast>,
}

/// What holds, what was learnt and what comes; nothing for others than curators.
///
/// # Errors
/// When the database refuses.
pub async fn overview(club: &Club, viewer: &Viewer) -> Result<Option<Overview>, DbErr> {
    if !viewer.is_curator() {
        return Ok(None);
    }
    let (db, now) = (club.storage.reads(), club.clock.now());
    let written = domain_limits(db).await?;
    let mut limits: Vec<Limit> = written
        .into_iter()
        .map(|row| Limit {
            id: Some(row.id),
            domain: row.domain,
            per_minute: u32::try_from(row.per_minute).unwrap_or(1),
            connections: u32::try_from(row.connections).unwrap_or(1),
        })
        .collect();
    for (domain, rate) in DEFAULTS {
        if !limits.iter().any(|limit| limit.domain == domain) {
            let connections = u32::try_from(rate.connections).unwrap_or(u32::MAX);
            let per_minute = rate.per_minute;
            limits.push(Limit { id: None, domain: domain.to_owned(), per_minute, connections });
        }
    }
    limits.sort_by(|one, other| one.domain.cmp(&other.domain));
    let forecasts = outbox::forecast_of_all(club, viewer).await?;
    Ok(Some(Overview { limits, slowdowns: slowdowns(db, now).await?, forecasts }))
}
