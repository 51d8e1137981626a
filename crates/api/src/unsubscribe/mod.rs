//! The page that ends invitations.

pub(crate) mod pages;
