use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use club::storage::Storage;
use sea_orm::{ConnectionTrait as _, DbErr};

use super::sample::{PDF, SampleClub, stores};
use super::{archive, manifest, newest_beside, run};

/// Writes jobs until it is told to stop; counts those that were acknowledged.
async fn write_jobs(storage: Storage, acknowledged: Arc<AtomicU64>, stop: Arc<AtomicBool>) {
    let id = if storage.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
    let sql = format!(
        "INSERT INTO job (id, kind, payload, state, run_at, attempts, max_attempts, created_at) \
         VALUES ({id}, 'write', '{{}}', 'done', '2027-04-12T09:30:00+00:00', 0, 1, '2027-04-12T09:30:00+00:00')"
    );
    while !stop.load(Ordering::Relaxed) {
        let sql = sql.clone();
        let work = storage.write::<_, DbErr, _>(move |tx| {
            Box::pin(async move { tx.execute_unprepared(&sql).await.map(drop) })
        });
        work.await.unwrap();
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
    storage.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_holds_every_row_acknowledged_before_it() {
    for (club, _) in stores().await {
        let (acknowledged, stop) = (Arc::<AtomicU64>::default(), Arc::<AtomicBool>::default());
        let storage = club.storage().await;
        let writing = tokio::spawn(write_jobs(storage, Arc::clone(&acknowledged), Arc::clone(&stop)));
        while acknowledged.load(Ordering::Relaxed) < 50 {
            tokio::task::yield_now().await;
        }
        let before = acknowledged.load(Ordering::Relaxed);
        run(&club.config, &club.backup()).await.unwrap();
        let after = acknowledged.load(Ordering::Relaxed);
        stop.store(true, Ordering::Relaxed);
        writing.await.unwrap();
        assert!(after > before, "the writer went on meanwhile");
        let manifest = archive::manifest(&club.backup()).unwrap();
        let jobs = manifest.rows["job"] - 1;
        assert!((before..=after).contains(&jobs), "{before} ≤ {jobs} ≤ {after}");
        assert_eq!(manifest.rows["person"], 1);
        assert_eq!(manifest.newest_migration, *migrations::known().last().unwrap());
        archive::verify(&club.backup(), &manifest).unwrap();
    }
}

#[tokio::test]
async fn a_backup_writes_over_nothing_and_leaves_nothing_half_done() {
    let club = SampleClub::filled().await;
    std::fs::write(club.backup(), "an older one").unwrap();
    let refused = run(&club.config, &club.backup()).await.unwrap_err().to_string();
    assert_eq!(refused, format!("{} is there already", club.backup().display()));
    assert_eq!(std::fs::read(club.backup()).unwrap(), b"an older one");

    let empty = SampleClub::sqlite();
    assert!(run(&empty.config, &empty.backup()).await.is_err());
    assert_eq!(std::fs::read_dir(empty.folder.path()).unwrap().count(), 0, "no scratch file is left");
}

#[tokio::test]
async fn a_backup_is_for_the_eyes_of_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let club = SampleClub::filled().await;
    run(&club.config, &club.backup()).await.unwrap();
    assert_eq!(std::fs::metadata(club.backup()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_changed_byte_is_found_in_database_file_and_manifest() {
    let club = SampleClub::filled().await;
    run(&club.config, &club.backup()).await.unwrap();
    let sound = std::fs::read(club.backup()).unwrap();
    for (content, expected) in [
        ("SQLite format 3".as_bytes(), "database.sqlite is damaged"),
        ("Петрова".as_bytes(), "database.sqlite is damaged"),
        (PDF, "is damaged"),
        (b"newest_migration", "its manifest cannot be read"),
    ] {
        let place = sound.windows(content.len()).position(|window| window == content).unwrap();
        let mut changed = sound.clone();
        changed[place] ^= 1;
        let file = club.folder.path().join("changed.tar");
        std::fs::write(&file, changed).unwrap();
        let found =
            archive::manifest(&file).and_then(|manifest| archive::verify(&file, &manifest)).unwrap_err();
        assert!(found.to_string().contains(expected), "{found}");
    }
}

#[tokio::test]
async fn a_backup_that_was_cut_off_is_none() {
    let club = SampleClub::filled().await;
    run(&club.config, &club.backup()).await.unwrap();
    let sound = std::fs::read(club.backup()).unwrap();
    std::fs::write(club.backup(), &sound[..sound.len() / 2]).unwrap();
    assert!(archive::manifest(&club.backup()).is_err());
    assert!(newest_beside(&club.config.data_dir).is_none());
}

#[tokio::test]
async fn the_newest_whole_backup_is_the_one_that_is_named() {
    let club = SampleClub::filled().await;
    let (first, second, third) = (
        club.folder.path().join("first.tar"),
        club.folder.path().join("second.tar"),
        club.config.data_dir.join("third.tar"),
    );
    for file in [&first, &second, &third] {
        run(&club.config, file).await.unwrap();
    }
    assert_eq!(newest_beside(&club.config.data_dir).unwrap().file, third);
    let mut damaged = std::fs::read(&third).unwrap();
    damaged[2000] ^= 1;
    std::fs::write(&third, damaged).unwrap();
    assert_eq!(newest_beside(&club.config.data_dir).unwrap().file, second.canonicalize().unwrap());
}

#[test]
fn what_people_wrote_into_manifests_is_read_again() {
    let text = r#"{ "format": 1, "program": "0.1.0", "made_at": "2027-04-12T09:30:00Z", "store": "sqlite",
        "newest_migration": "m20261123_000006_login", "rows": { "person": 3 },
        "highest_serials": [{ "session": "2027-spring", "kind": "letter_of_thanks", "last": 7 }],
        "members": [{ "path": "files/documents/00ff", "size": 5, "sha256": "00ff" }] }"#;
    let read: manifest::Manifest = serde_json::from_str(text).unwrap();
    assert_eq!(read.highest_serials[0].last, 7);
    assert_eq!(read.files().map(|(key, _)| key).collect::<Vec<_>>(), ["documents/00ff"]);
}
