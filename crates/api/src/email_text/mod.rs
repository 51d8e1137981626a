//! The words of e-mails for organizers and curators: which kinds there are, and an editor with its live preview.

pub(crate) mod edit;
mod editor;
pub(crate) mod list;
mod place;
mod samples;
pub(crate) mod telling;

pub(crate) use samples::samples;
