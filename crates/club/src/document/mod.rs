//! Documents: numbered, frozen, issued, revoked; never changed and never deleted.

mod concern;
mod earned;
mod emails;
mod fields;
mod issue;
mod number;
mod preflight;
mod queries;
mod registry;
mod render;
mod revoke;
mod seal;
mod verify;

#[cfg(test)]
mod tests;

pub use concern::Concern;
pub use emails::{DocumentsReadyEmail, ReadyDocument};
pub use issue::{IssueError, Issued, Scope, issue};
pub use number::{NumberPattern, PatternError, check_number_pattern};
pub use preflight::preflight;
pub use registry::{DocumentFile, FileError, RegistryLine, file, of_viewer, registry};
pub(crate) use render::FOLDER;
pub use render::{RenderError, render};
pub use revoke::{RevokeError, revoke};
pub use verify::{Verified, verify, verify_number};
