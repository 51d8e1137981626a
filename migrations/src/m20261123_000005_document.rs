//! Layouts and documents with their numbers.

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
        manager.create_table(layout()).await?;
        manager.create_table(document_serial()).await?;
        manager.create_table(document()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["document", "document_serial", "layout"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn layout() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("layout")
        .col(uuid("id").primary_key())
        .col(word("kind"))
        .col(string("sha256").unique_key())
        .col(text("body"))
        .col(timestamp_with_time_zone("created_at"));
    table
}

fn document_serial() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("document_serial")
        .col(uuid("session_id"))
        .col(word("kind"))
        .col(integer("last"))
        .primary_key(Index::create().col("session_id").col("kind"))
        .foreign_key(&mut references("document_serial", "session_id", "session"));
    table
}

fn document() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("document")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(word("kind"))
        .col(uuid("person_id"))
        .col(uuid_null("webinar_id"))
        .col(string("subject_key"))
        .col(integer("serial"))
        .col(string("number").unique_key())
        .col(string("code").unique_key())
        .col(word("state"))
        .col(uuid("layout_id"))
        .col(json_binary("fields"))
        .col(string("name"))
        .col(string("line"))
        .col(string("verb"))
        .col(string("search_name"))
        .col(string_null("sha256"))
        .col(integer_null("size_bytes"))
        .col(timestamp_with_time_zone("issued_at"))
        .col(uuid_null("issued_by"))
        .col(uuid_null("replaces_id"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .col(uuid_null("revoked_by"))
        .col(text_null("revoke_reason"))
        .foreign_key(&mut references("document", "session_id", "session"))
        .foreign_key(&mut references("document", "person_id", "person"))
        .foreign_key(&mut references("document", "webinar_id", "webinar"))
        .foreign_key(&mut references("document", "layout_id", "layout"))
        .foreign_key(&mut references("document", "issued_by", "person"))
        .foreign_key(&mut references("document", "replaces_id", "document"))
        .foreign_key(&mut references("document", "revoked_by", "person"));
    table
}

const INDEXES: [&str; 5] = [
    "CREATE UNIQUE INDEX ux_document_serial ON document (session_id, kind, serial)",
    "CREATE UNIQUE INDEX ux_document_standing ON document (kind, subject_key) WHERE state <> 'revoked'",
    "CREATE INDEX ix_document_person ON document (person_id)",
    "CREATE INDEX ix_document_search_name ON document (search_name)",
    "CREATE INDEX ix_document_numbered ON document (session_id) WHERE state = 'numbered'",
];
