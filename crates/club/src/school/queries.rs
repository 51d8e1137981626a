//! Finders of schools.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::school::{Column, Entity, Model};
use entity::{
    PersonId, SchoolId, SessionState, TalkState, person, person_school, school_alias, school_signatory,
    session, speaker, talk, webinar,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, LikeExpr, Query};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::SchoolProfile;

/// Words of a search beyond this are not minded.
const MOST_WORDS: usize = 8;

/// The school that has or had a profile's short name, in its city; who has the name now comes first.
pub(crate) async fn find(db: &impl ConnectionTrait, profile: &SchoolProfile) -> Result<Option<Model>, DbErr> {
    named(db, &profile.short_name, &profile.city).await
}

/// The school that has or had a short name in a city; who has the name now comes first.
pub(crate) async fn named(
    db: &impl ConnectionTrait,
    short_name: &str,
    city: &str,
) -> Result<Option<Model>, DbErr> {
    let standing = Entity::find()
        .filter(Column::ShortName.eq(short_name))
        .filter(Column::City.eq(city))
        .filter(Column::MergedInto.is_null());
    if let Some(school) = standing.one(db).await? {
        return Ok(Some(school));
    }
    let alias = school_alias::Entity::find()
        .filter(school_alias::Column::ShortName.eq(short_name))
        .filter(school_alias::Column::City.eq(city))
        .order_by_asc(school_alias::Column::Id);
    match alias.one(db).await? {
        Some(alias) => by_id(db, alias.school_id).await,
        None => Ok(None),
    }
}

/// A school by its id.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: SchoolId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// A school by the word of its address or its id.
pub(super) async fn by_slug_or_id(db: &impl ConnectionTrait, key: &str) -> Result<Option<Model>, DbErr> {
    match key.parse::<SchoolId>() {
        Ok(id) => by_id(db, id).await,
        Err(_no_id) => Entity::find().filter(Column::Slug.eq(key)).one(db).await,
    }
}

/// A school that nobody else changes before this transaction ends.
pub(super) async fn locked(tx: &DatabaseTransaction, id: SchoolId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Another standing school with a name.
pub(super) async fn namesake(
    db: &impl ConnectionTrait,
    (short_name, city): (&str, &str),
    but: Option<SchoolId>,
) -> Result<Option<Model>, DbErr> {
    let mut others = Entity::find()
        .filter(Column::ShortName.eq(short_name))
        .filter(Column::City.eq(city))
        .filter(Column::MergedInto.is_null());
    if let Some(id) = but {
        others = others.filter(Column::Id.ne(id));
    }
    others.one(db).await
}

/// Whether another school has a word in its address.
pub(super) async fn has_slug(
    db: &impl ConnectionTrait,
    slug: &str,
    but: Option<SchoolId>,
) -> Result<bool, DbErr> {
    let found = Entity::find().filter(Column::Slug.eq(slug)).one(db).await?;
    Ok(found.is_some_and(|school| Some(school.id) != but))
}

/// Standing schools that a search finds, by name, after a place in this order.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    search: &str,
    after: Option<&Model>,
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut found = Entity::find().filter(Column::MergedInto.is_null()).filter(matching(search));
    if let Some(last) = after {
        let same =
            Condition::all().add(Column::SearchName.eq(&*last.search_name)).add(Column::Id.gt(last.id));
        found = found.filter(Condition::any().add(Column::SearchName.gt(&*last.search_name)).add(same));
    }
    found.order_by_asc(Column::SearchName).order_by_asc(Column::Id).limit(most).all(db).await
}

/// Every word of a search stands somewhere in the names.
fn matching(search: &str) -> Condition {
    let mut all = Condition::all();
    for word in lang::search_key(search).split_whitespace().take(MOST_WORDS) {
        let plain = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let pattern = LikeExpr::new(format!("%{plain}%")).escape('\\');
        all = all.add(Expr::col((Entity, Column::SearchName)).like(pattern));
    }
    all
}

/// Every standing school of the network, by name.
pub(super) async fn standing(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    let standing = Entity::find().filter(Column::MergedInto.is_null());
    standing.order_by_asc(Column::SearchName).order_by_asc(Column::Id).all(db).await
}

/// Schools by id, in any order.
pub(crate) async fn by_ids(db: &impl ConnectionTrait, ids: Vec<SchoolId>) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// The other names of a school, oldest first.
pub(super) async fn aliases(
    db: &impl ConnectionTrait,
    school: SchoolId,
) -> Result<Vec<school_alias::Model>, DbErr> {
    let own = school_alias::Entity::find().filter(school_alias::Column::SchoolId.eq(school));
    own.order_by_asc(school_alias::Column::CreatedAt).order_by_asc(school_alias::Column::Id).all(db).await
}

/// Who usually signs for a school, first to last.
pub(crate) async fn signatories(
    db: &impl ConnectionTrait,
    school: SchoolId,
) -> Result<Vec<school_signatory::Model>, DbErr> {
    let own = school_signatory::Entity::find().filter(school_signatory::Column::SchoolId.eq(school));
    own.order_by_asc(school_signatory::Column::Place).all(db).await
}

/// Schools to which a person belongs beside the one of the person's row.
pub(super) async fn of_person(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Model>, DbErr> {
    let rows = person_school::Entity::find().filter(person_school::Column::PersonId.eq(person));
    let ids = rows.all(db).await?.into_iter().map(|row| row.school_id).collect();
    Entity::find()
        .filter(Column::Id.is_in::<SchoolId, Vec<_>>(ids))
        .order_by_asc(Column::SearchName)
        .all(db)
        .await
}

/// Webinars that a school holds in published sessions, newest first.
pub(super) async fn public_webinars(
    db: &impl ConnectionTrait,
    school: SchoolId,
    most: u64,
) -> Result<Vec<webinar::Model>, DbErr> {
    let published = Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::Column::State.ne(SessionState::Draft))
        .to_owned();
    webinar::Entity::find()
        .filter(webinar::Column::HostSchoolId.eq(school))
        .filter(webinar::Column::SessionId.in_subquery(published))
        .order_by_desc(webinar::Column::StartsAt)
        .order_by_asc(webinar::Column::Id)
        .limit(most)
        .all(db)
        .await
}

/// People of a school who speak at a webinar of a published session, by name.
pub(super) async fn public_speakers(
    db: &impl ConnectionTrait,
    school: SchoolId,
    most: u64,
) -> Result<Vec<person::Model>, DbErr> {
    let speaking = Query::select()
        .column((speaker::Entity, speaker::Column::PersonId))
        .from(speaker::Entity)
        .inner_join(
            talk::Entity,
            Expr::col((talk::Entity, talk::Column::Id)).equals((speaker::Entity, speaker::Column::TalkId)),
        )
        .inner_join(
            session::Entity,
            Expr::col((session::Entity, session::Column::Id)).equals((talk::Entity, talk::Column::SessionId)),
        )
        .and_where(session::Column::State.ne(SessionState::Draft))
        .and_where(talk::Column::WebinarId.is_not_null())
        .and_where(talk::Column::State.is_not_in([TalkState::Withdrawn, TalkState::Declined]))
        .to_owned();
    person::Entity::find()
        .filter(person::Column::SchoolId.eq(school))
        .filter(person::Column::Id.in_subquery(speaking))
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
        .limit(most)
        .all(db)
        .await
}
