//! Webinars as pages: one for everybody, one for its staff.

pub(crate) mod broadcast;
pub(crate) mod forms;
pub(crate) mod pages;
