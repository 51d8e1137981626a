//! The measure to compare with: a bare handler that reads the same form and writes the same rows, in plain SQL, one transaction a request.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::header::LOCATION;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::Context as _;
use club::Chance;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{self, SqlitePool};
use url::form_urlencoded;

/// A column that differs from one registration to the next, with its value.
type Own = (&'static str, &'static str);

/// Rows of one registration for two webinars: table, which row is the template, and what differs.
const ROWS: [(&str, &str, &[Own]); 10] = [
    ("person", "id = $person", &[("id", "$1"), ("email", "$2")]),
    ("consent", "person_id = $person AND purpose = 'participation'", &[("id", "$3"), ("person_id", "$1")]),
    ("consent", "person_id = $person AND purpose = 'publication'", &[("id", "$4"), ("person_id", "$1")]),
    ("consent", "person_id = $person AND purpose = 'invitations'", &[("id", "$5"), ("person_id", "$1")]),
    ("registration", "id = $first", &[("id", "$6"), ("person_id", "$1"), ("join_secret", "hex($6)")]),
    ("registration", "id = $second", &[("id", "$7"), ("person_id", "$1"), ("join_secret", "hex($7)")]),
    ("login_link", "person_id = $person", &[("id", "$8"), ("person_id", "$1"), ("token_sha256", "hex($8)")]),
    (
        "outbox_email",
        "person_id = $person",
        &[
            ("id", "$9"),
            ("person_id", "$1"),
            ("to_address", "$2"),
            ("dedup_key", "hex($9)"),
            ("message_id", "hex($9)"),
        ],
    ),
    (
        "outbox_content",
        "outbox_email_id = (SELECT id FROM outbox_email WHERE person_id = $person)",
        &[("outbox_email_id", "$9")],
    ),
    ("audit_entry", "subject = $subject", &[("id", "$10")]),
];

/// Starts a server of one handler on a database that has one registration of ours in it: its rows are written again and again.
pub(crate) async fn start(
    file: &std::path::Path,
    path: &'static str,
    workers: usize,
) -> anyhow::Result<(actix_web::rt::task::JoinHandle<std::io::Result<()>>, SocketAddr)> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    // One connection that writes: several would only wait for each other, and more slowly.
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    let statements: Arc<Vec<String>> = Arc::new(statements(&pool).await?);
    let chance = Chance::system()?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = HttpServer::new(move || {
        let (pool, statements, chance) = (pool.clone(), statements.clone(), chance.clone());
        let handler = move |body: Bytes| {
            let (pool, statements, chance) = (pool.clone(), statements.clone(), chance.clone());
            async move {
                match write(&pool, &statements, &chance, &body).await {
                    Ok(()) => HttpResponse::SeeOther().insert_header((LOCATION, "/registered")).finish(),
                    Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
                }
            }
        };
        App::new().route(path, web::post().to(handler))
    });
    let server = server.workers(workers).disable_signals().tcp_nodelay(true).listen(listener)?.run();
    Ok((actix_web::rt::spawn(server), address))
}

async fn statements(pool: &SqlitePool) -> anyhow::Result<Vec<String>> {
    let person: String =
        sqlx::query_scalar("SELECT hex(id) FROM person WHERE email LIKE 'lone%'").fetch_one(pool).await?;
    let registrations: Vec<String> = sqlx::query_scalar(
        "SELECT hex(id) FROM registration WHERE person_id = (SELECT id FROM person WHERE email LIKE 'lone%')",
    )
    .fetch_all(pool)
    .await?;
    let subject: String =
        sqlx::query_scalar("SELECT subject FROM audit_entry WHERE action = 'registration.register'")
            .fetch_one(pool)
            .await?;
    let [first, second] = registrations.as_slice() else {
        anyhow::bail!("the template has not two webinars")
    };
    let mut statements = vec![];
    for (table, which, own) in ROWS {
        let columns: Vec<String> =
            sqlx::query_scalar("SELECT name FROM pragma_table_info($1)").bind(table).fetch_all(pool).await?;
        let value = |column: &String| {
            let own = own.iter().find(|(name, _)| name == column);
            own.map_or_else(|| column.clone(), |(_, value)| (*value).to_owned())
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        let which = which
            .replace("$person", &format!("x'{person}'"))
            .replace("$first", &format!("x'{first}'"))
            .replace("$second", &format!("x'{second}'"))
            .replace("$subject", &format!("'{subject}'"));
        statements.push(format!(
            "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {which} LIMIT 1",
            columns.join(", "),
            values.join(", ")
        ));
    }
    Ok(statements)
}

async fn write(pool: &SqlitePool, statements: &[String], chance: &Chance, body: &[u8]) -> anyhow::Result<()> {
    let email =
        form_urlencoded::parse(body).find(|(name, _)| name == "email").context("no address")?.1.into_owned();
    let ids: Vec<Vec<u8>> = (0..9).map(|_| chance.bytes::<16>().to_vec()).collect();
    let mut connection = pool.acquire().await?;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    for statement in statements {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement.as_str())).bind(ids.first()).bind(&email);
        for id in ids.iter().skip(1) {
            query = query.bind(id);
        }
        query.execute(&mut *connection).await?;
    }
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(())
}
