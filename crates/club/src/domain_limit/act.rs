//! Setting limits and taking them away.

use entity::{DomainLimitId, domain_limit};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait as _, Set};

use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// E-mails a minute.
pub const MOST: u32 = 100_000;
/// Side by side.
pub const MOST_CONNECTIONS: u32 = 64;

/// A limit as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub domain: String,
    pub per_minute: u32,
    pub connections: u32,
}

/// What is wrong with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    Domain,
    PerMinute,
    Connections,
}

/// Why a limit was not changed.
#[derive(Debug, thiserror::Error)]
pub enum LimitError {
    #[error("there is no such limit")]
    NotFound,
    #[error("the limit would not do")]
    Unusable(Vec<Problem>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The domain of an address as the outbox keeps it: in ASCII and small letters, with a dot in it.
fn domain(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let typed = typed.rsplit_once('@').map_or(typed, |(_, domain)| domain);
    mail::plain_host(typed).filter(|host| host.contains('.') && host.parse::<std::net::IpAddr>().is_err())
}

/// Sets the limit of a domain, whether it had one or not; workers mind it within a second. Curators may.
///
/// # Errors
/// See [`LimitError`].
pub async fn save(club: &Club, viewer: &Viewer, draft: Draft) -> Result<(), LimitError> {
    if !viewer.is_curator() {
        return Err(LimitError::NotFound);
    }
    let domain = domain(&draft.domain);
    let found = [
        (domain.is_none(), Problem::Domain),
        (!(1..=MOST).contains(&draft.per_minute), Problem::PerMinute),
        (!(1..=MOST_CONNECTIONS).contains(&draft.connections), Problem::Connections),
    ];
    let problems: Vec<Problem> =
        found.into_iter().filter_map(|(is, problem)| is.then_some(problem)).collect();
    let Some(domain) = domain.filter(|_| problems.is_empty()) else {
        return Err(LimitError::Unusable(problems));
    };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let now = inside.clock.now();
            let row = domain_limit::ActiveModel {
                id: Set(inside.chance.id(now)),
                domain: Set(domain),
                per_minute: Set(i32::try_from(draft.per_minute).unwrap_or(i32::MAX)),
                connections: Set(i32::try_from(draft.connections).unwrap_or(i32::MAX)),
                updated_at: Set(now),
            };
            use domain_limit::Column;
            let anew = OnConflict::column(Column::Domain)
                .update_columns([Column::PerMinute, Column::Connections, Column::UpdatedAt])
                .to_owned();
            let row = domain_limit::Entity::insert(row).on_conflict(anew).exec_with_returning(tx).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("domain_limit.set", &row)).await?)
        })
    });
    work.await
}

/// Takes a limit away; what comes with the program holds again. Curators may.
///
/// # Errors
/// See [`LimitError`].
pub async fn remove(club: &Club, viewer: &Viewer, id: DomainLimitId) -> Result<(), LimitError> {
    if !viewer.is_curator() {
        return Err(LimitError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let removed = domain_limit::Entity::delete_by_id(id).exec_with_returning(tx).await?;
            let row = removed.ok_or(LimitError::NotFound)?;
            Ok(audit::record(tx, &inside, &viewer, deed("domain_limit.remove", &row)).await?)
        })
    });
    work.await
}

fn deed(action: &'static str, row: &domain_limit::Model) -> Deed {
    let details = serde_json::json!({
        "domain": row.domain, "per_minute": row.per_minute, "connections": row.connections
    });
    let subject = format!("domain_limit {}", row.id);
    Deed { action, subject, school_id: None, session_id: None, details }
}
