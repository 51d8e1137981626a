//! Measures pages for `scripts/bench pages`: the public schedule, kept and packed, against a bare actix-web handler that returns the same
//! bytes, in one process, by the same client, in rounds that take turns.

mod client;
mod club;

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::ensure;
use api::ServerOptions;

use crate::club::Bench;

/// Threads that answer, of each server.
const WORKERS: usize = 2;

const CONNECTIONS: usize = 64;

const ROUNDS: usize = 5;

/// What the schedule has to reach of the bare handler.
const GOAL: f64 = 0.8;

const PATH: &str = "/s/2027-spring";

fn main() -> anyhow::Result<()> {
    let seconds = std::env::args().nth(1).map_or(Ok(3), |seconds| seconds.parse())?;
    let lines = actix_web::rt::System::new().block_on(measure(Duration::from_secs(seconds)))?;
    write!(std::io::stdout(), "{lines}")?;
    if lines.contains(" short\n") { std::process::exit(1) } else { Ok(()) }
}

async fn measure(round: Duration) -> anyhow::Result<String> {
    let bench = Bench::new().await?;
    let options = ServerOptions {
        workers: Some(WORKERS),
        obeys_signals: false,
        ..ServerOptions::new("127.0.0.1:0".parse()?)
    };
    let (server, address) = api::start(bench.club.clone(), options)?;
    let club = actix_web::rt::spawn(server);
    let mut lines = String::new();
    for (name, coding) in [
        ("schedule_page_br", Some("br")),
        ("schedule_page_gzip", Some("gzip")),
        ("schedule_page_plain", None),
    ] {
        let request = client::request(PATH, coding);
        // The first answer is rendered, the second is the kept one.
        client::once(address, &request).await?;
        let body = client::once(address, &request).await?;
        ensure!(body.len() > 1_000, "the schedule is too short to be one: {} bytes", body.len());
        let (bare, bare_address) = bare(body, coding)?;
        let (mut ours, mut theirs) = (vec![], vec![]);
        for _ in 0..ROUNDS {
            theirs.push(client::rate(bare_address, &request, (CONNECTIONS, round)).await?);
            ours.push(client::rate(address, &request, (CONNECTIONS, round)).await?);
        }
        bare.abort();
        let (ours, theirs) = (median(ours), median(theirs));
        let ratio = ours / theirs;
        let word = if ratio >= GOAL { "ok" } else { "short" };
        writeln!(lines, "{name} {ours:.0} 1/s {theirs:.0} {ratio:.2} >={GOAL} {word}")?;
    }
    club.abort();
    Ok(lines)
}

/// A server of one handler, which returns bytes.
fn bare(
    body: Vec<u8>,
    coding: Option<&'static str>,
) -> anyhow::Result<(actix_web::rt::task::JoinHandle<std::io::Result<()>>, SocketAddr)> {
    let body = Bytes::from(body);
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = HttpServer::new(move || {
        let body = body.clone();
        App::new().route(
            PATH,
            web::get().to(move || {
                let body = body.clone();
                async move {
                    let mut answer = HttpResponse::Ok();
                    answer.insert_header((CONTENT_TYPE, "text/html; charset=utf-8"));
                    if let Some(coding) = coding {
                        answer.insert_header((CONTENT_ENCODING, coding));
                    }
                    answer.body(body)
                }
            }),
        )
    });
    let server = server.workers(WORKERS).disable_signals().tcp_nodelay(true).listen(listener)?.run();
    Ok((actix_web::rt::spawn(server), address))
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
