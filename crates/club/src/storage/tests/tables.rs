//! The rows and the tables that the migrations make are the same.
#![expect(clippy::disallowed_methods, reason = "these tests ask every table for everything")]

use std::collections::BTreeMap;

use sea_orm::sea_query::ColumnType;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, IdenStatic as _, Iterable as _, Statement};

use super::super::test_stores::{TestStore, stores};

/// Type and whether it may be absent, of each column.
type Columns = BTreeMap<String, (String, bool)>;

/// What PostgreSQL calls a type; SQLite keeps whatever fits.
fn type_name(column: &ColumnType) -> &'static str {
    match column {
        ColumnType::Uuid => "uuid",
        ColumnType::String(_) => "varchar",
        ColumnType::Text => "text",
        ColumnType::Integer => "int4",
        ColumnType::Boolean => "bool",
        ColumnType::TimestampWithTimeZone => "timestamptz",
        ColumnType::Date => "date",
        ColumnType::JsonBinary => "jsonb",
        other => panic!("a type that no row has had: {other:?}"),
    }
}

fn columns_of_rows<E: sea_orm::EntityTrait>() -> Columns {
    let columns = E::Column::iter().map(|column| {
        let definition = column.def();
        let kind = type_name(definition.get_column_type()).to_owned();
        (column.as_str().to_owned(), (kind, definition.is_null()))
    });
    columns.collect()
}

async fn columns_of_table(store: &TestStore, table: &str) -> Columns {
    let sql = if store.storage.is_postgres() {
        format!(
            "SELECT column_name::text AS name, udt_name::text AS kind, is_nullable = 'YES' AS is_null \
             FROM information_schema.columns WHERE table_name = '{table}'"
        )
    } else {
        format!("SELECT name, '' AS kind, \"notnull\" = 0 AS is_null FROM pragma_table_info('{table}')")
    };
    let reads = store.storage.reads();
    let rows = reads.query_all_raw(Statement::from_string(reads.get_database_backend(), sql)).await.unwrap();
    let columns = rows.iter().map(|row| {
        let text = |column: &str| row.try_get::<String>("", column).unwrap();
        (text("name"), (text("kind"), row.try_get("", "is_null").unwrap()))
    });
    columns.collect()
}

async fn check<E: sea_orm::EntityTrait>(store: &TestStore, table: &str) {
    E::find().all(store.storage.reads()).await.unwrap();
    let mut rows = columns_of_rows::<E>();
    let mut made = columns_of_table(store, table).await;
    if !store.storage.is_postgres() {
        rows.values_mut().chain(made.values_mut()).for_each(|(kind, _)| kind.clear());
    }
    assert_eq!(made, rows, "{table}");
}

async fn tables(store: &TestStore) -> Vec<String> {
    let sql = if store.storage.is_postgres() {
        "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
    };
    let reads = store.storage.reads();
    let rows = reads.query_all_raw(Statement::from_string(reads.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
}

macro_rules! every_table {
    ($check:ident, $store:expr; $($table:ident),* $(,)?) => {{
        $($check::<entity::$table::Entity>($store, stringify!($table)).await;)*
        vec![$(stringify!($table)),*]
    }};
}

#[tokio::test]
async fn every_table_has_exactly_the_columns_of_its_rows() {
    for store in stores().await {
        migrations::run(&store.url, migrations::Lock::None).await.unwrap();
        let mut known = every_table!(check, &store;
            api_token, attendance, audit_entry, calendar_feed, consent, consent_text, correction, co_speaker, criterion, form_field, review, talk_answer, talk_file, document, document_hold, document_serial, domain_limit,
            domain_slowdown,
            email_report, email_switch, email_text, evidence, idempotent_answer, invitation, job, layout, layout_design, login, login_link, mailing, network,
            outbox_content, outbox_email, person, person_school, registration, release, role_grant, schedule_break, school, school_alias, school_signatory, session, session_school, session_stage, signatory, signing_key, smtp_account, speaker,
            suppression, talk, topic_cover, topic_request, topic_silence, topic_vote, waiting_place, webhook, webhook_delivery, webinar,
        );
        known.push("seaql_migrations");
        known.sort_unstable();
        assert_eq!(tables(&store).await, known);
    }
}
