//! When registration for a webinar ends, and lists of a webinar's listeners that stay quick however many there are.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::statements;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer_null("registration_ends_hours");
        manager.alter_table(Table::alter().table("webinar").add_column(column).to_owned()).await?;
        statements(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        statements(manager, &["DROP INDEX ix_registration_webinar"]).await?;
        let dropped = Alias::new("registration_ends_hours");
        manager.alter_table(Table::alter().table("webinar").drop_column(dropped).to_owned()).await
    }
}

const INDEXES: [&str; 1] =
    ["CREATE INDEX ix_registration_webinar ON registration (webinar_id, id) WHERE cancelled_at IS NULL"];
