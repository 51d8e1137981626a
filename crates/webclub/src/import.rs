//! The command `import`: takes the session of a folder into the database, whole or not at all.

use std::path::Path;
use std::process::ExitCode;

use club::session_files::{self, Problem, SessionFiles, Severity};
use club::{Clock, Club};

use crate::config::Config;
use crate::{open, say};

/// Imports a folder and tells what was doubtful.
///
/// # Errors
/// When the database cannot be opened or refuses.
pub(crate) async fn run(config: &Config, folder: &Path) -> anyhow::Result<ExitCode> {
    let (files, problems) = session_files::read(folder);
    tell(&problems);
    let Some(files) = files else {
        say("webclub: nothing was imported; mend the lines above and run it again");
        return Ok(ExitCode::FAILURE);
    };
    let club = open::club(config, Clock::machine()).await?;
    let new_rows = take_in(&club, &files).await?;
    say(&format!("{}: {new_rows} new rows", files.session.slug));
    Ok(ExitCode::SUCCESS)
}

/// Programme, registrations and watching, in this order.
async fn take_in(club: &Club, files: &SessionFiles) -> anyhow::Result<usize> {
    let programme = session_files::import_programme(club, files).await?;
    let registrations = session_files::import_registrations(club, files).await?;
    let watching = session_files::import_watching(club, files).await?;
    Ok(programme.new_rows + registrations.new_rows + watching.new_rows)
}

/// Says each problem with its file and line.
pub(crate) fn tell(problems: &[Problem]) {
    for problem in problems {
        say(&format!("{}:{}: {}: {}", problem.file, problem.line, word(problem.severity), problem.problem));
    }
}

/// The word for a severity in messages and in problems.csv.
pub(crate) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Doubtful => "doubtful",
        Severity::Refused => "refused",
        Severity::Fatal => "fatal",
    }
}
