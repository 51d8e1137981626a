//! The tables of a rehearsal: what the contract calls OUT.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::{DateTime, SecondsFormat, Utc};
use club::entity::session::Model as Session;
use club::session_files::Problem;
use club::{Club, Viewer, document, monitoring, outbox, session, signing, webinar};

use crate::import;
use crate::play::Player;

/// The folder that everything is written to before it takes the name of `out`.
///
/// # Errors
/// When `out` holds something that no rehearsal wrote.
pub(super) fn prepare(out: &Path) -> anyhow::Result<PathBuf> {
    let is_used = out.is_dir() && std::fs::read_dir(out)?.next().is_some();
    if out.is_file() || (is_used && !out.join("problems.csv").is_file()) {
        anyhow::bail!("{} holds something else than a rehearsal; name an empty folder", out.display());
    }
    let name = out.file_name().context("name a folder for what comes out")?;
    let unfinished = out.with_file_name(format!("{}.unfinished", name.to_string_lossy()));
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished)?;
    }
    for folder in ["emails", "documents"] {
        std::fs::create_dir_all(unfinished.join(folder))?;
    }
    Ok(unfinished)
}

/// Gives the finished folder its name; an earlier rehearsal of that name goes.
///
/// # Errors
/// When the file system refuses.
pub(super) fn finish(unfinished: &Path, out: &Path) -> anyhow::Result<()> {
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    std::fs::rename(unfinished, out).with_context(|| format!("{} cannot be written", out.display()))
}

/// Every table but those of the files' problems and the timeline.
///
/// # Errors
/// When the database or the file system refuses.
pub(super) async fn write(club: &Club, player: &Player, slug: &str, out: &Path) -> anyhow::Result<()> {
    let session =
        session::find_organized(club, &Viewer::Club, slug).await?.context("the session is not there")?;
    emails(club, player, out).await?;
    documents(club, player, &session, out).await?;
    keys(club, out).await?;
    attendance(club, player, &session, out).await?;
    indicators(club, &session, out).await
}

/// problems.csv
///
/// # Errors
/// When the file system refuses.
pub(super) fn problems(out: &Path, problems: &[Problem]) -> anyhow::Result<()> {
    let rows = problems.iter().map(|problem| {
        let severity = import::word(problem.severity).to_owned();
        vec![problem.file.clone(), problem.line.to_string(), severity, problem.problem.clone()]
    });
    table(out, "problems.csv", &["file", "line", "severity", "problem"], rows)
}

/// timeline.csv
///
/// # Errors
/// When the file system refuses.
pub(super) fn timeline(out: &Path, deeds: &[scheduler::Deed]) -> anyhow::Result<()> {
    let rows = deeds.iter().map(|deed| vec![instant(deed.at), deed.what.to_owned(), deed.subject.clone()]);
    table(out, "timeline.csv", &["at", "what", "subject"], rows)
}

async fn emails(club: &Club, player: &Player, out: &Path) -> anyhow::Result<()> {
    let mut sent = outbox::mailbox(club, u64::MAX).await?;
    sent.retain(|email| email.sent_at.is_some());
    sent.sort_by_key(|email| (email.sent_at, email.id));
    let rows = sent.into_iter().map(|email| {
        let person = email.person_id.map_or("", |id| player.file_id(id)).to_owned();
        let file = format!("emails/{}", mail::Files::file_name(&email.message_id));
        let sent_at = email.sent_at.map(instant).unwrap_or_default();
        let kind = email.kind.to_string();
        vec![sent_at, kind, person, email.to_address, email.webinars, email.subject, email.message_id, file]
    });
    let header = ["sent_at", "kind", "person", "to", "webinars", "subject", "message_id", "file"];
    table(out, "emails.csv", &header, rows)
}

async fn documents(club: &Club, player: &Player, session: &Session, out: &Path) -> anyhow::Result<()> {
    let mut rows = vec![];
    for line in document::registry(club, &Viewer::Club, session).await? {
        let file = document::file(club, &Viewer::Club, line.document.id).await?;
        let path = format!("documents/{}", file.file_name);
        std::fs::write(out.join(&path), &file.bytes)?;
        rows.push(vec![
            line.document.kind.to_string(),
            player.file_id(line.person.id).to_owned(),
            line.webinar.map(|webinar| webinar.code).unwrap_or_default(),
            line.document.number,
            line.document.code,
            line.document.name,
            line.document.line,
            line.document.verb,
            path,
            line.document.sha256.unwrap_or_default(),
        ]);
    }
    let header = ["kind", "person", "webinar", "number", "code", "name", "line", "verb", "file", "sha256"];
    table(out, "documents.csv", &header, rows)
}

/// webclub-keys.json, as a club publishes it: `webclub verify` takes it.
async fn keys(club: &Club, out: &Path) -> anyhow::Result<()> {
    let set = signing::key_set(&signing::published(club).await?);
    std::fs::write(out.join("webclub-keys.json"), set).context("the keys cannot be written")
}

async fn attendance(club: &Club, player: &Player, session: &Session, out: &Path) -> anyhow::Result<()> {
    let programme = session::programme(club, &Viewer::Club, &session.slug).await?.context("no programme")?;
    let mut rows = BTreeMap::new();
    for line in programme.webinars {
        let view = webinar::staff_view(club, &Viewer::Club, &line.webinar.slug).await?;
        for listener in view.listeners {
            let who = player.listener_of(listener.registration_id).to_owned();
            let percent = format!("{}.{}", listener.percent_tenths / 10, listener.percent_tenths % 10);
            let attended = u8::from(listener.attended.unwrap_or(false)).to_string();
            let row = vec![
                line.webinar.code.clone(),
                who.clone(),
                listener.seconds.to_string(),
                percent,
                attended,
                listener.evidence,
            ];
            rows.insert((line.webinar.code.clone(), who), row);
        }
    }
    let header = ["webinar", "listener", "seconds", "percent", "attended", "evidence"];
    table(out, "attendance.csv", &header, rows.into_values())
}

async fn indicators(club: &Club, session: &Session, out: &Path) -> anyhow::Result<()> {
    let rows = monitoring::indicators(club, session.id).await?.into_iter().map(|indicator| {
        let denominator = indicator.denominator.map(|count| count.to_string()).unwrap_or_default();
        let percent = indicator.percent().unwrap_or_default();
        vec![indicator.name.to_owned(), indicator.numerator.to_string(), denominator, percent]
    });
    table(out, "monitoring.csv", &["indicator", "numerator", "denominator", "percent"], rows)
}

fn table(
    out: &Path,
    name: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> anyhow::Result<()> {
    let mut writer =
        csv::Writer::from_path(out.join(name)).with_context(|| format!("{name} cannot be written"))?;
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(&row)?;
    }
    writer.flush()?;
    Ok(())
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
