//! The words of e-mails that organizers write: for the network, a school or a session; the nearest level holds, language by language.

mod find;
mod queries;
mod reset;
mod save;

#[cfg(test)]
mod tests;

use entity::{EmailKind, TextLevel, email_text};
use lang::Lang;

use crate::Owner;
use crate::audit::Deed;

pub use find::{Place, Text, Written, all, find};
pub use reset::{ResetError, reset};
pub use save::{Edit, SaveError, save};

/// The level of an owner's words.
#[must_use]
pub fn level(owner: Owner) -> TextLevel {
    match owner {
        Owner::Network => TextLevel::Network,
        Owner::School(_) => TextLevel::School,
        Owner::Session { .. } => TextLevel::Session,
    }
}

fn deed(action: &'static str, place: Place, row: &email_text::Model) -> Deed {
    let Place { owner, kind, language } = place;
    Deed {
        action,
        subject: format!("email_text {}", row.id),
        school_id: row.school_id.or_else(|| owner.school()),
        session_id: row.session_id,
        details: serde_json::json!({ "kind": kind, "language": language.code(), "level": row.level }),
    }
}

impl Place {
    /// The words of a kind in a language, as an owner has them.
    #[must_use]
    pub fn new(owner: Owner, kind: EmailKind, language: Lang) -> Place {
        Place { owner, kind, language }
    }
}
