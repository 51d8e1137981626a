//! The rehearsal of a day: its e-mails go to organizers in place of their readers.

mod form;
pub(crate) mod pages;
