//! Outgoing e-mails: for organizers who want to know what became of them, and all of them in a demonstration.

pub(crate) mod framed;
pub(crate) mod mailbox;
pub(crate) mod pages;
