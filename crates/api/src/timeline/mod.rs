//! What a session sends by itself: the timeline, its switches, and how each kind of e-mail reads.

pub(crate) mod pages;
pub(crate) mod preview;
