//! Finders of listeners by what stands between them and a webinar.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{
    OutboxEmailId, OutboxState, PersonId, RegistrationId, SessionId, WebinarId, outbox_email, person,
    registration, session, suppression, webinar,
};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationDef, RelationTrait as _, Select,
};

use super::{Overdue, PAGE_PEOPLE, Problem, ReachFilter, Unreached, WebinarReach};
use crate::Viewer;
use crate::person::full_name;

/// How many listeners of a webinar and zone have a problem.
#[derive(Debug, FromQueryResult)]
pub(super) struct Count {
    pub(super) webinar_id: WebinarId,
    pub(super) zone: String,
    pub(super) problem: i32,
    pub(super) number: i64,
}

/// A listener with a problem.
#[derive(Debug)]
pub(super) struct Row {
    person: person::Model,
    rest: Rest,
}

/// What stands beside the person.
#[derive(Debug, FromQueryResult)]
struct Rest {
    registration_id: RegistrationId,
    webinar_id: WebinarId,
    person_id: PersonId,
    problem: i32,
    last_error: Option<String>,
    bounce_reason: Option<String>,
    due_at: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
}

/// Everybody who is registered for these webinars and is not disabled, with the e-mail that carries the link.
fn listeners(webinars: &[WebinarId]) -> Select<registration::Entity> {
    registration::Entity::find()
        .join(JoinType::InnerJoin, registration::Relation::Person.def())
        .join(JoinType::LeftJoin, email())
        .join(JoinType::LeftJoin, suppressed())
        .filter(registration::Column::WebinarId.is_in(webinars.iter().copied()))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(person::Column::DisabledAt.is_null())
        .select_only()
}

fn email() -> RelationDef {
    registration::Entity::belongs_to(outbox_email::Entity)
        .from(registration::Column::StreamLinkEmailId)
        .to(outbox_email::Column::Id)
        .into()
}

fn suppressed() -> RelationDef {
    person::Entity::belongs_to(suppression::Entity)
        .from(person::Column::Email)
        .to(suppression::Column::Address)
        .into()
}

/// The worst problem of a listener as a number, zero for none; one whose e-mail is not written may simply be early.
fn problem() -> SimpleExpr {
    use outbox_email::Column as Email;
    let has_opened = Condition::any()
        .add(registration::Column::OpenedAt.is_not_null())
        .add(registration::Column::JoinedAt.is_not_null());
    let came_back = Condition::all().add(Email::BouncedAt.is_not_null()).add(
        Expr::col((outbox_email::Entity, Email::ToAddress)).equals((person::Entity, person::Column::Email)),
    );
    let bounced = Condition::any().add(person::Column::EmailBouncedAt.is_not_null()).add(came_back);
    let gone = Email::State.is_in([OutboxState::Failed, OutboxState::Discarded]);
    let waits = Email::State.is_in([OutboxState::Draft, OutboxState::Due, OutboxState::Leased]);
    CaseStatement::new()
        .case(has_opened, 0)
        .case(person::Column::Email.is_null(), Problem::NoAddress.code())
        .case(bounced, Problem::Bounced.code())
        .case(suppression::Column::Id.is_not_null(), Problem::Suppressed.code())
        .case(registration::Column::StreamLinkEmailId.is_null(), Problem::NotWritten.code())
        .case(gone, Problem::Failed.code())
        .case(waits, Problem::Waiting.code())
        .finally(Problem::NotOpened.code())
        .into()
}

/// How many listeners have which problem, by webinar and zone.
pub(super) async fn counts(
    db: &impl ConnectionTrait,
    webinars: &[webinar::Model],
) -> Result<Vec<Count>, DbErr> {
    let ids: Vec<WebinarId> = webinars.iter().map(|webinar| webinar.id).collect();
    listeners(&ids)
        .column(registration::Column::WebinarId)
        .column_as(person::Column::TimeZone, "zone")
        .column_as(problem(), "problem")
        .column_as(registration::Column::Id.count(), "number")
        .group_by(registration::Column::WebinarId)
        .group_by(person::Column::TimeZone)
        // By its name: the values in it are bound twice, and PostgreSQL does not see that they are the same.
        .group_by(Expr::col("problem"))
        .into_model()
        .all(db)
        .await
}

