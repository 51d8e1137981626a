//! What a session came to.

pub(crate) mod pages;
