//! Log-ins and the audit trail.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{references, statements};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(login_link()).await?;
        manager.create_table(login()).await?;
        manager.create_table(audit_entry()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["audit_entry", "login", "login_link"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn login_link() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("login_link")
        .col(uuid("id").primary_key())
        .col(string("token_sha256").unique_key())
        .col(uuid_null("person_id"))
        .col(string_null("next"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut references("login_link", "person_id", "person"));
    table
}

fn login() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("login")
        .col(uuid("id").primary_key())
        .col(string("token_sha256").unique_key())
        .col(uuid("person_id"))
        .col(string("csrf_token"))
        .col(string_null("user_agent"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut references("login", "person_id", "person"));
    table
}

fn audit_entry() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("audit_entry")
        .col(uuid("id").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("person_id"))
        .col(uuid_null("school_id"))
        .col(uuid_null("session_id"))
        .col(string("action"))
        .col(string("subject"))
        .col(json_binary("details"))
        .foreign_key(&mut references("audit_entry", "person_id", "person"))
        .foreign_key(&mut references("audit_entry", "school_id", "school"))
        .foreign_key(&mut references("audit_entry", "session_id", "session"));
    table
}

const INDEXES: [&str; 4] = [
    "CREATE INDEX ix_login_link_person ON login_link (person_id)",
    "CREATE INDEX ix_login_person ON login (person_id) WHERE ended_at IS NULL",
    "CREATE INDEX ix_audit_entry_session ON audit_entry (session_id, at)",
    "CREATE INDEX ix_audit_entry_at ON audit_entry (at)",
];
