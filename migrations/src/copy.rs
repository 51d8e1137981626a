//! A copy of a SQLite file, kept before its shape changes. On PostgreSQL operators make their own.

use std::path::PathBuf;

use sea_orm_migration::sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DbBackend, DbErr, Statement, Value,
};

use crate::{MigrateError, applied};

/// Writes the copy, whole or not at all; nothing for a database without steps, as it is empty.
pub(crate) async fn before(db: &DatabaseConnection, step: &str) -> Result<(), MigrateError> {
    if db.get_database_backend() != DbBackend::Sqlite || applied(db).await?.is_empty() {
        return Ok(());
    }
    let Some(file) = file_of(db).await? else { return Ok(()) };
    let name = |end: &str| PathBuf::from(format!("{}.before-{step}{end}", file.display()));
    let (unfinished, copy) = (name(".part"), name(""));
    // Left by an attempt that was killed.
    match std::fs::remove_file(&unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(MigrateError::Copy(error)),
        _ => {}
    }
    let into = Value::from(unfinished.display().to_string());
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [into])).await?;
    std::fs::rename(&unfinished, &copy).map_err(MigrateError::Copy)
}

/// Where the database lies; nowhere for one in memory.
async fn file_of(db: &DatabaseConnection) -> Result<Option<PathBuf>, DbErr> {
    let asked = Statement::from_string(
        DbBackend::Sqlite,
        "SELECT file FROM pragma_database_list WHERE name = 'main'",
    );
    let Some(row) = db.query_one_raw(asked).await? else { return Ok(None) };
    let file: Option<String> = row.try_get("", "file")?;
    Ok(file.filter(|file| !file.is_empty()).map(PathBuf::from))
}
