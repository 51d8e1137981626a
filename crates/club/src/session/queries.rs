//! Finders of sessions and of what belongs to them.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{
    DocumentState, EmailKind, OutboxState, PartnerState, SchoolId, SessionId, SessionState, TalkState,
    WebinarId, WebinarState, attendance, document, outbox_email, person, registration, schedule_break,
    session, session_school, signatory, speaker, talk, webinar,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Query};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationTrait as _, Select,
};

fn newest_first(select: Select<session::Entity>) -> Select<session::Entity> {
    let by_year = select.order_by_desc(session::Column::Year);
    // Winter is December, spring the April before it.
    by_year.order_by_desc(session::Column::Season).order_by_desc(session::Column::Id)
}

/// A session by its address.
pub(crate) async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find().filter(session::Column::Slug.eq(slug)).one(db).await
}

/// A session by its id.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find_by_id(id).one(db).await
}

/// The same with its row locked until the end of the transaction: of two releases at once one comes first.
pub(crate) async fn locked(tx: &DatabaseTransaction, id: SessionId) -> Result<Option<session::Model>, DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        session::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx).await?;
    }
    by_id(tx, id).await
}

/// Every session.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<session::Model>, DbErr> {
    newest_first(session::Entity::find()).all(db).await
}

/// Sessions that anybody may see.
pub(super) async fn published(db: &impl ConnectionTrait) -> Result<Vec<session::Model>, DbErr> {
    newest_first(session::Entity::find().filter(session::Column::State.ne(SessionState::Draft))).all(db).await
}

/// Sessions that schools host, make together with another one, or host a webinar of.
pub(crate) async fn of_schools(
    db: &impl ConnectionTrait,
    schools: Vec<SchoolId>,
) -> Result<Vec<session::Model>, DbErr> {
    let webinars = Query::select()
        .column(webinar::Column::SessionId)
        .from(webinar::Entity)
        .and_where(webinar::Column::HostSchoolId.is_in(schools.clone()))
        .to_owned();
    let partners = Query::select()
        .column(session_school::Column::SessionId)
        .from(session_school::Entity)
        .and_where(session_school::Column::SchoolId.is_in(schools.clone()))
        .and_where(session_school::Column::State.eq(PartnerState::Accepted))
        .to_owned();
    let own = Condition::any()
        .add(session::Column::HostSchoolId.is_in(schools))
        .add(session::Column::Id.in_subquery(webinars))
        .add(session::Column::Id.in_subquery(partners));
    newest_first(session::Entity::find().filter(own)).all(db).await
}

fn with_webinars() -> Select<session::Entity> {
    session::Entity::find()
        .join(JoinType::InnerJoin, session::Relation::Webinar.def())
        .filter(session::Column::State.eq(SessionState::Published))
        .filter(webinar::Column::State.eq(WebinarState::Planned))
}

