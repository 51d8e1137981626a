//! Two schools of the directory that are one: everything of the first goes to the second, and the old name still leads there.

use entity::{SchoolId, school, session_school};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};

use super::change::deed;
use super::{queries, remember_name, search_name};
use crate::{Club, Viewer, audit};

/// What becomes of rows for which the other school has a row of the same kind already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twins {
    /// There can be none.
    Impossible,
    /// The other row says the same: one of them is enough.
    Same,
    /// The other row holds; this one stays with the former school, where it can be looked up.
    Stay,
    /// The other row is used; this one moves and is no longer used.
    Rest,
}

/// A column that names a school.
struct Link {
    table: &'static str,
    column: &'static str,
    /// The columns that make two rows of one school twins.
    key: &'static [&'static str],
    twins: Twins,
}

const fn link(table: &'static str, column: &'static str) -> Link {
    Link { table, column, key: &[], twins: Twins::Impossible }
}

const fn twin(table: &'static str, key: &'static [&'static str], twins: Twins) -> Link {
    Link { table, column: "school_id", key, twins }
}

/// Every column of the database that names a school: a test compares it with the tables.
const LINKS: &[Link] = &[
    link("session", "host_school_id"),
    link("webinar", "host_school_id"),
    link("person", "school_id"),
    twin("person_school", &["person_id"], Twins::Same),
    twin("role_grant", &["person_id", "role"], Twins::Same),
    twin("session_school", &["session_id"], Twins::Same),
    link("invitation", "school_id"),
    // Like the roles of their issuers.
    link("api_token", "school_id"),
    link("webhook", "school_id"),
    twin("school_alias", &["short_name", "city"], Twins::Same),
    twin("school_signatory", &[], Twins::Stay),
    twin("layout_design", &["kind"], Twins::Rest),
    twin("email_text", &["kind", "language"], Twins::Stay),
    twin("smtp_account", &[], Twins::Rest),
    link("audit_entry", "school_id"),
];

/// Two schools as somebody saw them before deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merging {
    /// The one that will be a former name.
    pub from: SchoolId,
    pub from_revision: i32,
    /// The one that stays.
    pub into: SchoolId,
    pub into_revision: i32,
}

/// How many rows of a table go from one school to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub table: &'static str,
    pub count: u64,
    /// Of these, rows for which the other school has its own: they do not count there.
    pub twins: u64,
}

/// What a merge would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub from: school::Model,
    pub into: school::Model,
    /// Tables of which something moves.
    pub moved: Vec<Moved>,
}

/// Why two schools were not made one.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    #[error("there are no such schools")]
    NotFound,
    #[error("a school is not merged with itself")]
    Same,
    #[error("one of the schools was changed meanwhile")]
    Conflict,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What a merge would move; `None` unless both schools stand, differ, and the viewer is a curator.
///
/// # Errors
/// When the database refuses.
pub async fn preview(
    club: &Club,
    viewer: &Viewer,
    from: SchoolId,
    into: SchoolId,
) -> Result<Option<Preview>, DbErr> {
    if !viewer.is_curator() || from == into {
        return Ok(None);
    }
    let db = club.storage.reads();
    let standing = |school: &school::Model| school.merged_into.is_none();
    let (first, second) = (queries::by_id(db, from).await?, queries::by_id(db, into).await?);
    let (Some(first), Some(second)) = (first.filter(standing), second.filter(standing)) else {
        return Ok(None);
    };
    let moved = count_all(db, from, into).await?;
    Ok(Some(Preview { from: first, into: second, moved }))
}

/// Makes one school of two: everything that names the first names the second from now on, whose empty fields are filled from the first. The
/// first stays as a former name that searches and imports find. Curators may.
///
/// # Errors
/// See [`MergeError`].
pub async fn merge(club: &Club, viewer: &Viewer, merging: Merging) -> Result<school::Model, MergeError> {
    if !viewer.is_curator() {
        return Err(MergeError::NotFound);
    }
    if merging.from == merging.into {
        return Err(MergeError::Same);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (from, into) = both(tx, merging).await?;
            let moved = count_all(tx, from.id, into.id).await?;
            make_hosts(tx, from.id, into.id).await?;
            for link in LINKS {
                carry(tx, link, from.id, into.id).await?;
            }
            let kept = unite(tx, &inside, from, into).await?;
            let counts: serde_json::Map<String, serde_json::Value> =
                moved.iter().map(|moved| (moved.table.to_owned(), moved.count.into())).collect();
            let details = serde_json::json!({ "from": merging.from, "moved": counts });
            audit::record(tx, &inside, &viewer, deed("school.merge", kept.id, details)).await?;
            Ok(kept)
        })
    });
    work.await
}

/// Where the first school is the host of a session and the second a partner, the second is the host from now on.
async fn make_hosts(tx: &DatabaseTransaction, from: SchoolId, into: SchoolId) -> Result<(), DbErr> {
    let mut hosted = Query::select();
    hosted.column(session_school::Column::SessionId).from(session_school::Entity);
    hosted
        .and_where(session_school::Column::SchoolId.eq(from))
        .and_where(session_school::Column::IsHost.eq(true));
    let partners = session_school::Entity::delete_many()
        .filter(session_school::Column::SchoolId.eq(into))
        .filter(session_school::Column::SessionId.in_subquery(hosted));
    partners.exec(tx).await?;
    Ok(())
}

