//! Finders of the registry: every filter is the database's work, so that ten thousand documents are no more work for us than ten.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use entity::{
    CorrectionState, DocumentId, DocumentKind, DocumentState, SessionId, correction, document, person,
    session,
};
use sea_orm::sea_query::{ExprTrait as _, LikeExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, Order, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
};

use super::{PAGE_LINES, RegistryFilter, RegistryOrder, RegistryState};
use crate::document::verify::{numbers, plain_code};

/// Words of a search beyond this are not minded.
const MOST_WORDS: usize = 8;
/// Whatever is shorter is no beginning of a code.
const SHORTEST_CODE: usize = 6;

/// How many documents of each kind and state a filter finds, whatever kind it asks for.
pub(super) async fn counts(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
    filter: &RegistryFilter,
) -> Result<Vec<(DocumentKind, DocumentState, u64)>, DbErr> {
    let counts: Vec<(DocumentKind, DocumentState, i64)> = document::Entity::find()
        .select_only()
        .column(document::Column::Kind)
        .column(document::Column::State)
        .column_as(document::Column::Id.count(), "count")
        .filter(condition(session, &RegistryFilter { kind: None, ..filter.clone() }))
        .group_by(document::Column::Kind)
        .group_by(document::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts
        .into_iter()
        .map(|(kind, state, count)| (kind, state, u64::try_from(count).unwrap_or(0)))
        .collect())
}

/// One page of documents with their persons.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
    filter: &RegistryFilter,
    page: u64,
) -> Result<Vec<(document::Model, person::Model)>, DbErr> {
    let found = document::Entity::find().filter(condition(session, filter));
    let found = ordered(found, filter.order)
        .find_also_related(person::Entity)
        .offset((page - 1) * PAGE_LINES)
        .limit(PAGE_LINES)
        .all(db)
        .await?;
    Ok(found.into_iter().filter_map(|(document, person)| Some((document, person?))).collect())
}

/// The ids of everything that a filter finds, in its order.
pub(super) async fn ids(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
    filter: &RegistryFilter,
) -> Result<Vec<DocumentId>, DbErr> {
    let found = document::Entity::find().filter(condition(session, filter));
    ordered(found, filter.order).select_only().column(document::Column::Id).into_tuple().all(db).await
}

/// Documents of these ids, in no order.
pub(super) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[DocumentId],
) -> Result<Vec<document::Model>, DbErr> {
    document::Entity::find().filter(document::Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// Which of these documents somebody wants to have corrected.
pub(super) async fn corrections(
    db: &impl ConnectionTrait,
    documents: Vec<DocumentId>,
    state: CorrectionState,
) -> Result<Vec<DocumentId>, DbErr> {
    correction::Entity::find()
        .select_only()
        .column(correction::Column::DocumentId)
        .filter(correction::Column::DocumentId.is_in(documents))
        .filter(correction::Column::State.eq(state))
        .into_tuple()
        .all(db)
        .await
}

/// Sessions by id.
pub(super) async fn sessions(
    db: &impl ConnectionTrait,
    mut ids: Vec<SessionId>,
) -> Result<BTreeMap<SessionId, session::Model>, DbErr> {
    ids.sort_unstable();
    ids.dedup();
    let found = session::Entity::find().filter(session::Column::Id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|session| (session.id, session)).collect())
}

fn ordered(found: Select<document::Entity>, order: RegistryOrder) -> Select<document::Entity> {
    use document::Column::{IssuedAt, Kind, SearchName, Serial, SessionId};
    // The words of the kinds, from the last letter to the first, stand in the order in which people name them: proof, letter, certificate.
    match order {
        RegistryOrder::Number => found.order_by_desc(SessionId).order_by_desc(Kind).order_by_asc(Serial),
        RegistryOrder::Name => {
            found.order_by_asc(SearchName).order_by_desc(SessionId).order_by_desc(Kind).order_by_asc(Serial)
        }
        RegistryOrder::Newest => found
            .order_by_desc(IssuedAt)
            .order_by_desc(SessionId)
            .order_by_desc(Kind)
            .order_by(Serial, Order::Desc),
    }
}

fn condition(session: Option<SessionId>, filter: &RegistryFilter) -> Condition {
    use document::Column::{Id, Kind, SessionId, State, WebinarId};
    let state = filter.state.map(|state| match state {
        RegistryState::Ready => State.eq(DocumentState::Issued),
        RegistryState::BeingMade => State.eq(DocumentState::Numbered),
        RegistryState::Revoked => State.eq(DocumentState::Revoked),
        RegistryState::CorrectionAsked => Id.in_subquery(asked()),
    });
    Condition::all()
        .add_option(session.map(|session| SessionId.eq(session)))
        .add_option(filter.kind.map(|kind| Kind.eq(kind)))
        .add_option(filter.webinar.map(|webinar| WebinarId.eq(webinar)))
        .add_option(state)
        .add_option(text(&filter.text))
}

fn asked() -> sea_orm::sea_query::SelectStatement {
    correction::Entity::find()
        .select_only()
        .column(correction::Column::DocumentId)
        .filter(correction::Column::State.eq(CorrectionState::Open))
        .into_query()
}

/// All words in the name, or the text in the number, or at the beginning of the code.
fn text(typed: &str) -> Option<Condition> {
    use document::Column::{Code, Number, SearchName};
    let key = lang::search_key(typed);
    if key.is_empty() {
        return None;
    }
    let mut name = Condition::all();
    for word in key.split(' ').take(MOST_WORDS) {
        name = name.add(SearchName.into_expr().like(containing(word)));
    }
    let mut any = Condition::any().add(name);
    for number in numbers(typed) {
        any = any.add(Number.into_expr().like(containing(&number)));
    }
    let code = plain_code(typed);
    if code.len() >= SHORTEST_CODE {
        any = any.add(Code.into_expr().like(LikeExpr::new(format!("{}%", escaped(&code))).escape('\\')));
    }
    Some(any)
}

fn containing(text: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", escaped(text))).escape('\\')
}

/// A text in which no letter stands for others.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
