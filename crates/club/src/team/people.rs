//! Finding people to invite: organizers find whom they have to do with, curators everybody, and that is written down.

use entity::{PersonId, SchoolId};
use sea_orm::DbErr;

use super::{about, queries};
use crate::audit::{self, Deed};
use crate::person::full_name;
use crate::{Club, Viewer};

/// Whatever is shorter finds nobody.
pub const SHORTEST_SEARCH: usize = 2;

/// As many people as a search finds.
const FOUND: u64 = 20;

/// Somebody whom a search found: enough to know who it is, and no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPerson {
    pub person_id: PersonId,
    pub name: String,
    /// «учитель физики, МАОУ СОШ № 62, Мурино»
    pub about: String,
    /// Without an address nobody can be invited.
    pub has_email: bool,
}

/// The schools whose people a viewer may find; `None`: everybody's.
pub(super) fn scope(viewer: &Viewer) -> Option<Vec<SchoolId>> {
    if viewer.is_curator() { None } else { Some(viewer.schools()) }
}

/// People whose names hold every word of a search. Organizers find those who belong to their schools, hold a role there, or speak or listen at
/// webinars and sessions of these; curators everybody, which is written into the audit trail without the search; others nobody.
///
/// # Errors
/// When the database refuses.
pub async fn search(club: &Club, viewer: &Viewer, search: &str) -> Result<Vec<FoundPerson>, DbErr> {
    let key = lang::search_key(search);
    let scope = scope(viewer);
    let is_too_short = key.chars().filter(|letter| letter.is_alphanumeric()).count() < SHORTEST_SEARCH;
    if is_too_short || scope.as_ref().is_some_and(Vec::is_empty) {
        return Ok(vec![]);
    }
    let people = queries::people(club.storage.reads(), &key, scope.as_deref(), FOUND).await?;
    if scope.is_none() {
        write_down(club, viewer, people.len()).await?;
    }
    let found = |person: &entity::person::Model| FoundPerson {
        person_id: person.id,
        name: full_name(person).full(),
        about: about(person),
        has_email: person.email.is_some(),
    };
    Ok(people.iter().map(found).collect())
}

async fn write_down(club: &Club, viewer: &Viewer, found: usize) -> Result<(), DbErr> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let deed = Deed {
                action: "person.search",
                subject: "network".to_owned(),
                school_id: None,
                session_id: None,
                details: serde_json::json!({ "found": found }),
            };
            audit::record(tx, &inside, &viewer, deed).await
        })
    });
    work.await
}
