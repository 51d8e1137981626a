//! What servers report about e-mails after they were taken, or when they refuse a mailbox: addresses that do not exist are marked, and the
//! organizers of webinars to come are told.
//!
//! Anybody can send such a report. Only one that carries the Message-ID of an e-mail to that very address, or comes by the webhook with its
//! secret, condemns an address; one that names the address alone marks the e-mail, so that somebody looks.

mod correct;
mod mark;
mod queries;
#[cfg(test)]
mod tests;
mod warn;

use data_encoding::HEXLOWER;
use entity::{ReportKind, ReportSource};
use mail::{Address, EnhancedStatus, Fate};
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};

use crate::Club;

pub use correct::{CorrectError, correct};
pub(crate) use mark::answered;
pub use warn::{Unreachable, unreachable, warn};

/// The longest message that is read; what stands behind is of no interest.
pub const MOST_BYTES: usize = 1024 * 1024;

/// Of a server's words no more is kept.
const LONGEST_REASON: usize = 500;

/// What came of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Reports about e-mails of ours that are new.
    pub kept: usize,
    /// Reports that were there already, or about nothing of ours.
    pub ignored: usize,
}

/// A report in words of its own, as the webhook takes it.
#[derive(Clone, Debug)]
pub struct Told {
    pub address: Address,
    pub kind: ReportKind,
    /// `5.1.1`
    pub status: Option<String>,
    pub reason: String,
    pub message_id: Option<String>,
}

/// A report that was read.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    address: Address,
    kind: ReportKind,
    status: Option<EnhancedStatus>,
    reason: String,
    /// As it stands in the outbox, in angle brackets.
    message_id: Option<String>,
    sha256: String,
    source: ReportSource,
}

impl Notice {
    /// Whether the address itself is no good, by what is said; a full mailbox or a refused text says nothing of the kind.
    fn condemns(&self) -> bool {
        let is_bad = self.status.is_some_and(EnhancedStatus::is_bad_address);
        self.kind == ReportKind::Complaint || (self.kind == ReportKind::Bounce && is_bad)
    }
}

/// Takes a message that may be a report; one that is none, or is about nothing of ours, changes nothing and is no error.
///
/// # Errors
/// When the database refuses.
pub async fn receive(club: &Club, source: ReportSource, bytes: &[u8]) -> Result<Received, DbErr> {
    let reports = mail::read_report(bytes);
    let digest = Sha256::digest(bytes);
    let notices = reports.into_iter().filter_map(|report| {
        let kind = match report.fate {
            Fate::Failed => ReportKind::Bounce,
            Fate::Delayed => ReportKind::Delay,
            Fate::CalledSpam => ReportKind::Complaint,
            Fate::Delivered => return None,
        };
        let sha256 = fingerprint(&[digest.as_slice(), report.recipient.as_str().as_bytes()]);
        Some(Notice {
            kind,
            status: report.status,
            reason: report.reason.unwrap_or_default(),
            message_id: report.message_id.map(|id| in_brackets(&id)),
            sha256,
            source,
            address: report.recipient,
        })
    });
    mark::write_all(club, notices.collect()).await
}

/// Takes a report in words of its own. Whoever sends it has shown a secret: it is believed.
///
/// # Errors
/// When the database refuses.
pub async fn receive_told(club: &Club, told: Told) -> Result<Received, DbErr> {
    let id = told.message_id.as_deref().map(in_brackets);
    let parts =
        [told.address.as_str(), told.kind.as_str(), told.reason.as_str(), id.as_deref().unwrap_or("")];
    let notice = Notice {
        sha256: fingerprint(&parts.map(str::as_bytes)),
        status: told.status.as_deref().or(Some(&told.reason)).and_then(EnhancedStatus::find),
        reason: lang::one_line(&told.reason, usize::MAX).unwrap_or_default(),
        message_id: id,
        kind: told.kind,
        source: ReportSource::Webhook,
        address: told.address,
    };
    mark::write_all(club, vec![notice]).await
}

fn in_brackets(id: &str) -> String {
    format!("<{}>", id.trim().trim_start_matches('<').trim_end_matches('>'))
}

fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part);
    }
    HEXLOWER.encode(&hasher.finalize())
}
