//! The program `webclub`: serves the club, works for it, rehearses and demonstrates it, and keeps its data.

mod backup;
mod bounces;
mod cli;
mod config;
mod demo;
mod doctor;
mod files;
mod import;
mod logs;
mod memory;
mod migrate;
mod open;
mod play;
mod rehearse;
mod report_email;
mod restore;
mod serve;
mod verify;
mod worker;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use cli::{Cli, Command};
use config::Config;

/// Exit codes: 0 done, 1 could not, 2 wrong use (clap's own).
fn main() -> ExitCode {
    memory::settle();
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            say(&format!("webclub: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    // Whoever checks a document has no club, and no configuration of one.
    if let Command::Verify { file, key } = &cli.command {
        return verify::run(file, key);
    }
    let config = Config::load(&cli.options)?;
    logs::start(&config, cli.command.is_server())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(execute(cli.command, config))
}

async fn execute(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(options) => {
            let config = config.with_listen(options.listen);
            serve::run(&config, !options.no_scheduler).await?;
        }
        Command::Worker => worker::run(&config).await?,
        Command::Demo(options) => demo::run(config.with_listen(options.listen), options.speed).await?,
        Command::Rehearse { folder, out } => return rehearse::run(&folder, &out).await,
        Command::Import { folder } => return import::run(&config, &folder).await,
        Command::Migrate => migrate::run(&config).await?,
        Command::Backup { file } => backup::run(&config, &file).await?,
        Command::Restore { file, replace } => restore::run(&config, &file, replace).await?,
        Command::Doctor => return doctor::run(&config).await,
        Command::ReportEmail => return Ok(report_email::run(&config).await),
        Command::ReleaseEmails => open::release_emails(&config).await?,
        Command::Verify { file, key } => return verify::run(&file, &key),
        Command::Openapi => print(&api::openapi())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what a command was asked for on standard output.
fn print(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}

/// Says something to the person at the terminal; there is nobody to tell when even that fails.
fn say(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}
