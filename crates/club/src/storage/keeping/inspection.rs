//! A look at a whole database in one moment.
#![expect(clippy::disallowed_methods, reason = "an operator's look is at everything, whatever its scope")]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{
    DocumentKind, DocumentState, JobState, OutboxState, audit_entry, document, document_serial, job, network,
    outbox_email, session, smtp_account,
};
use sea_orm::{
    AccessMode, ColumnTrait as _, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, EntityTrait as _, IsolationLevel, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QueryResult, QuerySelect as _, Statement, TransactionOptions, TransactionTrait as _,
};

use super::Serial;
use crate::storage::{OpenError, open};

/// A read transaction: everything it tells is of one moment, whatever is written meanwhile.
pub struct Inspection {
    tx: DatabaseTransaction,
    connection: DatabaseConnection,
}

/// The file that a document must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFile {
    pub number: String,
    /// Under which the store of files knows it.
    pub key: String,
    pub sha256: String,
}

/// How much waits, and how much wants somebody's attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queues {
    pub emails_held_at: Option<DateTime<Utc>>,
    pub emails_waiting: u64,
    pub emails_overdue: u64,
    pub emails_failed: u64,
    pub jobs_overdue: u64,
    pub jobs_parked: u64,
}

impl Inspection {
    /// Opens a database that is there; it is not made, migrated or changed.
    ///
    /// # Errors
    /// When it is not there or does not answer.
    pub async fn open(url: &str) -> Result<Inspection, OpenError> {
        let connection = Database::connect(open::existing(url)).await?;
        let is_postgres = connection.get_database_backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: is_postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: is_postgres.then_some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        let tx = connection.begin_with_options(options).await?;
        Ok(Inspection { tx, connection })
    }

