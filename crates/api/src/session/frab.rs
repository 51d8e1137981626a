//! The programme in the schedule format of frab and C3VOC, as JSON and as XML: conference programs and video crews read it.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use club::Settings;
use club::session::{Programme, ProgrammeWebinar};
use entity::WebinarState;
use lang::Texts;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::times::zone;

/// A programme as the format sees it.
pub(crate) struct Frab<'a> {
    programme: &'a Programme,
    settings: &'a Settings,
    zone: Tz,
    t: Texts,
}

/// A day with its rooms, each with its webinars.
type Day<'a> = (NaiveDate, Vec<Room<'a>>);

/// A track with its webinars.
type Room<'a> = (String, Vec<Event<'a>>);

/// A webinar as the format sees it.
struct Event<'a> {
    webinar: &'a ProgrammeWebinar,
    start: DateTime<Tz>,
    room: String,
}

impl<'a> Frab<'a> {
    pub(crate) fn of(programme: &'a Programme, settings: &'a Settings, t: Texts) -> Self {
        Self { programme, settings, zone: zone(&programme.session.time_zone), t }
    }

    /// What takes place, by day and room, each in the order of time. What is cancelled is not in it.
    fn days(&self) -> Vec<Day<'a>> {
        let mut days: Vec<Day<'a>> = vec![];
        let planned =
            self.programme.webinars.iter().filter(|line| line.webinar.state == WebinarState::Planned);
        for webinar in planned {
            let start = webinar.webinar.starts_at.with_timezone(&self.zone);
            let room = self.t.say_with("page-feed-track", &[("track", webinar.webinar.track.into())]);
            let event = Event { webinar, start, room: room.clone() };
            let on = start.date_naive();
            if days.iter().all(|(day, _)| *day != on) {
                days.push((on, vec![]));
            }
            for (_, rooms) in days.iter_mut().filter(|(day, _)| *day == on) {
                if rooms.iter().all(|(name, _)| *name != room) {
                    rooms.push((room.clone(), vec![]));
                }
            }
            let rooms = days.iter_mut().find(|(day, _)| *day == on).map(|(_, rooms)| rooms);
            let events = rooms.and_then(|rooms| rooms.iter_mut().find(|(name, _)| *name == room));
            if let Some((_, events)) = events {
                events.push(event);
            }
        }
        days.sort_by_key(|(day, _)| *day);
        for (_, rooms) in &mut days {
            rooms.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        days
    }

    fn version(&self) -> String {
        self.programme.release.as_ref().map_or_else(|| "0".to_owned(), |release| release.number.to_string())
    }

    /// Letters, digits and underscores only.
    fn acronym(&self) -> String {
        self.programme.session.slug.replace('-', "_").to_lowercase()
    }

    fn address(&self, path: &str) -> String {
        self.settings.address(path)
    }

    /// The first and the last moment of a day in the session's zone.
    fn bounds(&self, on: NaiveDate) -> (String, String) {
        let at = |hour: u32, minute: u32| {
            let time = on.and_hms_opt(hour, minute, 0).unwrap_or_default();
            time.and_local_timezone(self.zone).earliest().map(|at| stamp(&at)).unwrap_or_default()
        };
        (at(0, 0), at(23, 59))
    }

    /// The whole programme as JSON.
    pub(crate) fn json(&self) -> Value {
        let days = self.days();
        let date = |day: Option<&(NaiveDate, _)>| day.map(|(day, _)| day.to_string()).unwrap_or_default();
        let mut names: Vec<&str> =
            days.iter().flat_map(|(_, rooms)| rooms).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let rooms: Vec<Value> = names
            .iter()
            .map(|name| json!({ "name": name, "guid": guid(&format!("{} {name}", self.acronym())), "type": "online" }))
            .collect();
        json!({
            "$schema": "https://c3voc.de/schedule/schema.json",
            "generator": { "name": "Web-club", "version": env!("CARGO_PKG_VERSION") },
            "schedule": {
                "version": self.version(),
                "base_url": self.address("/"),
                "conference": {
                    "acronym": self.acronym(),
                    "title": self.programme.session.title,
                    "start": date(days.first()),
                    "end": date(days.last()),
                    "daysCount": days.len(),
                    "timeslot_duration": "00:30",
                    "time_zone_name": self.zone.name(),
                    "url": self.address(&format!("/s/{}", self.programme.session.slug)),
                    "rooms": rooms,
                    "days": (1_usize..).zip(&days).map(|(index, day)| self.day_json(index, day)).collect::<Vec<_>>(),
                },
            },
        })
    }

    fn day_json(&self, index: usize, (on, rooms): &Day<'_>) -> Value {
        let (start, end) = self.bounds(*on);
        let rooms: serde_json::Map<String, Value> = rooms
            .iter()
            .map(|(name, events)| (name.clone(), events.iter().map(|event| self.event_json(event)).collect()))
            .collect();
        json!({ "index": index, "date": on.to_string(), "day_start": start, "day_end": end, "rooms": rooms })
    }

    fn event_json(&self, event: &Event<'_>) -> Value {
        let row = &event.webinar.webinar;
        let people: Vec<Value> = speakers(event.webinar)
            .iter()
            .map(|(id, name)| json!({ "id": number(id), "guid": guid(id), "public_name": name }))
            .collect();
        let address = self.address(&format!("/w/{}", row.slug));
        json!({
            "guid": row.id,
            "id": number(&row.id.to_string()),
            "code": code(&row.code),
            "date": stamp(&event.start),
            "start": event.start.format("%H:%M").to_string(),
            "end": stamp(&row.ends_at.with_timezone(&self.zone)),
            "duration": duration(event.webinar),
            "room": event.room,
            "slug": row.slug,
            "url": address,
            "title": row.title,
            "subtitle": "",
            "track": event.webinar.host_school.short_name,
            "type": self.t.say(&format!("page-webinar-form-{}", row.form)),
            "language": row.language,
            "abstract": about(event.webinar),
            "description": "",
            "persons": people,
            "links": [],
        })
    }

