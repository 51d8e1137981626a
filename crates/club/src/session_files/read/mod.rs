//! Reading a folder and checking it as a whole: every problem is named, not only the first.

mod findings;
mod people;
mod registrations;
mod settings;
mod table;
mod talks;
mod toml;
mod watching;
mod webinars;

use std::path::Path;

use super::{Problem, SessionFiles};
use findings::Findings;
use people::Addresses;

/// The order in which problems are told.
const FILES: [&str; 7] = [
    settings::FILE,
    people::SPEAKERS,
    webinars::FILE,
    talks::FILE,
    people::LISTENERS,
    registrations::FILE,
    watching::FILE,
];

/// Reads and checks the files of a folder. `None` beside the problems when one of them is fatal.
#[must_use]
pub fn read(folder: &Path) -> (Option<SessionFiles>, Vec<Problem>) {
    let mut findings = Findings::default();
    let files = whole(folder, &mut findings);
    let files = if findings.any_fatal() { None } else { files };
    (files, findings.sorted(&FILES))
}

fn whole(folder: &Path, findings: &mut Findings) -> Option<SessionFiles> {
    let session = settings::read(folder, findings);
    let mut addresses = Addresses::default();
    let speakers = people::read(folder, people::SPEAKERS, &mut addresses, findings);
    let webinars = webinars::read(folder, &speakers.ids, findings);
    let talks = talks::read(folder, &webinars, &speakers.ids, findings);
    let listeners = people::read(folder, people::LISTENERS, &mut addresses, findings);
    let registrations = registrations::read(folder, &webinars, &listeners.ids, findings);
    let watching = watching::read(folder, &webinars, &listeners.ids, findings);
    Some(SessionFiles {
        session: session?,
        webinars: webinars.lines.into_iter().map(|line| line.webinar).collect(),
        speakers: speakers.people,
        talks,
        listeners: listeners.people,
        registrations,
        watching,
    })
}
