//! Mailings for organizers: a new one with its exact count, its drafts one by one, and how far it is.

pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod one;
mod samples;
pub(crate) mod show;
mod telling;

pub(crate) use samples::samples;
