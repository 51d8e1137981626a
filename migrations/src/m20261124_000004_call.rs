//! The call for speakers: what an application says, its form, files, co-speakers, reviews and decisions.

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
        for (table, column) in new_columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        for table in [form_field(), talk_file(), talk_answer(), co_speaker(), criterion(), review()] {
            manager.create_table(table).await?;
        }
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        statements(manager, &["DROP INDEX ux_talk_secret", "DROP INDEX ix_talk_applicant"]).await?;
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, column) in new_columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table(table).drop_column(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}

/// From the last to the first.
const TABLES: [&str; 6] = ["review", "criterion", "co_speaker", "talk_answer", "talk_file", "form_field"];

/// Columns that earlier tables get; without foreign keys, which neither store adds to a table in the same way.
fn new_columns() -> Vec<(&'static str, ColumnDef)> {
    let at = timestamp_with_time_zone_null;
    vec![
        ("talk", text_null("annotation")),
        ("talk", string_len_null("form", 32)),
        ("talk", text_null("audience")),
        ("talk", json_binary_null("wished")),
        ("talk", text_null("references_text")),
        ("talk", boolean("is_ready_to_mentor").default(false).take()),
        ("talk", text_null("mentor_topics")),
        ("talk", at("authorship_declared_at")),
        ("talk", string_null("applicant_email")),
        ("talk", string_null("applicant_language")),
        ("talk", string_null("secret")),
        ("talk", json_binary_null("draft")),
        ("talk", at("saved_at")),
        ("talk", at("submitted_at")),
        ("talk", at("late_until")),
        ("talk", uuid_null("entered_by")),
        ("talk", at("claimed_at")),
        ("talk", string_len_null("decision", 32)),
        ("talk", text_null("decision_note")),
        ("talk", at("decided_at")),
        ("talk", uuid_null("decided_by")),
        ("talk", at("released_at")),
        ("talk", at("confirmed_at")),
        ("talk", at("withdrawn_at")),
        ("talk", text_null("withdrawal_reason")),
        ("speaker", string_len_null("category", 32)),
    ]
}

fn form_field() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("form_field")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(integer("place"))
        .col(string_null("built_in"))
        .col(word("kind"))
        .col(string_null("label"))
        .col(string_null("label_en"))
        .col(text_null("hint"))
        .col(json_binary_null("choices"))
        .col(boolean("is_on"))
        .col(boolean("is_required"))
        .col(integer_null("longest"))
        .col(word("seen_by"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut references("form_field", "session_id", "session"));
    table
}

fn talk_file() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("talk_file")
        .col(uuid("id").primary_key())
        .col(uuid("talk_id"))
        .col(uuid("form_field_id"))
        .col(string("file_name"))
        .col(string("content_type"))
        .col(integer("size"))
        .col(string("sha256"))
        .col(timestamp_with_time_zone("uploaded_at"))
        .col(timestamp_with_time_zone_null("removed_at"))
        .foreign_key(&mut references("talk_file", "talk_id", "talk"))
        .foreign_key(&mut references("talk_file", "form_field_id", "form_field"));
    table
}

fn talk_answer() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("talk_answer")
        .col(uuid("id").primary_key())
        .col(uuid("talk_id"))
        .col(uuid("form_field_id"))
        .col(string("label"))
        .col(text("value"))
        .col(word("seen_by"))
        .col(timestamp_with_time_zone("answered_at"))
        .foreign_key(&mut references("talk_answer", "talk_id", "talk"))
        .foreign_key(&mut references("talk_answer", "form_field_id", "form_field"));
    table
}

fn co_speaker() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("co_speaker")
        .col(uuid("id").primary_key())
        .col(uuid("talk_id"))
        .col(string("email"))
        .col(string("secret").unique_key())
        .col(uuid_null("person_id"))
        .col(timestamp_with_time_zone("invited_at"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(timestamp_with_time_zone_null("declined_at"))
        .col(timestamp_with_time_zone_null("removed_at"))
        .foreign_key(&mut references("co_speaker", "talk_id", "talk"))
        .foreign_key(&mut references("co_speaker", "person_id", "person"));
    table
}

fn criterion() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("criterion")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(integer("place"))
        .col(string("name"))
        .col(integer("weight"))
        .col(timestamp_with_time_zone_null("removed_at"))
        .foreign_key(&mut references("criterion", "session_id", "session"));
    table
}

fn review() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("review")
        .col(uuid("id").primary_key())
        .col(uuid("talk_id"))
        .col(uuid("person_id"))
        .col(json_binary("scores"))
        .col(word("advice"))
        .col(text_null("comment"))
        .col(timestamp_with_time_zone("written_at"))
        .foreign_key(&mut references("review", "talk_id", "talk"))
        .foreign_key(&mut references("review", "person_id", "person"));
    table
}

const INDEXES: [&str; 9] = [
    "CREATE UNIQUE INDEX ux_talk_secret ON talk (secret)",
    "CREATE INDEX ix_talk_applicant ON talk (applicant_email, session_id) WHERE applicant_email IS NOT NULL",
    "CREATE INDEX ix_form_field_session ON form_field (session_id, place)",
    "CREATE UNIQUE INDEX ux_form_field_built_in ON form_field (session_id, built_in) WHERE built_in IS NOT NULL",
    "CREATE UNIQUE INDEX ux_talk_answer ON talk_answer (talk_id, form_field_id)",
    "CREATE INDEX ix_talk_file_talk ON talk_file (talk_id)",
    "CREATE UNIQUE INDEX ux_co_speaker_standing ON co_speaker (talk_id, email) WHERE declined_at IS NULL AND removed_at IS NULL",
    "CREATE INDEX ix_criterion_session ON criterion (session_id, place)",
    "CREATE UNIQUE INDEX ux_review ON review (talk_id, person_id)",
];
