//! The schedule for its organizers: the grid, the form of a webinar, breaks, and the publication.

pub(crate) mod editor;
pub(crate) mod form;
pub(crate) mod json;
mod read;
pub(crate) mod releases;
mod telling;
pub(crate) mod webinar;
