//! Corrections: an owner's wish, and what organizers do about it.

pub(crate) mod own;
pub(crate) mod pages;
