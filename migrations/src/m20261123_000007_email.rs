//! Mailings, texts, accounts and reports of e-mails; deadlines, places and queues that e-mails are about.

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
        for table in [mailing(), smtp_account(), email_text(), email_switch()] {
            manager.create_table(table).await?;
        }
        manager.create_table(domain_slowdown()).await?;
        for table in [domain_limit(), suppression(), email_report(), waiting_place()] {
            manager.create_table(table).await?;
        }
        for (table, column) in new_columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        statements(manager, &NO_INDEXES).await?;
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
const TABLES: [&str; 9] = [
    "domain_slowdown",
    "waiting_place",
    "email_report",
    "suppression",
    "domain_limit",
    "email_switch",
    "email_text",
    "smtp_account",
    "mailing",
];

/// Columns that earlier tables get; without foreign keys, which neither store adds to a table in the same way.
fn new_columns() -> Vec<(&'static str, ColumnDef)> {
    let at = timestamp_with_time_zone_null;
    vec![
        ("outbox_email", uuid_null("mailing_id")),
        ("outbox_email", uuid_null("account_id")),
        ("outbox_email", string("to_domain").default("").take()),
        ("outbox_email", integer("urgency").default(5).take()),
        ("outbox_email", string_null("content_sha256")),
        ("outbox_email", at("last_tried_at")),
        ("outbox_email", at("bounced_at")),
        ("outbox_email", text_null("bounce_reason")),
        ("outbox_email", boolean("is_rehearsal").default(false).take()),
        ("session", at("talks_until")),
        ("session", at("materials_until")),
        ("session", at("emails_paused_at")),
        ("webinar", integer_null("capacity")),
        ("registration", at("opened_at")),
        ("network", at("emails_paused_at")),
        ("person", string_null("email_secret")),
    ]
}

fn mailing() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("mailing")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(word("kind"))
        .col(json_binary("audience"))
        .col(json_binary("texts"))
        .col(word("state"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(uuid_null("closed_by"))
        .foreign_key(&mut references("mailing", "session_id", "session"))
        .foreign_key(&mut references("mailing", "created_by", "person"))
        .foreign_key(&mut references("mailing", "closed_by", "person"));
    table
}

fn smtp_account() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("smtp_account")
        .col(uuid("id").primary_key())
        .col(uuid_null("school_id"))
        .col(string("name"))
        .col(string("host"))
        .col(integer("port"))
        .col(word("encryption"))
        .col(string_null("username"))
        .col(text_null("password_sealed"))
        .col(string("from_name"))
        .col(string("from_address"))
        .col(integer("connections"))
        .col(integer_null("per_minute"))
        .col(string_null("dkim_domain"))
        .col(string_null("dkim_selector"))
        .col(text_null("dkim_key_sealed"))
        .col(boolean("is_used"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone_null("checked_at"))
        .col(text_null("check_error"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("smtp_account", "school_id", "school"));
    table
}

fn email_text() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("email_text")
        .col(uuid("id").primary_key())
        .col(word("level"))
        .col(uuid_null("school_id"))
        .col(uuid_null("session_id"))
        .col(word("kind"))
        .col(string("language"))
        .col(string("subject"))
        .col(text("body"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(uuid_null("updated_by"))
        .foreign_key(&mut references("email_text", "school_id", "school"))
        .foreign_key(&mut references("email_text", "session_id", "session"))
        .foreign_key(&mut references("email_text", "updated_by", "person"));
    table
}

fn email_switch() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("email_switch")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(word("kind"))
        .col(boolean("is_on"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(uuid_null("changed_by"))
        .foreign_key(&mut references("email_switch", "session_id", "session"))
        .foreign_key(&mut references("email_switch", "changed_by", "person"));
    table
}

fn domain_limit() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("domain_limit")
        .col(uuid("id").primary_key())
        .col(string("domain").unique_key())
        .col(integer("per_minute"))
        .col(integer("connections"))
        .col(timestamp_with_time_zone("updated_at"));
    table
}

fn domain_slowdown() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("domain_slowdown")
        .col(string("domain").primary_key())
        .col(integer("per_minute"))
        .col(timestamp_with_time_zone("since"))
        .col(timestamp_with_time_zone("until"))
        .col(text("reason"));
    table
}

fn suppression() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("suppression")
        .col(uuid("id").primary_key())
        .col(string("address").unique_key())
        .col(word("reason"))
        .col(text("note"))
        .col(timestamp_with_time_zone("since"))
        .col(uuid_null("added_by"))
        .foreign_key(&mut references("suppression", "added_by", "person"));
    table
}

fn email_report() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("email_report")
        .col(uuid("id").primary_key())
        .col(uuid_null("outbox_email_id"))
        .col(string("address"))
        .col(word("kind"))
        .col(word("source"))
        .col(string_null("status"))
        .col(text("reason"))
        .col(string("sha256").unique_key())
        .col(timestamp_with_time_zone("received_at"))
        .foreign_key(&mut references("email_report", "outbox_email_id", "outbox_email"));
    table
}

