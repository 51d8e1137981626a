//! Finders of teams: grants with their people, open invitations, and people whom somebody may find.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{
    EmailKind, InvitationId, PersonId, Role, RoleGrantId, SchoolId, WebinarId, invitation, person,
    person_school, registration, role_grant, session, speaker, talk, webinar,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, LikeExpr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::Team;

/// Words of a search beyond this are not minded.
const MOST_WORDS: usize = 8;

/// E-mails that invite to a team.
pub(super) const KIND: EmailKind = EmailKind::TeamInvitation;

/// Who holds a role of a team, by role and name.
pub(super) async fn members(
    db: &impl ConnectionTrait,
    team: &Team,
) -> Result<Vec<(role_grant::Model, person::Model)>, DbErr> {
    let found = role_grant::Entity::find()
        .filter(role_grant::Column::Role.is_in(team.roles().iter().copied()))
        .filter(match team {
            Team::Network => Condition::all(),
            Team::School(school) => Condition::all().add(role_grant::Column::SchoolId.eq(school.id)),
            Team::Webinar { webinar, .. } => {
                Condition::all().add(role_grant::Column::WebinarId.eq(webinar.id))
            }
        })
        .find_also_related(person::Entity)
        .order_by_asc(role_grant::Column::Role)
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(role_grant::Column::Id)
        .all(db)
        .await?;
    Ok(found.into_iter().filter_map(|(grant, person)| Some((grant, person?))).collect())
}

/// Invitations to a team that nobody has accepted or withdrawn, newest first.
pub(super) async fn pending(db: &impl ConnectionTrait, team: &Team) -> Result<Vec<invitation::Model>, DbErr> {
    let open = invitation::Entity::find().filter(of_team(team)).filter(is_open());
    open.order_by_desc(invitation::Column::CreatedAt).order_by_desc(invitation::Column::Id).all(db).await
}

/// Invitations to a team, whatever became of them.
fn of_team(team: &Team) -> Condition {
    let roles = invitation::Column::Role.is_in(team.roles().iter().copied());
    match team {
        Team::Network => Condition::all().add(roles),
        Team::School(school) => Condition::all().add(roles).add(invitation::Column::SchoolId.eq(school.id)),
        Team::Webinar { webinar, .. } => {
            Condition::all().add(roles).add(invitation::Column::WebinarId.eq(webinar.id))
        }
    }
}

/// Neither accepted nor withdrawn; it may be too old.
pub(super) fn is_open() -> Condition {
    Condition::all()
        .add(invitation::Column::AcceptedAt.is_null())
        .add(invitation::Column::WithdrawnAt.is_null())
}

/// Open invitations of an address to a role of a team.
pub(super) async fn open_of(
    tx: &DatabaseTransaction,
    team: &Team,
    (role, email): (Role, &str),
    person: Option<PersonId>,
) -> Result<Vec<invitation::Model>, DbErr> {
    let mut open = invitation::Entity::find()
        .filter(of_team(team))
        .filter(is_open())
        .filter(invitation::Column::Role.eq(role))
        .filter(invitation::Column::Email.eq(email));
    open = match person {
        Some(person) => open.filter(invitation::Column::PersonId.eq(person)),
        None => open.filter(invitation::Column::PersonId.is_null()),
    };
    open.all(tx).await
}

/// An open invitation that nobody else changes before this transaction ends.
pub(super) async fn locked(
    tx: &DatabaseTransaction,
    id: InvitationId,
) -> Result<Option<invitation::Model>, DbErr> {
    invitation::Entity::find_by_id(id).filter(is_open()).lock_exclusive().one(tx).await
}

