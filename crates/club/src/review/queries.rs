//! Finders of talks under review.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{PersonId, SessionId, TalkId, TalkState, criterion, person, review, speaker, talk};
use sea_orm::sea_query::NullOrdering;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, Order, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _,
};

/// Talks of a session that were handed in, or that organizers entered, newest first; last those that came with the programme.
pub(super) async fn talks(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<talk::Model>, DbErr> {
    talk::Entity::find()
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::State.ne(TalkState::Draft))
        .order_by_with_nulls(talk::Column::SubmittedAt, Order::Desc, NullOrdering::Last)
        .order_by_desc(talk::Column::Id)
        .all(db)
        .await
}

/// How many drafts of a session were begun in earnest.
pub(super) async fn count_drafts(db: &impl ConnectionTrait, session: SessionId) -> Result<u64, DbErr> {
    talk::Entity::find()
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::State.eq(TalkState::Draft))
        .filter(talk::Column::SavedAt.is_not_null())
        .count(db)
        .await
}

/// Reviews of talks with their writers, oldest first.
pub(super) async fn reviews(
    db: &impl ConnectionTrait,
    talks: Vec<TalkId>,
) -> Result<Vec<(review::Model, person::Model)>, DbErr> {
    let rows = review::Entity::find()
        .filter(review::Column::TalkId.is_in(talks))
        .find_also_related(person::Entity)
        .order_by_asc(review::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(review, person)| Some((review, person?))).collect())
}

/// A reviewer's own review.
pub(super) async fn own(
    db: &impl ConnectionTrait,
    talk: TalkId,
    person: PersonId,
) -> Result<Option<review::Model>, DbErr> {
    let of_talk = review::Entity::find().filter(review::Column::TalkId.eq(talk));
    of_talk.filter(review::Column::PersonId.eq(person)).one(db).await
}

/// Criteria of a session in their order.
pub(crate) async fn criteria(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<criterion::Model>, DbErr> {
    criterion::Entity::find()
        .filter(criterion::Column::SessionId.eq(session))
        .filter(criterion::Column::RemovedAt.is_null())
        .order_by_asc(criterion::Column::Place)
        .order_by_asc(criterion::Column::Id)
        .all(db)
        .await
}

/// Whether a person speaks in a talk.
pub(super) async fn speaks(db: &impl ConnectionTrait, talk: TalkId, person: PersonId) -> Result<bool, DbErr> {
    let own = speaker::Entity::find().filter(speaker::Column::TalkId.eq(talk));
    Ok(own.filter(speaker::Column::PersonId.eq(person)).count(db).await? > 0)
}