    /// Accounts on SMTP servers, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn smtp_accounts(&self) -> Result<Vec<smtp_account::Model>, DbErr> {
        smtp_account::Entity::find().order_by_asc(smtp_account::Column::Id).all(&self.tx).await
    }

    /// The name by which another PostgreSQL connection sees the same moment, as long as this one lives.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn snapshot(&self) -> Result<String, DbErr> {
        let rows = self.ask("SELECT pg_export_snapshot() AS snapshot").await?;
        rows.first()
            .map_or(Err(DbErr::RecordNotFound("a snapshot".to_owned())), |row| row.try_get("", "snapshot"))
    }

    /// Everything the database itself finds wrong with its pages, indexes and references; nothing when it is sound.
    ///
    /// # Errors
    /// When it is too broken to look.
    pub async fn faults(&self) -> Result<Vec<String>, DbErr> {
        if self.tx.get_database_backend() == DbBackend::Postgres {
            let sql = "SELECT coalesce(checksum_failures, 0) AS failures FROM pg_stat_database \
                       WHERE datname = current_database() AND checksum_failures > 0";
            let found = self.ask(sql).await?;
            let counts = found.iter().map(|row| row.try_get::<i64>("", "failures"));
            return counts
                .map(|count| count.map(|count| format!("{count} pages with a wrong checksum")))
                .collect();
        }
        let mut faults = Vec::new();
        for row in self.ask("PRAGMA integrity_check(20)").await? {
            let said: String = row.try_get_by_index(0)?;
            if said != "ok" {
                faults.push(said);
            }
        }
        for row in self.ask("PRAGMA foreign_key_check").await? {
            let (table, target): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
            faults.push(format!("a row of {table} refers to a row of {target} that is not there"));
        }
        Ok(faults)
    }

    /// The migrations that made its shape, oldest first; none when it is empty.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn steps(&self) -> Result<Vec<String>, DbErr> {
        if !self.rows().await?.contains_key("seaql_migrations") {
            return Ok(Vec::new());
        }
        let rows = self.ask("SELECT version FROM seaql_migrations ORDER BY version").await?;
        rows.iter().map(|row| row.try_get("", "version")).collect()
    }

    /// How many rows each table has.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rows(&self) -> Result<BTreeMap<String, u64>, DbErr> {
        let tables = match self.tx.get_database_backend() {
            DbBackend::Postgres => {
                "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'"
            }
            _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        };
        let mut rows = BTreeMap::new();
        for row in self.ask(tables).await? {
            let table: String = row.try_get("", "name")?;
            let counted = self.ask(&format!("SELECT count(*) AS rows FROM \"{table}\"")).await?;
            let count: i64 = counted.first().map_or(Ok(0), |row| row.try_get("", "rows"))?;
            rows.insert(table, u64::try_from(count).unwrap_or_default());
        }
        Ok(rows)
    }

    /// The highest document number given, per session and kind.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn serials(&self) -> Result<Vec<Serial>, DbErr> {
        let given: Vec<(String, DocumentKind, i32)> = document_serial::Entity::find()
            .join(
                sea_orm::JoinType::InnerJoin,
                document_serial::Entity::belongs_to(session::Entity)
                    .from(document_serial::Column::SessionId)
                    .to(session::Column::Id)
                    .into(),
            )
            .select_only()
            .column(session::Column::Slug)
            .column(document_serial::Column::Kind)
            .column(document_serial::Column::Last)
            .order_by_asc(session::Column::Slug)
            .order_by_asc(document_serial::Column::Kind)
            .into_tuple()
            .all(&self.tx)
            .await?;
        Ok(given.into_iter().map(|(session, kind, last)| Serial { session, kind, last }).collect())
    }

    /// The files that must be there, in the order of the documents' numbers.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn document_files(&self) -> Result<Vec<DocumentFile>, DbErr> {
        let files: Vec<(String, String)> = document::Entity::find()
            .filter(document::Column::Sha256.is_not_null())
            .filter(document::Column::State.ne(DocumentState::Numbered))
            .select_only()
            .column(document::Column::Number)
            .column(document::Column::Sha256)
            .order_by_asc(document::Column::Number)
            .into_tuple()
            .all(&self.tx)
            .await?;
        let files = files.into_iter().map(|(number, sha256)| {
            let key = format!("{}/{sha256}", crate::document::FOLDER);
            DocumentFile { number, key, sha256 }
        });
        Ok(files.collect())
    }

    /// What waits and what failed; overdue is what was due before `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn queues(&self, limit: DateTime<Utc>) -> Result<Queues, DbErr> {
        let emails = |state| outbox_email::Entity::find().filter(outbox_email::Column::State.eq(state));
        let jobs = |state| job::Entity::find().filter(job::Column::State.eq(state));
        let network =
            network::Entity::find().filter(network::Column::EmailsHeldAt.is_not_null()).one(&self.tx).await?;
        let due = emails(OutboxState::Due);
        Ok(Queues {
            emails_held_at: network.and_then(|network| network.emails_held_at),
            emails_waiting: due.clone().count(&self.tx).await?,
            emails_overdue: due.filter(outbox_email::Column::DueAt.lt(limit)).count(&self.tx).await?,
            emails_failed: emails(OutboxState::Failed).count(&self.tx).await?,
            jobs_overdue: jobs(JobState::Ready).filter(job::Column::RunAt.lt(limit)).count(&self.tx).await?,
            jobs_parked: jobs(JobState::Parked).count(&self.tx).await?,
        })
    }

    /// Whether the installation was set up.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn is_set_up(&self) -> Result<bool, DbErr> {
        Ok(network::Entity::find().count(&self.tx).await? > 0)
    }

    /// The time of the newest deed in the audit trail.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn newest_deed_at(&self) -> Result<Option<DateTime<Utc>>, DbErr> {
        let newest = audit_entry::Entity::find().order_by_desc(audit_entry::Column::At).one(&self.tx).await?;
        Ok(newest.map(|deed| deed.at))
    }

    /// The time of the database's own machine; `None` for a file.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn its_time(&self) -> Result<Option<DateTime<Utc>>, DbErr> {
        if self.tx.get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let rows = self.ask("SELECT clock_timestamp() AS now").await?;
        rows.first().map(|row| row.try_get("", "now")).transpose()
    }

    /// Ends the transaction and closes the connection.
    ///
    /// # Errors
    /// When it does not close.
    pub async fn close(self) -> Result<(), DbErr> {
        self.tx.rollback().await?;
        self.connection.close().await
    }

    async fn ask(&self, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
        self.tx.query_all_raw(Statement::from_string(self.tx.get_database_backend(), sql)).await
    }
}
