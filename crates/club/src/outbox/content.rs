//! E-mails with what they say: rows and contents stand in two tables, because rows are written several times on the way out.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::HashMap;
use std::ops::Deref;

use entity::{OutboxEmailId, outbox_content, outbox_email};
use mail::Attachment;
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

/// Ids of one statement.
pub(super) const IDS_AT_ONCE: usize = 512;

/// An e-mail with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeEmail {
    pub row: outbox_email::Model,
    pub text: String,
    pub html: String,
    /// A list of `mail::Attachment`.
    pub attachments: serde_json::Value,
}

impl WholeEmail {
    /// An e-mail of a row and its content.
    #[must_use]
    pub fn new(row: outbox_email::Model, content: outbox_content::Model) -> WholeEmail {
        WholeEmail { row, text: content.text, html: content.html, attachments: content.attachments }
    }

    /// The row, and what it says.
    pub(super) fn parted(self) -> (outbox_email::Model, Content) {
        let attachments = serde_json::from_value(self.attachments).ok();
        (self.row, Content { text: self.text, html: self.html, attachments })
    }
}

/// What an e-mail says.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) html: String,
    /// What goes along; `None` when it cannot be read.
    pub(super) attachments: Option<Vec<Attachment>>,
}

impl Deref for WholeEmail {
    type Target = outbox_email::Model;

    fn deref(&self) -> &outbox_email::Model {
        &self.row
    }
}

/// The same e-mails in the same order, with what they say; one whose content is gone is left out.
///
/// # Errors
/// When the database refuses.
pub async fn with_contents(
    db: &impl ConnectionTrait,
    rows: Vec<outbox_email::Model>,
) -> Result<Vec<WholeEmail>, DbErr> {
    let ids: Vec<OutboxEmailId> = rows.iter().map(|row| row.id).collect();
    let mut contents = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(IDS_AT_ONCE) {
        let found = outbox_content::Entity::find()
            .filter(outbox_content::Column::OutboxEmailId.is_in(ids.iter().copied()))
            .all(db)
            .await?;
        contents.extend(found.into_iter().map(|content| (content.outbox_email_id, content)));
    }
    let whole = rows.into_iter().filter_map(|row| {
        let content = contents.remove(&row.id)?;
        Some(WholeEmail::new(row, content))
    });
    Ok(whole.collect())
}
