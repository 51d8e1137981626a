//! Writes that come together, and readers beside them.

use futures_util::future::join_all;
use tokio::sync::oneshot;

use super::super::test_stores::{sqlite, stores};
use super::{make_notes, note, notes, write_note, write_sql};
use crate::DbErr;
use crate::storage::{Storage, is_busy};

#[tokio::test]
async fn writes_that_wait_at_the_same_moment_share_commits() {
    for store in stores().await {
        make_notes(&store.storage).await;
        let before = store.storage.commits();
        let written = join_all((0..200).map(|id| write_note(&store.storage, id))).await;
        assert_eq!(written.into_iter().map(Result::unwrap).collect::<Vec<_>>(), (0..200).collect::<Vec<_>>());
        assert_eq!(notes(&store.storage).await, (0..200).collect::<Vec<_>>());
        let commits = store.storage.commits() - before;
        let most = if store.storage.is_postgres() { 200 } else { 20 };
        assert!(commits <= most, "{commits} commits for 200 writes");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_on_several_threads_lose_nothing() {
    for store in stores().await {
        make_notes(&store.storage).await;
        let tasks = (0..200).map(|id| {
            let storage = store.storage.clone();
            tokio::spawn(async move { write_note(&storage, id).await })
        });
        for written in join_all(tasks).await {
            written.unwrap().unwrap();
        }
        assert_eq!(notes(&store.storage).await, (0..200).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_storage_is_closed_and_opened_again() {
    for store in stores().await {
        make_notes(&store.storage).await;
        join_all((0..50).map(|id| write_note(&store.storage, id))).await;
        let clone = store.storage.clone();
        store.storage.close().await.unwrap();
        assert!(write_note(&clone, 51).await.is_err());
        assert!(!store.folder.path().join("club.sqlite-wal").exists());
        let again = Storage::open(&store.url).await.unwrap();
        assert_eq!(notes(&again).await, (0..50).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_in_the_files_at_that_moment() {
    let store = sqlite().await;
    make_notes(&store.storage).await;
    for id in 0..20 {
        write_note(&store.storage, id).await.unwrap();
    }
    // As a machine that stops here would leave them.
    let left = tempfile::tempdir().unwrap();
    for file in ["club.sqlite", "club.sqlite-wal"] {
        std::fs::copy(store.folder.path().join(file), left.path().join(file)).unwrap();
    }
    let url = format!("sqlite://{}", left.path().join("club.sqlite").display());
    assert_eq!(notes(&Storage::open(&url).await.unwrap()).await, (0..20).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_last_storage_that_is_dropped_closes_the_file() {
    let store = sqlite().await;
    make_notes(&store.storage).await;
    let log = store.folder.path().join("club.sqlite-wal");
    assert!(log.exists());
    drop(store.storage);
    for _ in 0..500 {
        if !log.exists() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the write-ahead log is still there");
}

#[tokio::test]
async fn readers_go_on_beside_a_write_and_do_not_see_it_before_its_commit() {
    for store in stores().await {
        make_notes(&store.storage).await;
        let (wrote, has_written) = oneshot::channel();
        let (go, may_go) = oneshot::channel::<()>();
        let storage = store.storage.clone();
        let writing = tokio::spawn(async move {
            let work = storage.write::<_, DbErr, _>(move |tx| {
                Box::pin(async move {
                    note(tx, 1).await?;
                    wrote.send(()).unwrap();
                    may_go.await.unwrap();
                    Ok(())
                })
            });
            work.await
        });
        has_written.await.unwrap();
        assert_eq!(notes(&store.storage).await, Vec::<i32>::new());
        store.storage.check().await.unwrap();
        go.send(()).unwrap();
        writing.await.unwrap().unwrap();
        assert_eq!(notes(&store.storage).await, [1]);
    }
}

#[tokio::test]
async fn a_connection_for_reading_refuses_to_write() {
    use sea_orm::ConnectionTrait as _;
    for store in stores().await {
        make_notes(&store.storage).await;
        let refused = store.storage.reads().execute_unprepared("INSERT INTO note (id) VALUES (1)").await;
        let reason = refused.unwrap_err().to_string();
        assert!(reason.contains("readonly") || reason.contains("read-only"), "{reason}");
        assert_eq!(notes(&store.storage).await, Vec::<i32>::new());
    }
}

#[tokio::test]
async fn beyond_its_queue_the_writer_says_that_it_is_busy() {
    let store = sqlite().await;
    let (begun, has_begun) = oneshot::channel();
    let (go, may_go) = oneshot::channel::<()>();
    let storage = store.storage.clone();
    let first = tokio::spawn(async move {
        let work = storage.write::<_, DbErr, _>(move |_| {
            Box::pin(async move {
                begun.send(()).unwrap();
                may_go.await.unwrap();
                Ok(())
            })
        });
        work.await
    });
    has_begun.await.unwrap();
    let storage = store.storage.clone();
    let crowd =
        tokio::spawn(async move { join_all((0..4100).map(|_| write_sql(&storage, "SELECT 1"))).await });
    tokio::task::yield_now().await;
    go.send(()).unwrap();
    first.await.unwrap().unwrap();
    let refused: Vec<DbErr> = crowd.await.unwrap().into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), 4);
    assert!(refused.iter().all(is_busy), "{refused:?}");
    write_sql(&store.storage, "SELECT 1").await.unwrap();
}

/// Notes that are written as sets; how large each set was is told.
async fn write_as_sets(
    storage: &Storage,
    ids: std::ops::Range<i32>,
) -> (Vec<Result<i32, DbErr>>, Vec<usize>) {
    let sizes = std::sync::Arc::new(std::sync::Mutex::new(vec![]));
    let all = ids.map(|id| {
        let sizes = sizes.clone();
        storage.write_together(id, move |tx, ids: Vec<i32>| {
            sizes.lock().unwrap().push(ids.len());
            Box::pin(async move {
                for id in &ids {
                    note(tx, *id).await?;
                }
                Ok(ids.into_iter().map(Ok::<i32, DbErr>).collect())
            })
        })
    });
    let done = futures_util::future::join_all(all).await;
    let sizes = sizes.lock().unwrap().clone();
    (done, sizes)
}

#[tokio::test]
async fn things_of_a_kind_that_wait_at_the_same_moment_are_one_set_and_a_bad_one_fails_alone() {
    for store in super::super::test_stores::stores().await {
        let storage = &store.storage;
        make_notes(storage).await;
        let (done, sizes) = write_as_sets(storage, 0..40).await;
        assert_eq!(done.into_iter().map(Result::unwrap).collect::<Vec<_>>(), (0..40).collect::<Vec<_>>());
        assert!(sizes.len() < 40, "nothing was written together: {sizes:?}");
        // 39 is there already: its set is undone, and each is tried alone.
        let (done, _) = write_as_sets(storage, 39..60).await;
        let failed: Vec<usize> = (0..21).filter(|place| done[*place].is_err()).collect();
        assert_eq!(failed, [0]);
        assert_eq!(notes(storage).await, (0..60).collect::<Vec<_>>());
    }
}
