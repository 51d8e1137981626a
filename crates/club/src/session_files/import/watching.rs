//! Who watched, as a file tells.

use entity::{EvidenceKind, RegistrationId, evidence};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::super::{FileWatching, SessionFiles, queries};
use super::{Imported, record};
use crate::Club;
use crate::person::queries as people;

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
    session: entity::SessionId,
) -> Result<usize, DbErr> {
    let now = club.clock.now();
    let webinars = queries::webinars(tx, session).await?;
    let begun = webinars.values().filter(|webinar| webinar.starts_at <= now);
    let registrations = queries::registrations(tx, begun.map(|webinar| webinar.id).collect()).await?;
    let mut new_rows = 0;
    for listener in &files.listeners {
        let Some(person) = people::find(tx, &listener.profile).await? else { continue };
        for row in registrations.iter().filter(|row| row.person_id == person.id) {
            let code =
                webinars.values().find(|webinar| webinar.id == row.webinar_id).map(|webinar| &webinar.code);
            let spans = files
                .watching
                .iter()
                .filter(|span| span.listener == listener.id && Some(&span.webinar) == code);
            if queries::has_evidence(tx, row.id, SOURCE).await? {
                continue;
            }
            for span in spans {
                insert(tx, club, row.id, span).await?;
                new_rows += 1;
            }
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
