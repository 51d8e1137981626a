//! What the program's configuration tells the club.

use std::sync::Arc;

use mail::Mailbox;
use url::Url;

use crate::sealing::{SealError, SealingKey};
use crate::signing::SecretKey;

/// Settings of the whole installation. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Settings(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    base_url: Url,
    sender: Mailbox,
    signing_key: Option<SecretKey>,
    sealing_key: Option<SealingKey>,
    account_rules: AccountRules,
    webhook_hosts: mail::Allowed,
}

/// What organizers may set up as accounts on SMTP servers.
#[derive(Clone, Debug)]
pub struct AccountRules {
    /// Hosts inside the network of the club's server that may be connected to; every other one has to be on the internet.
    pub inside: mail::Allowed,
    pub ports: Vec<u16>,
}

impl Default for AccountRules {
    fn default() -> AccountRules {
        AccountRules { inside: mail::Allowed::default(), ports: vec![25, 465, 587, 2525] }
    }
}

impl Settings {
    /// Settings with the public address of the club and the mailbox in the `From` of its e-mails.
    #[must_use]
    pub fn new(base_url: Url, sender: Mailbox) -> Self {
        Self(Arc::new(Inner {
            base_url,
            sender,
            signing_key: None,
            sealing_key: None,
            account_rules: AccountRules::default(),
            webhook_hosts: mail::Allowed::default(),
        }))
    }

    /// The same settings with the key by which the database keeps secrets of others; without one it keeps none.
    #[must_use]
    pub fn sealing_with(self, key: SealingKey) -> Self {
        Self(Arc::new(Inner { sealing_key: Some(key), ..Inner::clone(&self.0) }))
    }

    /// The same settings with other rules for accounts on SMTP servers.
    #[must_use]
    pub fn with_account_rules(self, rules: AccountRules) -> Self {
        Self(Arc::new(Inner { account_rules: rules, ..Inner::clone(&self.0) }))
    }

    /// The same settings with hosts inside the network of the club's server that webhooks may lead to; every other one has to be on the
    /// internet.
    #[must_use]
    pub fn with_webhook_hosts(self, hosts: mail::Allowed) -> Self {
        Self(Arc::new(Inner { webhook_hosts: hosts, ..Inner::clone(&self.0) }))
    }

    /// The key by which the database keeps secrets of others.
    ///
    /// # Errors
    /// When there is none.
    pub fn sealing_key(&self) -> Result<&SealingKey, SealError> {
        self.0.sealing_key.as_ref().ok_or(SealError::NoKey)
    }

    /// What organizers may set up as accounts on SMTP servers.
    #[must_use]
    pub fn account_rules(&self) -> &AccountRules {
        &self.0.account_rules
    }

    /// Hosts inside that webhooks may lead to.
    #[must_use]
    pub fn webhook_hosts(&self) -> &mail::Allowed {
        &self.0.webhook_hosts
    }

    /// The same settings with the key that signs documents; without one the club makes its own and keeps it in the database.
    #[must_use]
    pub fn signing_with(self, key: SecretKey) -> Self {
        Self(Arc::new(Inner { signing_key: Some(key), ..Inner::clone(&self.0) }))
    }

    /// The key that signs documents, when the configuration holds it.
    #[must_use]
    pub fn signing_key(&self) -> Option<&SecretKey> {
        self.0.signing_key.as_ref()
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
