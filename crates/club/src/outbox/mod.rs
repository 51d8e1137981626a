//! Outgoing e-mails: written in the transaction of their cause, sent at least once, always with the same Message-ID.

mod ahead;
mod attempt;
mod content;
mod deliver;
mod discard;
mod flood;
mod history;
mod lease;
pub mod limits;
mod per_address;
mod picks;
mod portion;
mod queries;
mod retry;
mod sending;
mod settle;
mod strain;
mod twins;
mod ways;
mod write;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod twins_tests;

pub use ahead::{forecast_of, forecast_of_all, warn_if_late};
pub use content::{WholeEmail, with_contents};
pub use deliver::deliver;
pub(crate) use discard::{discard_due, hurry, is_about};
pub use flood::FLOODED;
pub use history::{Shelf, history, read};
pub(crate) use per_address::{Limit, enqueue_under, first_keys};
pub(crate) use picks::Pick;
pub(crate) use portion::{AT_ONCE, Portion, in_portions};
pub(crate) use queries::named;
pub use queries::{Backlog, backlog, is_anything_due, mailbox, mailbox_email, next_due_at, of_session};
#[cfg(test)]
pub(crate) use queries::{written, written_to};
pub use sending::send_by;
pub use settle::Delivered;
pub use ways::{Lane, Turn, Ways};
pub use write::{NewEmail, enqueue, message_id};
pub(crate) use write::{content_sha256, enqueue_all, enqueue_drafts, enqueue_new, enqueue_rehearsal};
