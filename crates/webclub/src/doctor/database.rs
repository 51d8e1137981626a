//! What the doctor asks the database, and the files that it names.

use chrono::{DateTime, TimeDelta, Utc};
use club::entity::smtp_account::Model as Account;
use club::files::{Files, FilesError};
use club::smtp_account::{secrets_open, trouble_of};
use club::storage::keeping::{DocumentFile, Inspection};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::Findings;
use crate::config::Config;
use crate::migrate::sqlite_file;
use crate::{files, open};

/// Lines of one kind at most; the rest is counted.
const LINES: usize = 5;
/// What is due for longer than this is overdue: a scheduler looks every minute.
const OVERDUE: TimeDelta = TimeDelta::minutes(10);
/// By so much may the clock be behind what was written last.
const BEHIND: TimeDelta = TimeDelta::minutes(2);
/// By so much may the clocks of two machines differ.
const APART: TimeDelta = TimeDelta::seconds(30);

/// Everything about the database; when it cannot be read, that alone.
pub(super) async fn examine(config: &Config, now: DateTime<Utc>, findings: &mut Findings) {
    let url = config.database_url();
    if let Some(file) = sqlite_file(&url).filter(|file| !file.is_file()) {
        findings.problem(format!("there is no database {}", file.display()));
        return;
    }
    let looked = async {
        let inspection = Inspection::open(&url).await?;
        pages(&inspection, findings).await?;
        let is_of_this_program = migrations(&inspection, findings).await?;
        if is_of_this_program {
            documents(config, inspection.document_files().await?, findings).await;
            queues(&inspection, now, findings).await?;
            accounts(config, inspection.smtp_accounts().await?, now, findings);
            clock(&inspection, now, findings).await?;
        }
        inspection.close().await?;
        anyhow::Ok(())
    };
    if let Err(error) = looked.await {
        findings.problem(format!("the database cannot be read: {error:#}"));
    }
}

async fn pages(inspection: &Inspection, findings: &mut Findings) -> anyhow::Result<()> {
    let faults = inspection.faults().await?;
    if faults.is_empty() {
        let rows: u64 = inspection.rows().await?.values().sum();
        findings.ok(format!("the database is sound and holds {rows} rows"));
    }
    some(faults, findings, |fault| format!("the database is damaged: {fault}"));
    Ok(())
}

/// Whether its shape is the one that this program reads.
async fn migrations(inspection: &Inspection, findings: &mut Findings) -> anyhow::Result<bool> {
    let (known, applied) = (migrations::known(), inspection.steps().await?);
    if let Some(step) = applied.iter().find(|step| !known.contains(step)) {
        findings.problem(format!(
            "the database was used by a newer program (it knows the step {step}); start that one"
        ));
        return Ok(false);
    }
    let missing = known.len() - applied.len();
    if missing > 0 {
        findings.warning(format!(
            "migrations still to be done: {missing}; the next start does them, or webclub migrate"
        ));
        return Ok(false);
    }
    findings.ok(format!("all {} migrations are done", known.len()));
    Ok(true)
}

async fn documents(config: &Config, documents: Vec<DocumentFile>, findings: &mut Findings) {
    let files = match files::open(config) {
        Ok(files) => files,
        Err(error) => return findings.problem(format!("{error:#}")),
    };
    let mut faults = Vec::new();
    for document in &documents {
        if let Some(fault) = fault_of(&files, document).await {
            faults.push(format!("the file of document {} {fault}", document.number));
        }
    }
    if faults.is_empty() {
        findings.ok(format!("files of documents that are there and unchanged: {}", documents.len()));
    }
    some(faults, findings, |fault| fault);
}

async fn fault_of(files: &Files, document: &DocumentFile) -> Option<String> {
    match files.get(&document.key).await {
        Ok(bytes) if HEXLOWER.encode(&Sha256::digest(&bytes)) == document.sha256 => None,
        Ok(_) => Some("was changed".to_owned()),
        Err(FilesError::NotFound) => Some("is missing".to_owned()),
        Err(error) => Some(format!("cannot be read: {:#}", anyhow::Error::from(error))),
    }
}

async fn queues(inspection: &Inspection, now: DateTime<Utc>, findings: &mut Findings) -> anyhow::Result<()> {
    let queues = inspection.queues(now - OVERDUE).await?;
    match queues.emails_held_at {
        Some(since) => findings.warning(format!(
            "e-mails are held since {} and {} wait; webclub release-emails lets them go",
            since.format("%Y-%m-%d %H:%M UTC"),
            queues.emails_waiting
        )),
        None => findings.count(queues.emails_overdue, "e-mails overdue by ten minutes and more"),
    }
    findings.count(queues.emails_failed, "e-mails that failed");
    findings.count(queues.jobs_overdue, "jobs overdue by ten minutes and more");
    findings.count(queues.jobs_parked, "parked jobs");
    Ok(())
}

/// Accounts whose secrets cannot be opened, and those in use that failed when they were tried last. They are named by their ids: a name
/// may be a person's.
fn accounts(config: &Config, rows: Vec<Account>, now: DateTime<Utc>, findings: &mut Findings) {
    let another_way = "its e-mails go the installation's own way";
    let settings = match open::settings(config) {
        Ok(settings) => settings,
        Err(error) => return findings.problem(format!("{error:#}")),
    };
    let mut well = 0;
    for row in &rows {
        if let Err(error) = secrets_open(&settings, row) {
            let line = format!("the secrets of the SMTP account {} cannot be opened: {error}", row.id);
            findings.problem(if row.is_used { format!("{line}; {another_way}") } else { line });
        } else if let Some(check) = trouble_of(row, now).filter(|_| row.is_used) {
            findings.warning(format!(
                "the SMTP account {} does not work ({}): {another_way}",
                row.id, check.said
            ));
        } else {
            well += 1;
        }
    }
    if !rows.is_empty() {
        findings.ok(format!("SMTP accounts of which nothing bad is known: {well}"));
    }
}

async fn clock(inspection: &Inspection, now: DateTime<Utc>, findings: &mut Findings) -> anyhow::Result<()> {
    if let Some(newest) = inspection.newest_deed_at().await?.filter(|newest| *newest > now + BEHIND) {
        findings.problem(format!(
            "the machine's clock says {}, but the audit trail goes to {}",
            now.format("%Y-%m-%d %H:%M UTC"),
            newest.format("%Y-%m-%d %H:%M UTC")
        ));
    } else {
        findings.ok(format!("the machine's clock says {}", now.format("%Y-%m-%d %H:%M UTC")));
    }
    if let Some(its_time) = inspection.its_time().await? {
        let apart = (its_time - now).abs();
        if apart > APART {
            findings.warning(format!(
                "the clocks of this machine and of the database are {} s apart",
                apart.num_seconds()
            ));
        }
    }
    Ok(())
}

/// The first faults a line each, and how many more there are.
fn some(faults: Vec<String>, findings: &mut Findings, say: impl Fn(String) -> String) {
    let more = faults.len().saturating_sub(LINES);
    for fault in faults.into_iter().take(LINES) {
        findings.problem(say(fault));
    }
    if more > 0 {
        findings.problem(format!("and {more} more of this kind"));
    }
}
