//! The steps, one by one on databases that are not empty, and all at once by processes that start together.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed, and says where")]

use std::path::Path;

use migrations::{Lock, MigrateError, Migrator};
use sea_orm_migration::MigratorTrait as _;
use sea_orm_migration::prelude::{Query, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend};
use tempfile::TempDir;

/// An empty database of its own; the folder goes with it.
struct Fresh {
    url: String,
    folder: TempDir,
}

/// Empty databases: SQLite always, PostgreSQL where a server is named.
async fn stores() -> Vec<Fresh> {
    let folder = tempfile::tempdir().unwrap();
    let mut stores = vec![Fresh {
        url: format!("sqlite://{}?mode=rwc", folder.path().join("club.sqlite").display()),
        folder,
    }];
    if let Ok(server) = std::env::var("WEBCLUB_TEST_POSTGRES") {
        let folder = tempfile::tempdir().unwrap();
        // The folder's random name makes the database's.
        let name =
            folder.path().file_name().unwrap().to_string_lossy().to_lowercase().replace(['.', '-'], "_");
        let name = format!("webclub_steps{name}");
        let connection = Database::connect(&server).await.unwrap();
        connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        let (head, _) = server.rsplit_once('/').unwrap();
        stores.push(Fresh { url: format!("{head}/{name}"), folder });
    }
    stores
}

async fn connect(store: &Fresh) -> DatabaseConnection {
    Database::connect(&store.url).await.unwrap()
}

/// Sample rows write ids as text; SQLite keeps them as sixteen bytes.
fn for_backend(sql: &str, backend: DbBackend) -> String {
    if backend != DbBackend::Sqlite {
        return sql.to_owned();
    }
    let is_id = |text: &str| text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let parts = sql
        .split('\'')
        .map(|part| if is_id(part) { format!("\u{0}{}", part.replace('-', "")) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("'").replace("'\u{0}", "X'")
}

#[tokio::test]
async fn every_step_runs_on_sample_rows_of_the_steps_before_and_back_again() {
    for store in stores().await {
        let db = connect(&store).await;
        for step in Migrator::migrations() {
            Migrator::up(&db, Some(1)).await.unwrap();
            let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample/{}.sql", step.name()));
            let sql = for_backend(&std::fs::read_to_string(sample).unwrap(), db.get_database_backend());
            db.execute_unprepared(&sql)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}\n{sql}", step.name()));
        }
        assert_eq!(migrations::pending(&db).await.unwrap(), Vec::<String>::new());
        Migrator::down(&db, None).await.unwrap();
        assert_eq!(migrations::pending(&db).await.unwrap().len(), Migrator::migrations().len());
    }
}

#[tokio::test]
async fn three_that_start_together_take_each_step_once() {
    for store in stores().await {
        let lock = |store: &Fresh| match store.url.strip_prefix("sqlite") {
            Some(_) => Lock::File(store.folder.path().join("club.migrating")),
            None => Lock::Postgres,
        };
        let (one, two, three) = tokio::join!(
            migrations::run(&store.url, lock(&store)),
            migrations::run(&store.url, lock(&store)),
            migrations::run(&store.url, lock(&store)),
        );
        let mut taken = [one.unwrap().len(), two.unwrap().len(), three.unwrap().len()];
        taken.sort_unstable();
        assert_eq!(taken, [0, 0, Migrator::migrations().len()]);
    }
}

#[tokio::test]
async fn an_older_program_refuses_a_newer_database_in_one_sentence() {
    for store in stores().await {
        migrations::run(&store.url, Lock::None).await.unwrap();
        let db = connect(&store).await;
        let step = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_wonder', 0)";
        db.execute_unprepared(step).await.unwrap();
        let refused = migrations::run(&store.url, Lock::None).await.unwrap_err();
        assert!(matches!(refused, MigrateError::DatabaseIsNewer { .. }));
        let sentence = "the database was used by a newer program (it knows the step m20990101_000001_wonder); start that one";
        assert_eq!(refused.to_string(), sentence);
    }
}

#[tokio::test]
async fn a_step_that_fails_leaves_nothing_and_is_taken_the_next_time() {
    for store in stores().await {
        let db = connect(&store).await;
        Migrator::up(&db, Some(1)).await.unwrap();
        db.execute_unprepared("CREATE TABLE webinar (in_the_way INTEGER)").await.unwrap();
        let refused = migrations::run(&store.url, Lock::None).await.unwrap_err();
        assert!(matches!(refused, MigrateError::Db(_)), "{refused:?}");
        // `session` is made in the same step before `webinar`.
        assert!(!SchemaManager::new(&db).has_table("session").await.unwrap());
        assert_eq!(migrations::applied(&db).await.unwrap().len(), 1);
        db.execute_unprepared("DROP TABLE webinar").await.unwrap();
        assert_eq!(
            migrations::run(&store.url, Lock::None).await.unwrap().len(),
            Migrator::migrations().len() - 1
        );
    }
}

#[tokio::test]
async fn before_a_used_sqlite_file_changes_a_copy_of_it_is_kept() {
    let store = stores().await.remove(0);
    let db = connect(&store).await;
    Migrator::up(&db, Some(2)).await.unwrap();
    db.execute_unprepared("INSERT INTO network (id, name, created_at) VALUES (X'01', 'kept', '2027-04-12')")
        .await
        .unwrap();
    migrations::run(&store.url, Lock::None).await.unwrap();
    let copy = store.folder.path().join("club.sqlite.before-m20261123_000003_outbox");
    let copy = Database::connect(format!("sqlite://{}", copy.display())).await.unwrap();
    assert_eq!(migrations::applied(&copy).await.unwrap().len(), 2);
    let names = Query::select().column("name").from("network").to_owned();
    let row = copy.query_one(&names).await.unwrap().unwrap();
    assert_eq!(row.try_get::<String>("", "name").unwrap(), "kept");
}
