//! E-mails kept in memory, so that a test can read what people got.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Receipt, SendError};
use crate::Email;

/// A mailbox in memory; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    sent: Vec<Email>,
    failures: VecDeque<SendError>,
}

impl Memory {
    /// An empty mailbox.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// Every e-mail that was sent, oldest first.
    pub fn sent(&self) -> Vec<Email> {
        self.state().sent.clone()
    }

    /// Every e-mail that was sent, oldest first, and empties the mailbox.
    pub fn take(&self) -> Vec<Email> {
        std::mem::take(&mut self.state().sent)
    }

    /// Lets one of the coming e-mails fail with this error; several calls fail as many e-mails, in their order.
    pub fn fail_next(&self, error: SendError) {
        self.state().failures.push_back(error);
    }

    pub(super) fn send(&self, email: &Email) -> Result<Receipt, SendError> {
        // Built as for any other way out, so that a test finds what an SMTP server would never get.
        email.to_mime()?;
        let mut state = self.state();
        if let Some(failure) = state.failures.pop_front() {
            return Err(failure);
        }
        state.sent.push(email.clone());
        Ok(Receipt { reply: "kept in memory".to_owned() })
    }

    /// A panic elsewhere leaves the list whole, so a poisoned lock is no reason to lose it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
