//! The club as seen from outside: pages, JSON, feeds and log-in over HTTP. It turns a request into one call of `club` and the answer,
//! or the error, into a page.
//!
//! Everything that can be reached stands in [`registry`]: method, path and policy side by side.

mod access;
mod assets;
mod cookies;
mod document;
mod error;
mod extract;
mod fields;
mod form;
mod headers;
mod layout;
mod limits;
mod openapi;
mod operations;
mod routes;
mod samples;
mod server;
mod session;
mod state;
mod times;
mod tracing_span;

pub use openapi::openapi;
pub use routes::{Policy, Route, matrix, registry};
pub use samples::{Sample, samples};
pub use server::{ServerOptions, application, start};
