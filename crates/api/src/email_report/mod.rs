//! Addresses that take no e-mails, for organizers; and reports of servers, for programs.

pub(crate) mod pages;
pub(crate) mod webhook;
