//! Claims about storage, on every store that is to be had.

mod failing;
mod tables;
mod together;

use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbErr};

use super::Storage;

/// Makes the table that these tests write into.
async fn make_notes(storage: &Storage) {
    write_sql(storage, "CREATE TABLE note (id INTEGER PRIMARY KEY)").await.unwrap();
}

/// One statement as a piece of work.
async fn write_sql(storage: &Storage, sql: &'static str) -> Result<(), DbErr> {
    storage.write(move |tx| Box::pin(async move { tx.execute_unprepared(sql).await.map(drop) })).await
}

async fn note(tx: &DatabaseTransaction, id: i32) -> Result<(), DbErr> {
    tx.execute_unprepared(&format!("INSERT INTO note (id) VALUES ({id})")).await.map(drop)
}

/// Writes one note; its number when it was acknowledged.
async fn write_note(storage: &Storage, id: i32) -> Result<i32, DbErr> {
    storage.write(move |tx| Box::pin(async move { note(tx, id).await.map(|()| id) })).await
}

/// The numbers of the notes that are there.
async fn notes(storage: &Storage) -> Vec<i32> {
    let backend = storage.reads().get_database_backend();
    let query = sea_orm::Statement::from_string(backend, "SELECT id FROM note ORDER BY id");
    let rows = storage.reads().query_all_raw(query).await.unwrap();
    rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
}
