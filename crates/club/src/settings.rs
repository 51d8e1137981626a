//! What the program's configuration tells the club.

use std::sync::Arc;

use mail::Mailbox;
use url::Url;

/// Settings of the whole installation. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Settings(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    base_url: Url,
    sender: Mailbox,
}

impl Settings {
    /// Settings with the public address of the club and the mailbox in the `From` of its e-mails.
    #[must_use]
    pub fn new(base_url: Url, sender: Mailbox) -> Self {
        Self(Arc::new(Inner { base_url, sender }))
    }

    /// The public address of the club: every absolute address starts with it, whatever a request's `Host` says.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        &self.0.base_url
    }

    /// The absolute address of a path that starts with `/`.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.0.base_url.as_str().trim_end_matches('/'))
    }

    /// The mailbox that e-mails come from.
    #[must_use]
    pub fn sender(&self) -> &Mailbox {
        &self.0.sender
    }
}
