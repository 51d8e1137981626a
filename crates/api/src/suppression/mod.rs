//! The list of addresses that nothing is sent to.

pub(crate) mod pages;
