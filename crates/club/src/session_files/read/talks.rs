//! talks.csv

use std::collections::BTreeSet;
use std::path::Path;

use entity::{MaterialState, TalkState};

use super::findings::Findings;
use super::table::{self, Ids, Row};
use super::webinars::Webinars;
use crate::session_files::FileTalk;

pub(super) const FILE: &str = "talks.csv";

const COLUMNS: [&str; 8] =
    ["talk", "webinar", "speaker", "topic", "minutes", "status", "materials", "references_count"];

/// The talks of the session: of speakers and webinars that are there.
pub(super) fn read(
    folder: &Path,
    webinars: &Webinars,
    speakers: &Ids,
    findings: &mut Findings,
) -> Vec<FileTalk> {
    let Some(table) = table::read(folder, FILE, &COLUMNS, findings) else { return vec![] };
    let (mut talks, mut seen, mut given) = (vec![], BTreeSet::new(), BTreeSet::new());
    for row in table.rows() {
        let code = row.text("talk");
        if code.is_empty() {
            findings.fatal(row.place(), "У выступления нет кода в столбце talk.");
        } else if !seen.insert(code) {
            findings.fatal(row.place(), format!("Код «{code}» уже был: у каждого выступления он свой."));
        }
        given.insert((row.text("webinar"), row.text("speaker")));
        check_references(row, webinars, speakers, findings);
        talks.extend(talk(row, findings));
    }
    for line in &webinars.lines {
        for speaker in &line.speakers {
            if speakers.has(speaker) && !given.contains(&(line.webinar.code.as_str(), speaker.as_str())) {
                findings.doubtful(
                    line.place,
                    format!("Докладчик {speaker} назван здесь, но в talks.csv его выступления нет."),
                );
            }
        }
    }
    talks
}

fn check_references(row: &Row, webinars: &Webinars, speakers: &Ids, findings: &mut Findings) {
    let (webinar, speaker) = (row.text("webinar"), row.text("speaker"));
    if !speakers.has(speaker) {
        findings.fatal(row.place(), format!("Докладчика {speaker} нет в speakers.csv."));
    }
    // An application may wait for its webinar.
    if !webinar.is_empty() && !webinars.codes.has(webinar) {
        findings.fatal(row.place(), format!("Вебинара {webinar} нет в webinars.csv."));
    }
    let line = webinars.find(webinar);
    if line.is_some_and(|line| !line.speakers.iter().any(|named| named == speaker)) {
        findings.doubtful(row.place(), format!("Докладчик {speaker} не назван в строке вебинара {webinar}."));
    }
}

fn talk(row: &Row, findings: &mut Findings) -> Option<FileTalk> {
    let place = row.place();
    let topic = row.one_line("topic", findings);
    let topic = findings.need(topic.ok_or(()), place, |()| "Не указана тема выступления.".to_owned());
    let minutes = number(row, "minutes", 1..=600, findings);
    let references = number(row, "references_count", 0..=10_000, findings);
    let state = findings
        .need(state(row).ok_or(()), place, |()| format!("Нет такого состояния: «{}».", row.text("status")));
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
fn state(row: &Row) -> Option<TalkState> {
    let has_webinar = !row.text("webinar").is_empty();
    match row.text("status").parse().ok()? {
        TalkState::Accepted | TalkState::Confirmed if has_webinar => Some(TalkState::Scheduled),
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
