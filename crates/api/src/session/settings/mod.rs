//! Making a session and changing its settings: one form with everything that organizers decide about it.

pub(crate) mod form;
pub(crate) mod pages;
