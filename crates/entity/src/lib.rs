//! The rows of the club: one file per table, id types and column enums. No logic.
#![expect(
    clippy::disallowed_methods,
    reason = "SeaORM's entity macros expand to the finders that only scoped queries of `club` may call"
)]

pub mod api_token;
pub mod attendance;
pub mod audit_entry;
pub mod calendar_feed;
pub mod co_speaker;
pub mod consent;
pub mod consent_text;
pub mod correction;
pub mod criterion;
pub mod document;
pub mod document_hold;
pub mod document_serial;
pub mod domain_limit;
pub mod domain_slowdown;
pub mod email_report;
pub mod email_switch;
pub mod email_text;
pub mod evidence;
pub mod form_field;
pub mod idempotent_answer;
mod ids;
pub mod invitation;
pub mod job;
mod kinds;
pub mod layout;
pub mod layout_design;
pub mod login;
pub mod login_link;
pub mod mailing;
pub mod network;
pub mod outbox_content;
pub mod outbox_email;
pub mod person;
pub mod person_school;
pub mod registration;
pub mod release;
pub mod review;
pub mod role_grant;
pub mod schedule_break;
pub mod school;
pub mod school_alias;
pub mod school_signatory;
pub mod session;
pub mod session_school;
pub mod session_stage;
pub mod signatory;
pub mod signing_key;
pub mod smtp_account;
pub mod speaker;
pub mod suppression;
pub mod talk;
pub mod talk_answer;
pub mod talk_file;
pub mod topic_cover;
pub mod topic_request;
pub mod topic_silence;
pub mod topic_vote;
pub mod waiting_place;
pub mod webhook;
pub mod webhook_delivery;
pub mod webinar;

pub use ids::*;
pub use kinds::*;
