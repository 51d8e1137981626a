//! Finders of documents for whoever verifies them: by what only a holder knows.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{DocumentId, document};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

/// A document by the code that it prints.
pub(super) async fn by_code(db: &impl ConnectionTrait, code: &str) -> Result<Option<document::Model>, DbErr> {
    document::Entity::find().filter(document::Column::Code.eq(code)).one(db).await
}

/// A document by its number in any of these spellings; the first spelling that is one wins.
pub(super) async fn by_number(
    db: &impl ConnectionTrait,
    spellings: &[String],
) -> Result<Option<document::Model>, DbErr> {
    let found = document::Entity::find()
        .filter(document::Column::Number.is_in(spellings.iter().map(String::as_str)))
        .all(db)
        .await?;
    let place = |document: &document::Model| spellings.iter().position(|number| *number == document.number);
    Ok(found.into_iter().min_by_key(place))
}

/// A document by the SHA-256 of its file.
pub(super) async fn by_sha256(
    db: &impl ConnectionTrait,
    sha256: &str,
) -> Result<Option<document::Model>, DbErr> {
    document::Entity::find().filter(document::Column::Sha256.eq(sha256)).one(db).await
}

/// The document that was issued in place of another, revoked or not.
pub(super) async fn replacement(
    db: &impl ConnectionTrait,
    id: DocumentId,
) -> Result<Option<document::Model>, DbErr> {
    document::Entity::find()
        .filter(document::Column::ReplacesId.eq(id))
        .order_by_desc(document::Column::IssuedAt)
        .order_by_desc(document::Column::Serial)
        .one(db)
        .await
}

/// The document in whose place another was issued.
pub(super) async fn replaced(
    db: &impl ConnectionTrait,
    id: Option<DocumentId>,
) -> Result<Option<document::Model>, DbErr> {
    match id {
        Some(id) => document::Entity::find_by_id(id).one(db).await,
        None => Ok(None),
    }
}

#[cfg(test)]
pub(super) async fn let_everybody_see(club: &crate::Club, id: DocumentId) {
    let change = document::ActiveModel { is_file_public: sea_orm::Set(true), ..Default::default() };
    let update = document::Entity::update_many().set(change).filter(document::Column::Id.eq(id));
    club.storage.write(move |tx| Box::pin(async move { update.exec(tx).await })).await.unwrap();
}
