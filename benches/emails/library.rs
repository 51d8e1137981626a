//! The measure to compare with: the SMTP library's own connections over sockets without Nagle's algorithm, and e-mails that are ready-made.

use std::time::{Duration, Instant};

use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::club::{Bench, email};

/// E-mails as bytes, each with its envelope.
pub(crate) fn ready(bench: &Bench, emails: usize) -> anyhow::Result<Vec<(Envelope, Vec<u8>)>> {
    let one = |number| {
        let email = email(bench, number)?;
        let reader = email.to.address.as_str().parse()?;
        let envelope = Envelope::new(Some(email.from.address.as_str().parse()?), vec![reader])?;
        Ok((envelope, email.to_mime()?))
    };
    (0..emails).map(one).collect()
}

/// Sends them over so many connections; how long that took.
pub(crate) async fn send(
    port: u16,
    connections: usize,
    emails: Vec<(Envelope, Vec<u8>)>,
) -> anyhow::Result<Duration> {
    let mut parts: Vec<Vec<_>> = (0..connections).map(|_| vec![]).collect();
    for (part, email) in (0..connections).cycle().zip(emails) {
        if let Some(part) = parts.get_mut(part) {
            part.push(email);
        }
    }
    let begun = Instant::now();
    let mut senders = JoinSet::new();
    for part in parts {
        senders.spawn(over_one(port, part));
    }
    while let Some(sent) = senders.join_next().await {
        sent??;
    }
    Ok(begun.elapsed())
}

async fn over_one(port: u16, emails: Vec<(Envelope, Vec<u8>)>) -> anyhow::Result<()> {
    let socket = TcpStream::connect(("127.0.0.1", port)).await?;
    socket.set_nodelay(true)?;
    let mut smtp =
        AsyncSmtpConnection::connect_with_transport(Box::new(socket), &ClientId::default()).await?;
    for (envelope, bytes) in emails {
        #[expect(clippy::disallowed_methods, reason = "the measure to compare with; the bytes are checked")]
        smtp.send(&envelope, &bytes).await?;
    }
    Ok(())
}
