//! Finders of what makes a session up: locked rows, texts and layouts of its own, what is ready and what is not.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{
    LayoutLevel, PersonId, Role, SchoolId, SessionId, SessionState, Stage, TalkState, TopicState, WebinarId,
    document, email_switch, email_text, layout_design, person, role_grant, school, session, session_stage,
    smtp_account, talk, topic_request, webinar,
};
use sea_orm::sea_query::{LockType, Query};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

/// A session by its address; its row is locked until the end of the transaction.
pub(crate) async fn locked_by_slug(
    tx: &DatabaseTransaction,
    slug: &str,
) -> Result<Option<session::Model>, DbErr> {
    locked(tx, session::Entity::find().filter(session::Column::Slug.eq(slug))).await
}

/// A session by its id; its row is locked until the end of the transaction.
pub(crate) async fn locked_by_id(
    tx: &DatabaseTransaction,
    id: SessionId,
) -> Result<Option<session::Model>, DbErr> {
    locked(tx, session::Entity::find_by_id(id)).await
}

async fn locked(
    tx: &DatabaseTransaction,
    select: Select<session::Entity>,
) -> Result<Option<session::Model>, DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        // Rows that refer to it may be written all the same.
        return select.lock(LockType::NoKeyUpdate).one(tx).await;
    }
    select.one(tx).await
}

/// Published sessions whose archive opens before an instant.
pub(super) async fn to_archive(
    db: &impl ConnectionTrait,
    until: DateTime<Utc>,
) -> Result<Vec<session::Model>, DbErr> {
    let due = Query::select()
        .column(session_stage::Column::SessionId)
        .from(session_stage::Entity)
        .and_where(session_stage::Column::Stage.eq(Stage::Archive))
        .and_where(session_stage::Column::OpensAt.lt(until))
        .and_where(session_stage::Column::Forced.is_null())
        .to_owned();
    session::Entity::find()
        .filter(session::Column::State.eq(SessionState::Published))
        .filter(session::Column::Id.in_subquery(due))
        .order_by_asc(session::Column::Slug)
        .all(db)
        .await
}

/// Whether a document of the session was ever numbered.
pub(super) async fn has_documents(db: &impl ConnectionTrait, session: SessionId) -> Result<bool, DbErr> {
    let of_session = document::Entity::find().filter(document::Column::SessionId.eq(session));
    Ok(of_session.one(db).await?.is_some())
}

/// Texts of e-mails of a session's own.
pub(super) async fn email_texts(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<email_text::Model>, DbErr> {
    let of_session = email_text::Entity::find().filter(email_text::Column::SessionId.eq(session));
    of_session.order_by_asc(email_text::Column::Id).all(db).await
}

/// Layouts of a session's own, each after the one that it follows.
pub(super) async fn layout_designs(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<layout_design::Model>, DbErr> {
    let of_session = layout_design::Entity::find().filter(layout_design::Column::SessionId.eq(session));
    of_session.order_by_asc(layout_design::Column::CreatedAt).all(db).await
}

/// Kinds of e-mails that somebody switched.
pub(super) async fn email_switches(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<email_switch::Model>, DbErr> {
    let of_session = email_switch::Entity::find().filter(email_switch::Column::SessionId.eq(session));
    of_session.order_by_asc(email_switch::Column::Id).all(db).await
}

/// Every school, or those with an id; by name.
pub(super) async fn schools(
    db: &impl ConnectionTrait,
    ids: Option<Vec<SchoolId>>,
) -> Result<Vec<school::Model>, DbErr> {
    let mut select = school::Entity::find();
    if let Some(ids) = ids {
        select = select.filter(school::Column::Id.is_in(ids));
    }
    select.order_by_asc(school::Column::SearchName).order_by_asc(school::Column::Id).all(db).await
}

/// People by their ids.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    ids: Vec<PersonId>,
) -> Result<Vec<person::Model>, DbErr> {
    person::Entity::find().filter(person::Column::Id.is_in(ids)).all(db).await
}

/// Webinars of sessions.
pub(super) async fn webinars_of(
    db: &impl ConnectionTrait,
    sessions: Vec<SessionId>,
) -> Result<Vec<webinar::Model>, DbErr> {
    webinar::Entity::find().filter(webinar::Column::SessionId.is_in(sessions)).all(db).await
}

/// The state of each talk, with its webinar.
pub(super) async fn talk_states(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(Option<WebinarId>, TalkState)>, DbErr> {
    talk::Entity::find()
        .filter(talk::Column::SessionId.eq(session))
        .select_only()
        .column(talk::Column::WebinarId)
        .column(talk::Column::State)
        .into_tuple()
        .all(db)
        .await
}

/// Webinars of a session that have a moderator.
pub(super) async fn moderated(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<WebinarId>, DbErr> {
    let webinars = Query::select()
        .column(webinar::Column::Id)
        .from(webinar::Entity)
        .and_where(webinar::Column::SessionId.eq(session))
        .to_owned();
    let ids: Vec<Option<WebinarId>> = role_grant::Entity::find()
        .filter(role_grant::Column::Role.eq(Role::Moderator))
        .filter(role_grant::Column::WebinarId.in_subquery(webinars))
        .select_only()
        .column(role_grant::Column::WebinarId)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().flatten().collect())
}

/// Whether organizers have chosen a layout that documents of the session are printed with.
pub(super) async fn has_own_layout(
    db: &impl ConnectionTrait,
    session: &session::Model,
) -> Result<bool, DbErr> {
    let level = Condition::any()
        .add(layout_design::Column::Level.eq(LayoutLevel::Network))
        .add(layout_design::Column::SchoolId.eq(session.host_school_id))
        .add(layout_design::Column::SessionId.eq(session.id));
    let used = layout_design::Entity::find().filter(layout_design::Column::IsUsed.eq(true)).filter(level);
    Ok(used.one(db).await?.is_some())
}

/// Whether an account of the host school or the network was tried with success.
pub(super) async fn has_tried_email(
    db: &impl ConnectionTrait,
    session: &session::Model,
) -> Result<bool, DbErr> {
    let own = Condition::any()
        .add(smtp_account::Column::SchoolId.is_null())
        .add(smtp_account::Column::SchoolId.eq(session.host_school_id));
    let tried = smtp_account::Entity::find()
        .filter(own)
        .filter(smtp_account::Column::IsUsed.eq(true))
        .filter(smtp_account::Column::CheckedAt.is_not_null())
        .filter(smtp_account::Column::CheckError.is_null());
    Ok(tried.one(db).await?.is_some())
}

/// How many topics of a session wait for an organizer.
pub(super) async fn waiting_topics(db: &impl ConnectionTrait, session: SessionId) -> Result<usize, DbErr> {
    let waiting = topic_request::Entity::find()
        .filter(topic_request::Column::SessionId.eq(session))
        .filter(topic_request::Column::State.eq(TopicState::Proposed));
    Ok(usize::try_from(waiting.count(db).await?).unwrap_or(usize::MAX))
}
