//! Choosing what goes next: due, not paused, of the right part, the most urgent first.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::{EmailKind, OutboxEmailId, OutboxState, PersonId, SchoolId, network, outbox_email, session};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, FromQueryResult,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait, Select,
};

use super::ways::Part;

/// An e-mail that may go, and what is asked about it before it is leased: rows are wide, and reading them whole would hold every writer up.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Pick {
    urgency: i32,
    due_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    pub(crate) id: OutboxEmailId,
    pub(crate) kind: EmailKind,
    pub(super) person_id: Option<PersonId>,
    pub(crate) to_address: String,
    pub(super) content_sha256: Option<String>,
    pub(super) is_rehearsal: bool,
}

impl Pick {
    /// The order of sending.
    pub(super) fn place(&self) -> (i32, DateTime<Utc>, DateTime<Utc>, OutboxEmailId) {
        (self.urgency, self.due_at, self.created_at, self.id)
    }
}

/// What no pause holds back: log-in links always go.
pub(super) fn is_let_go() -> Condition {
    let paused_network = network::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(network::Column::EmailsPausedAt.is_not_null());
    let paused_sessions = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::EmailsPausedAt.is_not_null());
    let of_running = Condition::any()
        .add(outbox_email::Column::SessionId.is_null())
        .add(outbox_email::Column::SessionId.not_in_subquery(paused_sessions.into_query()));
    let running = Condition::all().add(Expr::exists(paused_network.into_query()).not()).add(of_running);
    Condition::any().add(outbox_email::Column::Kind.eq(EmailKind::LoginLink)).add(running)
}

fn is_of(part: &Part) -> Condition {
    let hosted_by = |schools: Vec<SchoolId>| -> SelectStatement {
        let hosted = session::Entity::find().select_only().column(session::Column::Id);
        hosted.filter(session::Column::HostSchoolId.is_in(schools)).into_query()
    };
    match part {
        Part::Everything => Condition::all(),
        Part::OfSchool(school) => {
            Condition::all().add(outbox_email::Column::SessionId.in_subquery(hosted_by(vec![*school])))
        }
        Part::OfOthers(schools) => Condition::any()
            .add(outbox_email::Column::SessionId.is_null())
            .add(outbox_email::Column::SessionId.not_in_subquery(hosted_by(schools.clone()))),
    }
}

fn due(part: &Part, now: DateTime<Utc>) -> Select<outbox_email::Entity> {
    outbox_email::Entity::find()
        .filter(outbox_email::Column::State.eq(OutboxState::Due))
        .filter(outbox_email::Column::DueAt.lte(now))
        .filter(is_let_go())
        .filter(is_of(part))
}

async fn pick(
    db: &impl ConnectionTrait,
    select: Select<outbox_email::Entity>,
    most: u64,
) -> Result<Vec<Pick>, DbErr> {
    let mut query = select
        .select_only()
        .columns([
            outbox_email::Column::Urgency,
            outbox_email::Column::DueAt,
            outbox_email::Column::CreatedAt,
            outbox_email::Column::Id,
            outbox_email::Column::Kind,
            outbox_email::Column::PersonId,
            outbox_email::Column::ToAddress,
            outbox_email::Column::ContentSha256,
            outbox_email::Column::IsRehearsal,
        ])
        .order_by_asc(outbox_email::Column::Urgency)
        .order_by_asc(outbox_email::Column::DueAt)
        .order_by_asc(outbox_email::Column::CreatedAt)
        .order_by_asc(outbox_email::Column::Id)
        .limit(Ord::min(most, i64::MAX.unsigned_abs()));
    if db.get_database_backend() == DbBackend::Postgres {
        QueryTrait::query(&mut query).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    query.into_model().all(db).await
}

/// What is due at all domains but these.
pub(super) async fn but_of(
    db: &impl ConnectionTrait,
    part: &Part,
    now: DateTime<Utc>,
    apart: &BTreeSet<&str>,
    most: u64,
) -> Result<Vec<Pick>, DbErr> {
    let select = due(part, now).filter(outbox_email::Column::ToDomain.is_not_in(apart.iter().copied()));
    pick(db, select, most).await
}

/// Which of these domains have something that is due.
pub(super) async fn waiting_at(
    db: &impl ConnectionTrait,
    part: &Part,
    now: DateTime<Utc>,
    domains: &[&str],
) -> Result<BTreeSet<String>, DbErr> {
    let select = due(part, now).filter(outbox_email::Column::ToDomain.is_in(domains.iter().copied()));
    let found: Vec<String> =
        select.select_only().column(outbox_email::Column::ToDomain).distinct().into_tuple().all(db).await?;
    Ok(found.into_iter().collect())
}

/// What is due at one domain.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    part: &Part,
    now: DateTime<Utc>,
    domain: &str,
    most: u64,
) -> Result<Vec<Pick>, DbErr> {
    pick(db, due(part, now).filter(outbox_email::Column::ToDomain.eq(domain)), most).await
}

/// Whether something is due that no pause holds back.
pub(super) async fn is_anything_due(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let one = due(&Part::Everything, now).select_only().column(outbox_email::Column::Id).limit(1);
    Ok(one.into_tuple::<OutboxEmailId>().one(db).await?.is_some())
}

/// When the first e-mail of each domain is due that no pause holds back.
pub(super) async fn first_due_by_domain(
    db: &impl ConnectionTrait,
) -> Result<Vec<(String, DateTime<Utc>)>, DbErr> {
    let found: Vec<(String, Option<DateTime<Utc>>)> = outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::ToDomain)
        .column_as(outbox_email::Column::DueAt.min(), "at")
        .filter(outbox_email::Column::State.eq(OutboxState::Due))
        .filter(is_let_go())
        .group_by(outbox_email::Column::ToDomain)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().filter_map(|(domain, at)| Some((domain, at?))).collect())
}
