//! What organizers type about a webinar, checked.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use club::schedule::{WebinarDraft, Working, WorkingWebinar};
use entity::{TalkId, WebinarForm};
use lang::Texts;

use super::read;
use crate::error::PageError;
use crate::fields::Fields;
use crate::form::Errors;
use crate::times::zone;
use crate::webinar::forms::safe_url;
use crate::webinar::times::capacity;

/// Languages that webinars are held in.
pub(crate) const LANGUAGES: [&str; 7] = ["ru", "en", "de", "fr", "zh", "tt", "ba"];

/// The form of a webinar, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct WebinarTyped {
    pub(super) title: String,
    pub(super) form: String,
    pub(super) track: String,
    pub(super) host: String,
    pub(super) day: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) zone: String,
    pub(super) platform: String,
    pub(super) stream_url: String,
    pub(super) capacity: String,
    pub(super) registration_ends: String,
    pub(super) language: String,
    pub(super) moderators: Vec<String>,
    /// Ids of talks, each with the place that was typed for it.
    pub(super) talks: Vec<(String, String)>,
}

impl WebinarTyped {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(super) fn read(fields: &Fields) -> Result<Self, PageError> {
        let (talks, places) = (fields.all("talk"), fields.all("talk_place"));
        if talks.len() != places.len() {
            return Err(PageError::BadRequest);
        }
        Ok(Self {
            title: fields.text("title")?,
            form: fields.text("form")?,
            track: fields.text("track")?,
            host: fields.text("host")?,
            day: fields.text("day")?,
            start: fields.text("start")?,
            end: fields.text("end")?,
            zone: fields.text("zone")?,
            platform: fields.text("platform")?,
            stream_url: fields.text("stream_url")?,
            capacity: fields.text("capacity")?,
            registration_ends: fields.text("registration_ends")?,
            language: fields.text("language")?,
            moderators: fields.all("moderator"),
            talks: talks.into_iter().zip(places).collect(),
        })
    }

    /// A webinar as it is stored.
    pub(super) fn of(line: &WorkingWebinar) -> Self {
        let row = &line.webinar;
        let clock = zone(&row.time_zone);
        let local = |at: DateTime<Utc>| at.with_timezone(&clock);
        let talks = (1_usize..).zip(&line.talks);
        Self {
            title: row.title.clone(),
            form: row.form.to_string(),
            track: row.track.to_string(),
            host: row.host_school_id.to_string(),
            day: local(line.starts_at).format("%Y-%m-%d").to_string(),
            start: local(line.starts_at).format("%H:%M").to_string(),
            end: local(line.ends_at).format("%H:%M").to_string(),
            zone: row.time_zone.clone(),
            platform: row.stream_platform.clone().unwrap_or_default(),
            stream_url: row.stream_url.clone().unwrap_or_default(),
            capacity: row.capacity.map(|places| places.to_string()).unwrap_or_default(),
            registration_ends: row.registration_ends_hours.map(|hours| hours.to_string()).unwrap_or_default(),
            language: row.language.clone(),
            moderators: line.moderators.iter().map(|(id, _)| id.to_string()).collect(),
            talks: talks.map(|(place, talk)| (talk.talk.id.to_string(), place.to_string())).collect(),
        }
    }

    /// A new webinar, with the talk for which it is made.
    pub(super) fn new(working: &Working, talk: Option<&str>) -> Self {
        let chosen = working.unplaced.iter().find(|one| Some(one.talk.id.to_string().as_str()) == talk);
        let school = working.schools.iter().find(|school| school.id == working.session.host_school_id);
        let school = school.or_else(|| working.schools.first());
        Self {
            title: chosen.map(|one| one.talk.topic.clone()).unwrap_or_default(),
            form: WebinarForm::Webinar.to_string(),
            track: "1".to_owned(),
            host: school.map(|school| school.id.to_string()).unwrap_or_default(),
            day: working.days().map(|(_, last)| last.to_string()).unwrap_or_default(),
            zone: working.session.time_zone.clone(),
            language: "ru".to_owned(),
            talks: chosen.map(|one| (one.talk.id.to_string(), "1".to_owned())).into_iter().collect(),
            ..Self::default()
        }
    }

    /// The webinar, once everything can be read.
    pub(super) fn check(&self, t: Texts) -> Result<WebinarDraft, Errors> {
        let mut errors = Errors::default();
        let title = errors.line("title", &self.title, 300, t);
        let form = self.choice("form", &self.form, &mut errors, t);
        let host = self.choice("host", &self.host, &mut errors, t);
        let clock: Option<Tz> = self.choice("zone", &self.zone, &mut errors, t);
        let zone = clock.unwrap_or(Tz::Europe__Moscow);
        let starts_at = read::instant(("day", &self.day), ("start", &self.start), zone, (&mut errors, t));
        let ends_at = read::instant(("day", &self.day), ("end", &self.end), zone, (&mut errors, t));
        // One that goes on over midnight ends on the next day.
        let ends_at = match (starts_at, ends_at) {
            (Some(start), Some(end)) if end < start => Some(end + chrono::TimeDelta::days(1)),
            (_, end) => end,
        };
        let track = read::track("track", &self.track, &mut errors, t);
        let platform = errors.optional_line("platform", &self.platform, 100, t);
        let stream_url = (!self.stream_url.trim().is_empty()).then(|| safe_url(self.stream_url.trim()));
        if stream_url.as_ref().is_some_and(Option::is_none) {
            errors.add("stream_url", t.say("page-broadcast-link-wrong"));
        }
        let capacity = capacity(&self.capacity, t).unwrap_or_else(|wrong| {
            errors.add("capacity", wrong.of("capacity").unwrap_or_default());
            None
        });
        let typed_hours = self.registration_ends.trim();
        let hours = typed_hours.parse::<i32>().ok().filter(|hours| (0..=672).contains(hours));
        if !typed_hours.is_empty() && hours.is_none() {
            errors.add("registration_ends", t.say("page-schedule-wrong-registration-ends"));
        }
        if !LANGUAGES.contains(&self.language.as_str()) {
            errors.add("language", t.say("page-schedule-wrong-choice"));
        }
        let moderators = self.moderators.iter().filter_map(|id| id.parse().ok()).collect();
        let talks = self.order(&mut errors, t);
        match (form, host, starts_at, ends_at) {
            (Some(form), Some(host_school), Some(starts_at), Some(ends_at)) if errors.is_empty() => {
                Ok(WebinarDraft {
                    title,
                    form,
                    track,
                    host_school,
                    moderators,
                    starts_at,
                    ends_at,
                    zone,
                    platform,
                    stream_url: stream_url.flatten(),
                    capacity,
                    registration_ends_hours: hours,
                    language: self.language.clone(),
                    talks,
                })
            }
            _ => Err(errors),
        }
    }

