//! Lists by which a school registers its teachers: read, understood by their columns, tried out line by line, then taken in.

mod apply;
mod check;
mod columns;
mod lines;
mod queries;
mod table;
#[cfg(test)]
mod tests;

use sea_orm::DbErr;

pub use apply::{Applied, apply};
pub use check::{Answer, CheckedLine, List, Namesake, Outcome, check, open_webinars};
pub use columns::{Column, ColumnsError, proposed};
pub use lines::{Entry, ForAll, LineProblem};
pub use table::{MOST_LINES, Table, TableError, TableLine};

/// Why a list was neither tried out nor taken in.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    #[error("there is no such session")]
    NotFound,
    #[error("the columns cannot be used")]
    Columns(#[from] ColumnsError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}
