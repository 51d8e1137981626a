//! Registrations, consents, evidence and attendance.

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
        manager.create_table(registration()).await?;
        manager.create_table(consent_text()).await?;
        manager.create_table(consent()).await?;
        manager.create_table(evidence()).await?;
        manager.create_table(attendance()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["attendance", "evidence", "consent", "consent_text", "registration"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn registration() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("registration")
        .col(uuid("id").primary_key())
        .col(uuid("webinar_id"))
        .col(uuid("person_id"))
        .col(string("join_secret").unique_key())
        .col(text_null("question"))
        .col(timestamp_with_time_zone("registered_at"))
        .col(timestamp_with_time_zone_null("cancelled_at"))
        .col(uuid_null("stream_link_email_id"))
        .col(timestamp_with_time_zone_null("joined_at"))
        .foreign_key(&mut references("registration", "webinar_id", "webinar"))
        .foreign_key(&mut references("registration", "person_id", "person"))
        .foreign_key(&mut references("registration", "stream_link_email_id", "outbox_email"));
    table
}

fn consent_text() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("consent_text")
        .col(uuid("id").primary_key())
        .col(word("purpose"))
        .col(string("language"))
        .col(integer("version"))
        .col(text("body"))
        .col(string("sha256"))
        .col(timestamp_with_time_zone("created_at"));
    table
}

fn consent() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("consent")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(word("purpose"))
        .col(uuid("consent_text_id"))
        .col(timestamp_with_time_zone("given_at"))
        .col(string_null("ip"))
        .col(string_null("user_agent"))
        .col(string("given_how"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .foreign_key(&mut references("consent", "person_id", "person"))
        .foreign_key(&mut references("consent", "consent_text_id", "consent_text"));
    table
}

fn evidence() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("evidence")
        .col(uuid("id").primary_key())
        .col(uuid("registration_id"))
        .col(word("kind"))
        .col(string("source"))
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(text_null("note"))
        .col(boolean("holds"))
        .col(uuid_null("noted_by"))
        .col(timestamp_with_time_zone("noted_at"))
        .foreign_key(&mut references("evidence", "registration_id", "registration"))
        .foreign_key(&mut references("evidence", "noted_by", "person"));
    table
}

fn attendance() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("attendance")
        .col(uuid("registration_id").primary_key())
        .col(integer("seconds"))
        .col(integer("percent_tenths"))
        .col(boolean("attended"))
        .col(string("evidence"))
        .col(timestamp_with_time_zone("judged_at"))
        .foreign_key(&mut references("attendance", "registration_id", "registration"));
    table
}

const INDEXES: [&str; 6] = [
    "CREATE UNIQUE INDEX ux_registration_standing ON registration (webinar_id, person_id) WHERE cancelled_at IS NULL",
    "CREATE INDEX ix_registration_person ON registration (person_id)",
    "CREATE UNIQUE INDEX ux_consent_text_version ON consent_text (purpose, language, version)",
    "CREATE UNIQUE INDEX ux_consent_standing ON consent (person_id, consent_text_id) WHERE withdrawn_at IS NULL",
    "CREATE INDEX ix_consent_person ON consent (person_id, purpose)",
    "CREATE INDEX ix_evidence_registration ON evidence (registration_id, kind)",
];
