//! Logging in by a one-time link, and out.

pub(crate) mod pages;
