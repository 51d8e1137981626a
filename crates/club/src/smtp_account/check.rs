//! What the last use of an account met, as it is kept beside it.

use entity::{SmtpAccountId, smtp_account};
use mail::{Fault, SendError, Trouble};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::alarm;
use crate::Club;

/// Every fault with the word under which it is kept.
const WORDS: [(Fault, &str); 11] = [
    (Fault::NoSuchHost, "no_such_host"),
    (Fault::Inside, "inside"),
    (Fault::Unreachable, "unreachable"),
    (Fault::NoMailServer, "no_mail_server"),
    (Fault::NoEncryption, "no_encryption"),
    (Fault::Encryption, "encryption"),
    (Fault::Certificate, "certificate"),
    (Fault::LogIn, "log_in"),
    (Fault::Sender, "sender"),
    (Fault::Reader, "reader"),
    (Fault::Text, "text"),
];

/// What was found wrong, with the server's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// `log_in`: one of a closed list, for which pages have sentences.
    pub word: &'static str,
    /// Holds no address.
    pub said: String,
}

impl Check {
    /// What stands beside an account; what nobody can read counts as a refusal.
    #[must_use]
    pub fn read(kept: &str) -> Check {
        let (word, said) = kept.split_once(": ").unwrap_or(("text", kept));
        match WORDS.iter().find(|(_, known)| *known == word) {
            Some((_, word)) => Check { word, said: said.to_owned() },
            None => Check { word: "text", said: kept.to_owned() },
        }
    }

    /// Every word of the list.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(_, word)| *word)
    }
}

/// How a trouble is kept.
pub(super) fn kept(trouble: &Trouble) -> String {
    let word = WORDS.iter().find(|(fault, _)| *fault == trouble.fault).map_or("text", |(_, word)| *word);
    format!("{word}: {}", trouble.said)
}

/// Whether what stands beside an account may pass by itself: then it is tried again after a while.
pub(super) fn may_pass(kept: &str) -> bool {
    ["no_such_host", "unreachable", "no_mail_server", "encryption"].contains(&Check::read(kept).word)
}

/// Whether what stands beside an account is about the e-mail of a trial and not about the account.
pub(super) fn is_of_email(kept: &str) -> bool {
    ["reader", "text"].contains(&Check::read(kept).word)
}

/// What a refusal on the way says of the account itself.
pub(crate) fn fault_of(code: Option<u16>, reason: &str) -> Option<Trouble> {
    let error = SendError::Temporary { reason: reason.to_owned(), code };
    let fault = match code {
        Some(_) if error.is_of_account() => Fault::LogIn,
        Some(_) => return None,
        None if reason.contains("inside the network") => Fault::Inside,
        None if reason.contains("no such host") => Fault::NoSuchHost,
        None if reason.contains("certificate") => Fault::Certificate,
        None if reason.contains("offers no encryption") => Fault::NoEncryption,
        None => Fault::Unreachable,
    };
    Some(Trouble { fault, said: reason.to_owned() })
}

/// Writes down what sending met, and tells those who look after the account, unless it was changed or tried meanwhile.
pub(crate) async fn mark(
    tx: &DatabaseTransaction,
    club: &Club,
    (id, revision): (SmtpAccountId, i32),
    trouble: &Trouble,
) -> Result<(), DbErr> {
    let marked = smtp_account::Entity::update_many()
        .set(smtp_account::ActiveModel {
            checked_at: Set(Some(club.clock.now())),
            check_error: Set(Some(kept(trouble))),
            ..Default::default()
        })
        .filter(smtp_account::Column::Id.eq(id))
        .filter(smtp_account::Column::Revision.eq(revision))
        .exec_with_returning(tx)
        .await?;
    for account in &marked {
        alarm::raise(tx, club, account, trouble).await?;
        tracing::warn!(account = %id, "an account cannot be used; e-mails go another way");
    }
    Ok(())
}
