//! The command `doctor`: looks at everything, changes nothing, and says a line each.

mod database;
mod machine;

#[cfg(test)]
mod tests;

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use club::Clock;

use crate::backup::newest_beside;
use crate::config::Config;
use crate::print;

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Ok,
    /// Somebody should look when there is time.
    Warning,
    /// Something is broken or about to be.
    Problem,
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Level::Ok => "ok",
            Level::Warning => "warning",
            Level::Problem => "problem",
        }
    }
}

/// One line of the doctor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) level: Level,
    pub(crate) what: String,
}

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    fn ok(&mut self, what: impl Into<String>) {
        self.0.push(Finding { level: Level::Ok, what: what.into() });
    }

    fn warning(&mut self, what: impl Into<String>) {
        self.0.push(Finding { level: Level::Warning, what: what.into() });
    }

    fn problem(&mut self, what: impl Into<String>) {
        self.0.push(Finding { level: Level::Problem, what: what.into() });
    }

    /// A line that is well for zero.
    fn count(&mut self, count: u64, what: &str) {
        let line = format!("{what}: {count}");
        if count == 0 { self.ok(line) } else { self.warning(line) }
    }

    fn has_problems(&self) -> bool {
        self.0.iter().any(|finding| finding.level == Level::Problem)
    }
}

/// Looks at everything and prints it; ends with 1 when something is to be mended.
///
/// # Errors
/// When nothing can be printed.
pub(crate) async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let findings = examine(config, Clock::machine().now()).await;
    for finding in &findings.0 {
        print(&format!("{:<7}  {}", finding.level.word(), finding.what))?;
    }
    Ok(if findings.has_problems() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Database, documents, queues, machine.
async fn examine(config: &Config, now: DateTime<Utc>) -> Findings {
    let mut findings = Findings::default();
    database::examine(config, now, &mut findings).await;
    if findings.has_problems() {
        match newest_beside(&config.data_dir) {
            Some(backup) => findings.warning(format!(
                "the newest whole backup is {} of {}: webclub restore --replace {}",
                backup.file.display(),
                backup.made_at.format("%Y-%m-%d %H:%M UTC"),
                backup.file.display()
            )),
            None => findings.warning("no whole backup lies beside the data folder"),
        }
    }
    machine::examine(config, &mut findings);
    findings
}
