//! Schools and stages of a session; topics that young teachers ask for.

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
        for table in [session_school(), session_stage(), topic_request(), topic_vote(), topic_cover()] {
            manager.create_table(table).await?;
        }
        manager.create_table(topic_silence()).await?;
        for (table, column) in new_columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in new_columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table(table).drop_column(Alias::new(name)).to_owned()).await?;
        }
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// From the last to the first.
const TABLES: [&str; 6] =
    ["topic_silence", "topic_cover", "topic_vote", "topic_request", "session_stage", "session_school"];

/// Columns that earlier tables get; without foreign keys, which neither store adds to a table in the same way.
fn new_columns() -> Vec<(&'static str, ColumnDef)> {
    vec![("session", integer("revision").default(1).take()), ("session", uuid_null("copied_from_id"))]
}

fn session_school() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("session_school")
        .col(uuid("session_id"))
        .col(uuid("school_id"))
        .col(integer("place"))
        .col(boolean("is_host"))
        .col(word("state"))
        .col(timestamp_with_time_zone("invited_at"))
        .col(uuid_null("invited_by"))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(uuid_null("answered_by"))
        .primary_key(Index::create().col("session_id").col("school_id"))
        .foreign_key(&mut references("session_school", "session_id", "session"))
        .foreign_key(&mut references("session_school", "school_id", "school"))
        .foreign_key(&mut references("session_school", "invited_by", "person"))
        .foreign_key(&mut references("session_school", "answered_by", "person"));
    table
}

fn session_stage() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("session_stage")
        .col(uuid("session_id"))
        .col(word("stage"))
        .col(timestamp_with_time_zone_null("opens_at"))
        .col(timestamp_with_time_zone_null("closes_at"))
        .col(string_len_null("forced", 32))
        .col(timestamp_with_time_zone_null("forced_at"))
        .col(uuid_null("forced_by"))
        .primary_key(Index::create().col("session_id").col("stage"))
        .foreign_key(&mut references("session_stage", "session_id", "session"))
        .foreign_key(&mut references("session_stage", "forced_by", "person"));
    table
}

fn topic_request() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("topic_request")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(uuid("asked_by"))
        .col(string("title"))
        .col(string("search_title"))
        .col(text("reason"))
        .col(word("state"))
        .col(text("answer"))
        .col(uuid_null("merged_into_id"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(uuid_null("decided_by"))
        .foreign_key(&mut references("topic_request", "session_id", "session"))
        .foreign_key(&mut references("topic_request", "asked_by", "person"))
        .foreign_key(&mut references("topic_request", "merged_into_id", "topic_request"))
        .foreign_key(&mut references("topic_request", "decided_by", "person"));
    table
}

fn topic_vote() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("topic_vote")
        .col(uuid("topic_request_id"))
        .col(uuid("person_id"))
        .col(boolean("is_asker"))
        .col(timestamp_with_time_zone("voted_at"))
        .primary_key(Index::create().col("topic_request_id").col("person_id"))
        .foreign_key(&mut references("topic_vote", "topic_request_id", "topic_request"))
        .foreign_key(&mut references("topic_vote", "person_id", "person"));
    table
}

fn topic_cover() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("topic_cover")
        .col(uuid("topic_request_id"))
        .col(uuid("talk_id"))
        .col(timestamp_with_time_zone("covered_at"))
        .col(timestamp_with_time_zone_null("told_at"))
        .primary_key(Index::create().col("topic_request_id").col("talk_id"))
        .foreign_key(&mut references("topic_cover", "topic_request_id", "topic_request"))
        .foreign_key(&mut references("topic_cover", "talk_id", "talk"));
    table
}

fn topic_silence() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("topic_silence")
        .col(uuid("person_id").primary_key())
        .col(timestamp_with_time_zone("since"))
        .foreign_key(&mut references("topic_silence", "person_id", "person"));
    table
}

const INDEXES: [&str; 5] = [
    "CREATE INDEX ix_session_school_school ON session_school (school_id)",
    "CREATE INDEX ix_topic_request_session ON topic_request (session_id, state)",
    "CREATE INDEX ix_topic_request_asker ON topic_request (asked_by)",
    "CREATE INDEX ix_topic_vote_person ON topic_vote (person_id)",
    "CREATE INDEX ix_topic_cover_talk ON topic_cover (talk_id)",
];
