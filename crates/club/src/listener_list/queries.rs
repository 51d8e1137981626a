//! Finders of whom a session knows already.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use entity::{PersonId, SessionId, WebinarId, person, registration, waiting_place, webinar};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

/// Names asked for at once.
const AT_ONCE: usize = 400;

/// A listener of the session with the webinars that he or she has or waits for.
#[derive(Clone, Debug)]
pub(super) struct Listener {
    pub(super) person: person::Model,
    pub(super) webinars: Vec<WebinarId>,
}

/// Webinars of a session by code.
pub(super) async fn webinars(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<webinar::Model>, DbErr> {
    let of_session = webinar::Entity::find().filter(webinar::Column::SessionId.eq(session));
    of_session.order_by_asc(webinar::Column::StartsAt).order_by_asc(webinar::Column::Code).all(db).await
}

/// Listeners of these webinars, and people who wait for a place, whose names or addresses stand in a list.
pub(super) async fn listeners(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
    names: &[String],
) -> Result<Vec<Listener>, DbErr> {
    let mut found: BTreeMap<PersonId, Listener> = BTreeMap::new();
    for names in names.chunks(AT_ONCE) {
        let people = person::Entity::find().filter(person::Column::SearchName.is_in(names)).all(db).await?;
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        for (person, webinar) in places(db, webinars, &ids).await? {
            let Some(row) = people.iter().find(|row| row.id == person) else { continue };
            let listener = found.entry(person);
            let listener = listener.or_insert_with(|| Listener { person: row.clone(), webinars: vec![] });
            listener.webinars.push(webinar);
        }
    }
    Ok(found.into_values().collect())
}

/// Places at these webinars, or in their queues.
pub(super) async fn places(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
    people: &[PersonId],
) -> Result<Vec<(PersonId, WebinarId)>, DbErr> {
    let mut places = vec![];
    for people in people.chunks(AT_ONCE) {
        let registered = registration::Entity::find()
            .select_only()
            .columns([registration::Column::PersonId, registration::Column::WebinarId])
            .filter(registration::Column::PersonId.is_in(people.to_vec()))
            .filter(registration::Column::WebinarId.is_in(webinars.to_vec()))
            .filter(registration::Column::CancelledAt.is_null());
        places.extend(registered.into_tuple::<(PersonId, WebinarId)>().all(db).await?);
        let waiting = waiting_place::Entity::find()
            .select_only()
            .columns([waiting_place::Column::PersonId, waiting_place::Column::WebinarId])
            .filter(waiting_place::Column::PersonId.is_in(people.to_vec()))
            .filter(waiting_place::Column::WebinarId.is_in(webinars.to_vec()))
            .filter(waiting_place::Column::TakenAt.is_null())
            .filter(waiting_place::Column::LeftAt.is_null());
        places.extend(waiting.into_tuple::<(PersonId, WebinarId)>().all(db).await?);
    }
    Ok(places)
}
