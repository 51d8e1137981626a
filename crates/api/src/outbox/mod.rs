//! Outgoing e-mails: for organizers who want to know what became of them, and all of them in a demonstration.

pub(crate) mod framed;
pub(crate) mod history;
pub(crate) mod mailbox;
pub(crate) mod pages;
pub(crate) mod reason;

/// The pages about e-mails of a session: path and key of the label.
pub(crate) const WAYS: [(&str, &str); 5] = [
    ("links", "page-reach-title"),
    ("timeline", "page-timeline-title"),
    ("queue", "page-email-queue-title"),
    ("emails", "page-organize-emails-all"),
    ("smtp-accounts", "smtp-account-title"),
];
