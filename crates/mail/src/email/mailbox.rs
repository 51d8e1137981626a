//! An address with the name shown beside it.

use serde::{Deserialize, Serialize};

use super::BuildError;
use crate::Address;

/// Longer names are cut: mail programs show some thirty characters.
const MAX_NAME_CHARS: usize = 120;

/// An address with the name of its reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mailbox {
    /// The name; cleaned when the e-mail is built, whatever it holds.
    pub name: Option<String>,
    /// The address.
    pub address: Address,
}

impl Mailbox {
    /// A mailbox with its name cleaned: one line, nothing invisible, no longer than 120 characters.
    pub fn new(name: Option<&str>, address: Address) -> Mailbox {
        Mailbox { name: name.and_then(clean_name), address }
    }

    /// The mailbox as the MIME builder wants it; the builder panics on a line break in the name, so none reaches it.
    pub(super) fn to_lettre(&self) -> Result<lettre::message::Mailbox, BuildError> {
        let address = lettre::Address::new(self.address.local_part(), self.address.domain())
            .map_err(|_refused| BuildError::Address)?;
        Ok(lettre::message::Mailbox::new(self.name.as_deref().and_then(clean_name), address))
    }
}

impl From<Address> for Mailbox {
    fn from(address: Address) -> Mailbox {
        Mailbox { name: None, address }
    }
}

fn clean_name(name: &str) -> Option<String> {
    super::headers::one_line(name, MAX_NAME_CHARS)
}
