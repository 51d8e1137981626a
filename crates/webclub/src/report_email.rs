//! The command `report-email`: what a mail server pipes a bounce into.

use std::io::Read as _;
use std::process::ExitCode;

use anyhow::Context as _;
use club::email_report::{self, MOST_BYTES};
use club::entity::ReportSource;
use club::storage::Storage;
use club::{Chance, Clock};

use crate::config::Config;
use crate::{open, say};

/// `EX_TEMPFAIL` of sysexits: the mail server keeps the message and tries again.
const TRY_AGAIN: u8 = 75;

/// Takes one message; one that is no report is taken as well, so that a mail server never bounces a bounce.
pub(crate) async fn run(config: &Config) -> ExitCode {
    match take(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("webclub: {error:#}"));
            ExitCode::from(TRY_AGAIN)
        }
    }
}

async fn take(config: &Config) -> anyhow::Result<()> {
    let read = tokio::task::spawn_blocking(read_message);
    let bytes = read.await.context("the message cannot be read")?.context("the message cannot be read")?;
    // The database is left as it is: a mail server's pipe does not migrate.
    let storage = Storage::open(&config.database_url()).await.context("the database cannot be opened")?;
    let club = open::with_storage(config, Clock::machine(), storage, Chance::system()?)?;
    email_report::receive(&club, ReportSource::Pipe, &bytes).await.context("the report was not kept")?;
    Ok(())
}

/// The beginning of the message. The rest is read, too: a mail server that writes it shall not meet a closed pipe.
fn read_message() -> std::io::Result<Vec<u8>> {
    let (mut input, mut bytes) = (std::io::stdin().lock(), Vec::new());
    input.by_ref().take(u64::try_from(MOST_BYTES).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    std::io::copy(&mut input, &mut std::io::sink())?;
    Ok(bytes)
}
