//! The scheduler: keeps the timetable of the club, runs jobs, retries them, and sends what is in the outbox. Each job calls one action of the club.

pub mod bounces;
mod jobs;
mod retry;
mod runner;

pub use jobs::JobError;
pub use runner::{Deed, Round, Runner};
