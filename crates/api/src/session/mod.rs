//! Sessions as pages: the programme for everybody, the dashboard for organizers, feeds for programs.

pub(crate) mod feeds;
mod frab;
pub(crate) mod json;
pub(crate) mod linked;
pub(crate) mod organize;
pub(crate) mod pages;
pub(crate) mod view;
pub(crate) mod widget;
