//! Finders of mailings, their e-mails and their readers.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::{
    ConsentPurpose, MailingId, MaterialState, OutboxEmailId, OutboxState, PersonId, SessionId, TalkState,
    WebinarId, attendance, consent, mailing, outbox_email, person, registration, session, speaker,
    suppression, talk, webinar,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use super::Audience;

/// Ids or addresses of one statement.
const AT_ONCE: usize = 500;

fn registered(session: SessionId, webinar: Option<WebinarId>) -> SelectStatement {
    let mut select = Query::select();
    select
        .column((registration::Entity, registration::Column::PersonId))
        .from(registration::Entity)
        .inner_join(
            webinar::Entity,
            Expr::col((webinar::Entity, webinar::Column::Id))
                .equals((registration::Entity, registration::Column::WebinarId)),
        )
        .and_where(Expr::col((webinar::Entity, webinar::Column::SessionId)).eq(session.0))
        .and_where(Expr::col((registration::Entity, registration::Column::CancelledAt)).is_null());
    if let Some(webinar) = webinar {
        select.and_where(Expr::col((webinar::Entity, webinar::Column::Id)).eq(webinar.0));
    }
    select
}

fn judged(session: SessionId, webinar: Option<WebinarId>, attended: bool) -> SelectStatement {
    let mut select = registered(session, webinar);
    select
        .inner_join(
            attendance::Entity,
            Expr::col((attendance::Entity, attendance::Column::RegistrationId))
                .equals((registration::Entity, registration::Column::Id)),
        )
        .and_where(Expr::col((attendance::Entity, attendance::Column::Attended)).eq(attended));
    select
}

fn speakers(session: SessionId, only_without_materials: bool) -> SelectStatement {
    let taken = [TalkState::Accepted, TalkState::Confirmed, TalkState::Scheduled, TalkState::Presented];
    let mut select = Query::select();
    select
        .column((speaker::Entity, speaker::Column::PersonId))
        .from(speaker::Entity)
        .inner_join(
            talk::Entity,
            Expr::col((talk::Entity, talk::Column::Id)).equals((speaker::Entity, speaker::Column::TalkId)),
        )
        .and_where(Expr::col((talk::Entity, talk::Column::SessionId)).eq(session.0))
        .and_where(Expr::col((talk::Entity, talk::Column::State)).is_in(taken.map(TalkState::as_str)));
    if only_without_materials {
        let here = MaterialState::Received.as_str();
        select.and_where(Expr::col((talk::Entity, talk::Column::Materials)).ne(here));
    }
    select
}

/// Everyone of a session: registered listeners and speakers.
fn anybody(session: SessionId) -> Condition {
    Condition::any()
        .add(person::Column::Id.in_subquery(registered(session, None)))
        .add(person::Column::Id.in_subquery(speakers(session, false)))
}

/// People with a place or a talk in any session of the school that hosts this one.
fn guests_of_host(session: SessionId) -> Condition {
    let host = Query::select()
        .column(session::Column::HostSchoolId)
        .from(session::Entity)
        .and_where(Expr::col((session::Entity, session::Column::Id)).eq(session.0))
        .to_owned();
    let of_host = Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::Column::HostSchoolId.in_subquery(host))
        .to_owned();
    let listeners = Query::select()
        .column((registration::Entity, registration::Column::PersonId))
        .from(registration::Entity)
        .inner_join(
            webinar::Entity,
            Expr::col((webinar::Entity, webinar::Column::Id))
                .equals((registration::Entity, registration::Column::WebinarId)),
        )
        .and_where(Expr::col((webinar::Entity, webinar::Column::SessionId)).in_subquery(of_host.clone()))
        .to_owned();
    let speakers = Query::select()
        .column((speaker::Entity, speaker::Column::PersonId))
        .from(speaker::Entity)
        .inner_join(
            talk::Entity,
            Expr::col((talk::Entity, talk::Column::Id)).equals((speaker::Entity, speaker::Column::TalkId)),
        )
        .and_where(Expr::col((talk::Entity, talk::Column::SessionId)).in_subquery(of_host))
        .to_owned();
    let id = person::Column::Id;
    Condition::any().add(id.in_subquery(listeners)).add(id.in_subquery(speakers))
}

/// Whoever agreed to be invited and takes no part in the session yet.
fn invited(session: SessionId, everywhere: bool) -> Condition {
    let agreed = Query::select()
        .column(consent::Column::PersonId)
        .from(consent::Entity)
        .and_where(consent::Column::Purpose.eq(ConsentPurpose::Invitations))
        .and_where(consent::Column::WithdrawnAt.is_null())
        .to_owned();
    let all = Condition::all().add(person::Column::Id.in_subquery(agreed)).add(anybody(session).not());
    if everywhere { all } else { all.add(guests_of_host(session)) }
}

