//! Finders of queued e-mails: every filter is the database's work.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use entity::{EmailKind, OutboxEmailId, OutboxState, SessionId, outbox_email, person};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, LikeExpr, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
};

use super::{PAGE_EMAILS, QueueFilter, QueueState};
use outbox_email::Column;

/// Domains that are named.
const MOST_DOMAINS: usize = 10;
/// Words of a search beyond this are not minded.
const MOST_WORDS: usize = 5;

/// States of what a server has not taken.
const NOT_SENT: [OutboxState; 3] = [OutboxState::Due, OutboxState::Leased, OutboxState::Failed];

fn scoped(session: Option<SessionId>) -> Select<outbox_email::Entity> {
    let all = outbox_email::Entity::find().filter(Column::IsRehearsal.eq(false));
    match session {
        Some(session) => all.filter(Column::SessionId.eq(session)),
        None => all,
    }
}

fn in_state(state: QueueState) -> Condition {
    let is = |state: OutboxState| Condition::all().add(Column::State.eq(state));
    match state {
        QueueState::Due => is(OutboxState::Due).add(Column::Attempts.eq(0)),
        QueueState::InFlight => is(OutboxState::Leased),
        QueueState::Retrying => is(OutboxState::Due).add(Column::Attempts.gt(0)),
        QueueState::Failed => is(OutboxState::Failed),
        QueueState::Bounced => is(OutboxState::Sent).add(Column::BouncedAt.is_not_null()),
        QueueState::Sent => is(OutboxState::Sent).add(Column::BouncedAt.is_null()),
    }
}

/// How many e-mails are in each state.
pub(super) async fn numbers(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
) -> Result<BTreeMap<QueueState, u64>, DbErr> {
    let mut place = CaseStatement::new();
    for (number, state) in QueueState::ALL.into_iter().enumerate() {
        place = place.case(in_state(state), i32::try_from(number).unwrap_or(-1));
    }
    let place: SimpleExpr = place.finally(-1).into();
    let counts: Vec<(i32, i64)> = scoped(session)
        .select_only()
        .column_as(place, "place")
        .column_as(Column::Id.count(), "number")
        .group_by(Expr::col("place"))
        .into_tuple()
        .all(db)
        .await?;
    let of = |(place, number): (i32, i64)| {
        let state = QueueState::ALL.get(usize::try_from(place).ok()?).copied()?;
        Some((state, u64::try_from(number).ok()?))
    };
    Ok(counts.into_iter().filter_map(of).collect())
}

type Counted<T> = Vec<(T, u64)>;

/// What is not sent by kind and by domain, the most first.
pub(super) async fn not_sent(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
) -> Result<(Counted<EmailKind>, Counted<String>), DbErr> {
    let counts: Vec<(EmailKind, String, i64)> = scoped(session)
        .select_only()
        .column(Column::Kind)
        .column(Column::ToDomain)
        .column_as(Column::Id.count(), "number")
        .filter(Column::State.is_in(NOT_SENT))
        .group_by(Column::Kind)
        .group_by(Column::ToDomain)
        .into_tuple()
        .all(db)
        .await?;
    let (mut kinds, mut domains) = (BTreeMap::new(), BTreeMap::new());
    for (kind, domain, number) in counts {
        let number = u64::try_from(number).unwrap_or(0);
        *kinds.entry(kind).or_insert(0) += number;
        *domains.entry(domain).or_insert(0) += number;
    }
    let mut domains = most_first(domains);
    domains.truncate(MOST_DOMAINS);
    Ok((most_first(kinds), domains))
}

fn most_first<T: Ord>(counts: BTreeMap<T, u64>) -> Counted<T> {
    let mut counts: Vec<(T, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    counts
}

/// One page and one more, newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
    filter: &QueueFilter,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    let mut found = scoped(session);
    found = match filter.state {
        Some(state) => found.filter(in_state(state)),
        None if filter.search.trim().is_empty() => found
            .filter(Condition::any().add(Column::State.is_in(NOT_SENT)).add(in_state(QueueState::Bounced))),
        None => found.filter(Column::State.is_not_in([OutboxState::Draft, OutboxState::Discarded])),
    };
    if let Some(kind) = filter.kind {
        found = found.filter(Column::Kind.eq(kind));
    }
    if let Some(domain) = &filter.domain {
        found = found.filter(Column::ToDomain.eq(domain.as_str()));
    }
    for word in filter.search.split_whitespace().take(MOST_WORDS) {
        found = found.filter(holds(word));
    }
    if let Some(after) = filter.after {
        found = found.filter(Column::Id.lt(after));
    }
    found.order_by_desc(Column::Id).limit(PAGE_EMAILS + 1).all(db).await
}

/// A name is written with a capital or without; neither store folds Cyrillic letters in a comparison.
fn holds(word: &str) -> Condition {
    let escaped: String = word
        .chars()
        .flat_map(|letter| {
            let escape = matches!(letter, '%' | '_' | '\\').then_some('\\');
            escape.into_iter().chain([letter])
        })
        .collect();
    let mut letters = escaped.chars();
    let capital: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    let small = escaped.to_lowercase();
    let people = Query::select()
        .column(person::Column::Id)
        .from(person::Entity)
        .and_where(person::Column::SearchName.contains(lang::search_key(word)))
        .to_owned();
    let of_person = Condition::any().add(Column::PersonId.in_subquery(people));
    [escaped, capital, small].into_iter().fold(of_person, |any, word| {
        let like = || LikeExpr::new(format!("%{word}%")).escape('\\');
        any.add(Expr::col(Column::ToName).like(like())).add(Expr::col(Column::ToAddress).like(like()))
    })
}

/// An e-mail of a scope.
pub(super) async fn email(
    db: &impl ConnectionTrait,
    session: Option<SessionId>,
    id: OutboxEmailId,
) -> Result<Option<outbox_email::Model>, DbErr> {
    scoped(session).filter(Column::Id.eq(id)).one(db).await
}
