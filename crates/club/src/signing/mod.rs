//! Signing: which key signs documents, what exactly is signed, and whether a file still is what was signed.
//!
//! Checking needs no database: whoever has a file and the public keys can do it, now and in thirty years.

mod canonical;
mod examine;
mod key;
mod key_set;
mod keys;
mod queries;
mod statement;

#[cfg(test)]
mod tests;

pub use canonical::{Uncanonical, canonical};
pub use examine::{Examined, examine};
pub use key::{KeyProblem, PublicKey, SecretKey};
pub use key_set::{key_set, read_keys};
pub use keys::{KeyError, PublishedKey, adopt, current, published};
pub use statement::Statement;
