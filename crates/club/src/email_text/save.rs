//! Keeping what an organizer wrote.

use entity::email_text;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _, Set};

use super::find::{Place, Text, text};
use super::{deed, level, queries};
use crate::Owner;
use crate::emails::words::{Words, WordsError};
use crate::{Club, Viewer, audit};

/// What an organizer wrote.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The revision that the organizer saw.
    pub revision: i32,
    pub words: Words,
}

/// Why words were not kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("there are no such words")]
    NotFound,
    /// Somebody else saved them meanwhile: as they are now.
    #[error("the words were changed meanwhile")]
    Conflict(Box<Text>),
    #[error("the words would not do")]
    Unusable(Vec<WordsError>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Keeps words, unless somebody else changed them meanwhile or they would not do what their e-mail is for. E-mails that are written already
/// stay as they are. Who may change the owner's layouts may.
///
/// # Errors
/// See [`SaveError`].
pub async fn save(
    club: &Club,
    viewer: &Viewer,
    place: Place,
    edit: Edit,
) -> Result<email_text::Model, SaveError> {
    if !place.owner.may_be_changed_by(viewer) {
        return Err(SaveError::NotFound);
    }
    let words = cleaned(edit.words);
    words.check(place.kind).map_err(SaveError::Unusable)?;
    let edit = Edit { words, ..edit };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work =
        club.storage.write(move |tx| Box::pin(async move { write(tx, &inside, &viewer, place, edit).await }));
    work.await
}

/// Browsers send two characters for the end of a line.
fn cleaned(words: Words) -> Words {
    let body = words.body.replace("\r\n", "\n").replace('\r', "\n");
    Words { subject: words.subject.trim().to_owned(), body: body.trim().to_owned() }
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    place: Place,
    edit: Edit,
) -> Result<email_text::Model, SaveError> {
    let found = text(place, queries::of_place(tx, place).await?).ok_or(SaveError::NotFound)?;
    if found.revision() != edit.revision {
        return Err(SaveError::Conflict(Box::new(found)));
    }
    let now = club.clock.now();
    let Words { subject, body } = edit.words;
    let row = match found.own {
        Some(own) => {
            let revision = own.revision + 1;
            let mut row = own.into_active_model();
            row.subject = Set(subject);
            row.body = Set(body);
            row.revision = Set(revision);
            row.updated_at = Set(now);
            row.updated_by = Set(viewer.person_id());
            row.update(tx).await?
        }
        None => new_row(club, viewer, place, (subject, body)).insert(tx).await?,
    };
    audit::record(tx, club, viewer, deed("email_text.save", place, &row)).await?;
    Ok(row)
}

fn new_row(
    club: &Club,
    viewer: &Viewer,
    place: Place,
    (subject, body): (String, String),
) -> email_text::ActiveModel {
    let now = club.clock.now();
    let (school, session) = match place.owner {
        Owner::Network => (None, None),
        Owner::School(school) => (Some(school), None),
        Owner::Session { session, .. } => (None, Some(session)),
    };
    email_text::ActiveModel {
        id: Set(club.chance.id(now)),
        level: Set(level(place.owner)),
        school_id: Set(school),
        session_id: Set(session),
        kind: Set(place.kind),
        language: Set(place.language.code().to_owned()),
        subject: Set(subject),
        body: Set(body),
        revision: Set(1),
        updated_at: Set(now),
        updated_by: Set(viewer.person_id()),
    }
}
