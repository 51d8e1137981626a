//! Accounts on SMTP servers for organizers and curators: set up, tried out, used, and signed for.

pub(crate) mod act;
pub(crate) mod edit;
mod form;
pub(crate) mod list;
mod place;
mod samples;
mod telling;

pub(crate) use samples::samples;
