//! Listeners and their registrations, with the times at which they were made.

use std::collections::BTreeMap;

use entity::{ConsentPurpose, PersonId, registration, webinar};
use lang::Lang;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::super::{FileRegistration, SessionFiles, queries};
use super::{Imported, record};
use crate::consent::{self, Origin};
use crate::{Club, person};

/// Takes listeners and registrations in with their times of registration, in one transaction, without e-mails about what is past.
///
/// # Errors
/// When the database refuses, or the session was not imported.
pub async fn import_registrations(club: &Club, files: &SessionFiles) -> Result<Imported, DbErr> {
    let (inside, files) = (club.clone(), files.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = queries::session(tx, &files.session.slug).await?;
            let session = session.ok_or_else(|| DbErr::RecordNotFound(files.session.slug.clone()))?;
            let webinars = queries::webinars(tx, session.id).await?;
            let new_rows = registrations(tx, &inside, &files, &webinars).await?;
            let imported = Imported { session_id: session.id, new_rows };
            record(tx, &inside, "session.import_registrations", &imported).await?;
            Ok(imported)
        })
    });
    work.await
}

async fn registrations(
    tx: &DatabaseTransaction,
    club: &Club,
    files: &SessionFiles,
    webinars: &BTreeMap<String, webinar::Model>,
) -> Result<usize, DbErr> {
    let known = queries::registrations(tx, webinars.values().map(|webinar| webinar.id).collect()).await?;
    let mut people: BTreeMap<&str, PersonId> = BTreeMap::new();
    let mut new_rows = 0;
    for line in &files.registrations {
        let Some(webinar) = webinars.get(&line.webinar) else { continue };
        let person = match people.get(line.listener.as_str()) {
            Some(person) => *person,
            None => listener(tx, club, files, line).await?,
        };
        people.insert(&line.listener, person);
        if known.iter().any(|row| row.webinar_id == webinar.id && row.person_id == person) {
            continue;
        }
        insert(tx, club, line, (webinar, person)).await?;
        new_rows += 1;
    }
    Ok(new_rows)
}

/// The listener of a line, who has agreed to taking part: that is what registering meant.
async fn listener(
    tx: &DatabaseTransaction,
    club: &Club,
    files: &SessionFiles,
    line: &FileRegistration,
) -> Result<PersonId, DbErr> {
    let listener = files.listeners.iter().find(|listener| listener.id == line.listener);
    let listener = listener.ok_or_else(|| DbErr::RecordNotFound(line.listener.clone()))?;
    let person = person::find_or_add(tx, club, &listener.profile).await?.id;
    let origin = Origin { how: "import", ..Origin::default() };
    consent::give(tx, club, person, &[ConsentPurpose::Participation], (Lang::Ru, &origin)).await?;
    Ok(person)
}

async fn insert(
    tx: &DatabaseTransaction,
    club: &Club,
    line: &FileRegistration,
    (webinar, person): (&webinar::Model, PersonId),
) -> Result<(), DbErr> {
    let row = registration::ActiveModel {
        id: Set(club.chance.id(club.clock.now())),
        webinar_id: Set(webinar.id),
        person_id: Set(person),
        join_secret: Set(club.chance.secret()),
        question: Set(None),
        registered_at: Set(line.registered_at),
        cancelled_at: Set(None),
        stream_link_email_id: Set(None),
        joined_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}
