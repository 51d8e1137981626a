//! Noting that files are there, with the e-mails that say so.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{DocumentId, DocumentState, PersonId, document, person, session};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{Made, Outcome, Owned, Problem};
use crate::Club;
use crate::document::emails::{self, Ready};
use crate::document::queries;

/// Of a reason no more is kept.
const LONGEST_PROBLEM: usize = 300;

/// What all pieces of a run share.
pub(super) struct Note {
    pub(super) session: session::Model,
    pub(super) club_name: String,
    /// The name of the key that signed.
    pub(super) key_id: String,
}

/// Notes what came of a piece. Whoever has all files of an issue now gets the e-mail about them.
pub(super) async fn keep(
    tx: &DatabaseTransaction,
    club: &Club,
    note: &Note,
    documents: Vec<Owned>,
    outcome: Outcome,
) -> Result<(), DbErr> {
    for made in outcome.made {
        keep_file(tx, made, &note.key_id).await?;
    }
    for (id, problem) in outcome.failed {
        keep_problem(tx, id, problem).await?;
    }
    let ready = ready(tx, note, documents).await?;
    emails::announce(tx, club, &note.session, &note.club_name, ready).await
}

async fn keep_file(tx: &DatabaseTransaction, made: Made, key_id: &str) -> Result<(), DbErr> {
    let issued = document::ActiveModel {
        state: Set(DocumentState::Issued),
        sha256: Set(Some(made.sha256)),
        size_bytes: Set(Some(made.size_bytes)),
        signing_key_id: Set(Some(key_id.to_owned())),
        file_problem: Set(None),
        ..Default::default()
    };
    write_numbered(tx, made.document, issued).await
}

/// Key and detail, on two lines.
async fn keep_problem(tx: &DatabaseTransaction, id: DocumentId, (key, detail): Problem) -> Result<(), DbErr> {
    let detail: String = detail.chars().take(LONGEST_PROBLEM).collect();
    let reason = format!("{key}\n{detail}");
    write_numbered(tx, id, document::ActiveModel { file_problem: Set(Some(reason)), ..Default::default() })
        .await
}

/// A document that was revoked meanwhile stays as it is.
async fn write_numbered(
    tx: &DatabaseTransaction,
    id: DocumentId,
    change: document::ActiveModel,
) -> Result<(), DbErr> {
    document::Entity::update_many()
        .set(change)
        .filter(document::Column::Id.eq(id))
        .filter(document::Column::State.eq(DocumentState::Numbered))
        .exec(tx)
        .await?;
    Ok(())
}

/// Persons whose documents of one issue all have their files, with these documents.
async fn ready(tx: &DatabaseTransaction, note: &Note, documents: Vec<Owned>) -> Result<Vec<Ready>, DbErr> {
    let issues: BTreeSet<DateTime<Utc>> = documents.iter().map(|(document, _)| document.issued_at).collect();
    let persons: BTreeMap<PersonId, person::Model> =
        documents.into_iter().map(|(_, person)| (person.id, person)).collect();
    let ids: Vec<PersonId> = persons.keys().copied().collect();
    let mut all: BTreeMap<(DateTime<Utc>, PersonId), Vec<document::Model>> = BTreeMap::new();
    for document in queries::of_issues(tx, note.session.id, ids, issues.into_iter().collect()).await? {
        all.entry((document.issued_at, document.person_id)).or_default().push(document);
    }
    let is_ready = |documents: &[document::Model]| {
        documents.iter().all(|document| document.state != DocumentState::Numbered)
    };
    let ready = all.into_iter().filter(|(_, documents)| is_ready(documents)).filter_map(
        |((_, person), documents)| Some(Ready { person: persons.get(&person)?.clone(), documents }),
    );
    Ok(ready.collect())
}
