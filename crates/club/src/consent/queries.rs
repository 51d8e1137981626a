//! Finders of consents.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{PersonId, consent, consent_text};
use lang::Lang;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::ConsentText;

/// Consents of a person that are not withdrawn.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<consent::Model>, DbErr> {
    let of_person = consent::Entity::find().filter(consent::Column::PersonId.eq(person));
    of_person.filter(consent::Column::WithdrawnAt.is_null()).all(db).await
}

/// The stored row of a text in force.
pub(super) async fn text(
    db: &impl ConnectionTrait,
    text: &ConsentText,
    language: Lang,
) -> Result<Option<consent_text::Model>, DbErr> {
    consent_text::Entity::find()
        .filter(consent_text::Column::Purpose.eq(text.purpose))
        .filter(consent_text::Column::Language.eq(language.code()))
        .filter(consent_text::Column::Version.eq(text.version))
        .one(db)
        .await
}

/// Every consent of a person with its text, newest first.
pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(consent::Model, consent_text::Model)>, DbErr> {
    let rows = consent::Entity::find()
        .filter(consent::Column::PersonId.eq(person))
        .find_also_related(consent_text::Entity)
        .order_by_desc(consent::Column::GivenAt)
        .order_by_asc(consent::Column::Purpose)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(consent, text)| Some((consent, text?))).collect())
}
