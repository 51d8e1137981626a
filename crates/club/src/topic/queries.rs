//! Finders of topics, votes and the talks that take them up.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{
    PersonId, SessionId, SessionState, Stage, TalkId, TalkState, TopicRequestId, TopicState, WebinarState,
    person, registration, session, session_stage, talk, topic_cover, topic_request, topic_silence,
    topic_vote, webinar,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::release;

fn ids_of(session: SessionId) -> SelectStatement {
    Query::select()
        .column(topic_request::Column::Id)
        .from(topic_request::Entity)
        .and_where(topic_request::Column::SessionId.eq(session))
        .to_owned()
}

/// Every topic of a session.
pub(super) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<topic_request::Model>, DbErr> {
    let of_session = topic_request::Entity::find().filter(topic_request::Column::SessionId.eq(session));
    of_session.order_by_asc(topic_request::Column::Id).all(db).await
}

/// How many want each topic of a session.
pub(super) async fn votes(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(TopicRequestId, i64)>, DbErr> {
    topic_vote::Entity::find()
        .filter(topic_vote::Column::TopicRequestId.in_subquery(ids_of(session)))
        .select_only()
        .column(topic_vote::Column::TopicRequestId)
        .column_as(topic_vote::Column::PersonId.count(), "votes")
        .group_by(topic_vote::Column::TopicRequestId)
        .into_tuple()
        .all(db)
        .await
}

/// Topics of a session that a person wants.
pub(super) async fn votes_of(
    db: &impl ConnectionTrait,
    session: SessionId,
    person: PersonId,
) -> Result<Vec<TopicRequestId>, DbErr> {
    topic_vote::Entity::find()
        .filter(topic_vote::Column::TopicRequestId.in_subquery(ids_of(session)))
        .filter(topic_vote::Column::PersonId.eq(person))
        .select_only()
        .column(topic_vote::Column::TopicRequestId)
        .into_tuple()
        .all(db)
        .await
}

/// Everybody who wants a topic.
pub(super) async fn votes_for(
    db: &impl ConnectionTrait,
    topic: TopicRequestId,
) -> Result<Vec<topic_vote::Model>, DbErr> {
    let of_topic = topic_vote::Entity::find().filter(topic_vote::Column::TopicRequestId.eq(topic));
    of_topic.order_by_asc(topic_vote::Column::PersonId).all(db).await
}

/// Talks that take topics up.
pub(super) async fn covers(
    db: &impl ConnectionTrait,
    topics: Vec<TopicRequestId>,
) -> Result<Vec<topic_cover::Model>, DbErr> {
    topic_cover::Entity::find().filter(topic_cover::Column::TopicRequestId.is_in(topics)).all(db).await
}

/// Topics that talks take up.
pub(super) async fn covers_of(
    db: &impl ConnectionTrait,
    talk: TalkId,
) -> Result<Vec<topic_cover::Model>, DbErr> {
    topic_cover::Entity::find().filter(topic_cover::Column::TalkId.eq(talk)).all(db).await
}

/// Topic, address of the webinar and topic of the talk, of talks that anybody sees in a programme.
pub(super) async fn public_talks(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(TopicRequestId, String, String)>, DbErr> {
    let rows = in_programme(db, session).await?;
    Ok(rows.into_iter().map(|(cover, talk, slug)| (cover.topic_request_id, slug, talk.topic)).collect())
}

/// Talks of a published programme that take topics up, each with the address of its webinar.
pub(super) async fn in_programme(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(topic_cover::Model, talk::Model, String)>, DbErr> {
    let published = Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::Column::State.ne(SessionState::Draft))
        .to_owned();
    let rows = topic_cover::Entity::find()
        .filter(topic_cover::Column::TopicRequestId.in_subquery(ids_of(session)))
        .find_also_related(talk::Entity)
        .filter(talk::Column::SessionId.in_subquery(published))
        .filter(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]))
        .order_by_asc(topic_cover::Column::TopicRequestId)
        .order_by_asc(topic_cover::Column::TalkId)
        .all(db)
        .await?;
    let rows: Vec<_> = rows.into_iter().filter_map(|(cover, talk)| Some((cover, talk?))).collect();
    let ids: Vec<_> = rows.iter().filter_map(|(_, talk)| talk.webinar_id).collect();
    let webinars = webinar::Entity::find()
        .filter(webinar::Column::Id.is_in(ids))
        .filter(webinar::Column::State.eq(WebinarState::Planned))
        .all(db)
        .await?;
    let released = release::newest(db, session).await?.map(|(_, snapshot)| snapshot);
    // What organizers are working on is nobody else's yet; before the first release everybody sees the tables.
    let is_released = |talk: &talk::Model| {
        released.as_ref().is_none_or(|snapshot| {
            let mut talks = snapshot.webinars.iter().flat_map(|webinar| &webinar.talks);
            talks.any(|line| line.talk.id == talk.id)
        })
    };
    let rows = rows.into_iter().filter(|(_, talk)| is_released(talk));
    let with_webinar = |(cover, talk): (topic_cover::Model, talk::Model)| {
        let webinar = webinars.iter().find(|webinar| Some(webinar.id) == talk.webinar_id)?;
        Some((cover, talk, webinar.slug.clone()))
    };
    Ok(rows.filter_map(with_webinar).collect())
}