    #[expect(clippy::unused_self, reason = "it reads as a question to the form")]
    fn choice<V: std::str::FromStr>(
        &self,
        field: &'static str,
        typed: &str,
        errors: &mut Errors,
        t: Texts,
    ) -> Option<V> {
        let value = typed.parse().ok();
        if value.is_none() {
            errors.add(field, t.say("page-schedule-wrong-choice"));
        }
        value
    }

    /// Talks in the order of their numbers; those without one are left out.
    fn order(&self, errors: &mut Errors, t: Texts) -> Vec<TalkId> {
        let mut talks: Vec<(u32, TalkId)> = vec![];
        for (id, place) in self.talks.iter().filter(|(_, place)| !place.trim().is_empty()) {
            let place = place.trim().parse().ok().filter(|place| (1..=20).contains(place));
            match (id.parse(), place) {
                (Ok(id), Some(place)) => talks.push((place, id)),
                _ if errors.of("talk").is_none() => errors.add("talk", t.say("page-schedule-wrong-place")),
                _ => {}
            }
        }
        talks.sort_by_key(|(place, _)| *place);
        talks.into_iter().map(|(_, id)| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use lang::Lang;
    use uuid::Uuid;

    use super::*;

    const T: Texts = Texts(Lang::Ru);

    fn typed() -> WebinarTyped {
        WebinarTyped {
            title: " Родительское собрание ".to_owned(),
            form: "round_table".to_owned(),
            track: "2".to_owned(),
            host: Uuid::from_u128(7).to_string(),
            day: "2027-04-14".to_owned(),
            start: "14:30".to_owned(),
            end: "16:00".to_owned(),
            zone: "Asia/Yekaterinburg".to_owned(),
            language: "ru".to_owned(),
            talks: vec![
                (Uuid::from_u128(1).to_string(), "2".to_owned()),
                (Uuid::from_u128(2).to_string(), String::new()),
                (Uuid::from_u128(3).to_string(), "1".to_owned()),
            ],
            ..WebinarTyped::default()
        }
    }

    fn wrong(change: impl FnOnce(&mut WebinarTyped)) -> Vec<String> {
        let mut typed = typed();
        change(&mut typed);
        typed.check(T).unwrap_err().list().iter().map(|error| error.field.to_string()).collect()
    }

    #[test]
    fn a_webinar_is_read_with_its_talks_in_their_order() {
        let draft = typed().check(T).unwrap();
        assert_eq!((draft.title.as_str(), draft.form), ("Родительское собрание", WebinarForm::RoundTable));
        assert_eq!(draft.starts_at.to_rfc3339(), "2027-04-14T09:30:00+00:00");
        assert_eq!(draft.ends_at.to_rfc3339(), "2027-04-14T11:00:00+00:00");
        assert_eq!(draft.talks, [TalkId(Uuid::from_u128(3)), TalkId(Uuid::from_u128(1))]);
        let late = WebinarTyped { start: "23:30".to_owned(), end: "00:30".to_owned(), ..typed() };
        assert_eq!(late.check(T).unwrap().ends_at.to_rfc3339(), "2027-04-14T19:30:00+00:00");
    }

    #[test]
    fn what_cannot_be_is_named_at_its_field() {
        assert_eq!(wrong(|typed| typed.title = "\u{a0}".to_owned()), ["title"]);
        assert_eq!(wrong(|typed| typed.form = "party".to_owned()), ["form"]);
        assert_eq!(wrong(|typed| typed.host = "1 OR 1=1".to_owned()), ["host"]);
        assert_eq!(wrong(|typed| typed.zone = "Mars/X".to_owned()), ["zone"]);
        assert_eq!(wrong(|typed| typed.day = "31.04".to_owned()), ["day"]);
        assert_eq!(wrong(|typed| typed.start = "25:00".to_owned()), ["start"]);
        assert_eq!(wrong(|typed| typed.track = "0".to_owned()), ["track"]);
        assert_eq!(wrong(|typed| typed.stream_url = "javascript:alert(1)".to_owned()), ["stream_url"]);
        assert_eq!(wrong(|typed| typed.capacity = "１２".to_owned()), ["capacity"]);
        for hours in ["-1", "1.5", "673", "вчера"] {
            assert_eq!(wrong(|typed| typed.registration_ends = hours.to_owned()), ["registration_ends"]);
        }
        assert_eq!(wrong(|typed| typed.language = "xx".to_owned()), ["language"]);
        assert_eq!(wrong(|typed| typed.talks[0].1 = "1.5".to_owned()), ["talk"]);
    }
}
