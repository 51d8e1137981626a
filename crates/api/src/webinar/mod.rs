//! Webinars as pages: one for everybody, one for its staff.

pub(crate) mod broadcast;
pub(crate) mod change;
pub(crate) mod forms;
pub(crate) mod pages;
pub(crate) mod times;
