//! The queue of e-mails, of a session for its organizers and of all for curators.

pub(crate) mod act;
pub(crate) mod line;
pub(crate) mod pages;
