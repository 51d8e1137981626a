//! A mail server that does what the local part of an address asks for, and remembers everything that it took.
//!
//! `anna-greylist@…` is refused once with 451 at RCPT and then taken; see [`Whim`].

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use club::Clock;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What becomes of e-mails to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whim {
    Takes,
    /// 451 at RCPT, the first time.
    Greylists,
    /// 451 after the dot, the first time.
    GreylistsLate,
    /// The line is cut in the middle of the e-mail, the first time.
    Cuts,
    /// The e-mail is kept and the line cut before the answer, the first time.
    DropsTheAnswer,
    /// No answer at RCPT, the first time.
    Stalls,
    /// 550 5.1.1 for ever.
    Refuses,
    /// 554 after the dot, for ever.
    RefusesContent,
}

const WHIMS: [(&str, Whim); 7] = [
    ("greylist@", Whim::Greylists),
    ("dotlist@", Whim::GreylistsLate),
    ("cut@", Whim::Cuts),
    ("ackdrop@", Whim::DropsTheAnswer),
    ("stall@", Whim::Stalls),
    ("reject@", Whim::Refuses),
    ("content@", Whim::RefusesContent),
];

/// An e-mail that the server has kept.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) at: DateTime<Utc>,
}

#[derive(Default)]
struct State {
    taken: Mutex<Vec<Taken>>,
    /// Addresses that were refused once.
    tried: Mutex<BTreeSet<String>>,
    /// Lines on which an e-mail is under way: from MAIL to the client's next command after our answer.
    under_way: AtomicUsize,
    delay: Duration,
}

/// The server; ends when it is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    state: Arc<State>,
    accepting: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Server {
    /// Starts on a free port; each e-mail takes so long.
    pub(crate) async fn start(delay: Duration) -> anyhow::Result<Server> {
        Server::on(TcpListener::bind("127.0.0.1:0").await?, delay)
    }

    /// Starts on a port that was free a moment ago.
    pub(crate) async fn start_on(port: u16) -> anyhow::Result<Server> {
        Server::on(TcpListener::bind(("127.0.0.1", port)).await?, Duration::ZERO)
    }

    fn on(listener: TcpListener, delay: Duration) -> anyhow::Result<Server> {
        let port = listener.local_addr()?.port();
        let state = Arc::new(State { delay, ..State::default() });
        let serving = Arc::clone(&state);
        let accepting = tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(serve(line, Arc::clone(&serving)));
            }
        });
        Ok(Server { port, state, accepting })
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        locked(&self.state.taken).clone()
    }

    /// How many e-mails are on the line at this moment.
    pub(crate) fn under_way(&self) -> usize {
        self.state.under_way.load(Ordering::SeqCst)
    }
}

/// A panic elsewhere leaves the list whole.
fn locked<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts an e-mail on the line until it is dropped.
struct UnderWay<'a>(&'a AtomicUsize);

impl UnderWay<'_> {
    fn begin(count: &AtomicUsize) -> UnderWay<'_> {
        count.fetch_add(1, Ordering::SeqCst);
        UnderWay(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn serve(line: TcpStream, state: Arc<State>) -> std::io::Result<()> {
    line.set_nodelay(true)?;
    let mut line = BufReader::new(line);
    line.write_all(b"220 faults ESMTP\r\n").await?;
    let (mut to, mut command) = (String::new(), String::new());
    let mut under_way = None;
    loop {
        command.clear();
        if line.read_line(&mut command).await? == 0 {
            return Ok(());
        }
        let verb = command.split([' ', ':', '\r']).next().unwrap_or_default().to_uppercase();
        // The next command says that our last answer has arrived.
        under_way.take();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-faults\r\n250 8BITMIME\r\n",
            "MAIL" => {
                under_way = Some(UnderWay::begin(&state.under_way));
                b"250 ok\r\n"
            }
            "RCPT" => {
                under_way = Some(UnderWay::begin(&state.under_way));
                to = command.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                match whim(&to, &state, &[Whim::Greylists, Whim::Stalls]) {
                    Whim::Greylists => b"451 4.7.1 come back later\r\n",
                    Whim::Refuses => b"550 5.1.1 no such mailbox\r\n",
                    Whim::Stalls => return std::future::pending().await,
                    _ => b"250 ok\r\n",
                }
            }
            "DATA" => {
                under_way = Some(UnderWay::begin(&state.under_way));
                line.write_all(b"354 go on\r\n").await?;
                match data(&mut line, &to, &state).await? {
                    Some(answer) => answer,
                    None => return Ok(()),
                }
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        line.write_all(answer).await?;
    }
}

/// What the server does now: what is done once is done only the first time that it is asked for at its own step.
fn whim(to: &str, state: &State, once: &[Whim]) -> Whim {
    let found = WHIMS.iter().find(|(word, _)| to.contains(word)).map_or(Whim::Takes, |(_, whim)| *whim);
    if !once.contains(&found) {
        return found;
    }
    if locked(&state.tried).insert(to.to_owned()) { found } else { Whim::Takes }
}

/// Takes the e-mail and answers; `None` when the line is cut.
async fn data(
    line: &mut BufReader<TcpStream>,
    to: &str,
    state: &State,
) -> std::io::Result<Option<&'static [u8]>> {
    let whim = whim(to, state, &[Whim::Cuts, Whim::DropsTheAnswer, Whim::GreylistsLate]);
    let mut bytes = vec![];
    loop {
        let mut text = vec![];
        if line.read_until(b'\n', &mut text).await? == 0 || whim == Whim::Cuts {
            return Ok(None);
        }
        if text == b".\r\n" {
            break;
        }
        bytes.extend_from_slice(text.strip_prefix(b".").unwrap_or(&text));
    }
    tokio::time::sleep(state.delay).await;
    match whim {
        Whim::GreylistsLate => return Ok(Some(b"451 4.3.0 try again\r\n")),
        Whim::RefusesContent => return Ok(Some(b"554 5.6.0 not this\r\n")),
        _ => {}
    }
    let message_id = String::from_utf8_lossy(&bytes)
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: ").map(str::to_owned))
        .unwrap_or_default();
    let taken = Taken { to: to.to_owned(), message_id, bytes, at: Clock::machine().now() };
    locked(&state.taken).push(taken);
    Ok((whim != Whim::DropsTheAnswer).then_some(b"250 2.0.0 kept\r\n".as_slice()))
}
