//! Faults that happen: the real program on a real database and a real line, killed, stopped and refused, and what must hold afterwards.
//!
//! Prints a line a fault, `F1 sqlite kills=50 … ok`, and ends with 1 when an invariant does not hold.

mod faults;
mod ledger;
mod program;
mod season;
mod server;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use faults::{Fault, Report};

/// What is asked for on the command line.
struct Asked {
    kills: usize,
    faults: Vec<Fault>,
}

fn main() -> anyhow::Result<ExitCode> {
    let asked = asked(std::env::args().skip(1))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let all_hold = runtime.block_on(run(&asked))?;
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn run(asked: &Asked) -> anyhow::Result<bool> {
    let mut all_hold = true;
    for fault in &asked.faults {
        for store in fault.stores() {
            let name = format!("{} {store}", fault.name);
            let report = fault.happens(*store, asked.kills).await.with_context(|| name.clone())?;
            all_hold &= report.holds();
            print(&name, &report)?;
        }
    }
    Ok(all_hold)
}

fn print(name: &str, report: &Report) -> std::io::Result<()> {
    let verdict = if report.holds() { "ok" } else { "BROKEN" };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{name} {} {verdict}", report.told.join(" "))?;
    for broken in &report.broken {
        writeln!(out, "    {broken}")?;
    }
    Ok(())
}

fn asked(arguments: impl Iterator<Item = String>) -> anyhow::Result<Asked> {
    let (mut kills, mut faults) = (50, vec![]);
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        if argument == "--kills" {
            kills = arguments.next().context("how many kills?")?.parse().context("how many kills?")?;
            continue;
        }
        match Fault::ALL.iter().find(|fault| fault.name.eq_ignore_ascii_case(&argument)) {
            Some(fault) => faults.push(*fault),
            None => bail!("there is no fault {argument}; there are {}", Fault::names()),
        }
    }
    if faults.is_empty() {
        faults.extend(Fault::ALL);
    }
    Ok(Asked { kills, faults })
}
