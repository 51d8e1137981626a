use club::entity::DocumentKind;

use super::run;
use crate::backup::sample::{PDF, SampleClub, stores};
use crate::backup::{self, archive};
use crate::files;

/// Every file of a folder with its bytes, in order.
fn everything(club: &SampleClub) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![club.config.data_dir.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.clone(), std::fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_restored_club_is_the_same_and_holds_its_e_mails() {
    for (club, place) in stores().await {
        backup::run(&club.config, &club.backup()).await.unwrap();
        run(&place.config, &club.backup(), false).await.unwrap();
        let (was, is) = (club.inspection().await, place.inspection().await);
        assert_eq!(is.rows().await.unwrap(), was.rows().await.unwrap());
        assert_eq!(is.faults().await.unwrap(), Vec::<String>::new());
        assert_eq!(is.document_files().await.unwrap(), was.document_files().await.unwrap());
        assert_eq!(is.steps().await.unwrap(), migrations::known());
        let now = club::Clock::machine().now();
        assert!(was.queues(now).await.unwrap().emails_held_at.is_none());
        let held_at = is.queues(now).await.unwrap().emails_held_at.unwrap();
        assert!((now - held_at).num_seconds() < 60);
        let document = &is.document_files().await.unwrap()[0];
        assert_eq!(files::open(&place.config).unwrap().get(&document.key).await.unwrap(), PDF);
        was.close().await.unwrap();
        is.close().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_there_is_not_written_over() {
    for (club, _) in stores().await {
        backup::run(&club.config, &club.backup()).await.unwrap();
        club.write("UPDATE network SET name = 'newer'").await;
        let before = everything(&club);
        let refused = run(&club.config, &club.backup(), false).await.unwrap_err().to_string();
        assert!(refused.contains("already; with --replace"), "{refused}");
        assert_eq!(everything(&club), before);
    }
}

#[tokio::test]
async fn what_is_replaced_stays_aside_and_its_numbers_are_not_given_again() {
    for (club, _) in stores().await {
        backup::run(&club.config, &club.backup()).await.unwrap();
        club.write("UPDATE document_serial SET last = 7").await;
        club.write("UPDATE network SET name = 'newer'").await;
        let key = club.inspection().await.document_files().await.unwrap().remove(0).key;
        let files = files::open(&club.config).unwrap();
        files.put(&key, bytes::Bytes::from_static(b"changed")).await.unwrap();

        run(&club.config, &club.backup(), true).await.unwrap();
        let inspection = club.inspection().await;
        let serials = inspection.serials().await.unwrap();
        inspection.close().await.unwrap();
        assert_eq!(serials.len(), 1);
        assert_eq!((serials[0].kind, serials[0].last), (DocumentKind::AttendanceCertificate, 7));

        assert_eq!(files.get(&key).await.unwrap(), PDF);
        let aside =
            files.list("").await.unwrap().into_iter().find(|key| key.starts_with("before_restore_")).unwrap();
        assert_eq!(files.get(&aside).await.unwrap(), "changed");
        assert_eq!(old_name(&club).await, "newer");
    }
}

/// The network's name in the database that was moved aside.
async fn old_name(club: &SampleClub) -> String {
    use sea_orm::{ConnectionTrait as _, Database, Statement};
    let (url, table) = if club.is_postgres() {
        let db = Database::connect(club.config.database_url()).await.unwrap();
        let schemas = "SELECT nspname::text AS name FROM pg_namespace WHERE nspname LIKE 'before_restore_%'";
        let row = db
            .query_one_raw(Statement::from_string(db.get_database_backend(), schemas))
            .await
            .unwrap()
            .unwrap();
        (club.config.database_url(), format!("{}.network", row.try_get::<String>("", "name").unwrap()))
    } else {
        let aside = everything(club).into_iter().map(|(path, _)| path);
        let mut aside =
            aside.filter(|path| path.to_string_lossy().contains("webclub.sqlite.before_restore_"));
        (backup::sqlite_url(&aside.next().unwrap()), "network".to_owned())
    };
    let db = Database::connect(url).await.unwrap();
    let name = Statement::from_string(db.get_database_backend(), format!("SELECT name FROM {table}"));
    db.query_one_raw(name).await.unwrap().unwrap().try_get("", "name").unwrap()
}

#[tokio::test]
async fn a_database_in_use_is_not_replaced() {
    for (club, _) in stores().await {
        backup::run(&club.config, &club.backup()).await.unwrap();
        let serving = club.storage().await;
        serving.check().await.unwrap();
        let refused = run(&club.config, &club.backup(), true).await.unwrap_err().to_string();
        assert_eq!(refused, "somebody uses the database: stop webclub first");
        serving.close().await.unwrap();
        run(&club.config, &club.backup(), true).await.unwrap();
    }
}

#[tokio::test]
async fn a_damaged_database_can_be_replaced() {
    let club = SampleClub::filled().await;
    backup::run(&club.config, &club.backup()).await.unwrap();
    std::fs::write(club.database(), vec![b'x'; 200_000]).unwrap();
    run(&club.config, &club.backup(), true).await.unwrap();
    let inspection = club.inspection().await;
    assert_eq!(inspection.rows().await.unwrap()["person"], 1);
}

/// Another backup with the same members, whose manifest was changed.
fn rewritten(club: &SampleClub, change: impl FnOnce(&mut backup::manifest::Manifest)) -> std::path::PathBuf {
    let mut manifest = archive::manifest(&club.backup()).unwrap();
    let mut writer = archive::Writer::begin(club.folder.path(), 0).unwrap();
    for member in manifest.members.clone() {
        let content = club.folder.path().join("member");
        archive::extract(&club.backup(), &member.path, &content).unwrap();
        writer.add_file(&member.path, &content).unwrap();
        std::fs::remove_file(content).unwrap();
    }
    change(&mut manifest);
    let (part, _) = writer.finish(|_| manifest).unwrap();
    let file = club.folder.path().join("rewritten.tar");
    part.persist(&file).unwrap();
    file
}

#[tokio::test]
async fn a_backup_that_does_not_fit_is_refused_in_one_sentence() {
    let club = SampleClub::filled().await;
    backup::run(&club.config, &club.backup()).await.unwrap();
    type Change = fn(&mut backup::manifest::Manifest);
    let changes: [(Change, &str); 5] = [
        (
            |manifest| manifest.newest_migration = "m20990101_000001_wonder".to_owned(),
            "written by a newer program",
        ),
        (|manifest| manifest.format = 2, "written by a newer program"),
        (|manifest| manifest.store = backup::manifest::Store::Postgres, "database.sqlite does not belong"),
        (|manifest| drop(manifest.members.pop()), "is not in its manifest"),
        (|manifest| manifest.rows.extend([("person".to_owned(), 99)]), "other rows than its manifest"),
    ];
    for (change, expected) in changes {
        let file = rewritten(&club, change);
        let place = SampleClub::sqlite();
        let refused = format!("{:#}", run(&place.config, &file, false).await.unwrap_err());
        assert!(refused.contains(expected), "{refused}");
        assert!(!place.database().exists());
    }
    let elsewhere = crate::cli::CommonOptions {
        database_url: Some("postgres://nobody@127.0.0.1:1/none".to_owned()),
        data_dir: Some(club.folder.path().join("elsewhere")),
        ..crate::cli::CommonOptions::default()
    };
    let elsewhere = crate::config::Config::load(&elsewhere).unwrap();
    let refused = run(&elsewhere, &club.backup(), false).await.unwrap_err().to_string();
    assert_eq!(refused, "the backup is of SQLite, the database URL names PostgreSQL");
}
