//! Sessions, their webinars, talks and speakers, and who may do what.

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
        manager.create_table(session()).await?;
        manager.create_table(signatory()).await?;
        manager.create_table(webinar()).await?;
        manager.create_table(talk()).await?;
        manager.create_table(speaker()).await?;
        manager.create_table(role_grant()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["role_grant", "speaker", "talk", "webinar", "signatory", "session"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn session() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("session")
        .col(uuid("id").primary_key())
        .col(string("slug").unique_key())
        .col(string("title"))
        .col(word("season"))
        .col(integer("year"))
        .col(uuid("host_school_id"))
        .col(string("time_zone"))
        .col(string("region"))
        .col(word("level"))
        .col(string("order_school"))
        .col(string("order_number"))
        .col(date("order_on"))
        .col(integer("watch_percent"))
        .col(word("code_word_rule"))
        .col(integer("early_career_years"))
        .col(string("number_pattern"))
        .col(word("issue_mode"))
        .col(word("state"))
        .col(timestamp_with_time_zone_null("published_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("session", "host_school_id", "school"));
    table
}

fn signatory() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("signatory")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(integer("place"))
        .col(string("position"))
        .col(string("family"))
        .col(string("given"))
        .col(string_null("patronymic"))
        .col(string_null("signature_image"))
        .col(string_null("seal_image"))
        .foreign_key(&mut references("signatory", "session_id", "session"));
    table
}

fn webinar() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("webinar")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(string("code"))
        .col(string("slug").unique_key())
        .col(string("title"))
        .col(word("form"))
        .col(integer("track"))
        .col(uuid("host_school_id"))
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(string("time_zone"))
        .col(string_null("stream_url"))
        .col(string_null("stream_platform"))
        .col(string_null("code_word"))
        .col(word("state"))
        .col(integer("sequence"))
        .col(timestamp_with_time_zone_null("attendance_judged_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("webinar", "session_id", "session"))
        .foreign_key(&mut references("webinar", "host_school_id", "school"));
    table
}

fn talk() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("talk")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(uuid_null("webinar_id"))
        .col(string_null("code"))
        .col(string("topic"))
        .col(integer("minutes"))
        .col(word("state"))
        .col(word("materials"))
        .col(integer("references_count"))
        .col(integer("place"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("talk", "session_id", "session"))
        .foreign_key(&mut references("talk", "webinar_id", "webinar"));
    table
}

fn speaker() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("speaker")
        .col(uuid("id").primary_key())
        .col(uuid("talk_id"))
        .col(uuid("person_id"))
        .col(integer("place"))
        .foreign_key(&mut references("speaker", "talk_id", "talk"))
        .foreign_key(&mut references("speaker", "person_id", "person"));
    table
}

fn role_grant() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("role_grant")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(word("role"))
        .col(uuid_null("school_id"))
        .col(uuid_null("webinar_id"))
        .col(timestamp_with_time_zone("granted_at"))
        .col(uuid_null("granted_by"))
        .foreign_key(&mut references("role_grant", "person_id", "person"))
        .foreign_key(&mut references("role_grant", "school_id", "school"))
        .foreign_key(&mut references("role_grant", "webinar_id", "webinar"))
        .foreign_key(&mut references("role_grant", "granted_by", "person"));
    table
}

const INDEXES: [&str; 13] = [
    "CREATE INDEX ix_session_host_school ON session (host_school_id)",
    "CREATE UNIQUE INDEX ux_signatory_place ON signatory (session_id, place)",
    "CREATE UNIQUE INDEX ux_webinar_code ON webinar (session_id, code)",
    "CREATE INDEX ix_webinar_starts_at ON webinar (starts_at)",
    "CREATE INDEX ix_webinar_host_school ON webinar (host_school_id)",
    "CREATE INDEX ix_talk_webinar ON talk (webinar_id, place)",
    "CREATE UNIQUE INDEX ux_talk_code ON talk (session_id, code) WHERE code IS NOT NULL",
    "CREATE UNIQUE INDEX ux_speaker_person ON speaker (talk_id, person_id)",
    "CREATE INDEX ix_speaker_person ON speaker (person_id)",
    "CREATE INDEX ix_role_grant_person ON role_grant (person_id)",
    "CREATE UNIQUE INDEX ux_role_grant_network ON role_grant (person_id, role) WHERE school_id IS NULL AND webinar_id IS NULL",
    "CREATE UNIQUE INDEX ux_role_grant_school ON role_grant (person_id, role, school_id) WHERE webinar_id IS NULL",
    "CREATE UNIQUE INDEX ux_role_grant_webinar ON role_grant (person_id, role, webinar_id) WHERE school_id IS NULL",
];
