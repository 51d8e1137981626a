//! A person's own page.

pub(crate) mod pages;
