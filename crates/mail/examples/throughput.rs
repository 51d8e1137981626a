//! How many e-mails a second go out over how many connections, beside the SMTP library's own connections in the same run.
//!
//! `cargo run --release -p mail --example throughput -- [e-mails] [connections]`

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that fails shall say so at once")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{TimeZone as _, Utc};
use lang::Lang;
use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use mail::{Address, Attachment, Email, Mailbox, Outlet, Smtp, message_id};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// E-mails that the sink took.
static TAKEN: AtomicUsize = AtomicUsize::new(0);

#[tokio::main]
async fn main() {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse::<usize>().unwrap());
    let (emails, connections) = (numbers.next().unwrap_or(10_000), numbers.next().unwrap_or(16));
    let port = sink().await;
    println!(
        "{} bytes an e-mail, {emails} e-mails, {connections} connections",
        email(0).to_mime().unwrap().len()
    );
    println!("building alone, one thread: {:.0}/s", per_second(emails, building(emails)));
    for round in 1..=3 {
        let library = per_second(emails, of_the_library(port, emails, connections).await);
        let ours = per_second(emails, through_the_outlet(port, emails, connections).await);
        assert_eq!(TAKEN.swap(0, Ordering::Relaxed), 2 * emails, "every e-mail arrived");
        println!(
            "round {round}: library {library:.0}/s, ours with building {ours:.0}/s, ratio {:.2}",
            ours / library
        );
    }
}

fn per_second(emails: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(emails).unwrap()) / took.as_secs_f64()
}

fn building(emails: usize) -> Duration {
    let started = Instant::now();
    for number in 0..emails {
        std::hint::black_box(email(number).to_mime().unwrap());
    }
    started.elapsed()
}

/// E-mails built and sent one by one, as the outbox does it.
async fn through_the_outlet(port: u16, emails: usize, connections: usize) -> Duration {
    let url = format!("smtp://127.0.0.1:{port}?connections={connections}");
    let outlet = Outlet::Smtp(Smtp::from_url(&url.into()).unwrap());
    let started = Instant::now();
    let senders = (0..connections).map(|sender| {
        let outlet = outlet.clone();
        tokio::spawn(async move {
            for number in (sender..emails).step_by(connections) {
                outlet.send(&email(number)).await.unwrap();
            }
        })
    });
    for sender in senders.collect::<Vec<_>>() {
        sender.await.unwrap();
    }
    started.elapsed()
}

/// The same bytes, built beforehand, over connections that nobody shares.
async fn of_the_library(port: u16, emails: usize, connections: usize) -> Duration {
    let bytes = email(0).to_mime().unwrap();
    let reader = "anna@example.org".parse().unwrap();
    let envelope = Envelope::new(Some("club@club.example".parse().unwrap()), vec![reader]).unwrap();
    let started = Instant::now();
    let senders = (0..connections).map(|sender| {
        let (bytes, envelope) = (bytes.clone(), envelope.clone());
        tokio::spawn(async move {
            let socket = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            socket.set_nodelay(true).unwrap();
            let hello = ClientId::default();
            let mut smtp =
                AsyncSmtpConnection::connect_with_transport(Box::new(socket), &hello).await.unwrap();
            for _ in (sender..emails).step_by(connections) {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the measure to compare with; the bytes are checked"
                )]
                smtp.send(&envelope, &bytes).await.unwrap();
            }
        })
    });
    for sender in senders.collect::<Vec<_>>() {
        sender.await.unwrap();
    }
    started.elapsed()
}

fn email(number: usize) -> Email {
    let mailbox = |name: &str, address: &str| Mailbox::new(Some(name), Address::parse(address).unwrap());
    let line = "Ваша личная ссылка на вебинар: https://club.example/j/abcdefghijklmnopqrstuvwxyz\n";
    Email {
        from: mailbox("Web-клуб", "club@club.example"),
        reply_to: None,
        to: mailbox("Петрова Анна Сергеевна", "anna@example.org"),
        subject: "Ссылка на сегодняшний вебинар «Как удержать внимание класса»".to_owned(),
        text: line.repeat(10),
        html: Some(format!(
            "<!DOCTYPE html><html lang=\"ru\"><body><p>{}</p></body></html>",
            line.repeat(15)
        )),
        attachments: vec![Attachment {
            file_name: "webinar.ics".to_owned(),
            content_type: "text/calendar".to_owned(),
            bytes: format!(
                "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\n{}END:VCALENDAR\r\n",
                "X-A:0123456789\r\n".repeat(50)
            )
            .into_bytes(),
        }],
        message_id: message_id(&number.to_string(), "club.example"),
        date: Utc.with_ymd_and_hms(2027, 4, 12, 4, 30, 0).unwrap(),
        language: Lang::Ru,
        unsubscribe_url: Some("https://club.example/u/abcdefghijklmnopqrstuvwxyz".to_owned()),
    }
}

/// A server on this machine that takes everything; its port.
async fn sink() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            tokio::spawn(take_everything(socket));
        }
    });
    port
}

async fn take_everything(socket: TcpStream) -> Option<()> {
    socket.set_nodelay(true).ok()?;
    let mut lines = BufReader::with_capacity(64 * 1024, socket);
    lines.write_all(b"220 sink\r\n").await.ok()?;
    let (mut line, mut is_text) = (Vec::new(), false);
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        let answer: &[u8] = match (is_text, line.as_slice()) {
            (true, b".\r\n") => {
                TAKEN.fetch_add(1, Ordering::Relaxed);
                b"250 ok\r\n"
            }
            (true, _) => continue,
            (false, b"DATA\r\n") => b"354 go on\r\n",
            (false, _) => b"250 ok\r\n",
        };
        is_text = answer.starts_with(b"354");
        lines.write_all(answer).await.ok()?;
    }
}
