//! Finders of outgoing e-mails.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    OutboxEmailId, OutboxState, PersonId, SessionId, SessionState, WebinarState, network, outbox_email,
    person, registration, session, webinar,
};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, JoinType, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _, RelationTrait as _,
};

use super::ahead::UnsentLink;
use super::content::{IDS_AT_ONCE, WholeEmail, with_contents};
use super::limits::{self, Limits};
use super::picks;
use crate::person::queries as people;
use crate::{Club, Viewer};

/// E-mails that are due, or that a worker leased and went silent with.
pub(super) fn is_due(now: DateTime<Utc>) -> Condition {
    let due = Condition::all().add(outbox_email::Column::State.eq(OutboxState::Due));
    Condition::any().add(due.add(outbox_email::Column::DueAt.lte(now))).add(is_silent(now))
}

/// E-mails whose worker went silent.
pub(super) fn is_silent(now: DateTime<Utc>) -> Condition {
    let silent = outbox_email::Column::State.eq(OutboxState::Leased);
    Condition::all().add(silent).add(outbox_email::Column::LeaseUntil.lt(now))
}

/// Which of these were sent at this instant.
pub(super) async fn sent_at(
    db: &impl ConnectionTrait,
    ids: Vec<OutboxEmailId>,
    at: DateTime<Utc>,
) -> Result<Vec<OutboxEmailId>, DbErr> {
    let sent = outbox_email::Entity::find().filter(outbox_email::Column::Id.is_in(ids));
    let sent = sent.filter(outbox_email::Column::SentAt.eq(at));
    sent.select_only().column(outbox_email::Column::Id).into_tuple().all(db).await
}

/// What a worker has leased, in the order of the ids; what is somebody else's by now is left out.
pub(super) async fn leased_by(
    db: &impl ConnectionTrait,
    owner: &str,
    ids: &[OutboxEmailId],
) -> Result<Vec<outbox_email::Model>, DbErr> {
    let mut rows = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(IDS_AT_ONCE) {
        let found = outbox_email::Entity::find()
            .filter(outbox_email::Column::Id.is_in(ids.iter().copied()))
            .filter(outbox_email::Column::State.eq(OutboxState::Leased))
            .filter(outbox_email::Column::LeaseOwner.eq(owner))
            .all(db)
            .await?;
        rows.extend(found.into_iter().map(|row| (row.id, row)));
    }
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

/// Whether no e-mail may leave: a restored installation waits for an operator.
pub(super) async fn are_held(club: &Club) -> Result<bool, DbErr> {
    let held = network::Entity::find().filter(network::Column::EmailsHeldAt.is_not_null());
    Ok(held.count(club.storage.reads()).await? > 0)
}

/// Which e-mail stands under each key.
pub(super) async fn ids_of_keys(
    db: &impl ConnectionTrait,
    keys: Vec<String>,
) -> Result<Vec<(String, OutboxEmailId)>, DbErr> {
    outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::DedupKey)
        .column(outbox_email::Column::Id)
        .filter(outbox_email::Column::DedupKey.is_in(keys))
        .into_tuple()
        .all(db)
        .await
}

/// When the next e-mail is due that neither a pause nor a domain's limit holds back: a worker sleeps until then. `None` while e-mails are
/// held.
///
/// # Errors
/// When the database refuses.
pub async fn next_due_at(club: &Club) -> Result<Option<DateTime<Utc>>, DbErr> {
    if are_held(club).await? {
        return Ok(None);
    }
    let (reads, now) = (club.storage.reads(), club.clock.now());
    let limits = Limits::read(reads, now).await?;
    let mut wakes = vec![];
    for (domain, due_at) in picks::first_due_by_domain(reads).await? {
        let opens_at = match limits.of(&domain) {
            Some(rate) => opens_at(reads, &domain, rate, now).await?,
            None => None,
        };
        wakes.push(opens_at.map_or(due_at, |opens_at| due_at.max(opens_at)));
    }
    let leased = outbox_email::Entity::find().filter(outbox_email::Column::State.eq(OutboxState::Leased));
    let silent = leased.select_only().column_as(outbox_email::Column::LeaseUntil.min(), "at");
    let silent: Option<Option<DateTime<Utc>>> = silent.into_tuple().one(reads).await?;
    // A lease has run out only after its last instant.
    wakes.extend(silent.flatten().map(|until| until + TimeDelta::microseconds(1)));
    Ok(wakes.into_iter().min())
}

