//! Who watched, as a file tells.

use std::collections::{BTreeMap, BTreeSet};

use entity::{EvidenceKind, RegistrationId, SessionId, evidence};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::super::{FileWatching, SessionFiles, queries};
use super::{Imported, record};
use crate::{Club, person};

/// The source of such evidence.
const SOURCE: &str = "import";

/// Takes what attendance.csv says about webinars that have begun, as watch-time evidence of source `import`.
///
/// # Errors
/// When the database refuses, or the session was not imported.
pub async fn import_watching(club: &Club, files: &SessionFiles) -> Result<Imported, DbErr> {
    let (inside, files) = (club.clone(), files.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = queries::session(tx, &files.session.slug).await?;
            let session = session.ok_or_else(|| DbErr::RecordNotFound(files.session.slug.clone()))?;
            let new_rows = watching(tx, &inside, &files, session.id).await?;
            let imported = Imported { session_id: session.id, new_rows };
            record(tx, &inside, "session.import_watching", &imported).await?;
            Ok(imported)
        })
    });
    work.await
}

async fn watching(
    tx: &DatabaseTransaction,
    club: &Club,
    files: &SessionFiles,
    session: SessionId,
) -> Result<usize, DbErr> {
    let now = club.clock.now();
    let mut webinars = queries::webinars(tx, session).await?;
    webinars.retain(|_, webinar| webinar.starts_at <= now);
    let rows = queries::registrations(tx, session).await?;
    let standing = rows.into_iter().filter(|row| row.cancelled_at.is_none());
    let standing: BTreeMap<_, _> = standing.map(|row| ((row.webinar_id, row.person_id), row.id)).collect();
    let said = queries::evidence(tx, session, SOURCE).await?;
    let said: BTreeSet<_> =
        said.iter().map(|fact| (fact.registration_id, fact.starts_at, fact.ends_at)).collect();
    let mut people = BTreeMap::new();
    for listener in &files.listeners {
        if let Some(person) = person::queries::find(tx, &listener.profile).await? {
            people.insert(&listener.id, person.id);
        }
    }
    let mut new_rows = 0;
    for span in &files.watching {
        let (Some(webinar), Some(person)) = (webinars.get(&span.webinar), people.get(&span.listener)) else {
            continue;
        };
        let Some(registration) = standing.get(&(webinar.id, *person)) else { continue };
        if !said.contains(&(*registration, span.from, span.until)) {
            insert(tx, club, *registration, span).await?;
            new_rows += 1;
        }
    }
    Ok(new_rows)
}

async fn insert(
    tx: &DatabaseTransaction,
    club: &Club,
    registration: RegistrationId,
    span: &FileWatching,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let row = evidence::ActiveModel {
        id: Set(club.chance.id(now)),
        registration_id: Set(registration),
        kind: Set(EvidenceKind::WatchTime),
        source: Set(SOURCE.to_owned()),
        starts_at: Set(span.from),
        ends_at: Set(span.until),
        note: Set(None),
        holds: Set(true),
        noted_by: Set(None),
        noted_at: Set(now),
    };
    row.insert(tx).await?;
    Ok(())
}
