//! The programme that organizers work on, and its releases, for programs.

pub(crate) mod breaks;
pub(crate) mod releases;
pub(crate) mod webinars;
