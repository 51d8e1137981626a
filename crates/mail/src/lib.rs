//! One e-mail: its addresses, its MIME bytes, and the ways out — an SMTP server, a folder of files, or memory.
//!
//! Knows no webinar and no person: whoever calls it says what to send, and decides by [`SendError`] whether to try again.

mod address;
mod email;
mod outlet;
mod report;
#[cfg(test)]
mod samples;
mod smtp;

pub use address::{Address, AddressError};
pub use email::{Attachment, BuildError, Email, Mailbox, message_id};
pub use outlet::{BuiltEmail, Files, Memory, Outlet, Receipt, SendError};
pub use report::{EnhancedStatus, Fate, Report, read_report};
pub use smtp::{
    Allowed, Dkim, DkimError, DkimKey, Encryption, Fault, Names, NoHost, Reach, ReachError, Server, Smtp,
    SmtpUrlError, TimeLimits, Trouble, is_inside, plain_host,
};
