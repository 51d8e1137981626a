//! Teams: who holds which role and who is invited, the page behind an invitation's link, and one's own roles.

pub(crate) mod accept;
pub(crate) mod act;
pub(crate) mod json;
pub(crate) mod own;
pub(crate) mod pages;
mod place;
