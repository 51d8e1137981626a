//! Measures registering for `scripts/bench registration`: by HTTP, durably on SQLite with consents and outbox, against a bare handler that writes
//! the same rows in plain SQL, one transaction a request, in the same run; and list pages that have a hundred times the listeners.

mod bare;
mod client;
#[path = "../pages/club.rs"]
mod club;
mod listeners;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use ::club::login;
use anyhow::{Context as _, ensure};
use api::ServerOptions;
use chrono::TimeDelta;

use crate::client::{Connection, Form};
use crate::club::Bench;

/// Threads that answer, of each server.
const WORKERS: usize = 2;
const CONNECTIONS: usize = 64;
const ROUNDS: [[&str; 2]; 5] = [
    ["bare0x", "ours0x"],
    ["bare1x", "ours1x"],
    ["bare2x", "ours2x"],
    ["bare3x", "ours3x"],
    ["bare4x", "ours4x"],
];
/// What registering has to reach of the bare transaction.
const GOAL: f64 = 2.0;
const LONE_GOAL: Duration = Duration::from_millis(5);
/// How much slower a list page may be with a hundred times the listeners.
const GROWTH_GOAL: f64 = 3.0;
const PATH: &str = "/s/2027-spring/register";

fn main() -> anyhow::Result<()> {
    let seconds = std::env::args().nth(1).map_or(Ok(3), |seconds| seconds.parse())?;
    let length = Duration::from_secs(seconds);
    let short = actix_web::rt::System::new().block_on(async move {
        let short = !registering(length).await?;
        Ok::<bool, anyhow::Error>(!lists().await? || short)
    })?;
    if short { std::process::exit(1) } else { Ok(()) }
}

fn word(is_reached: bool) -> &'static str {
    if is_reached { "ok" } else { "short" }
}

/// A club with its server.
struct Served {
    bench: Bench,
    address: SocketAddr,
    server: actix_web::rt::task::JoinHandle<std::io::Result<()>>,
    form: Form,
}

impl Served {
    async fn new() -> anyhow::Result<Served> {
        let bench = Bench::new().await?;
        let options = ServerOptions {
            workers: Some(WORKERS),
            obeys_signals: false,
            // All listeners of the bench come from one address.
            has_limits: false,
            ..ServerOptions::new("127.0.0.1:0".parse()?)
        };
        let (server, address) = api::start(bench.club.clone(), options)?;
        let server = actix_web::rt::spawn(server);
        let codes = ::club::registration::codes(&bench.club, "2027-spring").await?;
        let webinars = codes.iter().take(2).map(|(id, _)| id.to_string()).collect();
        let token = token(address).await?;
        Ok(Served { bench, address, server, form: Form { path: PATH, token, webinars } })
    }
}

/// The token of a form that was shown.
async fn token(address: SocketAddr) -> anyhow::Result<String> {
    let request = format!("GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    let (_, body) = Connection::open(address).await?.ask(request.as_bytes()).await?;
    let (_, rest) = body.split_once("name=\"csrf\" value=\"").context("the form has no token")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

/// Whether registering is as fast as it has to be.
async fn registering(length: Duration) -> anyhow::Result<bool> {
    let (served, bare) = (Served::new().await?, Served::new().await?);
    // One registration of ours is the template of what the bare handler writes.
    client::lone(bare.address, &bare.form, 1).await?;
    let file = listeners::file(&bare.bench.club).await?;
    let (task, bare_address) = bare::start(&file, PATH, WORKERS).await?;
    bare.server.abort();
    let (mut ours, mut theirs) = (vec![], vec![]);
    for [plain, own] in ROUNDS {
        theirs.push(client::round(bare_address, &bare.form, (plain, CONNECTIONS, length)).await?.per_second);
        let round = client::round(served.address, &served.form, (own, CONNECTIONS, length)).await?;
        all_found(&served.bench, own, &round.acknowledged).await?;
        ours.push(round.per_second);
    }
    task.abort();
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = ours / theirs;
    writeln!(
        std::io::stdout(),
        "registrations {ours:.0} 1/s {theirs:.0} {ratio:.2} >={GOAL} {}",
        word(ratio >= GOAL)
    )?;
    let lone = client::lone(served.address, &served.form, 200).await?;
    let milliseconds = lone.as_secs_f64() * 1000.0;
    writeln!(
        std::io::stdout(),
        "registration_alone {milliseconds:.2} ms - - <=5 {}",
        word(lone <= LONE_GOAL)
    )?;
    served.server.abort();
    Ok(ratio >= GOAL && lone <= LONE_GOAL)
}

/// Everybody who was told so is registered for both webinars, has agreed and has an e-mail.
async fn all_found(bench: &Bench, round: &str, acknowledged: &[usize]) -> anyhow::Result<()> {
    let kept: BTreeSet<String> = listeners::whole(&bench.club, round).await?.into_iter().collect();
    let told: BTreeSet<String> = acknowledged.iter().map(|number| client::address(round, *number)).collect();
    ensure!(told.len() > 100, "only {} were registered", told.len());
    ensure!(kept == told, "{} were told, {} were kept", told.len(), kept.len());
    Ok(())
}

/// Whether pages of lists hardly grow from a thousand to a hundred thousand registrations.
async fn lists() -> anyhow::Result<bool> {
    let served = Served::new().await?;
    let cookie = organizer(&served).await?;
    let pages = listeners::pages(&served.bench.club).await?;
    let (mut before, mut is_reached) = (vec![], true);
    listeners::fill(&served.bench.club, 0..1_000).await?;
    for path in &pages {
        before.push(client::page(served.address, (path, &cookie), 100).await?);
    }
    listeners::fill(&served.bench.club, 1_000..100_000).await?;
    for (path, few) in pages.iter().zip(before) {
        let many = client::page(served.address, (path, &cookie), 100).await?;
        let (few, many) = (few.as_secs_f64() * 1000.0, many.as_secs_f64() * 1000.0);
        let ratio = many / few;
        let name = path.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        is_reached &= ratio <= GROWTH_GOAL;
        writeln!(
            std::io::stdout(),
            "list_{name}_100000 {many:.2} ms {few:.2} {ratio:.2} <={GROWTH_GOAL} {}",
            word(ratio <= GROWTH_GOAL)
        )?;
    }
    served.server.abort();
    Ok(is_reached)
}

/// Logs the curator in; the cookie.
async fn organizer(served: &Served) -> anyhow::Result<String> {
    let club = &served.bench.club;
    let person = listeners::curator(club).await?;
    let path = login::link_for(club, person, None, TimeDelta::hours(1)).await?;
    let secret = path.rsplit('/').next().unwrap_or_default();
    let login = login::redeem(club, secret, None).await?;
    Ok(format!("login={}", login.cookie))
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