fn waiting_place() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("waiting_place")
        .col(uuid("id").primary_key())
        .col(uuid("webinar_id"))
        .col(uuid("person_id"))
        .col(string("secret").unique_key())
        .col(text_null("question"))
        .col(timestamp_with_time_zone("queued_at"))
        .col(timestamp_with_time_zone_null("offered_at"))
        .col(timestamp_with_time_zone_null("offered_until"))
        .col(timestamp_with_time_zone_null("taken_at"))
        .col(timestamp_with_time_zone_null("left_at"))
        .foreign_key(&mut references("waiting_place", "webinar_id", "webinar"))
        .foreign_key(&mut references("waiting_place", "person_id", "person"));
    table
}

const INDEXES: [&str; 15] = [
    "CREATE INDEX ix_outbox_email_domain ON outbox_email (to_domain, urgency, due_at, created_at, id) WHERE state = 'due'",
    "CREATE INDEX ix_outbox_email_tried ON outbox_email (to_domain, last_tried_at) WHERE last_tried_at IS NOT NULL",
    "DROP INDEX ix_outbox_email_due",
    "CREATE INDEX ix_outbox_email_due ON outbox_email (urgency, due_at, created_at, id) WHERE state = 'due'",
    "CREATE INDEX ix_outbox_email_mailing ON outbox_email (mailing_id) WHERE mailing_id IS NOT NULL",
    "CREATE INDEX ix_outbox_email_content ON outbox_email (person_id, content_sha256) WHERE state IN ('due', 'draft')",
    "CREATE UNIQUE INDEX ux_person_email_secret ON person (email_secret)",
    "CREATE INDEX ix_mailing_session ON mailing (session_id, created_at)",
    "CREATE UNIQUE INDEX ux_smtp_account_school ON smtp_account (school_id) WHERE is_used AND school_id IS NOT NULL",
    "CREATE UNIQUE INDEX ux_smtp_account_network ON smtp_account (is_used) WHERE is_used AND school_id IS NULL",
    "CREATE UNIQUE INDEX ux_email_text_network ON email_text (kind, language) WHERE level = 'network'",
    "CREATE UNIQUE INDEX ux_email_text_school ON email_text (kind, language, school_id) WHERE level = 'school'",
    "CREATE UNIQUE INDEX ux_email_text_session ON email_text (kind, language, session_id) WHERE level = 'session'",
    "CREATE UNIQUE INDEX ux_email_switch ON email_switch (session_id, kind)",
    "CREATE UNIQUE INDEX ux_waiting_place_standing ON waiting_place (webinar_id, person_id) WHERE taken_at IS NULL AND left_at IS NULL",
];

/// Of columns that go away again.
const NO_INDEXES: [&str; 7] = [
    "DROP INDEX ix_outbox_email_domain",
    "DROP INDEX ix_outbox_email_tried",
    "DROP INDEX ix_outbox_email_mailing",
    "DROP INDEX ix_outbox_email_content",
    "DROP INDEX ux_person_email_secret",
    "DROP INDEX ix_outbox_email_due",
    "CREATE INDEX ix_outbox_email_due ON outbox_email (due_at) WHERE state = 'due'",
];
