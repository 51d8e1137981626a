//! Consents: one row per purpose and text version, each given and withdrawn on its own (152-ФЗ, article 9).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use entity::{ConsentPurpose, EmailKind, PersonId, consent, consent_text, outbox_email};
use lang::{Lang, Texts};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, Set,
};
use sha2::{Digest as _, Sha256};

use crate::audit::{self, Deed};
use crate::{Club, Viewer, outbox};

mod queries;
#[cfg(test)]
mod tests;

/// Where a consent came from, as the law wants it provable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    /// `form`, `import` or [`BY_SCHOOL`].
    pub how: &'static str,
}

/// A school that registered the person by its list holds the consent on paper.
pub const BY_SCHOOL: &str = "school";

/// The text of a consent in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentText {
    pub purpose: ConsentPurpose,
    pub version: i32,
    pub body: String,
    pub sha256: String,
}

/// Grows with every change of the texts: what somebody agreed to stays to be read as it was.
const VERSION: i32 = 1;

/// What stands beside an invitation that was written when its reader still agreed.
const NOT_INVITED: &str = "отписка от приглашений";

/// The three texts in force, in the order of [`ConsentPurpose::ALL`].
#[must_use]
pub fn texts(language: Lang) -> Vec<ConsentText> {
    ConsentPurpose::ALL.iter().map(|purpose| text(*purpose, language)).collect()
}

fn text(purpose: ConsentPurpose, language: Lang) -> ConsentText {
    let body = Texts(language).say(&format!("consent-text-{}", purpose.as_str()));
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&body));
    ConsentText { purpose, version: VERSION, body, sha256 }
}

/// Writes down that a person agreed to these purposes now; one already standing for the same text is left as it is.
///
/// # Errors
/// When the database refuses.
pub async fn give(
    tx: &DatabaseTransaction,
    club: &Club,
    person: PersonId,
    purposes: &[ConsentPurpose],
    (language, origin): (Lang, &Origin),
) -> Result<(), DbErr> {
    let standing = queries::standing(tx, person).await?;
    for purpose in ConsentPurpose::ALL.iter().filter(|purpose| purposes.contains(purpose)) {
        let text = stored_text(tx, club, *purpose, language).await?;
        if standing.iter().any(|consent| consent.consent_text_id == text.id) {
            continue;
        }
        let row = new(club, person, &text, origin);
        // The same form may be sent twice at once.
        let insert = consent::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
        insert.exec_without_returning(tx).await?;
    }
    Ok(())
}

fn new(club: &Club, person: PersonId, text: &consent_text::Model, origin: &Origin) -> consent::ActiveModel {
    let now = club.clock.now();
    consent::ActiveModel {
        id: Set(club.chance.id(now)),
        person_id: Set(person),
        purpose: Set(text.purpose),
        consent_text_id: Set(text.id),
        given_at: Set(now),
        ip: Set(origin.ip.clone()),
        user_agent: Set(origin.user_agent.clone()),
        given_how: Set(origin.how.to_owned()),
        withdrawn_at: Set(None),
    }
}

/// What somebody who was not known before agrees to.
pub(crate) struct First<'a> {
    pub(crate) person: PersonId,
    pub(crate) purposes: &'a [ConsentPurpose],
    pub(crate) language: Lang,
    pub(crate) origin: &'a Origin,
}

/// Writes down what people agreed to of whom nothing was known before, in one statement.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn give_first(
    tx: &DatabaseTransaction,
    club: &Club,
    given: &[First<'_>],
) -> Result<(), DbErr> {
    let mut texts: BTreeMap<(&str, &str), consent_text::Model> = BTreeMap::new();
    let mut rows = vec![];
    for first in given {
        for purpose in ConsentPurpose::ALL.iter().filter(|purpose| first.purposes.contains(purpose)) {
            let key = (purpose.as_str(), first.language.code());
            let text = match texts.entry(key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(stored_text(tx, club, *purpose, first.language).await?),
            };
            rows.push(new(club, first.person, text, first.origin));
        }
    }
    if !rows.is_empty() {
        consent::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The row of a text in force; written when somebody agrees to it first.
async fn stored_text(
    tx: &DatabaseTransaction,
    club: &Club,
    purpose: ConsentPurpose,
    language: Lang,
) -> Result<consent_text::Model, DbErr> {
    let text = text(purpose, language);
    if let Some(stored) = queries::text(tx, &text, language).await? {
        return Ok(stored);
    }
    let now = club.clock.now();
    let row = consent_text::ActiveModel {
        id: Set(club.chance.id(now)),
        purpose: Set(purpose),
        language: Set(language.code().to_owned()),
        version: Set(text.version),
        body: Set(text.body.clone()),
        sha256: Set(text.sha256.clone()),
        created_at: Set(now),
    };
    // Two people may be the first at once: one writes the text, both refer to it.
    let first = OnConflict::new().do_nothing().to_owned();
    consent_text::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await?;
    let stored = queries::text(tx, &text, language).await?;
    stored.ok_or_else(|| DbErr::RecordNotFound(format!("the text of the consent to {purpose}")))
}

/// The viewer's own consents with their texts, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(
    club: &Club,
    viewer: &Viewer,
) -> Result<Vec<(consent::Model, consent_text::Model)>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::of_person(club.storage.reads(), person).await,
        None => Ok(Vec::new()),
    }
}

/// Withdraws the viewer's own consent for a purpose.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(club: &Club, viewer: &Viewer, purpose: ConsentPurpose) -> Result<(), DbErr> {
    let Some(person) = viewer.person_id() else { return Ok(()) };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { withdraw_of(tx, &inside, (&viewer, person), purpose).await }));
    work.await
}

/// Withdraws a person's consent for a purpose, whoever asks for it, and takes back the e-mails that rest on it; nothing when none stands.
pub(crate) async fn withdraw_of(
    tx: &DatabaseTransaction,
    club: &Club,
    (viewer, person): (&Viewer, PersonId),
    purpose: ConsentPurpose,
) -> Result<(), DbErr> {
    let standing = consent::Entity::update_many()
        .col_expr(consent::Column::WithdrawnAt, Expr::value(club.clock.now()))
        .filter(consent::Column::PersonId.eq(person))
        .filter(consent::Column::Purpose.eq(purpose))
        .filter(consent::Column::WithdrawnAt.is_null());
    if standing.exec(tx).await?.rows_affected == 0 {
        return Ok(());
    }
    if purpose == ConsentPurpose::Invitations {
        let theirs = Condition::all().add(outbox_email::Column::PersonId.eq(person));
        outbox::discard_due(tx, &[EmailKind::Invitation], theirs, NOT_INVITED).await?;
    }
    let deed = Deed {
        action: "consent.withdraw",
        subject: format!("person {person}"),
        school_id: None,
        session_id: None,
        details: serde_json::json!({ "purpose": purpose }),
    };
    audit::record(tx, club, viewer, deed).await
}

/// Whether a person's consent for a purpose stands.
pub(crate) async fn stands(
    db: &impl ConnectionTrait,
    person: PersonId,
    purpose: ConsentPurpose,
) -> Result<bool, DbErr> {
    Ok(queries::standing(db, person).await?.iter().any(|consent| consent.purpose == purpose))
}
