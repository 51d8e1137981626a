//! A small SMTP server that keeps what it is given: the far end of a real connection.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server on a free port of this machine.
#[derive(Clone)]
pub struct MailServer {
    /// Its address as `smtp://…`.
    pub url: String,
    kept: Arc<Mutex<Vec<Kept>>>,
}

/// An e-mail as it came over the line.
#[derive(Clone, Debug)]
pub struct Kept {
    pub to: String,
    pub bytes: Vec<u8>,
}

impl MailServer {
    /// Starts a server; it ends with the test's runtime.
    pub async fn start() -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let kept = Arc::new(Mutex::new(Vec::new()));
        let server = MailServer { url, kept: Arc::clone(&kept) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&kept)));
            }
        });
        server
    }

    /// Everything that came, oldest first.
    #[must_use]
    pub fn kept(&self) -> Vec<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Speaks SMTP (RFC 5321) as far as one client needs it.
async fn serve(stream: TcpStream, kept: Arc<Mutex<Vec<Kept>>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test ESMTP\r\n").await?;
    let (mut to, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.split([' ', ':', '\r']).next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-test\r\n250 8BITMIME\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 ok\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let bytes = data(&mut stream).await?;
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(Kept { to: to.clone(), bytes });
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
