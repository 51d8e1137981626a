//! A programme as cards by day.

use chrono::{DateTime, NaiveDate, Utc};
use club::session::{Programme, ProgrammeSpeaker, ProgrammeTalk, ProgrammeWebinar};
use entity::{WebinarState, session};
use lang::{Lang, Texts};

use crate::times::{WebinarTime, zone};

/// A session's head: what is the same on every page about it.
#[derive(Clone, Debug)]
pub(crate) struct SessionHead {
    pub(crate) slug: String,
    pub(crate) title: String,
    /// «12–16 апреля 2027 г.»; empty without webinars.
    pub(crate) dates: String,
    pub(crate) host_school: String,
    /// «Сургут, МСК+2»
    pub(crate) zone: String,
    pub(crate) level: String,
}

/// One day of a schedule.
#[derive(Clone, Debug)]
pub(crate) struct Day {
    pub(crate) title: String,
    pub(crate) on: NaiveDate,
    pub(crate) webinars: Vec<WebinarCard>,
}

/// A webinar in a schedule.
#[derive(Clone, Debug)]
pub(crate) struct WebinarCard {
    pub(crate) id: String,
    pub(crate) slug: String,
    pub(crate) code: String,
    pub(crate) title: String,
    /// «Мастер-класс»
    pub(crate) form: String,
    pub(crate) time: WebinarTime,
    /// Times that stand on the card, for the script that adds the reader's own.
    pub(crate) shown_times: String,
    pub(crate) host_school: String,
    pub(crate) talks: Vec<TalkLine>,
    pub(crate) phase: Phase,
}

/// How a webinar stands to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Ahead,
    Live,
    Over,
    Cancelled,
}

/// A talk of a webinar.
#[derive(Clone, Debug)]
pub(crate) struct TalkLine {
    /// Nothing when the webinar is called the same.
    pub(crate) topic: Option<String>,
    pub(crate) speakers: Vec<SpeakerLine>,
}

/// A speaker with what tells him or her from others.
#[derive(Clone, Debug)]
pub(crate) struct SpeakerLine {
    pub(crate) name: String,
    /// «учитель физики, МАОУ СОШ № 62, Мурино»
    pub(crate) about: String,
}

impl WebinarCard {
    /// Whether somebody may still register.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Ahead | Phase::Live)
    }

    /// Builds the card of a webinar as it stands now.
    pub(crate) fn of(webinar: &ProgrammeWebinar, now: DateTime<Utc>, lang: Lang) -> Self {
        let row = &webinar.webinar;
        let time = WebinarTime::of(row, &webinar.host_school.city, lang);
        let mut shown_times = time.start.clone();
        if let Some(moscow) = &time.moscow {
            shown_times = format!("{shown_times} {moscow}");
        }
        Self {
            id: row.id.to_string(),
            slug: row.slug.clone(),
            code: row.code.clone(),
            title: lang::typeset(&row.title),
            form: Texts(lang).say(&format!("page-webinar-form-{}", row.form)),
            shown_times,
            time,
            host_school: lang::typeset(&webinar.host_school.short_name),
            talks: webinar.talks.iter().map(|talk| TalkLine::of(talk, &row.title)).collect(),
            phase: phase(webinar, now),
        }
    }
}

fn phase(webinar: &ProgrammeWebinar, now: DateTime<Utc>) -> Phase {
    let row = &webinar.webinar;
    if row.state == WebinarState::Cancelled {
        Phase::Cancelled
    } else if row.ends_at <= now {
        Phase::Over
    } else if row.starts_at <= now {
        Phase::Live
    } else {
        Phase::Ahead
    }
}

impl TalkLine {
    fn of(talk: &ProgrammeTalk, webinar_title: &str) -> Self {
        let topic = &talk.talk.topic;
        Self {
            topic: (topic != webinar_title).then(|| lang::typeset(topic)),
            speakers: talk.speakers.iter().map(SpeakerLine::of).collect(),
        }
    }
}

impl SpeakerLine {
    /// A speaker as anybody may see him or her.
    pub(crate) fn of(speaker: &ProgrammeSpeaker) -> Self {
        let parts = [&speaker.position, &speaker.school_name, &speaker.city];
        let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        Self { name: speaker.name.clone(), about: lang::typeset(&said.join(", ")) }
    }
}

impl SessionHead {
    /// The head of a programme.
    pub(crate) fn of(programme: &Programme, lang: Lang) -> Self {
        let session = &programme.session;
        let zone = zone(&session.time_zone);
        let starts: Vec<_> = programme.webinars.iter().map(|webinar| webinar.webinar.starts_at).collect();
        let day = |at: &DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let dates = match (starts.iter().min(), starts.iter().max()) {
            (Some(first), Some(last)) => lang::date_range(day(first), day(last), lang),
            _ => String::new(),
        };
        let city = programme.host_school.city.as_str();
        let at = starts.first().copied().unwrap_or(session.created_at);
        Self {
            slug: session.slug.clone(),
            title: title(session),
            dates,
            host_school: lang::typeset(&programme.host_school.short_name),
            zone: lang::zone_label((!city.is_empty()).then_some(city), zone, at, lang),
            level: Texts(lang).say(&format!("page-session-level-{}", session.level)),
        }
    }
}

/// A session's title with its no-break spaces.
pub(crate) fn title(session: &session::Model) -> String {
    lang::typeset(&session.title)
}

/// A programme by day, in the order of time.
pub(crate) fn days(programme: &Programme, now: DateTime<Utc>, lang: Lang) -> Vec<Day> {
    by_day(programme.webinars.iter().map(|webinar| WebinarCard::of(webinar, now, lang)))
}

/// Webinars under the days on which they are.
pub(crate) fn by_day(cards: impl Iterator<Item = WebinarCard>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for card in cards {
        match days.iter_mut().find(|day| day.on == card.time.on) {
            Some(day) => day.webinars.push(card),
            None => days.push(Day { title: card.time.day.clone(), on: card.time.on, webinars: vec![card] }),
        }
    }
    days.sort_by_key(|day| day.on);
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::data;

    #[test]
    fn a_schedule_goes_by_the_day_of_its_zone() {
        let programme = data::programme(Lang::Ru);
        let days = days(&programme, data::before(), Lang::Ru);
        let codes: Vec<Vec<&str>> = days
            .iter()
            .map(|day| day.webinars.iter().map(|webinar| webinar.code.as_str()).collect())
            .collect();
        assert_eq!(codes, [vec!["S01", "S02"], vec!["S03"]]);
    }

    #[test]
    fn a_topic_that_repeats_the_title_is_not_said_twice() {
        let programme = data::programme(Lang::Ru);
        let cards = days(&programme, data::before(), Lang::Ru);
        let topics: Vec<_> = cards[0].webinars[0].talks.iter().map(|talk| talk.topic.clone()).collect();
        assert_eq!(topics[0], None);
        assert!(topics[1].is_some());
    }

    #[test]
    fn a_webinar_is_open_until_it_ends() {
        let programme = data::programme(Lang::Ru);
        let webinar = &programme.webinars[0];
        let at = |minutes| {
            WebinarCard::of(
                webinar,
                webinar.webinar.starts_at + chrono::TimeDelta::minutes(minutes),
                Lang::Ru,
            )
            .phase
        };
        assert_eq!([at(-1), at(0), at(59), at(60)], [Phase::Ahead, Phase::Live, Phase::Live, Phase::Over]);
    }
}
