//! Finders of schools.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::{BTreeMap, BTreeSet};

use entity::school::{Column, Entity, Model};
use entity::{PersonId, SchoolId, person, person_school, school_alias, school_signatory};
use sea_orm::sea_query::{Expr, ExprTrait as _, LikeExpr};
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

/// The same for many names with their cities, in two queries.
pub(crate) async fn all_named(
    db: &impl ConnectionTrait,
    names: BTreeSet<(&str, &str)>,
) -> Result<BTreeMap<(String, String), SchoolId>, DbErr> {
    let words = || names.iter().map(|(name, _)| *name);
    let aliases: Vec<(String, String, SchoolId)> = school_alias::Entity::find()
        .select_only()
        .columns([
            school_alias::Column::ShortName,
            school_alias::Column::City,
            school_alias::Column::SchoolId,
        ])
        .filter(school_alias::Column::ShortName.is_in(words()))
        .order_by_desc(school_alias::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let standing: Vec<(String, String, SchoolId)> = Entity::find()
        .select_only()
        .columns([Column::ShortName, Column::City, Column::Id])
        .filter(Column::ShortName.is_in(words()))
        .filter(Column::MergedInto.is_null())
        .into_tuple()
        .all(db)
        .await?;
    // What comes later holds: the oldest alias, and a school that bears the name before all aliases.
    let all = aliases.into_iter().chain(standing);
    Ok(all.map(|(name, city, id)| ((name, city), id)).collect())
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

/// Schools that turned out to be this one.
pub(super) async fn former(db: &impl ConnectionTrait, school: SchoolId) -> Result<Vec<SchoolId>, DbErr> {
    let former = Entity::find().filter(Column::MergedInto.eq(school)).select_only().column(Column::Id);
    former.into_tuple().all(db).await
}

/// Who of these people belongs to a school.
pub(super) async fn own_people(
    db: &impl ConnectionTrait,
    school: SchoolId,
    people: Vec<PersonId>,
) -> Result<Vec<PersonId>, DbErr> {
    person::Entity::find()
        .filter(person::Column::SchoolId.eq(school))
        .filter(person::Column::Id.is_in(people))
        .select_only()
        .column(person::Column::Id)
        .into_tuple()
        .all(db)
        .await
}
