//! Browsers that register one listener after the other, on connections that stay.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::form_urlencoded;

/// What a listener of the bench sends.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) path: &'static str,
    /// Cookie and token of a form that was shown.
    pub(crate) token: String,
    /// Ids of the webinars.
    pub(crate) webinars: Vec<String>,
}

/// The address of a listener.
pub(crate) fn address(round: &str, number: usize) -> String {
    format!("{round}{number}@school{}.example", number % 400)
}

impl Form {
    fn request(&self, round: &str, number: usize) -> Vec<u8> {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &self.token)
            .append_pair("family", "Зайцева")
            .append_pair("given", "Анна")
            .append_pair("patronymic", "Сергеевна")
            .append_pair("gender", "female")
            .append_pair("position", "учитель математики")
            .append_pair("school", &format!("МБОУ СОШ № {}", number % 400))
            .append_pair("city", "Екатеринбург")
            .append_pair("region", "Свердловская область")
            .append_pair("zone", "Asia/Yekaterinburg")
            .append_pair("experience", "2")
            .append_pair("email", &address(round, number))
            .append_pair("phone", "")
            .append_pair("question", "С чего начать работу с родителями?");
        for purpose in ["participation", "publication", "invitations"] {
            body.append_pair(&format!("consent_{purpose}"), "yes");
        }
        for webinar in &self.webinars {
            body.append_pair("webinars", webinar);
        }
        let body = body.finish();
        format!(
            "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: form={}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.path,
            self.token,
            body.len()
        )
        .into_bytes()
    }
}

/// How a round went.
pub(crate) struct Round {
    pub(crate) per_second: f64,
    /// Numbers of those who were told that they are registered.
    pub(crate) acknowledged: Vec<usize>,
}

/// Registers listeners over so many connections for so long; the name of the round begins their addresses.
pub(crate) async fn round(
    address: SocketAddr,
    form: &Form,
    (round, connections, length): (&'static str, usize, Duration),
) -> anyhow::Result<Round> {
    let form = form.clone();
    // Threads of its own: who asks does not stand in the way of who answers.
    let asking = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        runtime.block_on(async move {
            let begun = Instant::now();
            let one = |form: Form, first: usize| async move {
                let mut connection = Connection::open(address).await?;
                let mut acknowledged = vec![];
                for number in (first..).step_by(connections) {
                    if begun.elapsed() >= length {
                        break;
                    }
                    connection.send(&form.request(round, number)).await?;
                    acknowledged.push(number);
                }
                Ok::<_, anyhow::Error>(acknowledged)
            };
            let tasks: Vec<_> =
                (0..connections).map(|first| tokio::spawn(one(form.clone(), first))).collect();
            let mut acknowledged = vec![];
            for task in tasks {
                acknowledged.extend(task.await??);
            }
            let count = u32::try_from(acknowledged.len())?;
            Ok::<_, anyhow::Error>(Round {
                per_second: f64::from(count) / begun.elapsed().as_secs_f64(),
                acknowledged,
            })
        })
    });
    let done = tokio::task::spawn_blocking(move || asking.join());
    done.await?.map_err(|_panic| anyhow::anyhow!("the client broke"))?
}

/// The median time of lone registrations.
pub(crate) async fn lone(address: SocketAddr, form: &Form, times: usize) -> anyhow::Result<Duration> {
    let mut connection = Connection::open(address).await?;
    let mut took = vec![];
    for number in 0..times {
        let request = form.request("lone", number);
        let begun = Instant::now();
        connection.send(&request).await?;
        took.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(median(took))
}

/// The median time of a page, asked for one time after the other by somebody with these cookies.
pub(crate) async fn page(
    address: SocketAddr,
    (path, cookie): (&str, &str),
    times: usize,
) -> anyhow::Result<Duration> {
    let mut connection = Connection::open(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n").into_bytes();
    let mut took = vec![];
    for _ in 0..times {
        let begun = Instant::now();
        let (head, _) = connection.ask(&request).await?;
        ensure!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        took.push(begun.elapsed());
    }
    Ok(median(took))
}

fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

/// A connection that stays.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: Vec::with_capacity(256 * 1024) })
    }

    /// Sends a form: whoever is registered is led on.
    async fn send(&mut self, request: &[u8]) -> anyhow::Result<()> {
        let (head, body) = self.ask(request).await?;
        ensure!(head.starts_with("HTTP/1.1 303"), "{head}\n{body}");
        ensure!(!head.contains("again=1"), "somebody was registered before: {head}");
        Ok(())
    }

    /// Head and body of an answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> anyhow::Result<(String, String)> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server hung up");
            }
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
        };
        let text = std::str::from_utf8(self.buffer.get(..head).unwrap_or_default())?.to_owned();
        let length = text.lines().filter_map(|line| line.split_once(": "));
        let mut length = length.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length: usize = length.next().context("an answer without a length")?.1.parse()?;
        while self.buffer.len() < head + 4 + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server hung up");
            }
        }
        let body = String::from_utf8_lossy(self.buffer.get(head + 4..).unwrap_or_default()).into_owned();
        Ok((text, body))
    }
}