/// The published session whose next webinar ends soonest after `now`.
pub(super) async fn next_with_webinars(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Option<session::Model>, DbErr> {
    let to_come = with_webinars().filter(webinar::Column::EndsAt.gt(now));
    to_come.order_by_asc(webinar::Column::EndsAt).order_by_asc(session::Column::Id).one(db).await
}

/// The published session whose webinar ended last.
pub(super) async fn last_with_webinars(db: &impl ConnectionTrait) -> Result<Option<session::Model>, DbErr> {
    with_webinars().order_by_desc(webinar::Column::EndsAt).order_by_asc(session::Column::Id).one(db).await
}

/// Who signs, first to last.
pub(crate) async fn signatories(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<signatory::Model>, DbErr> {
    let of_session = signatory::Entity::find().filter(signatory::Column::SessionId.eq(session));
    of_session.order_by_asc(signatory::Column::Place).all(db).await
}

/// Webinars of a session by start, track and code.
pub(crate) async fn webinars(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<webinar::Model>, DbErr> {
    webinar::Entity::find()
        .filter(webinar::Column::SessionId.eq(session))
        .order_by_asc(webinar::Column::StartsAt)
        .order_by_asc(webinar::Column::Track)
        .order_by_asc(webinar::Column::Code)
        .all(db)
        .await
}

/// Breaks of a session by start.
pub(crate) async fn breaks(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<schedule_break::Model>, DbErr> {
    let of_session = schedule_break::Entity::find().filter(schedule_break::Column::SessionId.eq(session));
    let by_start = of_session.order_by_asc(schedule_break::Column::StartsAt);
    by_start.order_by_asc(schedule_break::Column::Id).all(db).await
}

/// Talks of webinars in their order, without those that were turned down.
pub(crate) async fn talks(
    db: &impl ConnectionTrait,
    webinars: Vec<WebinarId>,
) -> Result<Vec<talk::Model>, DbErr> {
    let of_webinars = talk::Entity::find()
        .filter(talk::Column::WebinarId.is_in(webinars))
        .filter(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]));
    of_webinars.order_by_asc(talk::Column::Place).order_by_asc(talk::Column::Id).all(db).await
}

/// Speakers of talks in their order.
pub(crate) async fn speakers(
    db: &impl ConnectionTrait,
    talks: &[talk::Model],
) -> Result<Vec<(speaker::Model, person::Model)>, DbErr> {
    let rows = speaker::Entity::find()
        .filter(speaker::Column::TalkId.is_in(talks.iter().map(|talk| talk.id)))
        .find_also_related(person::Entity)
        .order_by_asc(speaker::Column::Place)
        .order_by_asc(speaker::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(speaker, person)| Some((speaker, person?))).collect())
}

/// Registered, joined and attended, webinar by webinar.
pub(super) async fn webinar_counts(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(WebinarId, i64, i64, i64)>, DbErr> {
    let attended = Expr::case(attendance::Column::Attended.eq(true), 1).finally(Option::<i32>::None);
    standing(session)
        .join(JoinType::LeftJoin, attendance_of_registration())
        .select_only()
        .column(registration::Column::WebinarId)
        .column_as(registration::Column::Id.count(), "registered")
        .column_as(registration::Column::JoinedAt.count(), "joined")
        .column_as(Expr::expr(attended).count(), "attended")
        .group_by(registration::Column::WebinarId)
        .into_tuple()
        .all(db)
        .await
}

fn attendance_of_registration() -> sea_orm::RelationDef {
    attendance::Relation::Registration.def().rev()
}

fn standing(session: SessionId) -> Select<registration::Entity> {
    registration::Entity::find()
        .join(JoinType::InnerJoin, registration::Relation::Webinar.def())
        .filter(webinar::Column::SessionId.eq(session))
        .filter(registration::Column::CancelledAt.is_null())
}

/// How many people are registered for a session, each counted once.
pub(super) async fn listeners(db: &impl ConnectionTrait, session: SessionId) -> Result<i64, DbErr> {
    let count = Expr::col((registration::Entity, registration::Column::PersonId)).count_distinct();
    let query = standing(session).select_only().column_as(count, "listeners").into_tuple::<i64>();
    Ok(query.one(db).await?.unwrap_or(0))
}

/// Zones of registered listeners.
pub(crate) async fn listener_zones(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<String>, DbErr> {
    standing(session)
        .join(JoinType::InnerJoin, registration::Relation::Person.def())
        .select_only()
        .column(person::Column::TimeZone)
        .distinct()
        .into_tuple()
        .all(db)
        .await
}

/// How many documents of a session are in each state.
pub(super) async fn documents(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(DocumentState, i64)>, DbErr> {
    document::Entity::find()
        .filter(document::Column::SessionId.eq(session))
        .select_only()
        .column(document::Column::State)
        .column_as(document::Column::Id.count(), "documents")
        .group_by(document::Column::State)
        .into_tuple()
        .all(db)
        .await
}

/// How many e-mails of a session are in each state.
pub(super) async fn emails(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(OutboxState, i64)>, DbErr> {
    outbox_email::Entity::find()
        .filter(outbox_email::Column::SessionId.eq(session))
        .filter(outbox_email::Column::Kind.ne(EmailKind::LoginLink))
        .filter(outbox_email::Column::IsRehearsal.eq(false))
        .select_only()
        .column(outbox_email::Column::State)
        .column_as(outbox_email::Column::Id.count(), "emails")
        .group_by(outbox_email::Column::State)
        .into_tuple()
        .all(db)
        .await
}

/// Published sessions with a planned webinar between two instants, in the order of their slugs.
pub(super) async fn around(
    db: &impl ConnectionTrait,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<session::Model>, DbErr> {
    let near =
        with_webinars().filter(webinar::Column::EndsAt.gt(from)).filter(webinar::Column::StartsAt.lt(until));
    let mut sessions = near.order_by_asc(session::Column::Slug).all(db).await?;
    sessions.dedup_by_key(|session| session.id);
    Ok(sessions)
}

/// Sessions that take talks until later than `now`, in the order of their slugs; drafts among them.
pub(super) async fn calling_for_talks(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<session::Model>, DbErr> {
    session::Entity::find()
        .filter(session::Column::State.ne(SessionState::Archived))
        .filter(session::Column::TalksUntil.gt(now))
        .order_by_asc(session::Column::Slug)
        .all(db)
        .await
}

/// Zones of speakers whose talks are not turned down.
pub(super) async fn speaker_zones(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<String>, DbErr> {
    speaker::Entity::find()
        .join(JoinType::InnerJoin, speaker::Relation::Talk.def())
        .join(JoinType::InnerJoin, speaker::Relation::Person.def())
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]))
        .select_only()
        .column(person::Column::TimeZone)
        .distinct()
        .into_tuple()
        .all(db)
        .await
}
