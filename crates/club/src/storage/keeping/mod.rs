//! What operators need of a database as a whole: a copy, a look at everything in one moment, and what a restore changes.

mod inspection;
mod restored;

#[cfg(test)]
mod tests;

use std::path::Path;

use sea_orm::{ConnectionTrait as _, Database, DbBackend, DbErr, Statement};

use super::OpenError;

pub use inspection::{DocumentFile, Inspection, Queues};
pub use restored::{Serial, after_restore};

/// Writes a whole SQLite database, as it is at one moment, into a new file. Writers go on meanwhile.
///
/// # Errors
/// When the database cannot be read or the file is there already.
pub async fn copy_sqlite(url: &str, to: &Path) -> Result<(), DbErr> {
    let connection = Database::connect(super::open::existing(url)).await?;
    let path = to.display().to_string().into();
    let vacuum = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path]);
    let copied = connection.execute_raw(vacuum).await.map(drop);
    connection.close().await?;
    copied
}

/// The first thing that is wrong with the pages of a SQLite file, without comparing its indexes.
///
/// # Errors
/// When it is too broken to look.
pub async fn quick_fault(url: &str) -> Result<Option<String>, OpenError> {
    let connection = Database::connect(super::open::existing(url)).await?;
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(1)");
    let said = connection.query_one_raw(check).await;
    connection.close().await?;
    let said: Option<String> = said?.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(said.filter(|said| said != "ok"))
}

/// Makes sure that nobody else uses a SQLite file, and brings its write-ahead log into it, so that it may be moved.
///
/// # Errors
/// [`super::is_busy`] when somebody does.
pub async fn alone_with_sqlite(url: &str) -> Result<(), DbErr> {
    let connection = Database::connect(super::open::existing(url)).await?;
    // Leaving the write-ahead log is refused while others have the file open.
    let alone = connection.execute_unprepared("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE").await;
    connection.close().await?;
    alone.map(drop)
}

/// Whether somebody else is connected to a PostgreSQL database.
///
/// # Errors
/// When the database does not answer.
pub async fn others_on_postgres(url: &str) -> Result<bool, OpenError> {
    let connection = Database::connect(super::open::existing(url)).await?;
    let others = Statement::from_string(
        DbBackend::Postgres,
        "SELECT count(*) AS others FROM pg_stat_activity \
         WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    let row = connection.query_one_raw(others).await?;
    let others: Option<i64> = row.map(|row| row.try_get("", "others")).transpose()?;
    connection.close().await?;
    Ok(others.is_some_and(|others| others > 0))
}

/// Renames the schema that holds every table of a PostgreSQL database and makes an empty one in its place; nothing is deleted.
///
/// # Errors
/// When the database refuses.
pub async fn rename_schema(url: &str, from: &str, to: &str) -> Result<(), DbErr> {
    let connection = Database::connect(super::open::existing(url)).await?;
    // Several statements in one question are one transaction.
    let renamed = connection
        .execute_unprepared(&format!("ALTER SCHEMA \"{from}\" RENAME TO \"{to}\"; CREATE SCHEMA \"{from}\""))
        .await;
    connection.close().await?;
    renamed.map(drop)
}

/// Takes [`rename_schema`] back: drops the schema that came in its place, which must be empty.
///
/// # Errors
/// When the database refuses.
pub async fn rename_schema_back(url: &str, from: &str, to: &str) -> Result<(), DbErr> {
    let connection = Database::connect(super::open::existing(url)).await?;
    let renamed = connection
        .execute_unprepared(&format!("DROP SCHEMA \"{to}\"; ALTER SCHEMA \"{from}\" RENAME TO \"{to}\""))
        .await;
    connection.close().await?;
    renamed.map(drop)
}
