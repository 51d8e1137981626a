//! The network, its schools and the people that the club knows.

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
        manager.create_table(network()).await?;
        manager.create_table(school()).await?;
        manager.create_table(person()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["person", "school", "network"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn network() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("network")
        .col(uuid("id").primary_key())
        .col(string("name"))
        .col(timestamp_with_time_zone_null("emails_held_at"))
        .col(timestamp_with_time_zone("created_at"));
    table
}

fn school() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("school")
        .col(uuid("id").primary_key())
        .col(string("full_name"))
        .col(string("short_name"))
        .col(string("search_name"))
        .col(string("city"))
        .col(string("region"))
        .col(string("time_zone"))
        .col(timestamp_with_time_zone("created_at"));
    table
}

fn person() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("person")
        .col(uuid("id").primary_key())
        .col(string("family"))
        .col(string("given"))
        .col(string_null("patronymic"))
        .col(word("gender"))
        .col(json_binary_null("name_forms"))
        .col(string("search_name"))
        .col(string("position"))
        .col(uuid_null("school_id"))
        .col(string("school_name"))
        .col(string("city"))
        .col(string("region"))
        .col(string("time_zone"))
        .col(integer_null("experience_years"))
        .col(string_null("email"))
        .col(string_null("phone"))
        .col(string("language"))
        .col(timestamp_with_time_zone_null("email_bounced_at"))
        .col(timestamp_with_time_zone_null("disabled_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("person", "school_id", "school"));
    table
}

const INDEXES: [&str; 4] = [
    "CREATE UNIQUE INDEX ux_school_name_city ON school (short_name, city)",
    "CREATE INDEX ix_school_search_name ON school (search_name)",
    "CREATE INDEX ix_person_search_name ON person (search_name)",
    "CREATE UNIQUE INDEX ux_person_email_name ON person (email, search_name) WHERE email IS NOT NULL",
];
