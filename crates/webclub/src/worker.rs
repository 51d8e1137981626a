//! The command `worker`: the scheduler alone.

use anyhow::Context as _;
use club::Clock;
use scheduler::Runner;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::config::Config;
use crate::{bounces, open, serve};

/// Works until the process is told to stop; then running jobs are finished.
///
/// # Errors
/// When the club cannot be opened.
pub(crate) async fn run(config: &Config) -> anyhow::Result<()> {
    let club = open::club(config, Clock::machine()).await?;
    let runner = Runner::new(club.clone(), open::outlet(config)?, serve::worker_name());
    let (stop, stopped) = watch::channel(false);
    let mut terminated = signal(SignalKind::terminate()).context("signals cannot be heard")?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        stop.send_replace(true);
    });
    let bounces = bounces::start(config, &club, &stopped).await?;
    runner.run(stopped).await;
    bounces.join_all().await;
    Ok(())
}