/// Both rows, locked in one order whoever is merged into whom.
async fn both(
    tx: &DatabaseTransaction,
    merging: Merging,
) -> Result<(school::Model, school::Model), MergeError> {
    let mut ids = [merging.from, merging.into];
    ids.sort();
    let mut rows = vec![];
    for id in ids {
        let row = queries::locked(tx, id).await?.filter(|school| school.merged_into.is_none());
        rows.push(row.ok_or(MergeError::NotFound)?);
    }
    let take = |id: SchoolId| rows.iter().find(|row| row.id == id).cloned().ok_or(MergeError::NotFound);
    let (from, into) = (take(merging.from)?, take(merging.into)?);
    if (from.revision, into.revision) != (merging.from_revision, merging.into_revision) {
        return Err(MergeError::Conflict);
    }
    Ok((from, into))
}

async fn count_all(db: &impl ConnectionTrait, from: SchoolId, into: SchoolId) -> Result<Vec<Moved>, DbErr> {
    let mut all = vec![];
    for link in LINKS {
        let count = count(db, of_school(link, from)).await?;
        if count > 0 {
            let twins = match link.twins {
                Twins::Impossible => 0,
                _ => {
                    self::count(db, of_school(link, from).and_where(has_twin(link, into)).to_owned()).await?
                }
            };
            all.push(Moved { table: link.table, count, twins });
        }
    }
    Ok(all)
}

fn of_school(link: &Link, school: SchoolId) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr_as(Expr::col(Alias::new(link.column)).count(), Alias::new("count"))
        .from(Alias::new(link.table));
    select.and_where(Expr::col((Alias::new(link.table), Alias::new(link.column))).eq(school.0));
    select
}

async fn count(db: &impl ConnectionTrait, select: SelectStatement) -> Result<u64, DbErr> {
    let row = db.query_one(&select).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Whether the other school has a row of the same kind.
fn has_twin(link: &Link, into: SchoolId) -> Expr {
    let twin = Alias::new("twin");
    let mut select = Query::select();
    select.expr(Expr::val(1)).from_as(Alias::new(link.table), twin.clone());
    select.and_where(Expr::col((twin.clone(), Alias::new(link.column))).eq(into.0));
    for column in link.key {
        let own = Expr::col((Alias::new(link.table), Alias::new(*column)));
        select.and_where(Expr::col((twin.clone(), Alias::new(*column))).eq(own));
    }
    if link.twins == Twins::Rest {
        select.and_where(Expr::col((twin, Alias::new("is_used"))).eq(true));
    }
    Expr::exists(select)
}

/// Takes the rows of a table from one school to the other.
async fn carry(tx: &DatabaseTransaction, link: &Link, from: SchoolId, into: SchoolId) -> Result<(), DbErr> {
    let table = Alias::new(link.table);
    let own = || Expr::col((Alias::new(link.table), Alias::new(link.column))).eq(from.0);
    match link.twins {
        Twins::Same => {
            let twins = Query::delete()
                .from_table(table.clone())
                .and_where(own())
                .and_where(has_twin(link, into))
                .to_owned();
            tx.execute(&twins).await?;
        }
        Twins::Rest => {
            let mut rest = Query::update();
            rest.table(table.clone()).value(Alias::new("is_used"), false);
            tx.execute(rest.and_where(own()).and_where(has_twin(link, into))).await?;
        }
        Twins::Stay | Twins::Impossible => {}
    }
    let mut rows = Query::update();
    rows.table(table).value(Alias::new(link.column), into.0).and_where(own());
    if link.twins == Twins::Stay {
        rows.and_where(has_twin(link, into).not());
    }
    tx.execute(&rows).await?;
    Ok(())
}

/// The first becomes a former name of the second, which takes over what it lacks.
async fn unite(
    tx: &DatabaseTransaction,
    club: &Club,
    from: school::Model,
    into: school::Model,
) -> Result<school::Model, DbErr> {
    remember_name(tx, club, into.id, (&from.short_name, &from.city)).await?;
    let mut former = Query::update();
    former.table(school::Entity).value(school::Column::MergedInto, into.id.0);
    let is_former = Expr::col(school::Column::MergedInto).eq(from.id.0);
    tx.execute(former.and_where(is_former.or(Expr::col(school::Column::Id).eq(from.id.0)))).await?;
    let aliases = queries::aliases(tx, into.id).await?;
    let kept = school::Model {
        search_name: search_name(&into.short_name, &into.full_name, &into.city, &aliases),
        logo: into.logo.or(from.logo),
        address: into.address.or(from.address),
        site: into.site.or(from.site),
        email: into.email.or(from.email),
        phone: into.phone.or(from.phone),
        revision: into.revision + 1,
        ..into
    };
    kept.into_active_model().reset_all().update(tx).await
}

/// Table and column of everything that a merge moves, for the test that compares them with the database.
#[cfg(test)]
pub(super) fn links() -> std::collections::BTreeSet<(String, String)> {
    LINKS.iter().map(|link| (link.table.to_owned(), link.column.to_owned())).collect()
}
