//! E-mail addresses in one spelling, so that one person has one address.

mod look_alike;
mod parse;
mod suggestion;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// Local parts that belong to a duty or a machine, not to a person.
const ROLES: &[&str] = &[
    "abuse",
    "admin",
    "administrator",
    "donotreply",
    "do-not-reply",
    "hostmaster",
    "mailer-daemon",
    "no-reply",
    "no_reply",
    "noreply",
    "postmaster",
    "root",
    "webmaster",
];

/// An e-mail address in its one spelling: trimmed, lower case, an international domain as punycode.
///
/// Always plain ASCII, always with a public domain, so that every SMTP server takes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// Reads an address as people type and paste it.
    ///
    /// Spaces around it, `mailto:`, angle brackets and invisible characters go without a word; nothing else is mended.
    ///
    /// # Errors
    /// What to tell the person who typed it.
    pub fn parse(text: &str) -> Result<Address, AddressError> {
        parse::parse(text).map(Address)
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`, in punycode.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The address without its `+tag`: one mailbox for limits, however many tags it is given.
    pub fn base(&self) -> String {
        let local = match self.local_part().split_once('+') {
            Some((base, _)) if !base.is_empty() => base,
            _ => self.local_part(),
        };
        format!("{local}@{}", self.domain())
    }

    /// The address that was probably meant, when the domain is a slip of a well-known one: `gmial.com` → `gmail.com`.
    pub fn suggestion(&self) -> Option<String> {
        suggestion::meant_domain(self.domain()).map(|domain| format!("{}@{domain}", self.local_part()))
    }

    /// Whether the address belongs to a duty or a machine (`noreply@`), so that a person hardly reads it.
    pub fn is_role(&self) -> bool {
        ROLES.contains(&self.local_part())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Address {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Address, AddressError> {
        Address::parse(text)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Address, D::Error> {
        let text = String::deserialize(deserializer)?;
        Address::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Why a text is no address that the club can write to; never repeats the text itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing visible was typed.
    #[error("the address is empty")]
    Empty,
    /// It has not the shape `name@domain.zone`.
    #[error("this is not an e-mail address")]
    NotAnAddress,
    /// More than one address was typed.
    #[error("several addresses where one is wanted")]
    SeveralAddresses,
    /// The address is longer than 254 characters, or the part before the `@` longer than 64.
    #[error("the address is too long")]
    TooLong,
    /// The part before the `@` holds other than Latin letters: many servers would silently refuse it.
    #[error("the part before the @ has other than Latin letters")]
    LocalPartNotAscii,
    /// The domain cannot be reached from the internet: `localhost`, an IP address, a name without a dot.
    #[error("the domain is not a public one")]
    DomainNotPublic,
    /// Cyrillic letters stand among Latin ones that look the same.
    #[error("letters that look Latin are Cyrillic")]
    LooksCyrillic {
        /// The address with Latin letters in their place.
        suggestion: String,
    },
}
