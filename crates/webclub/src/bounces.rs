//! The ways by which bounces come in, where the configuration names any; they end with the scheduler.

use anyhow::Context as _;
use club::Club;
use scheduler::bounces::{listen, watch_folder};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::config::Config;

/// Starts what the configuration asks for.
///
/// # Errors
/// When the folder is no Maildir or the address of LMTP is taken.
pub(crate) async fn start(
    config: &Config,
    club: &Club,
    stopped: &watch::Receiver<bool>,
) -> anyhow::Result<JoinSet<()>> {
    let mut running = JoinSet::new();
    if let Some(folder) = &config.bounce_folder {
        for part in ["new", "cur"] {
            let part = folder.join(part);
            anyhow::ensure!(
                part.is_dir(),
                "the setting bounce_folder names no Maildir: {} is missing",
                part.display()
            );
        }
        running.spawn(watch_folder(club.clone(), folder.clone(), stopped.clone()));
    }
    if let Some(address) = config.bounce_lmtp {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address} for LMTP"))?;
        running.spawn(listen(club.clone(), listener, stopped.clone()));
    }
    Ok(running)
}
