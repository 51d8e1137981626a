//! The command `rehearse`: plays a whole session from files on a simulated clock, with the same code that serves the real one.

mod tables;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use club::session_files::{self, Problem, SessionFiles};
use club::storage::Storage;
use club::{Chance, Clock, Club};
use mail::{Files, Outlet};
use scheduler::Runner;

use crate::config::Config;
use crate::play::Player;
use crate::{import, migrate, open, say};

/// The same seed every time: two rehearsals of one folder are equal to the byte.
const SEED: u64 = 2027;

/// The address that rehearsed e-mails and documents name; nothing is there.
const ADDRESS: &str = "https://rehearsal.example";

/// Plays the session of `folder` and writes what came of it to `out`.
///
/// # Errors
/// When the files are unusable, or `out` holds something that is no rehearsal.
pub(crate) async fn run(folder: &Path, out: &Path) -> anyhow::Result<ExitCode> {
    let (files, problems) = session_files::read(folder);
    import::tell(&problems);
    let unfinished = tables::prepare(out)?;
    let Some(files) = files else {
        tables::problems(&unfinished, &problems)?;
        tables::finish(&unfinished, out)?;
        say(&format!(
            "webclub: the session was not played; {} tells why",
            out.join("problems.csv").display()
        ));
        return Ok(ExitCode::FAILURE);
    };
    play(files, problems, &unfinished).await?;
    tables::finish(&unfinished, out)?;
    Ok(ExitCode::SUCCESS)
}

async fn play(files: SessionFiles, mut problems: Vec<Problem>, out: &Path) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir().context("there is no room for a scratch database")?;
    let club = scratch_club(scratch.path(), &files).await?;
    session_files::import_programme(&club, &files).await?;
    let slug = files.session.slug.clone();
    let mut player = Player::new(&club, files).await?;
    let runner =
        Runner::new(club.clone(), Outlet::Files(Files::new(out.join("emails"))), "rehearsal".to_owned());
    let timeline = run_to_the_end(&club, &mut player, &runner).await?;
    problems.extend(player.take_problems());
    tables::problems(out, &problems)?;
    tables::timeline(out, &timeline)?;
    tables::write(&club, &player, &slug, out).await
}

/// A club of its own in a folder that is thrown away: its database need not survive a power cut.
async fn scratch_club(folder: &Path, files: &SessionFiles) -> anyhow::Result<Club> {
    let config = Config::scratch(folder, ADDRESS)?;
    migrate::run(&config).await?;
    let storage = Storage::open_scratch(&config.database_url()).await?;
    let first =
        files.webinars.iter().map(|webinar| webinar.starts_at).min().context("there is no webinar")?;
    let clock = Clock::simulated(first - chrono::TimeDelta::days(365), 0.0);
    open::with_storage(&config, clock, storage, Chance::seeded(SEED))
}

/// Moves the clock from one thing to do to the next until there is none: people first, then the scheduler.
async fn run_to_the_end(
    club: &Club,
    player: &mut Player,
    runner: &Runner,
) -> anyhow::Result<Vec<scheduler::Deed>> {
    let mut timeline = vec![];
    let bar = progress();
    let mut wake = runner.next_wake().await?;
    while let Some(next) = earliest(player.next_at(), wake) {
        club.clock.set(next.max(club.clock.now()));
        let is_for_scheduler = player.play().await?;
        if is_for_scheduler || wake.is_some_and(|wake| wake <= next) {
            timeline.extend(runner.round().await?.deeds);
            wake = runner.next_wake().await?;
        }
        bar.set_message(next.format("%Y-%m-%d %H:%M").to_string());
        bar.tick();
    }
    bar.finish_and_clear();
    Ok(timeline)
}

/// The earlier of two instants, either of which may be missing.
pub(crate) fn earliest<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Shown on a terminal only.
fn progress() -> indicatif::ProgressBar {
    indicatif::ProgressBar::new_spinner()
}
