//! Documents: numbered, frozen, issued, revoked; never changed and never deleted.

mod concern;
mod earned;
mod emails;
mod fields;
mod hold;
mod issue;
mod notes;
mod number;
mod people;
mod preflight;
pub(crate) mod queries;
mod registry;
mod reissue;
mod render;
mod revoke;
mod sample;
mod seal;
mod show_file;
mod sweep;
mod verify;

#[cfg(test)]
pub(crate) mod tests;

pub use certificates::Placeholder;
pub use concern::Concern;
pub(crate) use concern::is_much_smaller;
pub use emails::{DocumentsReadyEmail, ReadyDocument};
pub use hold::{HoldError, Subject, hold, release};
pub use issue::{IssueError, Issued, Scope, issue, issue_kinds};
pub use number::{NumberPattern, PatternError, check_number_pattern};
pub use people::{
    Earned, FormLine, LONGEST_PLACE, MendError, MendProblem, Mended, Recipient, mend, mend_spelling,
    recipient, try_mend,
};
pub use preflight::{Doubtful, Held, Preflight, preflight, ready};
pub use registry::{
    DocumentFile, ExportError, ExportForm, ExportLine, FileError, PAGE_LINES, Reach, RegistryFilter,
    RegistryLine, RegistryOrder, RegistryPage, RegistryState, export, export_file, file, is_of_session,
    merged, of_viewer, registry, search, webinars,
};
pub use reissue::{ReissueError, ReplacedLine, Replacement, reissue, replacement};
pub(crate) use render::FOLDER;
pub use render::{Progress, RenderError, RetryError, Unmade, progress, render, retry};
pub use revoke::{RevokeError, revoke};
pub use sample::SampleChoice;
pub(crate) use sample::sample;
pub use show_file::show_file;
pub use sweep::{SweepError, sweep};
pub use verify::{FileVerdict, OtherDocument, Verified, public_file, verify, verify_file, verify_number};
