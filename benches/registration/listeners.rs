//! Listeners by the thousand, and what is kept of them.

use std::ops::Range;
use std::path::PathBuf;

use anyhow::Context as _;
use club::Club;
use entity::PersonId;
use sea_orm::{ConnectionTrait as _, DbErr, Statement};

/// Addresses of a round whose people are registered for two webinars, have given three consents and have an e-mail to confirm it.
pub(crate) async fn whole(club: &Club, round: &str) -> Result<Vec<String>, DbErr> {
    let db = club.storage.reads();
    let sql = "SELECT email FROM person WHERE email LIKE $1 \
        AND 2 = (SELECT count(*) FROM registration WHERE person_id = person.id AND cancelled_at IS NULL) \
        AND 3 = (SELECT count(*) FROM consent WHERE person_id = person.id) \
        AND 1 = (SELECT count(*) FROM outbox_email JOIN outbox_content ON outbox_email_id = id WHERE person_id = person.id)";
    let query = Statement::from_sql_and_values(db.get_database_backend(), sql, [format!("{round}%").into()]);
    db.query_all_raw(query).await?.iter().map(|row| row.try_get("", "email")).collect()
}

/// The file of a club's database.
pub(crate) async fn file(club: &Club) -> anyhow::Result<PathBuf> {
    let db = club.storage.reads();
    let query = Statement::from_string(db.get_database_backend(), "SELECT file FROM pragma_database_list");
    let row = db.query_one_raw(query).await?.context("the database has no file")?;
    Ok(PathBuf::from(row.try_get::<String>("", "file")?))
}

/// The curator of the network.
pub(crate) async fn curator(club: &Club) -> Result<PersonId, DbErr> {
    let db = club.storage.reads();
    let sql = "SELECT person_id FROM role_grant WHERE role = 'curator' LIMIT 1";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("the curator".to_owned()))?.try_get("", "person_id")
}

/// The pages that list people of a session.
pub(crate) async fn pages(club: &Club) -> Result<Vec<String>, DbErr> {
    let codes = club::registration::codes(club, "2027-spring").await?;
    let code = codes.first().map(|(_, code)| code.clone()).unwrap_or_default();
    let of = |rest: &str| format!("/organize/2027-spring/{rest}");
    Ok(vec![of("listeners"), of(&format!("listeners?webinar={code}")), of("emails"), of("audit")])
}

/// Writes listeners, each registered for one of the session's webinars, with an e-mail and an entry of the audit trail.
pub(crate) async fn fill(club: &Club, numbers: Range<u32>) -> Result<(), DbErr> {
    let statements = [
        "INSERT INTO person (id, family, given, patronymic, gender, search_name, position, school_name, city, region, time_zone, email, language, created_at) \
         SELECT unhex(printf('0190000000007000a000%012x', n)), 'Зайцева', 'Анна', NULL, 'female', 'зайцева анна ' || n, 'учитель', 'МБОУ СОШ № ' || (n % 400), \
         'Екатеринбург', 'Свердловская область', 'Asia/Yekaterinburg', 'listener' || n || '@school.example', 'ru', '2027-01-10 10:00:00+00:00' FROM number",
        "INSERT INTO registration (id, webinar_id, person_id, join_secret, question, registered_at) \
         SELECT unhex(printf('0190000000007000b000%012x', n)), webinar.id, \
         unhex(printf('0190000000007000a000%012x', n)), 'secret' || n, 'С чего начать?', '2027-01-10 10:00:00+00:00' FROM number \
         JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS place FROM webinar) webinar ON webinar.place = n % 10",
        "INSERT INTO outbox_email (id, dedup_key, kind, session_id, person_id, to_name, to_address, language, subject, webinars, message_id, state, due_at, attempts, created_at, to_domain, urgency, is_rehearsal, sent_at) \
         SELECT unhex(printf('0190000000007000c000%012x', n)), 'bench:' || n, 'registration_confirmed', (SELECT id FROM session LIMIT 1), \
         unhex(printf('0190000000007000a000%012x', n)), 'Зайцева Анна', 'listener' || n || '@school.example', 'ru', 'Вы записаны', 'S01', 'm' || n || '@club.example', \
         'sent', '2027-01-10 10:00:00+00:00', 1, '2027-01-10 10:00:00+00:00', 'school.example', 5, 0, '2027-01-10 10:00:00+00:00' FROM number",
        "INSERT INTO audit_entry (id, at, session_id, action, subject, details) \
         SELECT unhex(printf('0190000000007000d000%012x', n)), '2027-01-10 10:00:00+00:00', (SELECT id FROM session LIMIT 1), 'registration.register', 'person ' || n, '{}' FROM number",
    ];
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            for statement in statements {
                let with = format!(
                    "WITH RECURSIVE number(n) AS (SELECT {} UNION ALL SELECT n + 1 FROM number WHERE n + 1 < {}) ",
                    numbers.start, numbers.end
                );
                tx.execute_unprepared(&format!("{with}{statement}")).await?;
            }
            Ok::<(), DbErr>(())
        })
    });
    work.await
}
