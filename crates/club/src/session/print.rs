//! The programme on paper.

use std::sync::LazyLock;

use certificates::{Fonts, ProgrammeDay, ProgrammeRow, draw_programme};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::WebinarState;
use lang::{Lang, Texts};

use super::{Programme, ProgrammeWebinar, PublicBreak};

/// Why the programme was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("the fonts of the program cannot be read: {0}")]
    Fonts(String),
    #[error("the programme cannot be drawn")]
    Draw(#[from] certificates::ProgrammeError),
}

/// A programme as a PDF of several sheets, with the times of its zone and of Moscow; the same programme gives the same bytes.
///
/// # Errors
/// See [`PrintError`].
pub fn print(programme: &Programme, lang: Lang) -> Result<Vec<u8>, PrintError> {
    static FONTS: LazyLock<Result<Fonts, String>> =
        LazyLock::new(|| Fonts::libertinus().map_err(|error| error.to_string()));
    let fonts = FONTS.as_ref().map_err(|reason| PrintError::Fonts(reason.clone()))?;
    Ok(draw_programme(&sheet(programme, lang), fonts)?)
}

fn sheet(programme: &Programme, lang: Lang) -> certificates::Programme {
    let (session, t) = (&programme.session, Texts(lang));
    let zone: Tz = session.time_zone.parse().unwrap_or(Tz::Europe__Moscow);
    let told = programme.release.as_ref().map(|release| release.published_at);
    let told = told.or(session.published_at).unwrap_or(session.created_at);
    let city = Some(programme.host_school.city.as_str()).filter(|city| !city.is_empty());
    let first = programme.webinars.first().map_or(session.created_at, |line| line.webinar.starts_at);
    let zone_label = lang::zone_label(city, zone, first, lang);
    let on = told.with_timezone(&zone).date_naive();
    let mut lines = vec![
        lang::typeset(&programme.host_school.short_name),
        t.say_with("page-feed-zone", &[("zone", zone_label.into())]),
    ];
    if let Some(release) = &programme.release {
        let about = [("number", release.number.into()), ("date", lang::date(on, lang).into())];
        lines.push(t.say_with("page-feed-version", &about));
    }
    certificates::Programme {
        title: lang::typeset(&session.title),
        lines,
        days: days(programme, zone, lang),
        page_of: t.say_with("page-feed-page", &[("number", "{number}".into()), ("all", "{all}".into())]),
        language: lang,
        issued_on: on,
        author: programme.host_school.short_name.clone(),
    }
}

fn days(programme: &Programme, zone: Tz, lang: Lang) -> Vec<ProgrammeDay> {
    let webinars = programme.webinars.iter().map(|line| (line.webinar.starts_at, webinar(line, zone, lang)));
    let breaks = programme.breaks.iter().map(|pause| (pause.starts_at, pause_row(pause, zone, lang)));
    let mut rows: Vec<(DateTime<Utc>, ProgrammeRow)> = webinars.chain(breaks).collect();
    rows.sort_by_key(|(at, _)| *at);
    let mut days: Vec<(chrono::NaiveDate, ProgrammeDay)> = vec![];
    for (at, row) in rows {
        let on = at.with_timezone(&zone).date_naive();
        match days.last_mut().filter(|(day, _)| *day == on) {
            Some((_, day)) => day.rows.push(row),
            None => {
                let title = crate::emails::capitalised(&lang::weekday_date(on, lang));
                days.push((on, ProgrammeDay { title, rows: vec![row] }));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn times(from: DateTime<Utc>, until: DateTime<Utc>, zone: Tz, lang: Lang) -> (String, String) {
    let time = |at: DateTime<Utc>, zone: Tz| lang::time(at.with_timezone(&zone));
    let here = format!("{}–{}", time(from, zone), time(until, zone));
    let moscow = Tz::Europe__Moscow;
    if time(from, zone) == time(from, moscow) {
        return (here, String::new());
    }
    let there = Texts(lang).say_with("page-time-in-moscow", &[("time", time(from, moscow).into())]);
    (here, there)
}

fn webinar(line: &ProgrammeWebinar, zone: Tz, lang: Lang) -> ProgrammeRow {
    let (row, t) = (&line.webinar, Texts(lang));
    let (time, other_time) = times(row.starts_at, row.ends_at, zone, lang);
    let mut about = vec![];
    if row.state == WebinarState::Cancelled {
        about.push(t.say("page-webinar-cancelled"));
    }
    for talk in &line.talks {
        if talk.talk.topic != row.title {
            about.push(lang::typeset(&talk.talk.topic));
        }
        for speaker in &talk.speakers {
            let parts = [&speaker.name, &speaker.position, &speaker.school_name, &speaker.city];
            let said: Vec<&str> =
                parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            about.push(lang::typeset(&said.join(", ")));
        }
    }
    let form = t.say(&format!("page-webinar-form-{}", row.form));
    about.push(format!("{form} · {}", lang::typeset(&line.host_school.short_name)));
    ProgrammeRow { time, other_time, title: lang::typeset(&row.title), about }
}

fn pause_row(pause: &PublicBreak, zone: Tz, lang: Lang) -> ProgrammeRow {
    let (time, other_time) = times(pause.starts_at, pause.ends_at, zone, lang);
    ProgrammeRow { time, other_time, title: lang::typeset(&pause.title), about: vec![] }
}