/// When a domain that is at its limit takes the next e-mail.
async fn opens_at(
    db: &impl ConnectionTrait,
    domain: &str,
    rate: limits::Rate,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let (share, time) = rate.stretch();
    let tried = limits::newest_tries(db, domain, now - time, share).await?;
    let is_full = u64::try_from(tried.len()).is_ok_and(|tried| tried >= share);
    Ok(tried.last().filter(|_| is_full).map(|oldest| *oldest + time))
}

/// Whether something may go now, as far as pauses and leases say; domains may still be at their limits.
///
/// # Errors
/// When the database refuses.
pub async fn is_anything_due(club: &Club) -> Result<bool, DbErr> {
    let (reads, now) = (club.storage.reads(), club.clock.now());
    if are_held(club).await? {
        return Ok(false);
    }
    if picks::is_anything_due(reads, now).await? {
        return Ok(true);
    }
    let silent = outbox_email::Entity::find().filter(is_silent(now)).limit(1);
    Ok(silent.one(reads).await?.is_some())
}

/// Domain, time, end, urgency and count of e-mails.
type DueGroup = (String, DateTime<Utc>, Option<DateTime<Utc>>, i32, i64);

/// Everything that waits and is due until then, counted by domain and time.
pub(super) async fn due_groups(
    db: &impl ConnectionTrait,
    until: DateTime<Utc>,
) -> Result<Vec<limits::Due>, DbErr> {
    let found: Vec<DueGroup> = outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::ToDomain)
        .column(outbox_email::Column::DueAt)
        .column(outbox_email::Column::NotAfter)
        .column(outbox_email::Column::Urgency)
        .column_as(outbox_email::Column::Id.count(), "count")
        .filter(outbox_email::Column::State.is_in([OutboxState::Due, OutboxState::Leased]))
        .filter(outbox_email::Column::DueAt.lte(until))
        .group_by(outbox_email::Column::ToDomain)
        .group_by(outbox_email::Column::DueAt)
        .group_by(outbox_email::Column::NotAfter)
        .group_by(outbox_email::Column::Urgency)
        .into_tuple()
        .all(db)
        .await?;
    let due = |(domain, at, not_after, urgency, count)| limits::Due {
        domain,
        at,
        not_after,
        urgency,
        count: u64::try_from(count).unwrap_or(0),
    };
    Ok(found.into_iter().map(due).collect())
}

/// Registrations of a published session, or of all, for webinars that start within a time, whose link was not sent yet.
pub(super) async fn unsent_links(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<UnsentLink>, DbErr> {
    let published = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::State.eq(SessionState::Published));
    registration::Entity::find()
        .join(JoinType::InnerJoin, registration::Relation::Webinar.def())
        .join(JoinType::InnerJoin, registration::Relation::Person.def())
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::Email)
        .column(person::Column::TimeZone)
        .column(webinar::Column::StartsAt)
        .filter(Condition::all().add_option(session.map(|session| webinar::Column::SessionId.eq(session))))
        .filter(webinar::Column::SessionId.in_subquery(published.into_query()))
        .filter(webinar::Column::State.eq(WebinarState::Planned))
        .filter(webinar::Column::StartsAt.gt(from))
        .filter(webinar::Column::StartsAt.lte(until))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(registration::Column::StreamLinkEmailId.is_null())
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .into_tuple()
        .all(db)
        .await
}

/// Published sessions with a webinar that starts within a time.
pub(super) async fn sessions_with_webinars(
    db: &impl ConnectionTrait,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<session::Model>, DbErr> {
    let soon = webinar::Entity::find()
        .select_only()
        .column(webinar::Column::SessionId)
        .filter(webinar::Column::State.eq(WebinarState::Planned))
        .filter(webinar::Column::StartsAt.gt(from))
        .filter(webinar::Column::StartsAt.lte(until));
    session::Entity::find()
        .filter(session::Column::Id.in_subquery(soon.into_query()))
        .filter(session::Column::State.eq(SessionState::Published))
        .order_by_asc(session::Column::Id)
        .all(db)
        .await
}

/// How many e-mails wait, and how many will not be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    pub due: u64,
    pub failed: u64,
}

