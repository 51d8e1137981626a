//! A small SMTP server that keeps what it is given: the far end of a real connection.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::BASE64;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server on a free port of this machine.
#[derive(Clone)]
pub struct MailServer {
    /// Its address as `smtp://…`.
    pub url: String,
    pub port: u16,
    kept: Arc<Mutex<Vec<Kept>>>,
    connections: Arc<AtomicUsize>,
}

/// An e-mail as it came over the line.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Of the envelope.
    pub from: String,
    pub to: String,
    pub bytes: Vec<u8>,
}

impl MailServer {
    /// Starts a server; it ends with the test's runtime.
    pub async fn start() -> MailServer {
        MailServer::run(None).await
    }

    /// Starts a server that takes e-mails only from who logs in with this user and password, by AUTH PLAIN.
    pub async fn start_asking_for(user: &str, password: &str) -> MailServer {
        MailServer::run(Some(BASE64.encode(format!("\0{user}\0{password}").as_bytes()))).await
    }

    async fn run(login: Option<String>) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (kept, connections) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let server = MailServer {
            url: format!("smtp://{address}"),
            port: address.port(),
            kept: Arc::clone(&kept),
            connections: Arc::clone(&connections),
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(serve(stream, Arc::clone(&kept), login.clone()));
            }
        });
        server
    }

    /// How often somebody connected.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Everything that came, oldest first.
    #[must_use]
    pub fn kept(&self) -> Vec<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Speaks SMTP (RFC 5321) as far as one client needs it.
async fn serve(stream: TcpStream, kept: Arc<Mutex<Vec<Kept>>>, login: Option<String>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test ESMTP\r\n").await?;
    let (mut from, mut to, mut line) = (String::new(), String::new(), String::new());
    let mut may_send = login.is_none();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.split([' ', ':', '\r']).next().unwrap_or_default().to_uppercase();
        let address = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n",
            "AUTH" => {
                may_send = login.as_deref() == line.trim().strip_prefix("AUTH PLAIN ");
                if may_send { b"235 2.7.0 welcome\r\n" } else { b"535 5.7.8 wrong password\r\n" }
            }
            "MAIL" if !may_send => b"530 5.7.0 log in first\r\n",
            "MAIL" => {
                from = address();
                b"250 ok\r\n"
            }
            "RCPT" => {
                to = address();
                b"250 ok\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let bytes = data(&mut stream).await?;
                let new = Kept { from: from.clone(), to: to.clone(), bytes };
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(new);
                b"250 kept\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        stream.write_all(answer).await?;
    }
}

/// The lines up to the lonely dot; doubled dots at their start become one again.
async fn data(stream: &mut BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![];
    loop {
        let mut line = vec![];
        stream.read_until(b'\n', &mut line).await?;
        if line == b".\r\n" || line.is_empty() {
            return Ok(bytes);
        }
        bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
