//! How fast domains take e-mails, for curators.

pub(crate) mod pages;
