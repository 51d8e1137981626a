//! Which database errors pass by themselves, and which need an operator.

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// How an overloaded writer answers.
pub(super) const OVERLOADED: &str = "too much waits to be written";
/// How a write answers that shared its transaction with one that broke it.
pub(super) const UNDONE: &str = "the transaction was undone as a whole";

/// Whether an error passes by itself: too much waits to be written, the database is locked, starts again or cannot be reached. Nothing was
/// written; try again in a moment.
#[must_use]
pub fn is_busy(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Custom(reason) => reason == OVERLOADED || reason == UNDONE,
        error => sqlx_error(error).is_some_and(|error| match error {
            SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed => {
                true
            }
            SqlxError::Database(error) => says_busy(&**error),
            _ => false,
        }),
    }
}

/// Whether an error says that the disk is full. Nothing was written; reading goes on.
#[must_use]
pub fn is_full(error: &DbErr) -> bool {
    match sqlx_error(error) {
        Some(SqlxError::Database(error)) => match error.code().as_deref() {
            Some("53100") => true,
            code => sqlite_code(&**error, code) == Some(13),
        },
        _ => false,
    }
}

/// Whether an error says that a SQLite file is damaged, or none.
#[must_use]
pub fn is_damaged(error: &DbErr) -> bool {
    match sqlx_error(error) {
        Some(SqlxError::Database(error)) => {
            matches!(sqlite_code(&**error, error.code().as_deref()), Some(11 | 26))
        }
        _ => false,
    }
}

fn sqlx_error(error: &DbErr) -> Option<&SqlxError> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(&**error),
        _ => None,
    }
}

/// SQLite: 5 busy, 6 locked. PostgreSQL: serialisation failure, deadlock, lock not available, too many connections, the server stops or starts.
fn says_busy(error: &dyn DatabaseError) -> bool {
    let code = error.code();
    match code.as_deref() {
        Some("40001" | "40P01" | "55P03" | "53300" | "57P01" | "57P02" | "57P03") => true,
        code => matches!(sqlite_code(error, code), Some(5 | 6)),
    }
}

/// The primary result code of SQLite, without what extends it.
fn sqlite_code(error: &dyn DatabaseError, code: Option<&str>) -> Option<i32> {
    error.try_downcast_ref::<sea_orm::SqlxSqliteError>()?;
    code?.parse::<i32>().ok().map(|code| code & 0xff)
}
