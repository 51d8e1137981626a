//! A person's own page.

pub(crate) mod name;
pub(crate) mod pages;
