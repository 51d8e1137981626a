//! Tokens of programs, and the answers that are given again when a program asks twice.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::references;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(api_token()).await?;
        manager.create_table(idempotent_answer()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["idempotent_answer", "api_token"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn api_token() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("api_token")
        .col(uuid("id").primary_key())
        .col(uuid_null("school_id"))
        .col(string("name"))
        .col(string("secret_sha256").unique_key())
        .col(string("scopes"))
        .col(uuid("issued_by"))
        .col(timestamp_with_time_zone("issued_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .col(timestamp_with_time_zone_null("last_used_at"))
        .foreign_key(&mut references("api_token", "school_id", "school"))
        .foreign_key(&mut references("api_token", "issued_by", "person"));
    table
}

fn idempotent_answer() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("idempotent_answer")
        .col(uuid("id").primary_key())
        .col(uuid("token_id"))
        .col(string("key"))
        .col(string("request_sha256"))
        .col(integer("status"))
        .col(text("body"))
        .col(timestamp_with_time_zone("answered_at"))
        .index(Index::create().name("uq_idempotent_answer_key").col("token_id").col("key").unique())
        .foreign_key(&mut references("idempotent_answer", "token_id", "api_token"));
    table
}
