//! A small LMTP server (RFC 2033) for a mail server on the same machine or network: takes every message, one answer a recipient, and keeps nothing
//! but what reports say.

use std::sync::Arc;
use std::time::Duration;

use club::Club;
use club::email_report::{self, MOST_BYTES};
use club::entity::ReportSource;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// Connections side by side: a mail server opens a few.
const CONNECTIONS: usize = 16;

/// How long a silent line is kept open.
const SILENCE: Duration = Duration::from_secs(120);

/// The longest line of a command or a text (RFC 5321: 1,000; more is taken and cut).
const LONGEST_LINE: u64 = 16 * 1024;

/// The largest message; a bounce with everything that came back is smaller.
const LARGEST: usize = 64 * 1024 * 1024;

/// Recipients of one message.
const MOST_RECIPIENTS: usize = 100;

/// Takes messages until the process is told to stop.
pub async fn listen(club: Club, listener: TcpListener, mut stopped: watch::Receiver<bool>) {
    let turns = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => return,
        };
        let (line, turn) = match (accepted, Arc::clone(&turns).acquire_owned().await) {
            (Ok((line, _)), Ok(turn)) => (line, turn),
            _ => {
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        let club = club.clone();
        tokio::spawn(async move {
            if let Err(error) = converse(&club, line).await {
                tracing::debug!(%error, "a line of LMTP broke");
            }
            drop(turn);
        });
    }
}

/// What one message has so far.
#[derive(Default)]
struct Envelope {
    has_sender: bool,
    recipients: usize,
}

async fn converse(club: &Club, line: TcpStream) -> std::io::Result<()> {
    let mut line = BufReader::new(line);
    say(&mut line, "220 webclub LMTP").await?;
    let mut envelope = Envelope::default();
    while let Some(command) = next_line(&mut line).await? {
        let command = String::from_utf8_lossy(&command).trim().to_ascii_uppercase();
        let verb = command.split_whitespace().next().unwrap_or_default();
        let answer = match verb {
            "LHLO" => {
                "250-webclub\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES"
            }
            "MAIL" if envelope.has_sender => "503 5.5.1 one sender at a time",
            "MAIL" => {
                envelope = Envelope { has_sender: true, recipients: 0 };
                "250 2.1.0 ok"
            }
            "RCPT" if !envelope.has_sender => "503 5.5.1 no sender yet",
            "RCPT" if envelope.recipients >= MOST_RECIPIENTS => "452 4.5.3 too many recipients",
            "RCPT" => {
                envelope.recipients += 1;
                "250 2.1.5 ok"
            }
            "DATA" if envelope.recipients == 0 => "503 5.5.1 no recipient yet",
            "DATA" => {
                say(&mut line, "354 go on").await?;
                take(club, &mut line, std::mem::take(&mut envelope).recipients).await?;
                continue;
            }
            "RSET" => {
                envelope = Envelope::default();
                "250 2.0.0 ok"
            }
            "NOOP" => "250 2.0.0 ok",
            "VRFY" => "252 2.5.0 send it and see",
            "QUIT" => {
                say(&mut line, "221 2.0.0 bye").await?;
                return Ok(());
            }
            _ => "500 5.5.2 not understood",
        };
        say(&mut line, answer).await?;
    }
    Ok(())
}

/// Reads a message up to its dot, acts on it and answers once a recipient.
async fn take(club: &Club, line: &mut BufReader<TcpStream>, recipients: usize) -> std::io::Result<()> {
    let (mut bytes, mut length) = (Vec::new(), 0);
    loop {
        let Some(text) = next_line(line).await? else {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        };
        if text == b".\r\n" || text == b".\n" {
            break;
        }
        let text = text.strip_prefix(b".").unwrap_or(&text);
        length += text.len();
        if length > LARGEST {
            say(line, "552 5.3.4 too large").await?;
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        if bytes.len() < MOST_BYTES {
            bytes.extend_from_slice(text);
        }
    }
    let answer = match email_report::receive(club, ReportSource::Lmtp, &bytes).await {
        Ok(_received) => "250 2.0.0 taken",
        Err(error) => {
            tracing::warn!(%error, "a bounce was not kept; the mail server sends it again");
            "451 4.3.0 try again later"
        }
    };
    for _ in 0..recipients {
        say(line, answer).await?;
    }
    Ok(())
}

async fn say(line: &mut BufReader<TcpStream>, answer: &str) -> std::io::Result<()> {
    line.write_all(format!("{answer}\r\n").as_bytes()).await?;
    line.flush().await
}

/// The next line with its end; `None` when the other side hung up. What is longer is handed out in pieces.
async fn next_line(line: &mut BufReader<TcpStream>) -> std::io::Result<Option<Vec<u8>>> {
    let mut text = Vec::new();
    let mut limited = (&mut *line).take(LONGEST_LINE);
    let reading = limited.read_until(b'\n', &mut text);
    match tokio::time::timeout(SILENCE, reading).await {
        Ok(read) => read.map(|length| (length > 0).then_some(text)),
        Err(_elapsed) => Err(std::io::ErrorKind::TimedOut.into()),
    }
}
