//! Pieces that every migration is made of.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_len;

/// A column of an enum: the word of its case.
pub(crate) fn word(name: &'static str) -> ColumnDef {
    string_len(name, 32)
}

/// A foreign key to the `id` of another table: what is referred to cannot be deleted.
pub(crate) fn references(
    table: &'static str,
    column: &'static str,
    target: &'static str,
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(target, "id")
        .on_delete(ForeignKeyAction::Restrict);
    key
}

/// Statements that are the same on SQLite and PostgreSQL, such as partial indexes.
pub(crate) async fn statements(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
