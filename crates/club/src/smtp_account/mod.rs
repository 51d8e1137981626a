//! Accounts on SMTP servers, of a school or of the network: e-mails of sessions that a school hosts go by the school's, all others by the network's.
//!
//! An account that cannot be used never holds e-mails back: they go the installation's own way then, and whoever set the account up sees why.

mod act;
mod alarm;
mod check;
mod dkim;
mod find;
mod open;
mod queries;
mod save;
mod try_out;

#[cfg(test)]
mod tests;

use entity::{SmtpAccountId, smtp_account};
use sea_orm::DbErr;

use crate::audit::Deed;
use crate::sealing::SealError;

pub use act::{delete, set_used};
pub use check::Check;
pub(crate) use check::{fault_of, mark};
pub use dkim::{DkimDeed, dkim};
pub use find::{Account, DnsRecord, find, list};
pub(crate) use open::{is_fit, smtp};
pub use open::{secrets_open, trouble_of};
pub(crate) use queries::used;
pub use save::{Draft, LONGEST_TEXT, MOST_A_MINUTE, MOST_CONNECTIONS, Problem, SaveError, save};
pub use try_out::{TRIED_IN, trial_address, try_out};

/// Why nothing was done with an account.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("there is no such account")]
    NotFound,
    /// Somebody changed it meanwhile.
    #[error("the account was changed meanwhile")]
    Conflict,
    #[error("whoever asks has no address to write to")]
    NoAddress,
    #[error("a secret cannot be sealed or opened")]
    Seal(#[from] SealError),
    #[error("no key can be made")]
    Key(#[from] mail::DkimError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

fn deed(action: &'static str, row: &smtp_account::Model) -> Deed {
    Deed {
        action,
        subject: format!("smtp_account {}", row.id),
        school_id: row.school_id,
        session_id: None,
        details: serde_json::json!({ "is_used": row.is_used, "is_signed": row.dkim_domain.is_some() }),
    }
}

/// The place of an account's password, for which alone it is sealed.
fn password_place(id: SmtpAccountId) -> String {
    format!("smtp_account {id} password")
}

/// The same for the private key of its signatures.
fn key_place(id: SmtpAccountId) -> String {
    format!("smtp_account {id} dkim")
}
