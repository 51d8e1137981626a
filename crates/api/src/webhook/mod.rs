//! Where programs want to be told what happens: added on a page, tried out, switched, with a log of what they were told.

pub(crate) mod list;
pub(crate) mod log;
pub(crate) mod samples;
