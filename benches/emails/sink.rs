//! A mail server on a thread of its own that takes everything but what an address asks it to refuse: the same for whatever is measured.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::LocalSet;

/// The server, and how many e-mails it took.
pub(crate) struct Sink {
    pub(crate) port: u16,
    taken: Arc<AtomicUsize>,
}

/// Readers that were greylisted once.
type Seen = Rc<RefCell<HashSet<Vec<u8>>>>;

impl Sink {
    /// Starts a server; it ends with the process.
    pub(crate) fn start() -> anyhow::Result<Sink> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let taken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&taken);
        std::thread::spawn(move || -> anyhow::Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            LocalSet::new().block_on(&runtime, async {
                let listener = TcpListener::from_std(listener)?;
                let seen = Seen::default();
                loop {
                    let (socket, _) = listener.accept().await?;
                    tokio::task::spawn_local(talk(socket, Arc::clone(&count), Rc::clone(&seen)));
                }
            })
        });
        Ok(Sink { port, taken })
    }

    /// How many e-mails came since the count was taken last.
    pub(crate) fn count(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }

    /// The count, which begins anew.
    pub(crate) fn take_count(&self) -> usize {
        self.taken.swap(0, Ordering::SeqCst)
    }
}

async fn talk(socket: TcpStream, taken: Arc<AtomicUsize>, seen: Seen) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut lines = BufReader::with_capacity(64 * 1024, socket);
    lines.write_all(b"220 sink ESMTP\r\n").await?;
    let (mut line, mut is_text) = (Vec::new(), false);
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match (is_text, line.as_slice()) {
            (true, b".\r\n") => {
                taken.fetch_add(1, Ordering::SeqCst);
                b"250 ok\r\n"
            }
            (true, _) => continue,
            (false, b"DATA\r\n") => b"354 go on\r\n",
            (false, command) if command.starts_with(b"RCPT TO:<refused") => b"550 5.1.1 no such mailbox\r\n",
            (false, command)
                if command.starts_with(b"RCPT TO:<greylisted")
                    && seen.borrow_mut().insert(command.to_vec()) =>
            {
                b"451 4.7.1 Greylisted, try again\r\n"
            }
            (false, _) => b"250 ok\r\n",
        };
        is_text = answer.starts_with(b"354");
        lines.write_all(answer).await?;
    }
}
