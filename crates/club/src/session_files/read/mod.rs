//! Reading a folder and checking it as a whole: every problem is named, not only the first.

mod findings;
mod people;
mod registrations;
mod settings;
mod table;
mod talks;
mod webinars;

use std::path::Path;

use super::{Problem, SessionFiles};
use findings::Findings;
use people::Addresses;

/// The order in which problems are told.
const FILES: [&str; 7] = [
    settings::FILE,
    "speakers.csv",
    webinars::FILE,
    talks::FILE,
    "listeners.csv",
    registrations::FILE,
    registrations::WATCHING,
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
    let speakers = people::read(folder, "speakers.csv", &mut Addresses::default(), findings);
    let lines = webinars::read(folder, findings);
    let listeners = people::read(folder, "listeners.csv", &mut Addresses::default(), findings);
    // What refers to a broken file would be a problem of that file again and again.
    let can_refer = !findings.any_fatal();
    let (talks, registrations, watching) = if can_refer {
        (
            talks::read(folder, &lines, &speakers, findings),
            registrations::read(folder, &lines, &listeners, findings),
            registrations::watching(folder, &lines, &listeners, findings),
        )
    } else {
        (vec![], vec![], vec![])
    };
    Some(SessionFiles {
        session: session?,
        webinars: lines.into_iter().map(|line| line.webinar).collect(),
        speakers,
        talks,
        listeners,
        registrations,
        watching,
    })
}
