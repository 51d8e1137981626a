//! Finders of corrections.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use entity::{
    CorrectionId, CorrectionState, DocumentId, PersonId, SessionId, correction, document, person, session,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::OpenWish;

/// The open wishes of a session, oldest first.
pub(super) async fn open_of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<OpenWish>, DbErr> {
    let open = correction::Entity::find()
        .find_also_related(document::Entity)
        .filter(correction::Column::State.eq(CorrectionState::Open))
        .filter(document::Column::SessionId.eq(session))
        .order_by_asc(correction::Column::AskedAt)
        .order_by_asc(correction::Column::Id)
        .all(db)
        .await?;
    let owners: Vec<PersonId> = open.iter().map(|(wish, _)| wish.asked_by).collect();
    let owners = person::Entity::find().filter(person::Column::Id.is_in(owners)).all(db).await?;
    let owners: BTreeMap<PersonId, person::Model> =
        owners.into_iter().map(|owner| (owner.id, owner)).collect();
    let wish = |(correction, document): (correction::Model, Option<document::Model>)| {
        let owner = owners.get(&correction.asked_by)?.clone();
        Some(OpenWish { document: document?, owner, correction })
    };
    Ok(open.into_iter().filter_map(wish).collect())
}

/// Each document's newest wish of this person.
pub(super) async fn newest_of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(DocumentId, correction::Model)>, DbErr> {
    let all = correction::Entity::find()
        .filter(correction::Column::AskedBy.eq(person))
        .order_by_asc(correction::Column::AskedAt)
        .order_by_asc(correction::Column::Id)
        .all(db)
        .await?;
    let newest: BTreeMap<DocumentId, correction::Model> =
        all.into_iter().map(|wish| (wish.document_id, wish)).collect();
    Ok(newest.into_iter().collect())
}

/// A wish with what it is about; whoever asks checks what the viewer may.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: CorrectionId,
) -> Result<Option<(correction::Model, document::Model, session::Model)>, DbErr> {
    let found = correction::Entity::find_by_id(id).find_also_related(document::Entity).one(db).await?;
    let Some((wish, Some(document))) = found else { return Ok(None) };
    let session = session::Entity::find_by_id(document.session_id).one(db).await?;
    Ok(session.map(|session| (wish, document, session)))
}

/// The open wish about a document.
pub(super) async fn open_of_document(
    db: &impl ConnectionTrait,
    document: DocumentId,
) -> Result<Option<correction::Model>, DbErr> {
    correction::Entity::find()
        .filter(correction::Column::DocumentId.eq(document))
        .filter(correction::Column::State.eq(CorrectionState::Open))
        .one(db)
        .await
}
