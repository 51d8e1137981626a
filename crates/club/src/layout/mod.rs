//! Layouts that organizers edit: copied, changed, used, exchanged as files. A design holds only its differences from the one it was
//! copied from, network → school → session, so that a change above shows through below. What is issued keeps its own frozen layout.
#![expect(dead_code, reason = "the actions on designs follow")]

mod changes;
mod family;
mod owner;
mod queries;
mod usable;

#[cfg(test)]
mod tests;

pub use owner::Owner;
pub use usable::UnusableLayout;
pub(crate) use usable::{Usable, frozen, of_session};

/// Where the images of layouts are kept, under their SHA-256.
pub(crate) const IMAGES: &str = "images";
