//! What an e-mail consists of; [`Email::to_mime`] turns it into the bytes that go out, the same ones each time.

mod attachment;
mod build;
mod headers;
mod identity;
mod mailbox;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::{DateTime, Utc};
use lang::Lang;

pub use attachment::Attachment;
pub(crate) use build::{checked, message};
pub(crate) use identity::file_stem;
pub use identity::message_id;
pub use mailbox::Mailbox;

/// One e-mail to one reader, with everything in it decided: building it twice gives the same bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    /// Who writes.
    pub from: Mailbox,
    /// Where answers go, when not to the sender.
    pub reply_to: Option<Mailbox>,
    /// Who reads.
    pub to: Mailbox,
    /// One line; line breaks in it become spaces.
    pub subject: String,
    /// The plain text, complete without the HTML.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// Files that go along; a calendar is one of type `text/calendar`.
    pub attachments: Vec<Attachment>,
    /// As [`message_id`] makes it: the same for every attempt to send this e-mail.
    pub message_id: String,
    /// When the e-mail was written, not when it is sent: a second attempt has the same date.
    pub date: DateTime<Utc>,
    /// The language of subject and texts.
    pub language: Lang,
    /// Where one click ends e-mails of this kind; a POST to it does so too (RFC 8058).
    pub unsubscribe_url: Option<String>,
}

impl Email {
    /// The bytes of the e-mail as they go over the wire: plain ASCII, lines of at most 998 characters that end in CRLF.
    ///
    /// # Errors
    /// When the e-mail cannot be sent as it is, whoever carries it.
    pub fn to_mime(&self) -> Result<Vec<u8>, BuildError> {
        checked(message(self)?.formatted())
    }
}

/// Shows the Message-ID only: names, addresses and personal links have no place in a log.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Email").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}

/// Why an e-mail cannot be built; a mistake of ours or of the settings, which no second attempt mends.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The subject has nothing visible in it.
    #[error("the e-mail has no subject")]
    NoSubject,
    /// The Message-ID is empty or holds what none may hold.
    #[error("the Message-ID is not one")]
    MessageId,
    /// The date is before 1970 or after 9999.
    #[error("the date cannot be written")]
    Date,
    /// An address that the builder does not take.
    #[error("an address cannot be written")]
    Address,
    /// The link to unsubscribe is not an http or https URL.
    #[error("the link to unsubscribe is not an http or https URL")]
    UnsubscribeUrl,
    /// The content type of an attachment cannot be read.
    #[error("the content type of the attachment {file_name:?} cannot be read")]
    ContentType {
        /// The attachment.
        file_name: String,
    },
    /// A calendar is not UTF-8.
    #[error("the calendar {file_name:?} is not UTF-8")]
    Calendar {
        /// The attachment.
        file_name: String,
    },
    /// The built bytes hold a bare CR or LF, other than ASCII, or a line that is too long: sending them could forge a second e-mail.
    #[error("the built e-mail holds bytes that must not be sent")]
    UnsafeBytes,
    /// The MIME builder refused.
    #[error("the e-mail cannot be built: {0}")]
    Mime(String),
}
