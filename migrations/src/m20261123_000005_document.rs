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
        manager.create_table(signing_key()).await?;
        manager.create_table(document()).await?;
        manager.create_table(document_hold()).await?;
        manager.create_table(correction()).await?;
        manager.create_table(layout_design()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// From the last to the first.
const TABLES: [&str; 7] =
    ["layout_design", "correction", "document_hold", "document", "signing_key", "document_serial", "layout"];

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
        .col(text_null("file_problem"))
        .col(string_null("signing_key_id"))
        .col(boolean("is_file_public").default(false))
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
        .foreign_key(&mut references("document", "revoked_by", "person"))
        .foreign_key(&mut references("document", "signing_key_id", "signing_key"));
    table
}

fn signing_key() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("signing_key")
        .col(string("id").primary_key())
        .col(string("public_key").unique_key())
        .col(string_null("secret_key"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("retired_at"));
    table
}

fn document_hold() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("document_hold")
        .col(uuid("session_id"))
        .col(word("kind"))
        .col(string("subject_key"))
        .col(uuid("person_id"))
        .col(text("reason"))
        .col(timestamp_with_time_zone("held_at"))
        .col(uuid_null("held_by"))
        .primary_key(Index::create().col("session_id").col("kind").col("subject_key"))
        .foreign_key(&mut references("document_hold", "session_id", "session"))
        .foreign_key(&mut references("document_hold", "person_id", "person"))
        .foreign_key(&mut references("document_hold", "held_by", "person"));
    table
}

fn correction() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("correction")
        .col(uuid("id").primary_key())
        .col(uuid("document_id"))
        .col(uuid("asked_by"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(text("wish"))
        .col(word("state"))
        .col(text_null("answer"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(uuid_null("closed_by"))
        .foreign_key(&mut references("correction", "document_id", "document"))
        .foreign_key(&mut references("correction", "asked_by", "person"))
        .foreign_key(&mut references("correction", "closed_by", "person"));
    table
}

fn layout_design() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("layout_design")
        .col(uuid("id").primary_key())
        .col(word("kind"))
        .col(word("level"))
        .col(uuid_null("school_id"))
        .col(uuid_null("session_id"))
        .col(string("name"))
        .col(uuid_null("parent_id"))
        .col(text("changes"))
        .col(boolean("is_used"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(uuid_null("updated_by"))
        .foreign_key(&mut references("layout_design", "school_id", "school"))
        .foreign_key(&mut references("layout_design", "session_id", "session"))
        .foreign_key(&mut references("layout_design", "parent_id", "layout_design"))
        .foreign_key(&mut references("layout_design", "updated_by", "person"));
    table
}

const INDEXES: [&str; 11] = [
    "CREATE UNIQUE INDEX ux_document_serial ON document (session_id, kind, serial)",
    "CREATE UNIQUE INDEX ux_document_standing ON document (kind, subject_key) WHERE state <> 'revoked'",
    "CREATE INDEX ix_document_person ON document (person_id)",
    "CREATE INDEX ix_document_search_name ON document (search_name)",
    "CREATE INDEX ix_document_numbered ON document (session_id) WHERE state = 'numbered'",
    "CREATE INDEX ix_document_sha256 ON document (sha256)",
    "CREATE UNIQUE INDEX ux_signing_key_current ON signing_key ((retired_at IS NULL)) WHERE retired_at IS NULL",
    "CREATE UNIQUE INDEX ux_correction_open ON correction (document_id) WHERE state = 'open'",
    "CREATE UNIQUE INDEX ux_layout_design_network ON layout_design (kind) WHERE is_used AND level = 'network'",
    "CREATE UNIQUE INDEX ux_layout_design_school ON layout_design (kind, school_id) WHERE is_used AND level = 'school'",
    "CREATE UNIQUE INDEX ux_layout_design_session ON layout_design (kind, session_id) WHERE is_used AND level = 'session'",
];
