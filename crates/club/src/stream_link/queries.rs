//! Finders of registrations whose join link was not sent yet.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{
    PersonId, SchoolId, SessionId, SessionState, WebinarId, WebinarState, person, registration, school,
    session, suppression, webinar,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use crate::Club;

/// A published session.
pub(super) async fn session(club: &Club, id: SessionId) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find_by_id(id)
        .filter(session::Column::State.ne(SessionState::Draft))
        .one(club.storage.reads())
        .await
}

/// Its planned webinars that have not started, by start and track.
pub(super) async fn to_come(
    club: &Club,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<Vec<webinar::Model>, DbErr> {
    webinar::Entity::find()
        .filter(webinar::Column::SessionId.eq(session))
        .filter(webinar::Column::State.eq(WebinarState::Planned))
        .filter(webinar::Column::StartsAt.gt(now))
        .order_by_asc(webinar::Column::StartsAt)
        .order_by_asc(webinar::Column::Track)
        .order_by_asc(webinar::Column::Code)
        .all(club.storage.reads())
        .await
}

/// The cities of schools, which name the zones of their webinars.
pub(super) async fn cities(club: &Club, schools: Vec<SchoolId>) -> Result<BTreeMap<SchoolId, String>, DbErr> {
    let schools =
        school::Entity::find().filter(school::Column::Id.is_in(schools)).all(club.storage.reads()).await?;
    Ok(schools.into_iter().map(|school| (school.id, school.city)).collect())
}

/// Standing registrations of listeners in a zone who can be written to and were not sent the join link yet, listener by listener.
pub(super) async fn unsent(
    club: &Club,
    webinars: Vec<WebinarId>,
    zone: Tz,
) -> Result<Vec<(registration::Model, person::Model)>, DbErr> {
    let found = registration::Entity::find()
        .find_also_related(person::Entity)
        .filter(registration::Column::WebinarId.is_in(webinars))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(registration::Column::StreamLinkEmailId.is_null())
        .filter(person::Column::TimeZone.eq(zone.name()))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
        .all(club.storage.reads())
        .await?;
    Ok(found.into_iter().filter_map(|(registration, person)| Some((registration, person?))).collect())
}

/// Standing registrations of a listener for webinars.
pub(super) async fn of_listener(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
    person: PersonId,
) -> Result<Vec<registration::Model>, DbErr> {
    registration::Entity::find()
        .filter(registration::Column::WebinarId.is_in(webinars.iter().copied()))
        .filter(registration::Column::PersonId.eq(person))
        .filter(registration::Column::CancelledAt.is_null())
        .all(db)
        .await
}

/// Whether nothing is sent to an address.
pub(super) async fn is_suppressed(db: &impl ConnectionTrait, address: &str) -> Result<bool, DbErr> {
    let found = suppression::Entity::find().filter(suppression::Column::Address.eq(address));
    Ok(found.one(db).await?.is_some())
}

#[cfg(test)]
pub(super) async fn stored_emails(club: &Club) -> Vec<crate::outbox::WholeEmail> {
    let mut emails = crate::outbox::written(club, sea_orm::Condition::all()).await;
    emails.sort_by(|one, other| {
        (one.created_at, &one.webinars, &one.text).cmp(&(other.created_at, &other.webinars, &other.text))
    });
    emails
}

#[cfg(test)]
pub(super) async fn claimed(club: &Club) -> u64 {
    use sea_orm::PaginatorTrait as _;
    let claimed = registration::Entity::find().filter(registration::Column::StreamLinkEmailId.is_not_null());
    claimed.count(club.storage.reads()).await.unwrap()
}

#[cfg(test)]
async fn change(club: &Club, filter: sea_orm::Condition, row: registration::ActiveModel) {
    let work = club.storage.write(move |tx| {
        Box::pin(async move { registration::Entity::update_many().set(row).filter(filter).exec(tx).await })
    });
    work.await.unwrap();
}

#[cfg(test)]
pub(super) async fn cancel(club: &Club, person: entity::PersonId) {
    let cancelled_at = sea_orm::Set(Some(club.clock.now()));
    let filter = sea_orm::Condition::all().add(registration::Column::PersonId.eq(person));
    change(club, filter, registration::ActiveModel { cancelled_at, ..Default::default() }).await;
}

#[cfg(test)]
pub(super) async fn cancel_webinar(club: &Club, webinar: WebinarId) {
    let cancelled_at = sea_orm::Set(Some(club.clock.now()));
    let filter = sea_orm::Condition::all().add(registration::Column::WebinarId.eq(webinar));
    change(club, filter, registration::ActiveModel { cancelled_at, ..Default::default() }).await;
}

#[cfg(test)]
pub(super) async fn register_again(club: &Club, person: entity::PersonId, at: DateTime<Utc>) {
    let filter = sea_orm::Condition::all().add(registration::Column::PersonId.eq(person));
    let row = registration::ActiveModel {
        registered_at: sea_orm::Set(at),
        stream_link_email_id: sea_orm::Set(None),
        ..Default::default()
    };
    change(club, filter, row).await;
}
