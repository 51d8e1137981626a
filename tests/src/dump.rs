//! The whole database as text: two dumps that are equal say that nothing changed.
#![expect(clippy::disallowed_methods, reason = "a dump looks at everything, whatever its scope")]

use std::fmt::Write as _;

use club::Club;
use entity::PersonId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

macro_rules! dump_tables {
    ($club:expr, $text:expr, $($table:ident),*) => {$(
        let rows = entity::$table::Entity::find().all($club.storage.reads()).await.expect(stringify!($table));
        let mut lines: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
        lines.sort();
        writeln!($text, "{}: {}", stringify!($table), lines.join("\n  ")).expect("text grows");
    )*};
}

/// Every row of every table but log-ins, whose last use is written down, and the audit trail.
pub async fn dump(club: &Club) -> String {
    let mut text = String::new();
    dump_tables!(
        club,
        text,
        api_token,
        attendance,
        calendar_feed,
        consent,
        consent_text,
        co_speaker,
        correction,
        criterion,
        document,
        document_hold,
        document_serial,
        evidence,
        form_field,
        idempotent_answer,
        invitation,
        job,
        layout,
        layout_design,
        network,
        outbox_content,
        outbox_email,
        person,
        person_school,
        registration,
        release,
        review,
        role_grant,
        schedule_break,
        school,
        school_alias,
        school_signatory,
        session,
        session_school,
        session_stage,
        signatory,
        speaker,
        talk,
        talk_answer,
        talk_file,
        topic_cover,
        topic_request,
        topic_silence,
        topic_vote,
        waiting_place,
        webhook,
        webhook_delivery,
        webinar
    );
    text
}

/// Takes every role of a person away, as somebody with access to the database might.
pub async fn take_roles_away(club: &Club, person: PersonId) {
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let of_person = entity::role_grant::Column::PersonId.eq(person);
            entity::role_grant::Entity::delete_many().filter(of_person).exec(tx).await
        })
    });
    work.await.expect("the roles are gone");
}

/// The person with an address.
pub async fn person_with(db: &impl sea_orm::ConnectionTrait, address: &str) -> entity::person::Model {
    let found =
        entity::person::Entity::find().filter(entity::person::Column::Email.eq(address)).one(db).await;
    found.expect("the database answers").expect("somebody has this address")
}

/// A mail service that takes so many e-mails a minute.
pub async fn limit_domain(club: &Club, domain: &str, per_minute: i32) {
    use sea_orm::Set;
    let now = club.clock.now();
    let row = entity::domain_limit::ActiveModel {
        id: Set(club.chance.id(now)),
        domain: Set(domain.to_owned()),
        per_minute: Set(per_minute),
        connections: Set(1),
        updated_at: Set(now),
    };
    let insert = entity::domain_limit::Entity::insert(row);
    let work = club.storage.write(move |tx| Box::pin(async move { insert.exec_without_returning(tx).await }));
    work.await.expect("the limit is written");
}
