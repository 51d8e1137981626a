//! Sample rows: a small session with three webinars, in Russian and in English.

mod issuing;
mod own;
mod programme;
mod seeing;
mod staff;
mod topics;

pub(crate) use issuing::{preflight, progress, recipient};
pub(crate) use own::*;
pub(crate) use programme::*;
pub(crate) use seeing::{queue, queue_summary, reach, rehearsal_day, timeline};
pub(crate) use staff::*;
pub(crate) use topics::topics;
