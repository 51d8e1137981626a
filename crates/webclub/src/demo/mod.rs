//! The command `demo`: the spring session, live, in a fresh data folder, with a log-in link for each role.
//!
//! The past is played as a rehearsal plays it, until a few minutes before the first webinar; from there the club's clock runs.

mod people;
mod sample_session;

use std::path::PathBuf;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use club::session_files::{self, SessionFiles};
use club::{Clock, Club};
use mail::{Files, Outlet};
use scheduler::Runner;

use crate::config::Config;
use crate::play::Player;
use crate::rehearse::earliest;
use crate::{open, print, serve};

/// How long before the first webinar the demonstration begins.
const BEFORE_THE_FIRST: TimeDelta = TimeDelta::minutes(5);

/// Fills a fresh data folder, prints addresses and log-in links, and serves until the process is told to stop.
///
/// # Errors
/// When the folder is in use, the address is taken or the club cannot be opened.
pub(crate) async fn run(config: Config, speed: f64) -> anyhow::Result<()> {
    let real_now = Clock::machine().now();
    let folder = fresh_folder(&config, real_now)?;
    let config = config.in_folder(folder.clone());
    let files = sample_session::read(&folder, real_now)?;
    let start = first_start(&files)? - BEFORE_THE_FIRST;
    let clock = Clock::simulated(start - TimeDelta::days(60), 0.0);
    let club = open::club(&config, clock).await?;
    people::set_up(&club, &files).await?;
    session_files::import_programme(&club, &files).await?;
    let staff = people::give_roles(&club, &files).await?;
    let mut player = Player::new(&club, files).await?;
    let outlet = Outlet::Files(Files::new(config.mail_folder()));
    fast_forward(&club, &mut player, &outlet, start).await?;
    club.clock.set_speed(speed);
    print(&welcome(&config, &club, &player, &staff).await?)?;
    let crowd = tokio::spawn(live(club.clone(), player));
    serve::pages_and_scheduler(&config, &club, Some(outlet), true).await?;
    crowd.abort();
    Ok(())
}

/// The data folder when it is empty or absent; without a given one a new folder beside earlier demonstrations.
fn fresh_folder(config: &Config, now: DateTime<Utc>) -> anyhow::Result<PathBuf> {
    let folder = if config.data_dir == std::path::Path::new("./data") {
        config.data_dir.join(format!("demo-{}", now.format("%Y%m%d-%H%M%S")))
    } else {
        config.data_dir.clone()
    };
    if folder.is_dir() && std::fs::read_dir(&folder)?.next().is_some() {
        anyhow::bail!("{} holds something already; a demonstration wants a fresh folder", folder.display());
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

fn first_start(files: &SessionFiles) -> anyhow::Result<DateTime<Utc>> {
    files.webinars.iter().map(|webinar| webinar.starts_at).min().context("the session has no webinar")
}

/// Lets the weeks of registration pass in a moment.
async fn fast_forward(
    club: &Club,
    player: &mut Player,
    outlet: &Outlet,
    until: DateTime<Utc>,
) -> anyhow::Result<()> {
    let runner = Runner::new(club.clone(), outlet.clone(), serve::worker_name());
    let mut wake = runner.next_wake().await?;
    while let Some(next) = earliest(player.next_at(), wake).filter(|next| *next <= until) {
        club.clock.set(next.max(club.clock.now()));
        player.play().await?;
        runner.round().await?;
        wake = runner.next_wake().await?;
    }
    club.clock.set(until);
    Ok(())
}

/// Plays what the listeners do when their time comes.
async fn live(club: Club, mut player: Player) {
    while let Some(next) = player.next_at() {
        club.clock.wait_until(next).await;
        if let Err(error) = player.play().await {
            tracing::warn!(error = format!("{error:#}"), "a listener of the demonstration was refused");
        }
    }
}

/// What the person at the terminal needs: addresses, and a log-in link for each role.
async fn welcome(
    config: &Config,
    club: &Club,
    player: &Player,
    staff: &people::Staff,
) -> anyhow::Result<String> {
    let mut lines = vec![
        format!(
            "The spring session, live. The club's clock shows {}.",
            club.clock.now().format("%Y-%m-%d %H:%M UTC")
        ),
        format!("Data and e-mails lie in {}", config.data_dir.display()),
        String::new(),
        format!("programme  {}", club.settings.address("/")),
        format!("mailbox    {}", club.settings.address("/mailbox")),
    ];
    for (role, person) in people::roles(staff, player) {
        let path = club::login::link_for(club, person, None, TimeDelta::days(30)).await?;
        lines.push(format!("{role:<10} {}", club.settings.address(&path)));
    }
    if let Some(path) = player.join_path("L010", "S01") {
        lines.push(format!("join link  {}", club.settings.address(&path)));
    }
    Ok(lines.join("\n"))
}