fn is_in(session: SessionId, audience: &Audience) -> Condition {
    let id = person::Column::Id;
    let all = Condition::all();
    match audience {
        Audience::Listeners => all.add(id.in_subquery(registered(session, None))),
        Audience::Webinar { webinar } => all.add(id.in_subquery(registered(session, Some(*webinar)))),
        Audience::Attended { webinar } => all.add(id.in_subquery(judged(session, *webinar, true))),
        Audience::Absent { webinar } => all
            .add(id.in_subquery(judged(session, *webinar, false)))
            .add(id.not_in_subquery(judged(session, *webinar, true))),
        Audience::Speakers => all.add(id.in_subquery(speakers(session, false))),
        Audience::SpeakersWithoutMaterials => all.add(id.in_subquery(speakers(session, true))),
        Audience::Picked { people } => all.add(anybody(session)).add(id.is_in(people.iter().copied())),
        Audience::Invited { everywhere } => invited(session, *everywhere),
    }
}

fn by_name(condition: Condition) -> Select<person::Entity> {
    person::Entity::find()
        .filter(condition)
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
}

/// Everyone of an audience.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    session: SessionId,
    audience: &Audience,
) -> Result<Vec<person::Model>, DbErr> {
    by_name(is_in(session, audience)).all(db).await
}

/// People of a session whose names hold these letters.
pub(super) async fn people_like(
    db: &impl ConnectionTrait,
    session: SessionId,
    key: &str,
    most: u64,
) -> Result<Vec<person::Model>, DbErr> {
    let found = by_name(anybody(session)).filter(person::Column::SearchName.contains(key));
    found.limit(most).all(db).await
}

/// Those of the addresses that nothing is sent to.
pub(super) async fn suppressed(
    db: &impl ConnectionTrait,
    addresses: Vec<String>,
) -> Result<BTreeSet<String>, DbErr> {
    let mut found = BTreeSet::new();
    for addresses in addresses.chunks(AT_ONCE) {
        let asked: BTreeSet<String> =
            addresses.iter().flat_map(|address| [address.clone(), address.to_lowercase()]).collect();
        let rows =
            suppression::Entity::find().filter(suppression::Column::Address.is_in(asked)).all(db).await?;
        let listed: BTreeSet<String> = rows.into_iter().map(|row| row.address).collect();
        let is_listed =
            |address: &&String| listed.contains(*address) || listed.contains(&address.to_lowercase());
        found.extend(addresses.iter().filter(is_listed).cloned());
    }
    Ok(found)
}

/// Mailings of a session, newest first.
pub(super) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
    most: u64,
) -> Result<Vec<mailing::Model>, DbErr> {
    mailing::Entity::find()
        .filter(mailing::Column::SessionId.eq(session))
        .order_by_desc(mailing::Column::CreatedAt)
        .order_by_desc(mailing::Column::Id)
        .limit(most)
        .all(db)
        .await
}

/// A mailing; whoever asks checks what the viewer may.
pub(super) async fn by_id(db: &impl ConnectionTrait, id: MailingId) -> Result<Option<mailing::Model>, DbErr> {
    mailing::Entity::find_by_id(id).one(db).await
}

/// The same in a transaction, which nobody else changes meanwhile.
pub(super) async fn held(db: &impl ConnectionTrait, id: MailingId) -> Result<Option<mailing::Model>, DbErr> {
    mailing::Entity::find_by_id(id).lock_exclusive().one(db).await
}

/// How many e-mails of each mailing are in each state.
pub(super) async fn states(
    db: &impl ConnectionTrait,
    mailings: Vec<MailingId>,
) -> Result<Vec<(MailingId, OutboxState, i64)>, DbErr> {
    outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::MailingId)
        .column(outbox_email::Column::State)
        .column_as(outbox_email::Column::Id.count(), "n")
        .filter(outbox_email::Column::MailingId.is_in(mailings))
        .group_by(outbox_email::Column::MailingId)
        .group_by(outbox_email::Column::State)
        .into_tuple()
        .all(db)
        .await
}

fn of_mailing(mailing: MailingId, name: &str) -> Select<outbox_email::Entity> {
    let all = outbox_email::Entity::find().filter(outbox_email::Column::MailingId.eq(mailing));
    if name.trim().is_empty() { all } else { all.filter(outbox_email::Column::ToName.contains(name.trim())) }
}

