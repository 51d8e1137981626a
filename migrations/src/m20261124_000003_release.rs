//! Releases of the programme, breaks, calendars that update themselves, and what a webinar is planned as before it is told.

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
        for table in [release(), schedule_break(), calendar_feed()] {
            manager.create_table(table).await?;
        }
        for column in new_columns() {
            manager.alter_table(Table::alter().table("webinar").add_column(column).to_owned()).await?;
        }
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in new_columns() {
            let name = Alias::new(column.get_column_name());
            manager.alter_table(Table::alter().table("webinar").drop_column(name).to_owned()).await?;
        }
        for table in ["calendar_feed", "schedule_break", "release"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

const INDEXES: [&str; 3] = [
    "CREATE UNIQUE INDEX idx_release_number ON release (session_id, number)",
    "CREATE INDEX idx_schedule_break_session ON schedule_break (session_id, starts_at)",
    "CREATE UNIQUE INDEX idx_calendar_feed_secret ON calendar_feed (secret)",
];

/// Columns that webinars get.
fn new_columns() -> Vec<ColumnDef> {
    vec![
        string_len("language", 16).default("ru").take(),
        timestamp_with_time_zone_null("planned_starts_at"),
        timestamp_with_time_zone_null("planned_ends_at"),
        timestamp_with_time_zone_null("changed_at"),
    ]
}

fn release() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("release")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(integer("number"))
        .col(text("note"))
        .col(json_binary("snapshot"))
        .col(json_binary("changes"))
        .col(timestamp_with_time_zone("published_at"))
        .col(uuid_null("published_by"))
        .foreign_key(&mut references("release", "session_id", "session"))
        .foreign_key(&mut references("release", "published_by", "person"));
    table
}

fn schedule_break() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("schedule_break")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(string("title"))
        .col(integer_null("track"))
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("schedule_break", "session_id", "session"));
    table
}

fn calendar_feed() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("calendar_feed")
        .col(uuid("person_id").primary_key())
        .col(string("secret"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("calendar_feed", "person_id", "person"));
    table
}
