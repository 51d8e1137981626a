//! Listeners and their registrations, with the times at which they were made.

use std::collections::{BTreeMap, BTreeSet};

use entity::{ConsentPurpose, PersonId, SessionId, WebinarId, registration};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::super::{FileRegistration, SessionFiles, queries};
use super::{Imported, person_of, record};
use crate::Club;
use crate::consent::{self, Origin};

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
            let new_rows = registrations(tx, &inside, &files, session.id).await?;
            let imported = Imported { session_id: session.id, new_rows };
            record(tx, &inside, "session.import_registrations", &imported).await?;
            Ok(imported)
        })
    });
    work.await
}

/// Whoever once registered and cancelled does not come back by a second import.
async fn registrations(
    tx: &DatabaseTransaction,
    club: &Club,
    files: &SessionFiles,
    session: SessionId,
) -> Result<usize, DbErr> {
    let webinars = queries::webinars(tx, session).await?;
    let known = queries::registrations(tx, session).await?;
    let known: BTreeSet<_> = known.iter().map(|row| (row.webinar_id, row.person_id)).collect();
    let (mut new_rows, mut people, mut have_agreed) = (0, BTreeMap::new(), BTreeSet::new());
    for listener in &files.listeners {
        let (person, is_new) = person_of(tx, club, &listener.profile).await?;
        people.insert(&listener.id, person);
        if is_new {
            new_rows += 1;
            have_agreed.insert(person);
        }
    }
    for line in &files.registrations {
        let (Some(webinar), Some(person)) = (webinars.get(&line.webinar), people.get(&line.listener)) else {
            continue;
        };
        if !known.contains(&(webinar.id, *person)) {
            insert(tx, club, line, (webinar.id, *person)).await?;
            new_rows += 1;
            have_agreed.insert(*person);
        }
    }
    agree(tx, club, files, (&people, &have_agreed)).await?;
    Ok(new_rows)
}

/// Signing up meant agreeing to taking part; nobody who is there already agrees anew.
async fn agree(
    tx: &DatabaseTransaction,
    club: &Club,
    files: &SessionFiles,
    (people, have_agreed): (&BTreeMap<&String, PersonId>, &BTreeSet<PersonId>),
) -> Result<(), DbErr> {
    let origin = Origin { how: "import", ..Origin::default() };
    for listener in &files.listeners {
        let Some(person) = people.get(&listener.id).filter(|person| have_agreed.contains(person)) else {
            continue;
        };
        let language = (listener.profile.language, &origin);
        consent::give(tx, club, *person, &[ConsentPurpose::Participation], language).await?;
    }
    Ok(())
}

async fn insert(
    tx: &DatabaseTransaction,
    club: &Club,
    line: &FileRegistration,
    (webinar, person): (WebinarId, PersonId),
) -> Result<(), DbErr> {
    let row = registration::ActiveModel {
        id: Set(club.chance.id(club.clock.now())),
        webinar_id: Set(webinar),
        person_id: Set(person),
        join_secret: Set(club.chance.secret()),
        question: Set(None),
        registered_at: Set(line.registered_at),
        cancelled_at: Set(None),
        stream_link_email_id: Set(None),
        opened_at: Set(None),
        joined_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}
