//! The club as seen from outside: pages, JSON, feeds and log-in over HTTP. It turns a request into one call of `club` and the answer,
//! or the error, into a page.
//!
//! Everything that can be reached stands in [`registry`]: method, path and policy side by side.

mod access;
mod api_token;
mod assets;
mod audit;
mod calendar_feed;
mod call;
mod cookies;
mod correction;
mod document;
mod domain_limit;
mod download;
mod email_queue;
mod email_report;
mod email_text;
mod error;
mod extract;
mod fields;
mod form;
mod headers;
mod json;
mod layout;
mod layout_design;
mod limits;
mod listener_list;
mod login;
mod mailing;
mod monitoring;
mod network;
mod openapi;
mod operations;
mod outbox;
mod person;
mod published;
mod registration;
mod rehearsal;
mod review;
pub mod routes;
mod samples;
mod schedule;
mod school;
mod server;
mod session;
mod smtp_account;
mod state;
mod stream_link;
mod suppression;
mod team;
#[cfg(test)]
mod tests;
mod timeline;
mod times;
mod topic;
mod tracing_span;
mod unsubscribe;
mod waiting;
mod webhook;
mod webinar;

pub use openapi::openapi;
pub use routes::{Policy, Route, matrix, registry};
pub use samples::{Sample, samples};
pub use server::{ServerOptions, application, start};
