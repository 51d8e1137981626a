//! Writes that fail, and what becomes of the others.

use futures_util::future::join_all;
use sea_orm::ConnectionTrait as _;

use super::super::test_stores::{sqlite, stores};
use super::{make_notes, note, notes, write_note, write_sql};
use crate::DbErr;
use crate::storage::{Storage, is_busy, is_full};

/// An action's own error.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("no place left")]
    Full,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

#[tokio::test]
async fn one_that_fails_leaves_the_others_alone() {
    for store in stores().await {
        make_notes(&store.storage).await;
        let writes = (0..30).map(|id| {
            store.storage.write(move |tx| {
                Box::pin(async move {
                    note(tx, id).await?;
                    if id % 7 == 3 { Err(Refused::Full) } else { Ok(()) }
                })
            })
        });
        let answers = join_all(writes).await;
        let failed: Vec<usize> =
            answers.iter().enumerate().filter_map(|(id, answer)| answer.is_err().then_some(id)).collect();
        assert_eq!(failed, [3, 10, 17, 24]);
        assert!(answers.iter().all(|answer| matches!(answer, Ok(()) | Err(Refused::Full))), "{answers:?}");
        assert_eq!(notes(&store.storage).await, (0..30).filter(|id| id % 7 != 3).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_panic_is_the_error_of_one_and_the_writer_goes_on() {
    for store in stores().await {
        make_notes(&store.storage).await;
        let panicking = store.storage.write::<(), Refused, _>(|tx| {
            Box::pin(async move {
                note(tx, 1).await?;
                panic!("a name of the wrong kind")
            })
        });
        let (good, bad) = tokio::join!(write_note(&store.storage, 2), panicking);
        assert_eq!(good.unwrap(), 2);
        let Err(Refused::Db(reason)) = bad else { panic!("{bad:?}") };
        assert_eq!(reason.to_string(), "Custom Error: a write panicked: a name of the wrong kind");
        write_note(&store.storage, 3).await.unwrap();
        assert_eq!(notes(&store.storage).await, [2, 3]);
    }
}

#[tokio::test]
async fn work_that_swallows_an_error_is_acknowledged_only_when_it_was_kept() {
    for store in stores().await {
        make_notes(&store.storage).await;
        write_note(&store.storage, 1).await.unwrap();
        let swallowing = store.storage.write::<(), DbErr, _>(|tx| {
            Box::pin(async move {
                drop(note(tx, 1).await);
                drop(note(tx, 2).await);
                Ok(())
            })
        });
        // PostgreSQL undoes a transaction in which a statement failed; SQLite undoes the statement.
        let acknowledged = swallowing.await.is_ok();
        assert_eq!(acknowledged, !store.storage.is_postgres());
        assert_eq!(notes(&store.storage).await.contains(&2), acknowledged);
        write_note(&store.storage, 3).await.unwrap();
    }
}

#[tokio::test]
async fn after_a_full_disk_everybody_is_told_nothing_is_half_written_and_writing_goes_on() {
    let store = sqlite().await;
    write_sql(&store.storage, "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)").await.unwrap();
    // SQLite takes this for a full disk, and undoes the whole transaction by itself.
    write_sql(&store.storage, "PRAGMA max_page_count = 4").await.unwrap();
    let big = "INSERT INTO note (id, body) VALUES (100, hex(randomblob(100000)))";
    let (small, large, late) = tokio::join!(
        write_note(&store.storage, 1),
        write_sql(&store.storage, big),
        write_note(&store.storage, 2)
    );
    let told = [small.map(drop), large, late.map(drop)].map(Result::unwrap_err);
    assert!(is_busy(&told[0]) && is_full(&told[1]) && is_busy(&told[2]), "{told:?}");
    assert_eq!(notes(&store.storage).await, Vec::<i32>::new());
    write_sql(&store.storage, "PRAGMA max_page_count = 4").await.unwrap();
    let alone = write_sql(&store.storage, big).await.unwrap_err();
    assert!(is_full(&alone), "{alone:?}");
    // The new connection of the writer knows no such limit, as a disk that was given room.
    write_sql(&store.storage, big).await.unwrap();
    write_note(&store.storage, 3).await.unwrap();
    assert_eq!(notes(&store.storage).await, [3, 100]);
}

#[tokio::test]
async fn a_write_waits_for_another_process_that_writes() {
    let store = sqlite().await;
    make_notes(&store.storage).await;
    let other = sea_orm::Database::connect(&store.url).await.unwrap();
    other.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let writing = tokio::spawn({
        let storage = store.storage.clone();
        async move { write_note(&storage, 1).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!writing.is_finished());
    other.execute_unprepared("COMMIT").await.unwrap();
    assert_eq!(writing.await.unwrap().unwrap(), 1);
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused_in_one_sentence() {
    let refused = Storage::open("mysql://localhost/club").await.err().unwrap();
    assert_eq!(refused.to_string(), "the address of a database begins with sqlite:// or postgres://");
}
