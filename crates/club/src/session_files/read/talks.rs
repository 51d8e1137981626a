//! talks.csv

use std::path::Path;

use entity::{MaterialState, TalkState};

use super::findings::Findings;
use super::table::{self, Row};
use super::webinars::Line;
use crate::session_files::{FilePerson, FileTalk};

pub(super) const FILE: &str = "talks.csv";

const COLUMNS: [&str; 8] =
    ["talk", "webinar", "speaker", "topic", "minutes", "status", "materials", "references_count"];

/// The talks of the session: of speakers and webinars that are there.
pub(super) fn read(
    folder: &Path,
    webinars: &[Line],
    speakers: &[FilePerson],
    findings: &mut Findings,
) -> Vec<FileTalk> {
    let mut talks: Vec<FileTalk> = vec![];
    let Some(rows) = table::rows(folder, FILE, &COLUMNS, findings) else { return talks };
    for row in rows {
        if talks.iter().any(|talk| talk.code == row.text("talk")) || row.text("talk").is_empty() {
            findings.fatal(row.place(), format!("Код «{}» пуст или уже был.", row.text("talk")));
            continue;
        }
        check_references(&row, webinars, speakers, findings);
        talks.extend(talk(&row, findings));
    }
    for line in webinars {
        let named = |speaker: &&String| {
            !talks.iter().any(|talk| talk.webinar == line.webinar.code && talk.speaker == **speaker)
        };
        for speaker in line.speakers.iter().filter(named) {
            findings.doubtful(line.place, format!("Докладчик {speaker} назван здесь, но темы у него нет."));
        }
    }
    talks
}

fn check_references(row: &Row, webinars: &[Line], speakers: &[FilePerson], findings: &mut Findings) {
    let (webinar, speaker) = (row.text("webinar"), row.text("speaker"));
    if !speakers.iter().any(|person| person.id == speaker) {
        findings.fatal(row.place(), format!("Докладчика {speaker} нет в speakers.csv."));
    }
    match webinars.iter().find(|line| line.webinar.code == webinar) {
        None => findings.fatal(row.place(), format!("Вебинара {webinar} нет в webinars.csv.")),
        Some(line) if !line.speakers.iter().any(|named| named == speaker) => {
            findings
                .doubtful(row.place(), format!("Докладчик {speaker} не назван в строке вебинара {webinar}."));
        }
        Some(_) => {}
    }
}

fn talk(row: &Row, findings: &mut Findings) -> Option<FileTalk> {
    let place = row.place();
    let topic = findings.need(lang::one_line(row.text("topic"), 300), place, |_| {
        "Тема пуста или длиннее 300 знаков.".to_owned()
    });
    let minutes = number(row, "minutes", 1..=600, findings);
    let references = number(row, "references_count", 0..=10_000, findings);
    let state = findings.need(state(row.text("status")).ok_or(()), place, |()| {
        format!("Нет такого состояния: «{}».", row.text("status"))
    });
    let materials = findings.need(row.text("materials").parse::<MaterialState>(), place, |_| {
        format!("Материалы — missing, received или needs_fix, а не «{}».", row.text("materials"))
    });
    Some(FileTalk {
        code: row.text("talk").to_owned(),
        webinar: row.text("webinar").to_owned(),
        speaker: row.text("speaker").to_owned(),
        topic: topic?,
        minutes: minutes?,
        state: state?,
        materials: materials?,
        references_count: references?,
    })
}

/// An accepted talk that stands in a webinar is scheduled.
fn state(word: &str) -> Option<TalkState> {
    match word.parse().ok()? {
        TalkState::Accepted | TalkState::Confirmed => Some(TalkState::Scheduled),
        state => Some(state),
    }
}

fn number(
    row: &Row,
    column: &str,
    range: std::ops::RangeInclusive<i32>,
    findings: &mut Findings,
) -> Option<i32> {
    let value = row.text(column).parse::<i32>().ok().filter(|value| range.contains(value));
    findings.need(value.ok_or(()), row.place(), |()| {
        format!("{column} — целое число от {} до {}.", range.start(), range.end())
    })
}
