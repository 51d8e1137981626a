//! Where programs want to be told what happens, and what came of telling them.

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
        manager.create_table(webhook()).await?;
        manager.create_table(webhook_delivery()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["webhook_delivery", "webhook"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

const INDEXES: [&str; 1] = ["CREATE INDEX ix_webhook_delivery_webhook ON webhook_delivery (webhook_id, id)"];

fn webhook() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("webhook")
        .col(uuid("id").primary_key())
        .col(uuid_null("school_id"))
        .col(string("url"))
        .col(string("events"))
        .col(text("secret_sealed"))
        .col(boolean("is_on"))
        .col(integer("failures"))
        .col(uuid_null("added_by"))
        .col(timestamp_with_time_zone("added_at"))
        .foreign_key(&mut references("webhook", "school_id", "school"))
        .foreign_key(&mut references("webhook", "added_by", "person"));
    table
}

fn webhook_delivery() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("webhook_delivery")
        .col(uuid("id").primary_key())
        .col(uuid("webhook_id"))
        .col(word("event"))
        .col(text("body"))
        .col(word("state"))
        .col(integer("attempts"))
        .col(integer_null("status"))
        .col(string_len_null("problem", 32))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("tried_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_webhook_delivery_webhook_id")
                .from("webhook_delivery", "webhook_id")
                .to("webhook", "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
    table
}