/// One page of a mailing's e-mails by name, and how many there are.
pub(super) async fn emails(
    db: &impl ConnectionTrait,
    mailing: MailingId,
    name: &str,
    (page, size): (u64, u64),
) -> Result<(Vec<outbox_email::Model>, u64), DbErr> {
    let all = of_mailing(mailing, name);
    let n = all.clone().count(db).await?;
    let rows = all
        .order_by_asc(outbox_email::Column::ToName)
        .order_by_asc(outbox_email::Column::Id)
        .offset(Ord::min(page.saturating_mul(size), i64::MAX.unsigned_abs()))
        .limit(size)
        .all(db)
        .await?;
    Ok((rows, n))
}

/// E-mails of a mailing that did not arrive, by name.
pub(super) async fn failed(
    db: &impl ConnectionTrait,
    mailing: MailingId,
    most: u64,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    let failed = Condition::any()
        .add(outbox_email::Column::State.eq(OutboxState::Failed))
        .add(outbox_email::Column::BouncedAt.is_not_null());
    let of_mailing = of_mailing(mailing, "").filter(failed).order_by_asc(outbox_email::Column::ToName);
    of_mailing.order_by_asc(outbox_email::Column::Id).limit(most).all(db).await
}

/// One e-mail of a mailing.
pub(super) async fn email(
    db: &impl ConnectionTrait,
    mailing: MailingId,
    id: OutboxEmailId,
) -> Result<Option<outbox_email::Model>, DbErr> {
    let found = outbox_email::Entity::find_by_id(id);
    found.filter(outbox_email::Column::MailingId.eq(mailing)).one(db).await
}

/// E-mails of a mailing by their ids.
pub(super) async fn emails_by_id(
    db: &impl ConnectionTrait,
    mailing: MailingId,
    ids: Vec<OutboxEmailId>,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    let found = of_mailing(mailing, "").filter(outbox_email::Column::Id.is_in(ids));
    found.order_by_asc(outbox_email::Column::ToName).all(db).await
}

/// The next drafts after an id, with their readers.
pub(super) async fn drafts_after(
    db: &impl ConnectionTrait,
    mailing: MailingId,
    after: Option<OutboxEmailId>,
    most: u64,
) -> Result<Vec<(outbox_email::Model, Option<person::Model>)>, DbErr> {
    let mut drafts = of_mailing(mailing, "").filter(outbox_email::Column::State.eq(OutboxState::Draft));
    if let Some(after) = after {
        drafts = drafts.filter(outbox_email::Column::Id.gt(after));
    }
    let rows = drafts.order_by_asc(outbox_email::Column::Id).limit(most).all(db).await?;
    let ids: Vec<PersonId> = rows.iter().filter_map(|row| row.person_id).collect();
    let people = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(db).await?;
    let reader = |row: &outbox_email::Model| people.iter().find(|one| Some(one.id) == row.person_id).cloned();
    Ok(rows.into_iter().map(|row| (row.clone(), reader(&row))).collect())
}

/// Who has an e-mail of this mailing already.
pub(super) async fn readers(
    db: &impl ConnectionTrait,
    mailing: MailingId,
) -> Result<BTreeSet<PersonId>, DbErr> {
    let ids: Vec<Option<PersonId>> = of_mailing(mailing, "")
        .select_only()
        .column(outbox_email::Column::PersonId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().flatten().collect())
}

/// Contents that wait, or went out since an instant, in the session and not by this mailing.
pub(super) fn gone_elsewhere(
    session: SessionId,
    mailing: MailingId,
    since: DateTime<Utc>,
) -> SelectStatement {
    use outbox_email::Column;
    let waits = Expr::col(Column::State).is_in([OutboxState::Due.as_str(), OutboxState::Leased.as_str()]);
    let went =
        Expr::col(Column::State).eq(OutboxState::Sent.as_str()).and(Expr::col(Column::SentAt).gt(since));
    let elsewhere = Expr::col(Column::MailingId).is_null().or(Expr::col(Column::MailingId).ne(mailing.0));
    Query::select()
        .column(Column::ContentSha256)
        .from(outbox_email::Entity)
        .and_where(Expr::col(Column::SessionId).eq(session.0))
        .and_where(Expr::col(Column::ContentSha256).is_not_null())
        .and_where(elsewhere)
        .and_where(waits.or(went))
        .to_owned()
}

#[cfg(test)]
pub(super) async fn all_emails(db: &impl ConnectionTrait, mailing: MailingId) -> Vec<outbox_email::Model> {
    of_mailing(mailing, "").order_by_asc(outbox_email::Column::ToName).all(db).await.unwrap()
}
