//! When registration for a webinar ends, and lists of listeners, e-mails and deeds that stay quick however many there are.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::statements;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer_null("registration_ends_hours");
        manager.alter_table(Table::alter().table("webinar").add_column(column).to_owned()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        statements(manager, &INDEXES_BEFORE).await?;
        let dropped = Alias::new("registration_ends_hours");
        manager.alter_table(Table::alter().table("webinar").drop_column(dropped).to_owned()).await
    }
}

/// Many rows are written at the same moment: only with the id an index puts them in order.
const INDEXES: [&str; 5] = [
    "CREATE INDEX ix_registration_webinar ON registration (webinar_id, id) WHERE cancelled_at IS NULL",
    "DROP INDEX ix_outbox_email_session",
    "CREATE INDEX ix_outbox_email_session ON outbox_email (session_id, created_at, id)",
    "DROP INDEX ix_audit_entry_session",
    "CREATE INDEX ix_audit_entry_session ON audit_entry (session_id, at, id)",
];

const INDEXES_BEFORE: [&str; 5] = [
    "DROP INDEX ix_registration_webinar",
    "DROP INDEX ix_outbox_email_session",
    "CREATE INDEX ix_outbox_email_session ON outbox_email (session_id, created_at)",
    "DROP INDEX ix_audit_entry_session",
    "CREATE INDEX ix_audit_entry_session ON audit_entry (session_id, at)",
];
