//! Tokens of programs: issued, looked at and revoked on a page, and checked in front of what programs ask for.

pub(crate) mod check;
pub(crate) mod idempotent;
pub(crate) mod pages;
