//! Who will not get the link, and what an organizer can do about it.

pub(crate) mod address;
pub(crate) mod links;
pub(crate) mod one;
