//! An SMTP server that does what a test tells it, also what no good server does.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use secrecy::SecretString;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::Smtp;

/// What the server does instead of its usual answer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Say(&'static str),
    /// Never answers.
    Stall,
    /// Cuts the connection.
    Cut,
}

/// An e-mail that the server took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) sender: String,
    pub(super) readers: Vec<String>,
    pub(super) bytes: Vec<u8>,
}

#[derive(Debug, Default)]
struct State {
    steps: VecDeque<(&'static str, Step)>,
    connections: usize,
    commands: Vec<String>,
    taken: Vec<Taken>,
}

#[derive(Clone)]
pub(super) struct Scripted {
    pub(super) port: u16,
    state: Arc<Mutex<State>>,
    tls: Option<Arc<ServerConfig>>,
    offers_starttls: bool,
}

enum Ended {
    Over,
    StartTls,
}

impl Scripted {
    /// A server that answers in the clear.
    pub(super) async fn start() -> Scripted {
        Scripted::run(None, false).await
    }

    /// A server with a certificate: from the first byte, or by STARTTLS.
    pub(super) async fn start_encrypted(tls: Arc<ServerConfig>, by_starttls: bool) -> Scripted {
        Scripted::run(Some(tls), by_starttls).await
    }

    async fn run(tls: Option<Arc<ServerConfig>>, offers_starttls: bool) -> Scripted {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Scripted { port, state: Arc::default(), tls, offers_starttls };
        let answering = server.clone();
        tokio::spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                answering.state.lock().unwrap().connections += 1;
                let answering = answering.clone();
                tokio::spawn(async move { answering.serve(socket).await });
            }
        });
        server
    }

    /// The first command with this verb from now on gets this; `GREETING`, `TEXT` (after the dot) and `MIDTEXT` count as verbs.
    pub(super) fn once(&self, verb: &'static str, step: Step) -> &Scripted {
        self.state.lock().unwrap().steps.push_back((verb, step));
        self
    }

    pub(super) fn smtp(&self) -> Smtp {
        self.smtp_with("")
    }

    pub(super) fn smtp_with(&self, options: &str) -> Smtp {
        Smtp::from_url(&SecretString::from(format!("smtp://127.0.0.1:{}{options}", self.port))).unwrap()
    }

    pub(super) fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    pub(super) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// The verbs of all commands, in their order.
    pub(super) fn verbs(&self) -> Vec<String> {
        self.commands().iter().map(|command| verb_of(command)).collect()
    }

    pub(super) fn commands(&self) -> Vec<String> {
        self.state.lock().unwrap().commands.clone()
    }

    fn step(&self, verb: &str) -> Option<Step> {
        let mut state = self.state.lock().unwrap();
        let at = state.steps.iter().position(|(of, _)| *of == verb)?;
        state.steps.remove(at).map(|(_, step)| step)
    }

    async fn serve(&self, socket: tokio::net::TcpStream) {
        match (&self.tls, self.offers_starttls) {
            (Some(tls), false) => {
                if let Ok(line) = TlsAcceptor::from(Arc::clone(tls)).accept(socket).await {
                    self.talk(&mut BufReader::new(line), true).await;
                }
            }
            (Some(tls), true) => {
                let mut line = BufReader::new(socket);
                if matches!(self.talk(&mut line, true).await, Some(Ended::StartTls))
                    && let Ok(line) = TlsAcceptor::from(Arc::clone(tls)).accept(line.into_inner()).await
                {
                    self.talk(&mut BufReader::new(line), false).await;
                }
            }
            (None, _) => {
                self.talk(&mut BufReader::new(socket), true).await;
            }
        }
    }

    /// `None` when the connection ended before its time.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        line: &mut BufReader<S>,
        greets: bool,
    ) -> Option<Ended> {
        if greets {
            self.answer(line, "GREETING", "220 scripted.example ESMTP").await?;
        }
        let mut email = Taken::default();
        loop {
            let mut command = String::new();
            if line.read_line(&mut command).await.ok()? == 0 {
                return None;
            }
            let command = command.trim_end().to_owned();
            let verb = verb_of(&command);
            self.state.lock().unwrap().commands.push(command.clone());
            let usual = match verb.as_str() {
                "EHLO" if self.offers_starttls && greets => {
                    "250-scripted.example\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS"
                }
                "EHLO" => "250-scripted.example\r\n250-AUTH PLAIN LOGIN\r\n250 PIPELINING",
                "AUTH" => "235 2.7.0 welcome",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                "STARTTLS" => "220 go on",
                _ => "250 2.0.0 ok",
            };
            let said = self.answer(line, &verb, usual).await?;
            match (verb.as_str(), said.starts_with(['2', '3'])) {
                ("QUIT", _) => return Some(Ended::Over),
                ("STARTTLS", true) => return Some(Ended::StartTls),
                ("MAIL", true) => email = Taken { sender: path_of(&command), ..Taken::default() },
                ("RCPT", true) => email.readers.push(path_of(&command)),
                ("DATA", true) => self.take(line, &mut email).await?,
                _ => {}
            }
        }
    }

    async fn take<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        line: &mut BufReader<S>,
        email: &mut Taken,
    ) -> Option<()> {
        loop {
            let mut text = Vec::new();
            if line.read_until(b'\n', &mut text).await.ok()? == 0 {
                return None;
            }
            if let Some(Step::Cut) = self.step("MIDTEXT") {
                return None;
            }
            if text == b".\r\n" {
                break;
            }
            email.bytes.extend_from_slice(text.strip_prefix(b".").unwrap_or(&text));
        }
        // A server that is cut off in its answer has kept the e-mail all the same.
        let refuses = matches!(self.peek("TEXT"), Some(Step::Say(said)) if !said.starts_with('2'));
        if !refuses {
            self.state.lock().unwrap().taken.push(std::mem::take(email));
        }
        self.answer(line, "TEXT", "250 2.0.0 ok: queued as 4711").await.map(|_| ())
    }

    fn peek(&self, verb: &str) -> Option<Step> {
        self.state.lock().unwrap().steps.iter().find(|(of, _)| *of == verb).map(|(_, step)| *step)
    }

    async fn answer<S: AsyncWrite + Unpin>(
        &self,
        line: &mut S,
        verb: &str,
        usual: &'static str,
    ) -> Option<&'static str> {
        let said = match self.step(verb) {
            None => usual,
            Some(Step::Say(said)) => said,
            Some(Step::Cut) => return None,
            Some(Step::Stall) => std::future::pending().await,
        };
        line.write_all(format!("{said}\r\n").as_bytes()).await.ok()?;
        line.flush().await.ok()?;
        Some(said)
    }
}

fn verb_of(command: &str) -> String {
    command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase()
}

fn path_of(command: &str) -> String {
    command
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or_else(String::new, |(path, _)| path.to_owned())
}
