//! Registration for webinars, and the personal link that leads in.

pub(crate) mod form;
pub(crate) mod join;
pub(crate) mod json;
pub(crate) mod listeners;
pub(crate) mod pages;
pub(crate) mod suggestions;
pub(crate) mod watch;
