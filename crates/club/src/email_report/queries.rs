//! Finders of what a report is about, and of whom it concerns.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    OutboxEmailId, OutboxState, PersonId, ReportKind, SessionId, SessionState, WebinarState, email_report,
    outbox_email, person, registration, role_grant, session, webinar,
};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

/// How long after an e-mail a report without its Message-ID is taken for one about it: servers give up after five days.
const REPORTED_WITHIN: TimeDelta = TimeDelta::days(7);

/// The e-mail with a Message-ID.
pub(super) async fn by_message_id(
    db: &impl ConnectionTrait,
    message_id: &str,
) -> Result<Option<outbox_email::Model>, DbErr> {
    outbox_email::Entity::find().filter(outbox_email::Column::MessageId.eq(message_id)).one(db).await
}

/// The newest e-mail that was sent to an address lately.
pub(super) async fn newest_to(
    db: &impl ConnectionTrait,
    address: &str,
    now: DateTime<Utc>,
) -> Result<Option<outbox_email::Model>, DbErr> {
    outbox_email::Entity::find()
        .filter(outbox_email::Column::ToAddress.eq(address))
        .filter(outbox_email::Column::SentAt.gt(now - REPORTED_WITHIN))
        .order_by_desc(outbox_email::Column::SentAt)
        .order_by_desc(outbox_email::Column::Id)
        .one(db)
        .await
}

pub(super) async fn session(
    db: &impl ConnectionTrait,
    id: SessionId,
) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find_by_id(id).one(db).await
}

/// Standing registrations for webinars that are still to come.
fn to_come(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(registration::Column::CancelledAt.is_null())
        .add(webinar::Column::State.eq(WebinarState::Planned))
        .add(webinar::Column::StartsAt.gt(now))
}

fn people_with(address: &str) -> SelectStatement {
    Query::select()
        .column(person::Column::Id)
        .from(person::Entity)
        .and_where(person::Column::Email.eq(address))
        .to_owned()
}

/// Published sessions in which whoever has an address is registered for a webinar to come, with the start of the first one.
pub(super) async fn sessions_to_come(
    db: &impl ConnectionTrait,
    address: &str,
    now: DateTime<Utc>,
) -> Result<Vec<(session::Model, DateTime<Utc>)>, DbErr> {
    let webinars = webinar::Entity::find()
        .inner_join(registration::Entity)
        .find_also_related(session::Entity)
        .filter(to_come(now))
        .filter(session::Column::State.ne(SessionState::Draft))
        .filter(registration::Column::PersonId.in_subquery(people_with(address)))
        .order_by_asc(webinar::Column::StartsAt)
        .all(db)
        .await?;
    let mut sessions: Vec<(session::Model, DateTime<Utc>)> = vec![];
    for (webinar, session) in webinars {
        let Some(session) = session else { continue };
        if !sessions.iter().any(|(known, _)| known.id == session.id) {
            sessions.push((session, webinar.starts_at));
        }
    }
    Ok(sessions)
}

/// Everybody whose address takes no e-mails and who is registered for webinars of a session that are to come; with codes and schools of those
/// webinars.
pub(super) async fn unreachable(
    db: &impl ConnectionTrait,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<Vec<(person::Model, Vec<webinar::Model>)>, DbErr> {
    let listed = Query::select()
        .column(entity::suppression::Column::Address)
        .from(entity::suppression::Entity)
        .to_owned();
    let is_no_good = Condition::any()
        .add(person::Column::EmailBouncedAt.is_not_null())
        .add(person::Column::Email.in_subquery(listed));
    let found = registration::Entity::find()
        .find_also_related(person::Entity)
        .find_also_related(webinar::Entity)
        .filter(to_come(now))
        .filter(webinar::Column::SessionId.eq(session))
        .filter(is_no_good)
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
        .order_by_asc(webinar::Column::StartsAt)
        .order_by_asc(webinar::Column::Code)
        .all(db)
        .await?;
    let mut people: Vec<(person::Model, Vec<webinar::Model>)> = vec![];
    for (_, person, webinar) in found {
        let (Some(person), Some(webinar)) = (person, webinar) else { continue };
        match people.last_mut().filter(|(known, _)| known.id == person.id) {
            Some((_, webinars)) => webinars.push(webinar),
            None => people.push((person, vec![webinar])),
        }
    }
    Ok(people)
}

/// What was last said about each of these addresses, delays aside.
pub(super) async fn reasons(
    db: &impl ConnectionTrait,
    addresses: Vec<String>,
) -> Result<BTreeMap<String, email_report::Model>, DbErr> {
    if addresses.is_empty() {
        return Ok(BTreeMap::new());
    }
    let reports = email_report::Entity::find()
        .filter(email_report::Column::Address.is_in(addresses))
        .filter(email_report::Column::Kind.ne(ReportKind::Delay))
        .order_by_asc(email_report::Column::ReceivedAt)
        .order_by_asc(email_report::Column::Id);
    Ok(reports.all(db).await?.into_iter().map(|report| (report.address.clone(), report)).collect())
}

/// Somebody with a standing registration in a session.
pub(super) async fn listener(
    db: &impl ConnectionTrait,
    session: SessionId,
    person: PersonId,
) -> Result<Option<person::Model>, DbErr> {
    let registered = registration::Entity::find()
        .inner_join(webinar::Entity)
        .filter(webinar::Column::SessionId.eq(session))
        .filter(registration::Column::PersonId.eq(person))
        .filter(registration::Column::CancelledAt.is_null());
    if registered.count(db).await? == 0 {
        return Ok(None);
    }
    person::Entity::find_by_id(person).one(db).await
}

/// Whether a person has work behind the scenes.
pub(super) async fn has_role(db: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let grants = role_grant::Entity::find().filter(role_grant::Column::PersonId.eq(person));
    Ok(grants.count(db).await? > 0)
}

/// Whether somebody of the same name has an address.
pub(super) async fn is_taken(
    db: &impl ConnectionTrait,
    address: &str,
    search_name: &str,
) -> Result<bool, DbErr> {
    let others = person::Entity::find().filter(person::Column::Email.eq(address));
    Ok(others.filter(person::Column::SearchName.eq(search_name)).count(db).await? > 0)
}

/// Stream-link e-mails to a person that did not arrive, with their sessions: those of webinars to come can be written again.
pub(super) async fn lost_links(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<(OutboxEmailId, SessionId)>, DbErr> {
    let lost = Condition::any()
        .add(outbox_email::Column::State.eq(OutboxState::Failed))
        .add(outbox_email::Column::BouncedAt.is_not_null());
    let carried = registration::Entity::find()
        .find_also_related(webinar::Entity)
        .filter(to_come(now))
        .filter(registration::Column::PersonId.eq(person))
        .all(db)
        .await?;
    let ids = carried.iter().filter_map(|(registration, _)| registration.stream_link_email_id);
    let lost: Vec<OutboxEmailId> = outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::Id)
        .filter(outbox_email::Column::Id.is_in(ids))
        .filter(lost)
        .into_tuple()
        .all(db)
        .await?;
    let mut found = vec![];
    for (registration, webinar) in carried {
        if let (Some(id), Some(webinar)) = (registration.stream_link_email_id, webinar)
            && lost.contains(&id)
            && !found.contains(&(id, webinar.session_id))
        {
            found.push((id, webinar.session_id));
        }
    }
    Ok(found)
}

#[cfg(test)]
pub(super) async fn kept(club: &crate::Club) -> Vec<email_report::Model> {
    email_report::Entity::find().all(club.storage.reads()).await.unwrap()
}
