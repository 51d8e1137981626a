//! What the one place of writing promises, on every store that is to be had here.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;

use super::*;

/// A store with one small table.
struct Fresh {
    name: &'static str,
    url: String,
    storage: Storage,
    _folder: TempDir,
}

static COUNT: LazyLock<AtomicUsize> = LazyLock::new(AtomicUsize::default);

/// SQLite always; PostgreSQL where a server is named.
async fn stores() -> Vec<Fresh> {
    let folder = tempfile::tempdir().unwrap();
    let mut urls = vec![("sqlite", format!("sqlite://{}", folder.path().join("club.sqlite").display()), folder)];
    if let Ok(server) = std::env::var("WEBCLUB_TEST_POSTGRES") {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("webclub_storage_{}_{number}", std::process::id());
        let connection = Database::connect(&server).await.unwrap();
        connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        let (head, _) = server.rsplit_once('/').unwrap();
        urls.push(("postgres", format!("{head}/{name}"), tempfile::tempdir().unwrap()));
    }
    let mut stores = vec![];
    for (name, url, folder) in urls {
        let storage = Storage::open(&url).await.unwrap();
        insert(&storage, "CREATE TABLE mark (number INTEGER PRIMARY KEY)".to_owned()).await.unwrap();
        stores.push(Fresh { name, url, storage, _folder: folder });
    }
    stores
}

async fn insert(storage: &Storage, sql: String) -> Result<(), DbErr> {
    let work = storage.write(move |tx| Box::pin(async move { tx.execute_unprepared(&sql).await.map(|_| ()) }));
    work.await
}

async fn marks(storage: &Storage) -> i64 {
    let query = sea_orm::Statement::from_string(storage.reads().get_database_backend(), "SELECT COUNT(*) AS n FROM mark");
    let row = storage.reads().query_one_raw(query).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_waits_together_shares_commits_on_sqlite() {
    for store in stores().await.iter().filter(|store| store.name == "sqlite") {
        let before = store.storage.commits();
        let writes = (0..200).map(|number| insert(&store.storage, format!("INSERT INTO mark VALUES ({number})")));
        let done = futures_util::future::join_all(writes).await;
        assert_eq!(done.iter().filter(|write| write.is_ok()).count(), 200);
        assert_eq!(marks(&store.storage).await, 200);
        let commits = store.storage.commits() - before;
        assert!(commits < 100, "200 writes took {commits} commits");
    }
}

#[tokio::test]
async fn work_that_fails_takes_nothing_of_the_others_with_it() {
    for store in stores().await {
        let writes = (0..20).map(|number| {
            // Every fifth writes a row and then fails: the row must go, too.
            let second = if number % 5 == 0 { "; INSERT INTO nowhere VALUES (1)" } else { "" };
            insert(&store.storage, format!("INSERT INTO mark VALUES ({number}){second}"))
        });
        let done = futures_util::future::join_all(writes).await;
        assert_eq!(done.iter().filter(|write| write.is_err()).count(), 4, "{}", store.name);
        assert_eq!(marks(&store.storage).await, 16, "{}", store.name);
    }
}

#[tokio::test]
async fn work_that_panics_fails_alone_and_the_writer_goes_on() {
    for store in stores().await {
        let panics = store.storage.write::<(), DbErr, _>(|tx| {
            Box::pin(async move {
                tx.execute_unprepared("INSERT INTO mark VALUES (1)").await?;
                panic!("a poisoned name");
            })
        });
        let error = panics.await.unwrap_err().to_string();
        assert!(error.contains("a poisoned name"), "{error}");
        insert(&store.storage, "INSERT INTO mark VALUES (2)".to_owned()).await.unwrap();
        assert_eq!(marks(&store.storage).await, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_opening_again() {
    for store in stores().await {
        for number in 0..10 {
            insert(&store.storage, format!("INSERT INTO mark VALUES ({number})")).await.unwrap();
        }
        let again = Storage::open(&store.url).await.unwrap();
        assert_eq!(marks(&again).await, 10, "{}", store.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_do_not_wait_for_a_writer_and_do_not_see_what_is_not_committed() {
    for store in stores().await {
        let (inside, wait) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
        let (begun, go_on) = (Arc::clone(&inside), Arc::clone(&wait));
        let storage = store.storage.clone();
        let writing = tokio::spawn(async move {
            let work = storage.write::<(), DbErr, _>(move |tx| {
                Box::pin(async move {
                    tx.execute_unprepared("INSERT INTO mark VALUES (1)").await?;
                    begun.notify_one();
                    go_on.notified().await;
                    Ok(())
                })
            });
            work.await
        });
        inside.notified().await;
        assert_eq!(marks(&store.storage).await, 0, "{}", store.name);
        wait.notify_one();
        writing.await.unwrap().unwrap();
        assert_eq!(marks(&store.storage).await, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn sqlite_is_set_to_keep_its_promises() {
    for store in stores().await.iter().filter(|store| store.name == "sqlite") {
        for (setting, expected) in [("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)] {
            let query = format!("SELECT {setting} AS value FROM pragma_{setting}");
            let query = sea_orm::Statement::from_string(store.storage.reads().get_database_backend(), query);
            let row = store.storage.reads().query_one_raw(query).await.unwrap().unwrap();
            assert_eq!(row.try_get::<i32>("", "value").unwrap(), expected, "{setting}");
        }
    }
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused() {
    assert!(matches!(Storage::open("mysql://localhost/club").await, Err(OpenError::UnknownKind)));
}
