//! Layouts of documents for organizers and curators: what is printed now, copies, the editor with its live preview, files, and who signs.

pub(crate) mod edit;
mod editor;
pub(crate) mod exchange;
mod form;
mod groups;
pub(crate) mod list;
pub(crate) mod pictures;
mod place;
pub(crate) mod problems;
mod samples;
pub(crate) mod signatories;
mod telling;

pub(crate) use samples::samples;
