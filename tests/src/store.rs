//! Databases for tests: a copy of a migrated template each, on SQLite or on PostgreSQL.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A database of its own for one test; it goes when this is dropped.
pub struct Store {
    /// Where the club finds it.
    pub url: String,
    _folder: Option<TempDir>,
}

/// The copy of the spring session that the project carries.
#[must_use]
pub fn fixture_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture")
}

impl Store {
    /// A migrated, empty database: on PostgreSQL when `WEBCLUB_TEST_STORE=postgres` asks for it, else a SQLite file.
    ///
    /// # Panics
    /// When PostgreSQL is asked for and `WEBCLUB_TEST_POSTGRES` names no server: such a test must not pass.
    pub async fn fresh() -> Store {
        match std::env::var("WEBCLUB_TEST_STORE").as_deref() {
            Ok("postgres") => Store::postgres().await,
            _ => Store::sqlite().await,
        }
    }

    /// A migrated, empty SQLite file.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn sqlite() -> Store {
        sqlite().await
    }

    /// A migrated, empty database of PostgreSQL.
    ///
    /// # Panics
    /// When `WEBCLUB_TEST_POSTGRES` names no server.
    pub async fn postgres() -> Store {
        postgres().await
    }
}

async fn sqlite() -> Store {
    static TEMPLATE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
    let (_, template) = TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("template.sqlite");
            migrate(&format!("sqlite://{}?mode=rwc", path.display())).await;
            (folder, path)
        })
        .await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("club.sqlite");
    std::fs::copy(template, &path).expect("a copy of the template");
    Store { url: format!("sqlite://{}", path.display()), _folder: Some(folder) }
}

async fn postgres() -> Store {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let server = std::env::var("WEBCLUB_TEST_POSTGRES").expect("WEBCLUB_TEST_POSTGRES names a server");
    let (head, _) = server.rsplit_once('/').expect("a URL with a database");
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = unique("template");
            create(&server, &name, None).await;
            migrate(&format!("{head}/{name}")).await;
            name
        })
        .await;
    let name = unique("club");
    create(&server, &name, Some(template)).await;
    Store { url: format!("{head}/{name}"), _folder: None }
}

#[expect(clippy::disallowed_methods, reason = "databases of parallel tests need different names")]
fn unique(what: &str) -> String {
    format!("webclub_{what}_{}", uuid::Uuid::new_v4().simple())
}

async fn create(server: &str, name: &str, template: Option<&str>) {
    let like = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
    let connection = connect(server).await;
    // Two tests that copy the template in one moment disturb each other: PostgreSQL refuses, and we ask again.
    for _ in 0..2000 {
        if connection.execute_unprepared(&format!("CREATE DATABASE {name}{like}")).await.is_ok() {
            connection.close().await.expect("the maintenance connection closes");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the database {name} was not made");
}

async fn migrate(url: &str) {
    let connection = connect(url).await;
    migrations::up(&connection, migrations::Lock::None).await.expect("the migrations run");
    connection.close().await.expect("the connection closes");
}

async fn connect(url: &str) -> DatabaseConnection {
    Database::connect(url).await.expect("the database answers")
}
