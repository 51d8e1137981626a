use super::super::test_stores::{sqlite, stores};
use super::super::{is_busy, is_damaged};
use super::{Inspection, alone_with_sqlite, copy_sqlite, quick_fault};
use crate::storage::OpenError;
use sea_orm::{ConnectionTrait as _, DbErr};

#[tokio::test]
async fn an_inspection_is_of_one_moment() {
    for store in stores().await {
        migrations::run(&store.url, migrations::Lock::None).await.unwrap();
        let inspection = Inspection::open(&store.url).await.unwrap();
        let before = inspection.rows().await.unwrap();
        let id = if store.storage.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
        let sql = format!(
            "INSERT INTO consent_text (id, purpose, language, version, body, sha256, created_at) \
             VALUES ({id}, 'participation', 'ru', 1, '', '', '2027-04-12T09:30:00+00:00')"
        );
        let written = store.storage.write::<_, DbErr, _>(move |tx| {
            Box::pin(async move { tx.execute_unprepared(&sql).await.map(drop) })
        });
        written.await.unwrap();
        assert_eq!(inspection.rows().await.unwrap(), before);
        assert_eq!(inspection.steps().await.unwrap(), migrations::known());
        inspection.close().await.unwrap();
        let later = Inspection::open(&store.url).await.unwrap();
        assert_eq!(later.rows().await.unwrap()["consent_text"], before["consent_text"] + 1);
    }
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_is_a_fault() {
    let store = sqlite().await;
    migrations::run(&store.url, migrations::Lock::None).await.unwrap();
    let careless = sea_orm::Database::connect(&store.url).await.unwrap();
    let sql = "PRAGMA foreign_keys = OFF; INSERT INTO document_serial (session_id, kind, last) VALUES (X'01', 'x', 1)";
    careless.execute_unprepared(sql).await.unwrap();
    let inspection = Inspection::open(&store.url).await.unwrap();
    let faults = inspection.faults().await.unwrap();
    assert_eq!(faults, ["a row of document_serial refers to a row of session that is not there"]);
}

#[tokio::test]
async fn a_copy_is_written_into_a_new_file_alone() {
    let store = sqlite().await;
    migrations::run(&store.url, migrations::Lock::None).await.unwrap();
    let copy = store.folder.path().join("copy.sqlite");
    copy_sqlite(&store.url, &copy).await.unwrap();
    let inspection = Inspection::open(&format!("sqlite://{}", copy.display())).await.unwrap();
    assert_eq!(inspection.steps().await.unwrap(), migrations::known());
    assert!(copy_sqlite(&store.url, &copy).await.is_err());
}

#[tokio::test]
async fn whoever_has_the_file_open_is_noticed() {
    let store = sqlite().await;
    store.storage.check().await.unwrap();
    assert!(is_busy(&alone_with_sqlite(&store.url).await.unwrap_err()));
    store.storage.close().await.unwrap();
    alone_with_sqlite(&store.url).await.unwrap();
}

#[tokio::test]
async fn a_damaged_file_is_told_from_a_sound_one() {
    let store = sqlite().await;
    migrations::run(&store.url, migrations::Lock::None).await.unwrap();
    store.storage.close().await.unwrap();
    assert_eq!(quick_fault(&store.url).await.unwrap(), None);
    std::fs::write(store.folder.path().join("club.sqlite"), vec![b'x'; 100_000]).unwrap();
    let OpenError::Db(error) = quick_fault(&store.url).await.unwrap_err() else { panic!("another error") };
    assert!(is_damaged(&error), "{error}");
}