/// How many e-mails wait and how many failed.
///
/// # Errors
/// When the database refuses.
pub async fn backlog(club: &Club) -> Result<Backlog, DbErr> {
    let real = || outbox_email::Entity::find().filter(outbox_email::Column::IsRehearsal.eq(false));
    let of = |state| real().filter(outbox_email::Column::State.eq(state));
    let reads = club.storage.reads();
    let due = of(OutboxState::Due).count(reads).await?;
    let failed = of(OutboxState::Failed).count(reads).await?;
    Ok(Backlog { due, failed })
}

/// E-mails of a session, newest first, for its organizers and curators; others see none.
///
/// # Errors
/// When the database refuses.
pub async fn of_session(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    most: u64,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    let newest = outbox_email::Entity::find()
        .filter(outbox_email::Column::SessionId.eq(session.id))
        .filter(outbox_email::Column::IsRehearsal.eq(false))
        .order_by_desc(outbox_email::Column::CreatedAt)
        .order_by_desc(outbox_email::Column::Id)
        .limit(limit(most));
    named(club.storage.reads(), newest.all(club.storage.reads()).await?).await
}

/// With the name of whom an e-mail is for, also where the e-mail itself keeps silent about it because its address may be a stranger's: those
/// who look after e-mails know people by their names.
pub(crate) async fn named(
    db: &impl ConnectionTrait,
    mut emails: Vec<outbox_email::Model>,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    let silent = emails.iter().filter(|email| email.to_name.is_none()).filter_map(|email| email.person_id);
    let names = people::names(db, silent.collect::<Vec<_>>()).await?;
    for email in &mut emails {
        if let (None, Some(person)) = (&email.to_name, email.person_id) {
            email.to_name = names.get(&person).cloned();
        }
    }
    Ok(emails)
}

/// E-mails to a person, newest first: of one session, or all.
pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
    session: Option<SessionId>,
    most: u64,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    let mut found = outbox_email::Entity::find().filter(outbox_email::Column::PersonId.eq(person));
    if let Some(session) = session {
        found = found.filter(outbox_email::Column::SessionId.eq(session));
    }
    let newest = found.order_by_desc(outbox_email::Column::CreatedAt);
    newest.order_by_desc(outbox_email::Column::Id).limit(limit(most)).all(db).await
}

/// Every e-mail that went out, newest first: the demo's mailbox. Call it from the demo only.
///
/// # Errors
/// When the database refuses.
pub async fn mailbox(club: &Club, most: u64) -> Result<Vec<outbox_email::Model>, DbErr> {
    outbox_email::Entity::find()
        .filter(outbox_email::Column::SentAt.is_not_null())
        .order_by_desc(outbox_email::Column::SentAt)
        .order_by_desc(outbox_email::Column::Id)
        .limit(limit(most))
        .all(club.storage.reads())
        .await
}

/// One e-mail of the demo's mailbox.
///
/// # Errors
/// When the database refuses.
pub async fn mailbox_email(club: &Club, id: OutboxEmailId) -> Result<Option<WholeEmail>, DbErr> {
    let sent = outbox_email::Entity::find_by_id(id).filter(outbox_email::Column::SentAt.is_not_null());
    let found = sent.one(club.storage.reads()).await?;
    Ok(with_contents(club.storage.reads(), found.into_iter().collect()).await?.pop())
}

/// Neither store takes a limit beyond its signed numbers.
fn limit(most: u64) -> u64 {
    most.min(i64::MAX.unsigned_abs())
}

#[cfg(test)]
pub(super) async fn stored(club: &Club, id: OutboxEmailId) -> outbox_email::Model {
    outbox_email::Entity::find_by_id(id).one(club.storage.reads()).await.unwrap().unwrap()
}

/// Every e-mail for an address, sent or not, first to last.
#[cfg(test)]
pub(crate) async fn written_to(club: &Club, address: &str) -> Vec<WholeEmail> {
    written(club, outbox_email::Column::ToAddress.eq(address)).await
}

/// Every e-mail of a kind, sent or not, first to last.
#[cfg(test)]
pub(crate) async fn written(club: &Club, filter: impl sea_orm::sea_query::IntoCondition) -> Vec<WholeEmail> {
    let in_order = outbox_email::Entity::find().filter(filter).order_by_asc(outbox_email::Column::CreatedAt);
    let rows = in_order.order_by_asc(outbox_email::Column::Id).all(club.storage.reads()).await.unwrap();
    with_contents(club.storage.reads(), rows).await.unwrap()
}
