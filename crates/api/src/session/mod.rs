//! Sessions as pages: the programme for everybody, the dashboard for organizers, feeds for programs.

pub(crate) mod archive;
pub(crate) mod feeds;
mod frab;
pub(crate) mod json;
pub(crate) mod linked;
pub(crate) mod organize;
pub(crate) mod pages;
pub(crate) mod partners;
pub(crate) mod settings;
pub(crate) mod stages;
pub(crate) mod view;

/// The pages on which a session is set up: path and label.
pub(crate) const SETUP_WAYS: [(&str, &str); 3] = [
    ("settings", "page-settings-way-settings"),
    ("stages", "page-settings-way-stages"),
    ("partners", "page-settings-way-partners"),
];
pub(crate) mod widget;
