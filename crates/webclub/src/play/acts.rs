//! What people do according to the files, in the order of time.

use std::collections::{BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use club::attendance::BEAT_SECONDS;
use club::session_files::{FileWatching, SessionFiles};

/// One thing that somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// The organizer publishes the session.
    Publish,
    /// A listener registers: the index of the line among the registrations.
    Register(usize),
    /// A listener presses the button behind the join link.
    Join { listener: String, webinar: String },
    /// An open watch page says that it is open.
    Beat { listener: String, webinar: String, page: String },
}

/// Every act with its time, earliest first; acts of one instant in the order of the files.
pub(super) fn of(files: &SessionFiles) -> VecDeque<(DateTime<Utc>, Act)> {
    let mut acts = vec![];
    if let Some(first) = files.registrations.iter().map(|line| line.registered_at).min() {
        acts.push((first - super::PUBLISHED_BEFORE, Act::Publish));
    } else if let Some(first) = files.webinars.iter().map(|webinar| webinar.starts_at).min() {
        acts.push((first - TimeDelta::days(7), Act::Publish));
    }
    acts.extend(
        files
            .registrations
            .iter()
            .enumerate()
            .map(|(index, line)| (line.registered_at, Act::Register(index))),
    );
    let mut joined = BTreeSet::new();
    for (index, span) in files.watching.iter().enumerate() {
        if joined.insert((&span.listener, &span.webinar)) {
            let (listener, webinar) = (span.listener.clone(), span.webinar.clone());
            acts.push((span.from, Act::Join { listener, webinar }));
        }
        acts.extend(beats(span, index));
    }
    acts.sort_by_key(|(at, _)| *at);
    acts.into()
}

/// A watch page of its own for each span: it beats at once and when it is closed. Between them every second beat is left out, as a slow
/// line may lose it: a span holds until three are missed, and a rehearsal takes half the time.
fn beats(span: &FileWatching, index: usize) -> Vec<(DateTime<Utc>, Act)> {
    let act = || Act::Beat {
        listener: span.listener.clone(),
        webinar: span.webinar.clone(),
        page: format!("page-{index}"),
    };
    let step = TimeDelta::seconds(2 * i64::from(BEAT_SECONDS));
    let mut beats = vec![];
    let mut at = span.from;
    while at < span.until {
        beats.push((at, act()));
        at += step;
    }
    beats.push((span.until, act()));
    beats
}
