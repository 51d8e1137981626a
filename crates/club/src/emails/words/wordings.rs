//! The words that hold for a session: what the nearest of session, school and network wrote, language by language.
#![expect(clippy::disallowed_methods, reason = "the query of the words starts here")]

use std::collections::BTreeMap;

use entity::email_text::{Column, Entity, Model};
use entity::{EmailKind, TextLevel, session};
use lang::Lang;
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

use super::Words;
use super::compose::{Filling, Prepared};
use crate::emails::Content;

/// The words of a kind in every language, ready to be filled.
#[derive(Clone, Debug)]
pub struct Wordings {
    kind: EmailKind,
    prepared: BTreeMap<&'static str, Prepared>,
}

impl Wordings {
    /// The words that a kind has where nobody has written others.
    #[must_use]
    pub fn default_of(kind: EmailKind) -> Wordings {
        Wordings::with(kind, vec![])
    }

    /// These words in their languages, and the default ones in all others.
    #[must_use]
    pub fn with(kind: EmailKind, own: Vec<(Lang, Words)>) -> Wordings {
        let mut prepared = BTreeMap::new();
        for language in Lang::ALL {
            let words = own.iter().find(|(of, _)| *of == language).map(|(_, words)| words.clone());
            let words = words.or_else(|| Words::default_of(kind, language));
            prepared.extend(words.map(|words| (language.code(), Prepared::new(&words))));
        }
        Wordings { kind, prepared }
    }

    /// Writes an e-mail in the language of its frame.
    ///
    /// # Errors
    /// When a template cannot be written, or when the kind has no words.
    pub fn compose(&self, filling: &Filling) -> Result<Content, DbErr> {
        let words = self.prepared.get(filling.frame.t.lang().code());
        let words = words.ok_or_else(|| DbErr::Custom(format!("e-mails {} have no words", self.kind)))?;
        words.compose(filling)
    }
}

/// The words of a kind for a session, or for the network where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn wordings(
    db: &impl ConnectionTrait,
    kind: EmailKind,
    session: Option<&session::Model>,
) -> Result<Wordings, DbErr> {
    let network = Column::Level.eq(TextLevel::Network);
    let mut levels = Condition::any().add(network);
    if let Some(session) = session {
        let school = Column::Level.eq(TextLevel::School);
        levels = levels
            .add(Condition::all().add(school).add(Column::SchoolId.eq(session.host_school_id)))
            .add(Column::SessionId.eq(session.id));
    }
    let mut rows = Entity::find().filter(Column::Kind.eq(kind)).filter(levels).all(db).await?;
    // The nearest level first.
    rows.sort_by_key(|row| std::cmp::Reverse(row.level));
    let words = |row: Model| {
        let language = row.language.parse().ok()?;
        Some((language, Words { subject: row.subject, body: row.body }))
    };
    Ok(Wordings::with(kind, rows.into_iter().filter_map(words).collect()))
}
