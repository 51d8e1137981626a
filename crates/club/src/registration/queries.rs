//! Finders of registrations.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{
    PersonId, RegistrationId, SessionState, WebinarId, attendance, person, registration, session, webinar,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

use super::OwnRegistration;

/// Webinars with their sessions, by start.
pub(crate) async fn webinars(
    db: &impl ConnectionTrait,
    ids: Vec<WebinarId>,
) -> Result<Vec<(webinar::Model, session::Model)>, DbErr> {
    let rows = webinar::Entity::find()
        .filter(webinar::Column::Id.is_in(ids))
        .find_also_related(session::Entity)
        .order_by_asc(webinar::Column::StartsAt)
        .order_by_asc(webinar::Column::Code)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(webinar, session)| Some((webinar, session?))).collect())
}

/// Ids and codes of the webinars of a session that is not a draft.
pub(super) async fn codes(db: &impl ConnectionTrait, slug: &str) -> Result<Vec<(WebinarId, String)>, DbErr> {
    let of_session = webinar::Entity::find()
        .select_only()
        .columns([webinar::Column::Id, webinar::Column::Code])
        .inner_join(session::Entity)
        .filter(session::Column::Slug.eq(slug))
        .filter(session::Column::State.ne(SessionState::Draft));
    of_session.order_by_asc(webinar::Column::StartsAt).into_tuple().all(db).await
}

/// The standing registration of a person for a webinar.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
    person: PersonId,
) -> Result<Option<registration::Model>, DbErr> {
    registration::Entity::find()
        .filter(registration::Column::WebinarId.eq(webinar))
        .filter(registration::Column::PersonId.eq(person))
        .filter(registration::Column::CancelledAt.is_null())
        .one(db)
        .await
}

/// Standing registrations for a webinar with their listeners, newest first, from where a page ended.
pub(super) async fn of_webinar(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
    (before, most): (Option<RegistrationId>, u64),
) -> Result<Vec<(registration::Model, person::Model)>, DbErr> {
    let mut standing = registration::Entity::find()
        .filter(registration::Column::WebinarId.eq(webinar))
        .filter(registration::Column::CancelledAt.is_null());
    if let Some(before) = before {
        standing = standing.filter(registration::Column::Id.lt(before));
    }
    let rows = standing
        .order_by_desc(registration::Column::Id)
        .limit(most)
        .find_also_related(person::Entity)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(registration, person)| Some((registration, person?))).collect())
}

/// A registration with what it is for.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) registration: registration::Model,
    pub(crate) webinar: webinar::Model,
    pub(crate) session: session::Model,
}

/// The standing registration behind a join secret.
pub(crate) async fn by_secret(db: &impl ConnectionTrait, secret: &str) -> Result<Option<Place>, DbErr> {
    let standing = registration::Entity::find()
        .filter(registration::Column::JoinSecret.eq(secret))
        .filter(registration::Column::CancelledAt.is_null());
    place(db, standing.find_also_related(webinar::Entity).one(db).await?).await
}

/// A standing registration by its id.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: RegistrationId) -> Result<Option<Place>, DbErr> {
    let standing = registration::Entity::find_by_id(id).filter(registration::Column::CancelledAt.is_null());
    place(db, standing.find_also_related(webinar::Entity).one(db).await?).await
}

async fn place(
    db: &impl ConnectionTrait,
    found: Option<(registration::Model, Option<webinar::Model>)>,
) -> Result<Option<Place>, DbErr> {
    let Some((registration, Some(webinar))) = found else { return Ok(None) };
    let session = session::Entity::find_by_id(webinar.session_id).one(db).await?;
    Ok(session.map(|session| Place { registration, webinar, session }))
}

/// Standing registrations of a person by start, without what is not theirs to see.
pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<OwnRegistration>, DbErr> {
    let rows = registration::Entity::find()
        .filter(registration::Column::PersonId.eq(person))
        .filter(registration::Column::CancelledAt.is_null())
        .find_also_related(webinar::Entity)
        .order_by_asc(webinar::Column::StartsAt)
        .order_by_asc(registration::Column::Id)
        .all(db)
        .await?;
    let sessions: Vec<_> =
        rows.iter().filter_map(|(_, webinar)| Some(webinar.as_ref()?.session_id)).collect();
    let sessions = session::Entity::find().filter(session::Column::Id.is_in(sessions)).all(db).await?;
    let ids = rows.iter().map(|(registration, _)| registration.id);
    let verdicts =
        attendance::Entity::find().filter(attendance::Column::RegistrationId.is_in(ids)).all(db).await?;
    let own = rows.into_iter().filter_map(|(registration, webinar)| {
        let webinar = webinar::Model { stream_url: None, code_word: None, ..webinar? };
        let session = sessions.iter().find(|session| session.id == webinar.session_id)?.clone();
        let attendance = verdicts.iter().find(|verdict| verdict.registration_id == registration.id).cloned();
        Some(OwnRegistration { registration, webinar, session, attendance })
    });
    Ok(own.collect())
}
