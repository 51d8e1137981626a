//! Measures e-mails for `scripts/bench emails`: through the outbox, its database included, against the SMTP library's own connections with the
//! same e-mails, to the same server in the same run.

mod club;
mod library;
mod sink;

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use ::club::outbox::{self, Ways};
use anyhow::ensure;
use chrono::TimeDelta;
use mail::{Outlet, Smtp};
use scheduler::Runner;
use tokio::sync::watch;

use crate::club::Bench;
use crate::sink::Sink;

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 5;

fn main() -> anyhow::Result<()> {
    let emails = std::env::args().nth(1).map_or(Ok(10_000), |number| number.parse())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let lines = runtime.block_on(measure(emails))?;
    write!(std::io::stdout(), "{lines}")?;
    if lines.contains(" short\n") { std::process::exit(1) } else { Ok(()) }
}

async fn measure(emails: usize) -> anyhow::Result<String> {
    let mut lines = String::new();
    let Plain { ours: plain, library, of_bytes } = plain(emails).await?;
    let ratio = plain / library;
    writeln!(lines, "emails_sent {plain:.0} 1/s {library:.0} {ratio:.2} >=0.5 {}", word(ratio >= 0.5))?;
    writeln!(lines, "emails_sent_to_ready_made {plain:.0} 1/s {of_bytes:.0} {:.2} - -", plain / of_bytes)?;
    let troubled = troubled(emails).await?;
    let ratio = troubled / plain;
    writeln!(
        lines,
        "emails_sent_with_refusals {troubled:.0} 1/s {plain:.0} {ratio:.2} >=0.5 {}",
        word(ratio >= 0.5)
    )?;
    let first = first_after_due().await?.as_secs_f64();
    writeln!(lines, "first_email_after_due {first:.2} s - - <=5 {}", word(first <= 5.0))?;
    Ok(lines)
}

fn word(is_reached: bool) -> &'static str {
    if is_reached { "ok" } else { "short" }
}

fn per_second(emails: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(emails).unwrap_or(u32::MAX)) / took.as_secs_f64()
}

fn ways(sink: &Sink) -> anyhow::Result<Ways> {
    let url = format!("smtp://127.0.0.1:{}?connections={CONNECTIONS}", sink.port);
    Ok(Outlet::Smtp(Smtp::from_url(&url.into())?).into())
}

/// E-mails a second.
struct Plain {
    ours: f64,
    /// The library, building on the way.
    library: f64,
    /// The library with ready-made bytes.
    of_bytes: f64,
}

/// Nothing goes wrong: e-mails a second of ours and of the library, medians of several rounds that take turns.
async fn plain(emails: usize) -> anyhow::Result<Plain> {
    let sink = Sink::start()?;
    let (mut ours, mut theirs, mut of_bytes) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let bench = Bench::new().await?;
        for (given, figures) in
            [(library::words(&bench, emails)?, &mut theirs), (library::bytes(&bench, emails)?, &mut of_bytes)]
        {
            figures.push(per_second(emails, library::send(sink.port, CONNECTIONS, given).await?));
            ensure!(sink.take_count() == emails, "the library lost e-mails");
        }
        bench.write(emails, |_| "listener").await?;
        let begun = Instant::now();
        let sent = bench.send(&ways(&sink)?).await?;
        ours.push(per_second(emails, begun.elapsed()));
        ensure!((sent, sink.take_count()) == (emails, emails), "e-mails were lost or went twice");
    }
    Ok(Plain { ours: median(ours), library: median(theirs), of_bytes: median(of_bytes) })
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// Five of a hundred are greylisted once, one of a hundred is refused; the club's clock is moved on when nothing is due.
async fn troubled(emails: usize) -> anyhow::Result<f64> {
    let sink = Sink::start()?;
    let bench = Bench::new().await?;
    let word = |number: usize| match number % 100 {
        0 => "refused",
        1..=5 => "greylisted",
        _ => "listener",
    };
    let refused = (0..emails).filter(|number| word(*number) == "refused").count();
    bench.write(emails, word).await?;
    let (begun, ways, mut sent) = (Instant::now(), ways(&sink)?, 0);
    let moment = bench.club.clock.now();
    loop {
        sent += bench.send(&ways).await?;
        let Some(next) = outbox::next_due_at(&bench.club).await? else { break };
        bench.club.clock.set(next.max(bench.club.clock.now()));
    }
    let took = begun.elapsed();
    ensure!(
        (sent, sink.take_count()) == (emails - refused, emails - refused),
        "e-mails were lost or went twice"
    );
    let failed = outbox::backlog(&bench.club).await?.failed;
    ensure!(usize::try_from(failed)? == refused, "{failed} failed");
    ensure!(bench.club.clock.now() - moment <= TimeDelta::minutes(6), "a retry too many");
    Ok(per_second(emails, took))
}

/// From the instant at which an e-mail is due to its acceptance, with a runner that sleeps.
async fn first_after_due() -> anyhow::Result<Duration> {
    let sink = Sink::start()?;
    let bench = Bench::new().await?;
    bench.club.clock.set_speed(1.0);
    let delay = TimeDelta::milliseconds(1_300);
    let due_at = Instant::now() + delay.to_std()?;
    bench.write_due_at(bench.club.clock.now() + delay).await?;
    let (stop, stopped) = watch::channel(false);
    let runner = Runner::new(bench.club.clone(), ways(&sink)?, "bench".to_owned());
    let running = tokio::spawn(async move { runner.run(stopped).await });
    while sink.count() == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let took = due_at.elapsed();
    stop.send_replace(true);
    running.await?;
    Ok(took)
}
