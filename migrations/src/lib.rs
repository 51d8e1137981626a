//! The shape of the database, step by step, on SQLite and on PostgreSQL; one process at a time takes the steps.

mod copy;
mod lock;
mod m20261123_000001_network;
mod m20261123_000002_session;
mod m20261123_000003_outbox;
mod m20261123_000004_registration;
mod m20261123_000005_document;
mod m20261123_000006_login;
mod m20261123_000007_email;
mod m20261124_000001_school;
mod m20261124_000002_session_stage;
mod m20261124_000003_release;
mod m20261124_000004_call;
mod m20261124_000005_registration_end;
mod m20261124_000006_api;
mod m20261124_000007_webhook;
mod m20261124_000008_answer;
mod shape;

use std::collections::BTreeSet;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectOptions, Database, DatabaseConnection, FromQueryResult as _};

pub use lock::Lock;

/// Every step, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_network::Migration),
            Box::new(m20261123_000002_session::Migration),
            Box::new(m20261123_000003_outbox::Migration),
            Box::new(m20261123_000004_registration::Migration),
            Box::new(m20261123_000005_document::Migration),
            Box::new(m20261123_000006_login::Migration),
            Box::new(m20261123_000007_email::Migration),
            Box::new(m20261124_000001_school::Migration),
            Box::new(m20261124_000002_session_stage::Migration),
            Box::new(m20261124_000003_release::Migration),
            Box::new(m20261124_000004_call::Migration),
            Box::new(m20261124_000005_registration_end::Migration),
            Box::new(m20261124_000006_api::Migration),
            Box::new(m20261124_000007_webhook::Migration),
            Box::new(m20261124_000008_answer::Migration),
        ]
    }
}

/// Why the database was not brought to its newest shape.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer program has been here.
    #[error("the database was used by a newer program (it knows the step {step}); start that one")]
    DatabaseIsNewer { step: String },
    #[error("another process could not be waited for")]
    Lock(#[source] std::io::Error),
    #[error("the database could not be copied before its first step")]
    Copy(#[source] std::io::Error),
    #[error("the database refused a step")]
    Db(#[from] DbErr),
}

/// Connects to the database at `url` (a SQLite file is made when it is not there) and takes every step that is missing.
///
/// # Errors
/// See [`MigrateError`].
pub async fn run(url: &str, lock: Lock) -> Result<Vec<String>, MigrateError> {
    let db = Database::connect(options(url)).await?;
    let taken = up(&db, lock).await;
    db.close().await?;
    taken
}

/// Two connections: PostgreSQL's lock holds one while the steps use the other.
fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(if url.starts_with("sqlite:") { 1 } else { 2 }).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|options| {
        options.create_if_missing(true).foreign_keys(true).busy_timeout(std::time::Duration::from_secs(30))
    });
    options
}

/// Takes every step that is missing, oldest first, and returns their names. Processes that start together take turns.
/// Before it changes a SQLite file that somebody used, it keeps a copy beside it: `….sqlite.before-<first step>`.
///
/// # Errors
/// See [`MigrateError`]; the step that failed is rolled back.
pub async fn up(db: &DatabaseConnection, lock: Lock) -> Result<Vec<String>, MigrateError> {
    let held = lock.take(db).await?;
    let result = missing_steps(db).await;
    held.release().await?;
    result
}

async fn missing_steps(db: &DatabaseConnection) -> Result<Vec<String>, MigrateError> {
    let missing = pending(db).await?;
    if let Some(first) = missing.first() {
        copy::before(db, first).await?;
        Migrator::up(db, None).await?;
    }
    Ok(missing)
}

/// Names of every step that this program knows, oldest first.
#[must_use]
pub fn known() -> Vec<String> {
    Migrator::migrations().iter().map(|step| step.name().to_owned()).collect()
}

/// Names of the steps that are missing; refuses a database that a newer program has used.
///
/// # Errors
/// See [`MigrateError`].
pub async fn pending(db: &DatabaseConnection) -> Result<Vec<String>, MigrateError> {
    let known = known();
    let applied = applied(db).await?;
    if let Some(step) = applied.iter().find(|step| !known.contains(step)) {
        return Err(MigrateError::DatabaseIsNewer { step: step.clone() });
    }
    Ok(known.into_iter().filter(|step| !applied.contains(step)).collect())
}

/// Names of the steps that the database has taken, in their order.
///
/// # Errors
/// When the database refuses.
pub async fn applied(db: &DatabaseConnection) -> Result<BTreeSet<String>, DbErr> {
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(BTreeSet::new());
    }
    let query = Query::select().column("version").from("seaql_migrations").to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter().map(|row| Step::from_query_result(row, "").map(|step| step.version)).collect()
}

#[derive(sea_orm_migration::sea_orm::FromQueryResult)]
struct Step {
    version: String,
}