/// A page of listeners with problems, the worst first, then by name.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    webinars: &[WebinarReach],
    overdue: &Overdue,
    filter: &ReachFilter,
) -> Result<Vec<Row>, DbErr> {
    let ids: Vec<WebinarId> = webinars.iter().map(|line| line.webinar.id).collect();
    let wanted = match filter.problem {
        Some(problem) => Expr::expr(problem_of(problem)),
        None => Expr::expr(problem()).gt(0),
    };
    let page = usize::try_from(filter.page.saturating_sub(1)).unwrap_or(0);
    let found = listeners(&ids)
        .column_as(registration::Column::Id, "registration_id")
        .column(registration::Column::WebinarId)
        .column(registration::Column::PersonId)
        .column_as(problem(), "problem")
        .column(outbox_email::Column::LastError)
        .column(outbox_email::Column::BounceReason)
        .column(outbox_email::Column::DueAt)
        .column(outbox_email::Column::SentAt)
        .filter(wanted)
        .filter(Condition::any().add(Expr::expr(problem()).ne(Problem::NotWritten.code())).add(late(overdue)))
        .order_by_asc(problem())
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(registration::Column::Id)
        .offset(u64::try_from(page.saturating_mul(PAGE_PEOPLE)).unwrap_or(0))
        .limit(u64::try_from(PAGE_PEOPLE).unwrap_or(u64::MAX))
        .into_model::<Rest>()
        .all(db)
        .await?;
    let ids = found.iter().map(|rest| rest.person_id);
    let people = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(db).await?;
    let row = |rest: Rest| {
        let person = people.iter().find(|person| person.id == rest.person_id)?.clone();
        Some(Row { person, rest })
    };
    Ok(found.into_iter().filter_map(row).collect())
}

fn problem_of(wanted: Problem) -> SimpleExpr {
    Expr::expr(problem()).eq(wanted.code())
}

/// Listeners in a zone in which the time of a webinar's e-mails has come.
fn late(overdue: &Overdue) -> Condition {
    let of = |(webinar, zones): (&WebinarId, &Vec<String>)| {
        Condition::all()
            .add(registration::Column::WebinarId.eq(*webinar))
            .add(person::Column::TimeZone.is_in(zones.iter().map(String::as_str)))
    };
    // Where no time has come, nobody is late; an empty condition would say that everybody is.
    overdue.zones.iter().map(of).fold(Condition::any().add(Expr::val(1).eq(0)), Condition::add)
}

impl Row {
    pub(super) fn unreached(
        self,
        webinars: &[webinar::Model],
        with_addresses: bool,
        now: DateTime<Utc>,
    ) -> Option<Unreached> {
        let Row { person, rest } = self;
        let webinar = webinars.iter().find(|webinar| webinar.id == rest.webinar_id)?;
        let problem = Problem::of(rest.problem)?;
        let (reason, at) = match problem {
            Problem::Bounced => (rest.bounce_reason, person.email_bounced_at),
            Problem::Failed => (rest.last_error, None),
            Problem::Waiting => (rest.last_error, rest.due_at),
            Problem::NotOpened => (None, rest.sent_at),
            Problem::NoAddress | Problem::Suppressed | Problem::NotWritten => (None, None),
        };
        Some(Unreached {
            registration_id: rest.registration_id,
            person_id: person.id,
            webinar_id: webinar.id,
            code: webinar.code.clone(),
            name: full_name(&person).full(),
            address: person.email.filter(|_| with_addresses),
            school_name: person.school_name,
            city: person.city,
            problem,
            reason: reason.filter(|_| with_addresses),
            at,
            has_started: webinar.starts_at <= now,
        })
    }
}

/// A listener of a session.
pub(crate) struct Listed {
    pub(crate) registration: registration::Model,
    pub(crate) webinar: webinar::Model,
    pub(crate) person: person::Model,
}

/// A standing registration of a session with its webinar and listener.
pub(crate) async fn place(
    db: &impl ConnectionTrait,
    session: SessionId,
    id: RegistrationId,
) -> Result<Option<Listed>, DbErr> {
    let standing = registration::Entity::find_by_id(id)
        .filter(registration::Column::CancelledAt.is_null())
        .find_also_related(webinar::Entity)
        .filter(webinar::Column::SessionId.eq(session));
    let Some((registration, Some(webinar))) = standing.one(db).await? else { return Ok(None) };
    let person = person::Entity::find_by_id(registration.person_id)
        .filter(person::Column::DisabledAt.is_null())
        .one(db)
        .await?;
    Ok(person.map(|person| Listed { registration, webinar, person }))
}

/// A session for those who organize it.
pub(crate) async fn organized(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<session::Model>, DbErr> {
    let found = session::Entity::find().filter(session::Column::Slug.eq(slug)).one(db).await?;
    Ok(found.filter(|session| viewer.organizes(session.host_school_id)))
}

/// The state of an e-mail.
pub(crate) async fn email_state(
    db: &impl ConnectionTrait,
    id: OutboxEmailId,
) -> Result<Option<outbox_email::Model>, DbErr> {
    outbox_email::Entity::find_by_id(id).one(db).await
}