/// An invitation by the hash of its secret.
pub(super) async fn by_secret(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<invitation::Model>, DbErr> {
    invitation::Entity::find().filter(invitation::Column::SecretSha256.eq(hash)).one(db).await
}

/// A role that somebody holds.
pub(super) async fn grant(
    tx: &DatabaseTransaction,
    id: RoleGrantId,
) -> Result<Option<role_grant::Model>, DbErr> {
    role_grant::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Every curator who can log in, locked: of two that go at once the second sees that the first has gone.
pub(super) async fn curators(tx: &DatabaseTransaction) -> Result<Vec<role_grant::Model>, DbErr> {
    let able = Query::select()
        .column(person::Column::Id)
        .from(person::Entity)
        .and_where(person::Column::DisabledAt.is_null())
        .to_owned();
    role_grant::Entity::find()
        .filter(role_grant::Column::Role.eq(Role::Curator))
        .filter(role_grant::Column::PersonId.in_subquery(able))
        .order_by_asc(role_grant::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await
}

/// The roles of a person, oldest first.
pub(super) async fn grants(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<role_grant::Model>, DbErr> {
    let own = role_grant::Entity::find().filter(role_grant::Column::PersonId.eq(person));
    own.order_by_asc(role_grant::Column::GrantedAt).order_by_asc(role_grant::Column::Id).all(db).await
}

/// Webinars with their sessions.
pub(super) async fn webinars(
    db: &impl ConnectionTrait,
    ids: Vec<WebinarId>,
) -> Result<Vec<(webinar::Model, session::Model)>, DbErr> {
    let found = webinar::Entity::find().filter(webinar::Column::Id.is_in(ids));
    let rows = found.find_also_related(session::Entity).all(db).await?;
    Ok(rows.into_iter().filter_map(|(webinar, session)| Some((webinar, session?))).collect())
}

/// People whose names hold every word of a search, by name; of whoever is no curator only those whom the schools may find.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    search: &str,
    schools: Option<&[SchoolId]>,
    most: u64,
) -> Result<Vec<person::Model>, DbErr> {
    let mut found = person::Entity::find().filter(person::Column::DisabledAt.is_null());
    for word in search.split_whitespace().take(MOST_WORDS) {
        let plain = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let pattern = LikeExpr::new(format!("%{plain}%")).escape('\\');
        found = found.filter(Expr::col((person::Entity, person::Column::SearchName)).like(pattern));
    }
    if let Some(schools) = schools {
        found = found.filter(known_to(schools));
    }
    found.order_by_asc(person::Column::SearchName).order_by_asc(person::Column::Id).limit(most).all(db).await
}

/// A person whom the schools may find; anybody for curators.
pub(super) async fn person(
    db: &impl ConnectionTrait,
    id: PersonId,
    schools: Option<&[SchoolId]>,
) -> Result<Option<person::Model>, DbErr> {
    let mut found = person::Entity::find_by_id(id).filter(person::Column::DisabledAt.is_null());
    if let Some(schools) = schools {
        found = found.filter(known_to(schools));
    }
    found.one(db).await
}

/// Who belongs to the schools, holds a role there, or speaks or listens at what they hold.
fn known_to(schools: &[SchoolId]) -> Condition {
    let all = || schools.iter().copied();
    let ids = [
        select(person_school::Entity, person_school::Column::PersonId)
            .and_where(person_school::Column::SchoolId.is_in(all()))
            .to_owned(),
        select(role_grant::Entity, role_grant::Column::PersonId)
            .and_where(role_grant::Column::SchoolId.is_in(all()))
            .to_owned(),
        select(speaker::Entity, speaker::Column::PersonId)
            .and_where(speaker::Column::TalkId.in_subquery(talks_of(schools)))
            .to_owned(),
        select(registration::Entity, registration::Column::PersonId)
            .and_where(registration::Column::CancelledAt.is_null())
            .and_where(registration::Column::WebinarId.in_subquery(webinars_of(schools)))
            .to_owned(),
    ];
    let own = Condition::any().add(person::Column::SchoolId.is_in(all()));
    ids.into_iter().fold(own, |any, ids| any.add(person::Column::Id.in_subquery(ids)))
}

fn select<E: sea_orm::EntityTrait>(entity: E, column: E::Column) -> SelectStatement {
    Query::select().column(column).from(entity).to_owned()
}

fn sessions_of(schools: &[SchoolId]) -> SelectStatement {
    let hosted = session::Column::HostSchoolId.is_in(schools.iter().copied());
    select(session::Entity, session::Column::Id).and_where(hosted).to_owned()
}

/// Webinars that the schools hold, and all of the sessions that they host.
fn webinars_of(schools: &[SchoolId]) -> SelectStatement {
    let held = webinar::Column::HostSchoolId.is_in(schools.iter().copied());
    let hosted = webinar::Column::SessionId.in_subquery(sessions_of(schools));
    select(webinar::Entity, webinar::Column::Id).cond_where(Condition::any().add(held).add(hosted)).to_owned()
}

/// Talks of these webinars, and all of the sessions that the schools host.
fn talks_of(schools: &[SchoolId]) -> SelectStatement {
    let held = talk::Column::WebinarId.in_subquery(webinars_of(schools));
    let hosted = talk::Column::SessionId.in_subquery(sessions_of(schools));
    select(talk::Entity, talk::Column::Id).cond_where(Condition::any().add(held).add(hosted)).to_owned()
}