    /// The whole programme as XML.
    pub(crate) fn xml(&self) -> Result<String, std::fmt::Error> {
        let days = self.days();
        let slug = &self.programme.session.slug;
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n");
        writeln!(xml, "<generator name=\"Web-club\" version=\"{}\"/>", env!("CARGO_PKG_VERSION"))?;
        tag(&mut xml, "url", &self.address(&format!("/s/{slug}/schedule.xml")))?;
        tag(&mut xml, "version", &self.version())?;
        xml.push_str("<conference>\n");
        tag(&mut xml, "title", &self.programme.session.title)?;
        tag(&mut xml, "acronym", &self.acronym())?;
        if let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) {
            tag(&mut xml, "start", &first.to_string())?;
            tag(&mut xml, "end", &last.to_string())?;
        }
        tag(&mut xml, "days", &days.len().to_string())?;
        tag(&mut xml, "timeslot_duration", "00:30")?;
        tag(&mut xml, "base_url", &self.address("/"))?;
        tag(&mut xml, "url", &self.address(&format!("/s/{slug}")))?;
        tag(&mut xml, "time_zone_name", self.zone.name())?;
        xml.push_str("</conference>\n");
        for (index, (on, rooms)) in (1_usize..).zip(&days) {
            let (start, end) = self.bounds(*on);
            writeln!(xml, "<day index=\"{index}\" date=\"{on}\" start=\"{start}\" end=\"{end}\">")?;
            for (name, events) in rooms {
                let guid = guid(&format!("{} {name}", self.acronym()));
                writeln!(xml, "<room name=\"{}\" guid=\"{guid}\">", escaped(name))?;
                for event in events {
                    self.event_xml(&mut xml, event)?;
                }
                xml.push_str("</room>\n");
            }
            xml.push_str("</day>\n");
        }
        xml.push_str("</schedule>\n");
        Ok(xml)
    }

    fn event_xml(&self, xml: &mut String, event: &Event<'_>) -> std::fmt::Result {
        let row = &event.webinar.webinar;
        writeln!(xml, "<event guid=\"{}\" id=\"{}\">", row.id, number(&row.id.to_string()))?;
        tag(xml, "room", &event.room)?;
        tag(xml, "title", &row.title)?;
        tag(xml, "subtitle", "")?;
        tag(xml, "type", &self.t.say(&format!("page-webinar-form-{}", row.form)))?;
        tag(xml, "date", &stamp(&event.start))?;
        tag(xml, "start", &event.start.format("%H:%M").to_string())?;
        tag(xml, "duration", &duration(event.webinar))?;
        tag(xml, "abstract", &about(event.webinar))?;
        tag(xml, "slug", &row.slug)?;
        tag(xml, "track", &event.webinar.host_school.short_name)?;
        tag(xml, "language", &row.language)?;
        tag(xml, "description", "")?;
        tag(xml, "url", &self.address(&format!("/w/{}", row.slug)))?;
        xml.push_str("<persons>");
        for (id, name) in speakers(event.webinar) {
            write!(xml, "<person id=\"{}\" guid=\"{}\">{}</person>", number(&id), guid(&id), escaped(&name))?;
        }
        xml.push_str("</persons>\n<links/>\n</event>\n");
        Ok(())
    }
}

fn tag(xml: &mut String, name: &str, text: &str) -> std::fmt::Result {
    writeln!(xml, "<{name}>{}</{name}>", escaped(text))
}

/// A text within XML: what XML cannot hold is left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}

/// `2027-04-12T14:30:00+05:00`
fn stamp(at: &DateTime<Tz>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `01:30`
fn duration(webinar: &ProgrammeWebinar) -> String {
    let minutes = (webinar.webinar.ends_at - webinar.webinar.starts_at).num_minutes();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A number from 1 that stays the same, for programs that know no other ids: of 48 bits, so that every language can hold it.
fn number(id: &str) -> u64 {
    let hash = Sha256::digest(id);
    hash.iter().take(6).fold(0, |number, byte| (number << 8) | u64::from(*byte)) + 1
}

/// An id made of a text, always the same.
fn guid(text: &str) -> uuid::Uuid {
    let hash = Sha256::digest(format!("webclub {text}"));
    uuid::Builder::from_custom_bytes(hash.first_chunk().copied().unwrap_or_default()).into_uuid()
}

/// Capital letters and digits only.
fn code(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Ids and names, each once.
fn speakers(webinar: &ProgrammeWebinar) -> Vec<(String, String)> {
    let mut people: Vec<(String, String)> = vec![];
    for speaker in webinar.talks.iter().flat_map(|talk| &talk.speakers) {
        let id = speaker.person_id.to_string();
        if people.iter().all(|(known, _)| *known != id) {
            people.push((id, speaker.name.clone()));
        }
    }
    people
}

/// The topics of its talks, where they say more than the title.
fn about(webinar: &ProgrammeWebinar) -> String {
    let topics = webinar.talks.iter().map(|talk| talk.talk.topic.as_str());
    topics.filter(|topic| *topic != webinar.webinar.title).collect::<Vec<_>>().join("\n")
}
