//! What is to be sent and what is to be done.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{references, statements, word};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(outbox_email()).await?;
        manager.create_table(outbox_content()).await?;
        manager.create_table(job()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["job", "outbox_content", "outbox_email"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn outbox_email() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("outbox_email")
        .col(uuid("id").primary_key())
        .col(string("dedup_key").unique_key())
        .col(word("kind"))
        .col(uuid_null("session_id"))
        .col(uuid_null("person_id"))
        .col(string_null("to_name"))
        .col(string("to_address"))
        .col(string("language"))
        .col(string("subject"))
        .col(string("webinars"))
        .col(string("message_id").unique_key())
        .col(string_null("unsubscribe_url"))
        .col(word("state"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("not_after"))
        .col(integer("attempts"))
        .col(string_null("lease_owner"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("outbox_email", "session_id", "session"))
        .foreign_key(&mut references("outbox_email", "person_id", "person"));
    table
}

/// Apart, so that a lease and a receipt write a short row, not a long one.
fn outbox_content() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("outbox_content")
        .col(uuid("outbox_email_id").primary_key())
        .col(text("text"))
        .col(text("html"))
        .col(json_binary("attachments"))
        .foreign_key(
            references("outbox_content", "outbox_email_id", "outbox_email")
                .on_delete(ForeignKeyAction::Cascade),
        );
    table
}

fn job() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("job")
        .col(uuid("id").primary_key())
        .col(string("kind"))
        .col(json_binary("payload"))
        .col(string_null("unique_key"))
        .col(word("state"))
        .col(timestamp_with_time_zone("run_at"))
        .col(integer("attempts"))
        .col(integer("max_attempts"))
        .col(string_null("lease_owner"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("done_at"));
    table
}

const INDEXES: [&str; 8] = [
    "CREATE INDEX ix_outbox_email_due ON outbox_email (due_at) WHERE state = 'due'",
    "CREATE INDEX ix_outbox_email_leased ON outbox_email (lease_until) WHERE state = 'leased'",
    "CREATE INDEX ix_outbox_email_session ON outbox_email (session_id, created_at)",
    "CREATE INDEX ix_outbox_email_person ON outbox_email (person_id, created_at)",
    "CREATE INDEX ix_outbox_email_address ON outbox_email (to_address, kind, created_at)",
    "CREATE UNIQUE INDEX ux_job_unique_key ON job (kind, unique_key) WHERE unique_key IS NOT NULL",
    "CREATE INDEX ix_job_ready ON job (run_at) WHERE state = 'ready'",
    "CREATE INDEX ix_job_leased ON job (lease_until) WHERE state = 'leased'",
];
