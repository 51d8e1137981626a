//! What the club knows and does: all rules and their storage. It knows no HTTP.
//!
//! An *action* is one verb a file: it takes the [`Club`], who acts and typed ids, holds its transaction inside and writes jobs and
//! outbox rows in the same transaction. A *query* takes its scope first; what a viewer may not see is not found.

pub mod alert;
pub mod api_token;
pub mod attendance;
pub mod audit;
pub mod calendar_feed;
pub mod call;
mod chance;
mod clock;
pub mod consent;
pub mod correction;
pub mod document;
pub mod domain_limit;
pub mod email_queue;
pub mod email_report;
pub mod email_switch;
pub mod email_text;
pub mod emails;
pub mod files;
pub mod jobs;
pub mod layout;
pub mod listener_list;
pub mod login;
pub mod mailing;
pub mod monitoring;
pub mod network;
pub mod outbox;
mod owner;
pub mod person;
pub mod references;
pub mod registration;
pub mod rehearsal;
pub mod release;
pub mod reminder;
pub mod review;
pub mod role;
pub mod schedule;
pub mod school;
pub mod sealing;
pub mod session;
pub mod session_files;
mod settings;
pub mod signing;
pub mod smtp_account;
pub mod storage;
pub mod stream_link;
pub mod suppression;
pub mod talk;
pub mod team;
#[cfg(test)]
mod test_club;
#[cfg(test)]
mod test_session;
pub mod thanks;
pub mod timeline;
pub mod timetable;
pub mod topic;
pub mod unsubscribe;
mod viewer;
pub mod waiting;
pub mod webhook;
pub mod webinar;

pub use chance::Chance;
pub use clock::Clock;
pub use owner::Owner;
pub use settings::{AccountRules, Settings};
pub use viewer::{Grant, Viewer};

/// The vocabulary that the club's public face speaks: rows, ids and closed lists.
pub use entity;
/// The vocabulary of names, cases and languages.
pub use lang;
/// A checked e-mail address, for forms.
pub use mail::Address;
/// What every query may come back with.
pub use sea_orm::DbErr;
/// Secrets that are never shown, for forms.
pub use secrecy;

use files::Files;
use storage::Storage;

/// Everything that an action needs: storage, files, time, chance and settings. Cheap to clone.
#[derive(Clone)]
pub struct Club {
    pub storage: Storage,
    pub files: Files,
    pub clock: Clock,
    pub chance: Chance,
    pub settings: Settings,
}
