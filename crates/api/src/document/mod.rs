//! Documents: their verification by anybody, the registry and the issue by organizers, the files for their owners.

pub(crate) mod export;
pub(crate) mod issue;
pub(crate) mod json;
pub(crate) mod keys;
pub(crate) mod pages;
pub(crate) mod recipient;
pub(crate) mod registry;
pub(crate) mod reissue;
mod verified;
pub(crate) mod verify;
