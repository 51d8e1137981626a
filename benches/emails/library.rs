//! The measures to compare with: the SMTP library's own connections over sockets without Nagle's algorithm, which either build the same
//! e-mails on the way, as every program must that uses the library, or find them ready-made as bytes.

use std::time::{Duration, Instant};

use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use mail::Email;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::club::{Bench, email};

/// What a connection is given.
pub(crate) enum Given {
    Words(Box<Email>),
    Bytes(Envelope, Vec<u8>),
}

impl Given {
    fn built(self) -> anyhow::Result<(Envelope, Vec<u8>)> {
        match self {
            Given::Bytes(envelope, bytes) => Ok((envelope, bytes)),
            Given::Words(email) => {
                let reader = email.to.address.as_str().parse()?;
                let envelope = Envelope::new(Some(email.from.address.as_str().parse()?), vec![reader])?;
                Ok((envelope, email.to_mime()?))
            }
        }
    }
}

/// E-mails as words.
pub(crate) fn words(bench: &Bench, emails: usize) -> anyhow::Result<Vec<Given>> {
    (0..emails).map(|number| Ok(Given::Words(Box::new(email(bench, number)?)))).collect()
}

/// The same as bytes, each with its envelope.
pub(crate) fn bytes(bench: &Bench, emails: usize) -> anyhow::Result<Vec<Given>> {
    let ready = |given: Given| given.built().map(|(envelope, bytes)| Given::Bytes(envelope, bytes));
    words(bench, emails)?.into_iter().map(ready).collect()
}

/// Sends them over so many connections; how long that took.
pub(crate) async fn send(port: u16, connections: usize, emails: Vec<Given>) -> anyhow::Result<Duration> {
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

async fn over_one(port: u16, emails: Vec<Given>) -> anyhow::Result<()> {
    let socket = TcpStream::connect(("127.0.0.1", port)).await?;
    socket.set_nodelay(true)?;
    let mut smtp =
        AsyncSmtpConnection::connect_with_transport(Box::new(socket), &ClientId::default()).await?;
    for given in emails {
        let (envelope, bytes) = given.built()?;
        #[expect(clippy::disallowed_methods, reason = "the measure to compare with; the bytes are checked")]
        smtp.send(&envelope, &bytes).await?;
    }
    Ok(())
}
