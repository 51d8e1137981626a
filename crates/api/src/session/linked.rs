//! The programme as search engines read it: schema.org in JSON-LD.

use club::session::{Programme, ProgrammeSpeaker, ProgrammeWebinar, PublicSchool};
use entity::WebinarState;
use serde_json::{Value, json};

use crate::times::machine;

/// A session with its webinars, ready to stand in a page; `address` makes whole addresses of paths.
pub(crate) fn json(programme: &Programme, address: &dyn Fn(&str) -> String) -> String {
    let session = &programme.session;
    let starts = programme.webinars.iter().map(|line| line.webinar.starts_at).min();
    let ends = programme.webinars.iter().map(|line| line.webinar.ends_at).max();
    let series = json!({
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": session.title,
        "url": address(&format!("/s/{}", session.slug)),
        "startDate": starts.map(machine),
        "endDate": ends.map(machine),
        "organizer": organizer(&programme.host_school),
        "subEvent": programme.webinars.iter().map(|line| event(line, address)).collect::<Vec<_>>(),
    });
    // Within a page nothing may end the script early.
    series.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn organizer(school: &PublicSchool) -> Value {
    json!({ "@type": "EducationalOrganization", "name": school.short_name, "address": school.city })
}

fn event(line: &ProgrammeWebinar, address: &dyn Fn(&str) -> String) -> Value {
    let row = &line.webinar;
    let url = address(&format!("/w/{}", row.slug));
    let status = match row.state {
        WebinarState::Planned => "https://schema.org/EventScheduled",
        WebinarState::Cancelled => "https://schema.org/EventCancelled",
    };
    let speakers = line.talks.iter().flat_map(|talk| &talk.speakers);
    let person = |speaker: &ProgrammeSpeaker| json!({ "@type": "Person", "name": speaker.name, "jobTitle": speaker.position });
    json!({
        "@type": "EducationEvent",
        "name": row.title,
        "url": url,
        "startDate": machine(row.starts_at),
        "endDate": machine(row.ends_at),
        "eventStatus": status,
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "inLanguage": row.language,
        "isAccessibleForFree": true,
        "location": { "@type": "VirtualLocation", "url": url },
        "organizer": organizer(&line.host_school),
        "performer": speakers.map(person).collect::<Vec<_>>(),
    })
}
