//! The network: its state for curators, and its set-up.

pub(crate) mod pages;
pub(crate) mod set_up;
