//! The ways by which bounces come in while the scheduler runs: a mailbox folder that it reads, and an LMTP listener.

mod folder;
mod lmtp;
#[cfg(test)]
mod tests;

pub use folder::{read_folder, watch_folder};
pub use lmtp::listen;
