//! The directory of schools, who signs for them, whom they invite, and to which of them people belong.

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
        for table in [school_alias(), school_signatory(), person_school(), invitation()] {
            manager.create_table(table).await?;
        }
        for column in new_columns() {
            manager.alter_table(Table::alter().table("school").add_column(column).to_owned()).await?;
        }
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        statements(manager, &NO_INDEXES).await?;
        for column in new_columns() {
            let name = column.get_column_name();
            manager
                .alter_table(Table::alter().table("school").drop_column(Alias::new(name)).to_owned())
                .await?;
        }
        for table in ["invitation", "person_school", "school_signatory", "school_alias"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Columns that schools get; without foreign keys, which neither store adds to a table in the same way.
fn new_columns() -> Vec<ColumnDef> {
    vec![
        word("kind").not_null().default("general").take(),
        string_null("slug"),
        string_null("logo"),
        string_null("address"),
        string_null("site"),
        string_null("email"),
        string_null("phone"),
        uuid_null("merged_into"),
        integer("revision").default(1).take(),
    ]
}

fn school_alias() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("school_alias")
        .col(uuid("id").primary_key())
        .col(uuid("school_id"))
        .col(string("short_name"))
        .col(string("city"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("school_alias", "school_id", "school"));
    table
}

fn school_signatory() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("school_signatory")
        .col(uuid("id").primary_key())
        .col(uuid("school_id"))
        .col(integer("place"))
        .col(string("position"))
        .col(string("family"))
        .col(string("given"))
        .col(string_null("patronymic"))
        .col(string_null("signature_image"))
        .col(string_null("seal_image"))
        .foreign_key(&mut references("school_signatory", "school_id", "school"));
    table
}

fn person_school() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("person_school")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(uuid("school_id"))
        .col(timestamp_with_time_zone("since"))
        .foreign_key(&mut references("person_school", "person_id", "person"))
        .foreign_key(&mut references("person_school", "school_id", "school"));
    table
}

fn invitation() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("invitation")
        .col(uuid("id").primary_key())
        .col(string("secret_sha256").unique_key())
        .col(string("email"))
        .col(uuid_null("person_id"))
        .col(word("role"))
        .col(uuid_null("school_id"))
        .col(uuid_null("webinar_id"))
        .col(string("language"))
        .col(text_null("note"))
        .col(uuid_null("invited_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("sent_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(uuid_null("accepted_by"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .foreign_key(&mut references("invitation", "person_id", "person"))
        .foreign_key(&mut references("invitation", "school_id", "school"))
        .foreign_key(&mut references("invitation", "webinar_id", "webinar"))
        .foreign_key(&mut references("invitation", "invited_by", "person"))
        .foreign_key(&mut references("invitation", "accepted_by", "person"));
    table
}

/// A school that was merged into another keeps its name, and the other may take it.
const INDEXES: [&str; 13] = [
    "DROP INDEX ux_school_name_city",
    "CREATE UNIQUE INDEX ux_school_name_city ON school (short_name, city) WHERE merged_into IS NULL",
    "CREATE UNIQUE INDEX ux_school_slug ON school (slug)",
    "CREATE INDEX ix_school_merged_into ON school (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE UNIQUE INDEX ux_school_alias ON school_alias (short_name, city, school_id)",
    "CREATE INDEX ix_school_alias_school ON school_alias (school_id)",
    "CREATE UNIQUE INDEX ux_school_signatory_place ON school_signatory (school_id, place)",
    "CREATE UNIQUE INDEX ux_person_school ON person_school (person_id, school_id)",
    "CREATE INDEX ix_person_school_school ON person_school (school_id)",
    "CREATE INDEX ix_person_school_id ON person (school_id) WHERE school_id IS NOT NULL",
    "CREATE INDEX ix_role_grant_school ON role_grant (school_id) WHERE school_id IS NOT NULL",
    "CREATE INDEX ix_invitation_school ON invitation (school_id, created_at)",
    "CREATE INDEX ix_invitation_webinar ON invitation (webinar_id, created_at)",
];

/// Of columns that go away again.
const NO_INDEXES: [&str; 6] = [
    "DROP INDEX ix_role_grant_school",
    "DROP INDEX ix_person_school_id",
    "DROP INDEX ix_school_merged_into",
    "DROP INDEX ux_school_slug",
    "DROP INDEX ux_school_name_city",
    "CREATE UNIQUE INDEX ux_school_name_city ON school (short_name, city)",
];