/// A topic with its session; its row is locked until the end of the transaction.
pub(super) async fn locked(
    tx: &DatabaseTransaction,
    id: TopicRequestId,
) -> Result<Option<(topic_request::Model, session::Model)>, DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        topic_request::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx).await?;
    }
    let found = topic_request::Entity::find_by_id(id).find_also_related(session::Entity).one(tx).await?;
    Ok(found.and_then(|(topic, session)| Some((topic, session?))))
}

/// How many topics of a person wait or are published in a session.
pub(super) async fn open_of(
    db: &impl ConnectionTrait,
    session: SessionId,
    person: PersonId,
) -> Result<u64, DbErr> {
    topic_request::Entity::find()
        .filter(topic_request::Column::SessionId.eq(session))
        .filter(topic_request::Column::AskedBy.eq(person))
        .filter(topic_request::Column::State.is_in([TopicState::Proposed, TopicState::Published]))
        .count(db)
        .await
}

/// Whom the link of an e-mail belongs to.
pub(super) async fn person_of_link(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<person::Model>, DbErr> {
    let registered = Query::select()
        .column(registration::Column::PersonId)
        .from(registration::Entity)
        .and_where(registration::Column::JoinSecret.eq(secret))
        .to_owned();
    let own = Condition::any()
        .add(person::Column::EmailSecret.eq(secret))
        .add(person::Column::Id.in_subquery(registered));
    person::Entity::find().filter(own).filter(person::Column::DisabledAt.is_null()).one(db).await
}

/// The stage of topics of sessions that are not in the archive, newest first.
pub(super) async fn with_topics_stage(
    db: &impl ConnectionTrait,
) -> Result<Vec<(session_stage::Model, session::Model)>, DbErr> {
    let rows = session_stage::Entity::find()
        .filter(session_stage::Column::Stage.eq(Stage::Topics))
        .find_also_related(session::Entity)
        .filter(session::Column::State.ne(SessionState::Archived))
        .order_by_desc(session::Column::Year)
        .order_by_desc(session::Column::Season)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(stage, session)| Some((stage, session?))).collect())
}

/// People who want a topic, have an address that works and have not asked to be left alone.
pub(super) async fn to_tell(
    db: &impl ConnectionTrait,
    topic: TopicRequestId,
) -> Result<Vec<person::Model>, DbErr> {
    let voters = Query::select()
        .column(topic_vote::Column::PersonId)
        .from(topic_vote::Entity)
        .and_where(topic_vote::Column::TopicRequestId.eq(topic))
        .to_owned();
    let silent =
        Query::select().column(topic_silence::Column::PersonId).from(topic_silence::Entity).to_owned();
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(voters))
        .filter(Expr::col((person::Entity, person::Column::Id)).in_subquery(silent).not())
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::EmailBouncedAt.is_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
}

/// Whether a person gets no e-mails about topics.
pub(super) async fn is_silent(db: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    Ok(topic_silence::Entity::find_by_id(person).one(db).await?.is_some())
}

/// Whose link ends e-mails about topics.
pub(super) async fn by_email_secret(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find().filter(person::Column::EmailSecret.eq(secret)).one(db).await
}
