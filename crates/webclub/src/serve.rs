//! The command `serve`: pages and scheduler in one process.

use anyhow::Context as _;
use club::{Clock, Club};
use mail::Outlet;
use metrics_exporter_prometheus::PrometheusBuilder;
use scheduler::Runner;
use tokio::sync::watch;

use crate::config::Config;
use crate::{bounces, open, print};

/// Serves until the process is told to stop; then running requests and jobs are finished.
///
/// # Errors
/// When the club cannot be opened or the address is taken.
pub(crate) async fn run(config: &Config, with_scheduler: bool) -> anyhow::Result<()> {
    let club = open::club(config, Clock::machine()).await?;
    offer_set_up(&club).await?;
    let outlet = if with_scheduler { Some(open::outlet(config)?) } else { None };
    pages_and_scheduler(config, &club, outlet, false).await
}

/// An installation with nothing in it prints a one-time link to set it up.
async fn offer_set_up(club: &Club) -> anyhow::Result<()> {
    if let Some(secret) = club::network::offer_set_up(club).await? {
        let address = club.settings.address(&format!("/setup/{secret}"));
        print(&format!("Nothing is set up yet. Open this link once, within a day:\n  {address}"))?;
    }
    Ok(())
}

/// Runs the server and, with an outlet, the scheduler beside it.
///
/// # Errors
/// When the address is taken or the server breaks.
pub(crate) async fn pages_and_scheduler(
    config: &Config,
    club: &Club,
    outlet: Option<Outlet>,
    is_demo: bool,
) -> anyhow::Result<()> {
    let options = api::ServerOptions {
        is_demo,
        trusted_proxies: config.trusted_proxies,
        report_secret: config.report_secret()?,
        metrics: Some(PrometheusBuilder::new().install_recorder().context("the metrics cannot be counted")?),
        ..api::ServerOptions::new(config.listen)
    };
    let (server, address) =
        api::start(club.clone(), options).with_context(|| format!("cannot listen on {}", config.listen))?;
    tracing::info!(%address, "serving");
    let (stop, stopped) = watch::channel(false);
    let bounces = match outlet {
        Some(_) => bounces::start(config, club, &stopped).await?,
        None => tokio::task::JoinSet::new(),
    };
    let scheduler = outlet.map(|outlet| {
        let runner = Runner::new(club.clone(), outlet, worker_name());
        tokio::spawn(async move { runner.run(stopped).await })
    });
    server.await.context("the server broke")?;
    stop.send_replace(true);
    if let Some(scheduler) = scheduler {
        scheduler.await.context("the scheduler broke")?;
    }
    bounces.join_all().await;
    Ok(())
}

/// The name under which a process holds jobs: unique on all machines of a club.
pub(crate) fn worker_name() -> String {
    let host = std::env::var("HOSTNAME").unwrap_or_else(|_| "host".to_owned());
    format!("{host}-{}", std::process::id())
}
