//! Finders of applications and of what belongs to them.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{
    PersonId, SessionId, TalkFileId, TalkId, TalkState, co_speaker, form_field, person, session, speaker,
    talk, talk_answer, talk_file,
};
use mail::Address;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationTrait as _,
};

/// Fields of a form that somebody changed or added, in their order.
pub(crate) async fn form_fields(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<form_field::Model>, DbErr> {
    form_field::Entity::find()
        .filter(form_field::Column::SessionId.eq(session))
        .order_by_asc(form_field::Column::Place)
        .order_by_asc(form_field::Column::Id)
        .all(db)
        .await
}

/// Lets nobody else change a session's form before this transaction ends. SQLite has one writer anyhow.
pub(crate) async fn lock_session(tx: &DatabaseTransaction, id: SessionId) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        session::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx).await?;
    }
    Ok(())
}

/// An application by its personal link, with its session.
pub(super) async fn by_secret(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<(talk::Model, session::Model)>, DbErr> {
    let found =
        talk::Entity::find().filter(talk::Column::Secret.eq(secret)).find_also_related(session::Entity);
    Ok(found.one(db).await?.and_then(|(talk, session)| Some((talk, session?))))
}

/// A talk of a session.
pub(crate) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
    id: TalkId,
) -> Result<Option<talk::Model>, DbErr> {
    talk::Entity::find_by_id(id).filter(talk::Column::SessionId.eq(session)).one(db).await
}

/// A talk that nobody else changes before this transaction ends.
pub(crate) async fn locked(tx: &DatabaseTransaction, id: TalkId) -> Result<Option<talk::Model>, DbErr> {
    talk::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Applications of an address for a session, newest first.
pub(super) async fn of_address(
    db: &impl ConnectionTrait,
    session: SessionId,
    address: &Address,
) -> Result<Vec<talk::Model>, DbErr> {
    talk::Entity::find()
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::ApplicantEmail.eq(address.as_str()))
        .filter(talk::Column::State.ne(TalkState::Withdrawn))
        .order_by_desc(talk::Column::Id)
        .limit(10)
        .all(db)
        .await
}

/// A draft of a person's that was never saved.
pub(super) async fn untouched(
    db: &impl ConnectionTrait,
    session: SessionId,
    person: PersonId,
) -> Result<Option<talk::Model>, DbErr> {
    talk::Entity::find()
        .join(JoinType::InnerJoin, talk::Relation::Speaker.def())
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::State.eq(TalkState::Draft))
        .filter(talk::Column::SavedAt.is_null())
        .filter(talk::Column::Secret.is_not_null())
        .filter(speaker::Column::PersonId.eq(person))
        .one(db)
        .await
}

/// Drafts that were saved and whose applicant is nobody yet but an address, of a session.
pub(crate) async fn drafts_without_person(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<talk::Model>, DbErr> {
    talk::Entity::find()
        .join(JoinType::LeftJoin, talk::Relation::Speaker.def())
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::State.eq(TalkState::Draft))
        .filter(talk::Column::SavedAt.is_not_null())
        .filter(talk::Column::ApplicantEmail.is_not_null())
        .filter(speaker::Column::Id.is_null())
        .order_by_asc(talk::Column::Id)
        .all(db)
        .await
}

/// Speakers of talks in their order.
pub(crate) async fn speakers(
    db: &impl ConnectionTrait,
    talks: Vec<TalkId>,
) -> Result<Vec<(speaker::Model, person::Model)>, DbErr> {
    let rows = speaker::Entity::find()
        .filter(speaker::Column::TalkId.is_in(talks))
        .find_also_related(person::Entity)
        .order_by_asc(speaker::Column::Place)
        .order_by_asc(speaker::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(speaker, person)| Some((speaker, person?))).collect())
}

/// Answers of a talk, oldest question first.
pub(crate) async fn answers(
    db: &impl ConnectionTrait,
    talk: TalkId,
) -> Result<Vec<talk_answer::Model>, DbErr> {
    let of_talk = talk_answer::Entity::find().filter(talk_answer::Column::TalkId.eq(talk));
    of_talk.order_by_asc(talk_answer::Column::FormFieldId).all(db).await
}

/// Files of a talk that nobody took away, oldest first.
pub(crate) async fn files(db: &impl ConnectionTrait, talk: TalkId) -> Result<Vec<talk_file::Model>, DbErr> {
    talk_file::Entity::find()
        .filter(talk_file::Column::TalkId.eq(talk))
        .filter(talk_file::Column::RemovedAt.is_null())
        .order_by_asc(talk_file::Column::Id)
        .all(db)
        .await
}

/// A file of a talk.
pub(super) async fn file(
    db: &impl ConnectionTrait,
    talk: TalkId,
    id: TalkFileId,
) -> Result<Option<talk_file::Model>, DbErr> {
    let of_talk = talk_file::Entity::find_by_id(id).filter(talk_file::Column::TalkId.eq(talk));
    of_talk.filter(talk_file::Column::RemovedAt.is_null()).one(db).await
}

/// Invitations of a talk that stand, oldest first.
pub(crate) async fn invited(
    db: &impl ConnectionTrait,
    talk: TalkId,
) -> Result<Vec<co_speaker::Model>, DbErr> {
    co_speaker::Entity::find()
        .filter(co_speaker::Column::TalkId.eq(talk))
        .filter(co_speaker::Column::RemovedAt.is_null())
        .order_by_asc(co_speaker::Column::Id)
        .all(db)
        .await
}

/// An invitation to speak along, with its talk.
pub(super) async fn invitation(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<(co_speaker::Model, talk::Model)>, DbErr> {
    let found = co_speaker::Entity::find().filter(co_speaker::Column::Secret.eq(secret));
    let found =
        found.filter(co_speaker::Column::RemovedAt.is_null()).find_also_related(talk::Entity).one(db).await?;
    Ok(found.and_then(|(invitation, talk)| Some((invitation, talk?))))
}
