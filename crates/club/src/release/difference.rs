//! How one version of a programme differs from another: a pure function.

use entity::WebinarState;

use super::{Change, ChangedWebinar, Snapshot, What};
use crate::session::{ProgrammeSpeaker, ProgrammeWebinar, PublicWebinar};

/// What has changed, webinar by webinar in the order of the later programme; those that are gone come last.
#[must_use]
pub fn difference(before: &Snapshot, after: &Snapshot) -> Vec<Change> {
    let find = |webinars: &[ProgrammeWebinar], wanted: &PublicWebinar| {
        webinars.iter().find(|webinar| webinar.webinar.id == wanted.id).cloned()
    };
    let mut changes = vec![];
    for webinar in &after.webinars {
        let what = match find(&before.webinars, &webinar.webinar) {
            Some(earlier) => of_webinar(&earlier, webinar),
            // What was cancelled before anybody saw it is no news.
            None if webinar.webinar.state == WebinarState::Cancelled => vec![],
            None => vec![What::Added],
        };
        changes.extend(what.into_iter().map(|what| Change { webinar: Some(changed(webinar)), what }));
    }
    let is_gone = |webinar: &&ProgrammeWebinar| find(&after.webinars, &webinar.webinar).is_none();
    let gone = before.webinars.iter().filter(is_gone);
    changes.extend(gone.map(|webinar| Change { webinar: Some(changed(webinar)), what: What::Removed }));
    if before.breaks != after.breaks {
        changes.push(Change { webinar: None, what: What::Breaks });
    }
    changes
}

fn changed(webinar: &ProgrammeWebinar) -> ChangedWebinar {
    let row = &webinar.webinar;
    ChangedWebinar {
        id: row.id,
        slug: row.slug.clone(),
        title: row.title.clone(),
        time_zone: row.time_zone.clone(),
        city: webinar.host_school.city.clone(),
        starts_at: row.starts_at,
    }
}

fn of_webinar(before: &ProgrammeWebinar, after: &ProgrammeWebinar) -> Vec<What> {
    let (was, is) = (&before.webinar, &after.webinar);
    if is.state == WebinarState::Cancelled {
        let is_new = was.state != WebinarState::Cancelled;
        return if is_new { vec![What::Cancelled] } else { vec![] };
    }
    let mut what = vec![];
    if (was.starts_at, was.ends_at) != (is.starts_at, is.ends_at) {
        what.push(What::Moved { from: was.starts_at });
    }
    if was.title != is.title {
        what.push(What::Renamed { from: was.title.clone() });
    }
    what.extend(of_speakers(before, after));
    if topics(before) != topics(after) {
        what.push(What::Topics);
    }
    if details(before) != details(after) {
        what.push(What::Details);
    }
    what
}

fn of_speakers(before: &ProgrammeWebinar, after: &ProgrammeWebinar) -> Vec<What> {
    let (was, is) = (speakers(before), speakers(after));
    let missing_in = |others: &[&ProgrammeSpeaker], speaker: &ProgrammeSpeaker| {
        others.iter().all(|other| other.person_id != speaker.person_id)
    };
    let added: Vec<String> =
        is.iter().filter(|one| missing_in(&was, one)).map(|one| one.name.clone()).collect();
    let gone: Vec<_> = was.iter().filter(|one| missing_in(&is, one)).collect();
    let mut what = vec![];
    if !added.is_empty() {
        what.push(What::SpeakersAdded { names: added });
    }
    if !gone.is_empty() {
        what.push(What::SpeakersGone {
            names: gone.iter().map(|one| one.name.clone()).collect(),
            people: gone.iter().map(|one| one.person_id).collect(),
        });
    }
    what
}

fn speakers(webinar: &ProgrammeWebinar) -> Vec<&ProgrammeSpeaker> {
    let mut speakers: Vec<&ProgrammeSpeaker> = vec![];
    for speaker in webinar.talks.iter().flat_map(|talk| &talk.speakers) {
        if speakers.iter().all(|known| known.person_id != speaker.person_id) {
            speakers.push(speaker);
        }
    }
    speakers
}

/// Topics of talks that both programmes have; new talks come with new speakers or are told as topics all the same.
fn topics(webinar: &ProgrammeWebinar) -> Vec<&str> {
    webinar
        .talks
        .iter()
        // A webinar of one talk is called like it: one piece of news, not two.
        .filter(|talk| talk.talk.topic != webinar.webinar.title)
        .map(|talk| talk.talk.topic.as_str())
        .collect()
}

fn details(webinar: &ProgrammeWebinar) -> impl PartialEq {
    let row = &webinar.webinar;
    (
        row.form,
        row.track,
        row.host_school_id,
        row.stream_platform.clone(),
        row.language.clone(),
        row.time_zone.clone(),
    )
}
