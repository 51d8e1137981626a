//! Schools: the page of each for everybody, the directory for curators, and the form by which a school is kept up.

pub(crate) mod directory;
pub(crate) mod edit;
mod form;
pub(crate) mod json;
pub(crate) mod merge;
pub(crate) mod pages;
pub(crate) mod place;
pub(crate) mod signatories;
