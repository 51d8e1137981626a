//! Offering free places to those who wait.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, WebinarId, WebinarState, person, waiting_place};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set,
};

use super::{LAST_HOURS, offer_soon, queries, times};
use crate::outbox::{self, AT_ONCE, NewEmail};
use crate::webinar::emails::{About, place_offered};
use crate::webinar::queries::lock;
use crate::{Club, person as people};

/// Offers the free places of a webinar to the first in its queue; offers that ran out end. A place is kept for a day, shortly before the start
/// for nobody: then everybody who waits is told, and whoever comes first takes it. Running it twice offers nothing twice. Returns how many
/// people were offered a place.
///
/// # Errors
/// When the database refuses.
pub async fn offer(club: &Club, webinar: WebinarId) -> Result<usize, DbErr> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| Box::pin(async move { offer_in(tx, &inside, webinar).await }));
    work.await
}

async fn offer_in(tx: &DatabaseTransaction, club: &Club, webinar: WebinarId) -> Result<usize, DbErr> {
    let now = club.clock.now();
    lock(tx, entity::webinar::Column::Id.eq(webinar)).await?;
    let about = About::load(tx, club, EmailKind::PlaceOffered, webinar).await?;
    let is_to_come =
        |about: &About| about.webinar.state == WebinarState::Planned && now < about.webinar.starts_at;
    let Some(about) = about.filter(is_to_come) else { return Ok(0) };
    end_offers(tx, webinar, now).await?;
    let free = queries::free(tx, &about.webinar, now).await?;
    if free == 0 {
        return Ok(0);
    }
    let is_late = about.webinar.starts_at - now <= LAST_HOURS;
    let next = queries::next(tx, webinar, if is_late { AT_ONCE } else { free.min(AT_ONCE) }).await?;
    let is_full = u64::try_from(next.len()).is_ok_and(|length| length == AT_ONCE);
    let mut emails = vec![];
    for (place, person) in &next {
        let zone = people::zone(person, about.zone);
        let offered = if is_late { (now, None) } else { kept(now, &about, zone) };
        set_offered(tx, place, offered).await?;
        if let (_, Some(until)) = offered {
            offer_soon(tx, club, webinar, until).await?;
        }
        let email = write_one(club, &about, (place, person), offered)?;
        emails.extend(email.map(|email| (club.chance.id(now), email)));
    }
    if is_full {
        // One transaction does not take them all.
        offer_soon(tx, club, webinar, now).await?;
    }
    outbox::enqueue_new(tx, club, emails).await
}

fn kept(now: DateTime<Utc>, about: &About, zone: Tz) -> (DateTime<Utc>, Option<DateTime<Utc>>) {
    let (at, until) = times::offered(now, about.webinar.starts_at, zone);
    (at, Some(until))
}

async fn end_offers(tx: &DatabaseTransaction, webinar: WebinarId, now: DateTime<Utc>) -> Result<(), DbErr> {
    let ran_out = Condition::all()
        .add(waiting_place::Column::WebinarId.eq(webinar))
        .add(waiting_place::Column::OfferedUntil.lte(now));
    leave_all(tx, ran_out, now).await
}

async fn leave_all(tx: &DatabaseTransaction, which: Condition, now: DateTime<Utc>) -> Result<(), DbErr> {
    waiting_place::Entity::update_many()
        .col_expr(waiting_place::Column::LeftAt, Expr::value(now))
        .filter(which)
        .filter(queries::is_standing())
        .exec(tx)
        .await?;
    Ok(())
}

async fn set_offered(
    tx: &DatabaseTransaction,
    place: &waiting_place::Model,
    (at, until): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<(), DbErr> {
    let offered = waiting_place::ActiveModel {
        offered_at: Set(Some(at)),
        offered_until: Set(until),
        ..Default::default()
    };
    let of_place = waiting_place::Column::Id.eq(place.id);
    waiting_place::Entity::update_many().set(offered).filter(of_place).exec(tx).await?;
    Ok(())
}

fn write_one(
    club: &Club,
    about: &About,
    (place, person): (&waiting_place::Model, &person::Model),
    (at, until): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<Option<NewEmail>, DbErr> {
    let address = club.settings.address(&format!("/q/{}", place.secret));
    let filling = place_offered(&about.event(), &about.reader(person), until, &address)?;
    let email = about.email(person, format!("place_offered:{}", place.id), &filling)?;
    let not_after = Some(until.unwrap_or(about.webinar.starts_at));
    Ok(email.map(|email| NewEmail { due_at: Some(at), not_after, ..email }))
}

/// Ends the queue of a webinar; returns who stood in it.
pub(crate) async fn close(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: WebinarId,
) -> Result<Vec<person::Model>, DbErr> {
    let standing = queries::all_standing(tx, webinar).await?;
    let of_webinar = Condition::all().add(waiting_place::Column::WebinarId.eq(webinar));
    leave_all(tx, of_webinar, club.clock.now()).await?;
    let is_reached = |person: &person::Model| person.email.is_some() && person.disabled_at.is_none();
    Ok(standing.into_iter().map(|(_, person)| person).filter(is_reached).collect())
}
