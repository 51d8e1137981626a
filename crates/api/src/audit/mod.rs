//! The audit trail of a session.

pub(crate) mod pages;
