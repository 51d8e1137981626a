//! Mailings: e-mails that organizers write to many people, look at one by one, mend and send together.
//!
//! Every e-mail of a mailing is first a draft in the outbox. A mailing goes out whole and once.

mod audience;
mod create;
mod emails;
mod find;
mod one;
mod queries;
mod reword;
mod send;
mod try_out;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use entity::{EmailKind, OutboxEmailId, mailing, session};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use crate::audit::Deed;
use crate::emails::words::{Words, WordsError};

pub use audience::{Audience, Count, count, people, people_like};
pub use create::{NewMailing, create};
pub use emails::MailingEmail;
pub use find::{Shown, Summary, all, draft, email, find};
pub use one::{edit_one, remove_one};
pub use reword::reword;
pub use send::{discard, send};
pub use try_out::try_out;
pub use write::write;

/// The kinds that organizers may send as a mailing.
pub const KINDS: [EmailKind; 3] = [EmailKind::Announcement, EmailKind::Thanks, EmailKind::Invitation];

/// Why nothing was done with a mailing.
#[derive(Debug, thiserror::Error)]
pub enum MailingError {
    #[error("there is no such mailing")]
    NotFound,
    /// It went out, or was discarded.
    #[error("the mailing is no draft any more")]
    NotDraft,
    /// Its e-mails are still being written.
    #[error("the e-mails are not written yet")]
    NotWritten,
    /// Somebody else changed it meanwhile.
    #[error("the mailing was changed meanwhile")]
    Changed,
    /// Nobody is left to write to.
    #[error("the mailing goes to nobody")]
    Nobody,
    /// Invitations are for those who agreed to them; other e-mails are not.
    #[error("e-mails of this kind do not go to these people")]
    NotTheirs,
    /// Whoever tries it out has no address.
    #[error("there is no address to try it out at")]
    NoAddress,
    #[error("the words would not do")]
    Unusable(Vec<WordsError>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Words in the languages of the readers; readers of a language without words get the Russian ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    pub ru: Words,
    pub en: Option<Words>,
}

/// A stored text.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stored {
    subject: String,
    body: String,
}

/// What a mailing knows of its readers, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Plan {
    audience: Audience,
    /// How many e-mails it makes.
    expected: u64,
    /// The revision with whose words all e-mails are written; 0: not yet.
    written: i32,
    /// E-mails with words of their own.
    edited: BTreeMap<OutboxEmailId, Stored>,
}

impl From<Words> for Stored {
    fn from(Words { subject, body }: Words) -> Stored {
        Stored { subject, body }
    }
}

impl From<Stored> for Words {
    fn from(Stored { subject, body }: Stored) -> Words {
        Words { subject, body }
    }
}

impl Plan {
    fn of(row: &mailing::Model) -> Result<Plan, DbErr> {
        serde_json::from_value(row.audience.clone()).map_err(|error| DbErr::Json(error.to_string()))
    }

    fn json(&self) -> Result<serde_json::Value, DbErr> {
        serde_json::to_value(self).map_err(|error| DbErr::Json(error.to_string()))
    }
}

impl Texts {
    fn of(row: &mailing::Model) -> Result<Texts, DbErr> {
        let failed = |error: serde_json::Error| DbErr::Json(error.to_string());
        let mut texts: BTreeMap<String, Stored> =
            serde_json::from_value(row.texts.clone()).map_err(failed)?;
        let ru = texts.remove("ru").ok_or_else(|| DbErr::Json("a mailing without words".to_owned()))?;
        Ok(Texts { ru: ru.into(), en: texts.remove("en").map(Words::from) })
    }

    fn json(&self) -> Result<serde_json::Value, DbErr> {
        let mut texts = BTreeMap::from([("ru", Stored::from(self.ru.clone()))]);
        texts.extend(self.en.clone().map(|words| ("en", Stored::from(words))));
        serde_json::to_value(texts).map_err(|error| DbErr::Json(error.to_string()))
    }

    /// Everything that is wrong with the words; those in English are told from the others by the caller.
    fn check(&self, kind: EmailKind) -> Result<(), MailingError> {
        let all = std::iter::once(&self.ru).chain(&self.en);
        let errors: Vec<WordsError> = all.filter_map(|words| words.check(kind).err()).flatten().collect();
        if errors.is_empty() { Ok(()) } else { Err(MailingError::Unusable(errors)) }
    }
}

fn deed(action: &'static str, session: &session::Model, row: &mailing::Model, n: u64) -> Deed {
    Deed {
        action,
        subject: format!("mailing {}", row.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({ "kind": row.kind, "emails": n }),
    }
}
