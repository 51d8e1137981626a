//! Topics that young teachers ask for: the public list, the list by the link of an e-mail, the organizers' desk, and the end of e-mails about them.

pub(crate) mod desk;
pub(crate) mod json;
pub(crate) mod pages;
pub(crate) mod silence;
