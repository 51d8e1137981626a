//! Logs: structured lines that hold ids, never names, addresses, secrets or links.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Config, LogFormat};

/// Starts logging to standard error; commands that end by themselves only log warnings.
///
/// # Errors
/// When the filter cannot be read.
pub(crate) fn start(config: &Config, is_server: bool) -> anyhow::Result<()> {
    let words = if is_server { config.log.as_str() } else { "warn" };
    let filter = EnvFilter::try_new(words)?;
    let has_colours = std::io::stderr().is_terminal();
    let lines =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(has_colours);
    match config.log_format {
        LogFormat::Text => lines.finish().try_init()?,
        LogFormat::Json => lines.json().finish().try_init()?,
    }
    Ok(())
}
