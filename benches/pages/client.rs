//! A client that asks again as soon as it is answered, on connections that stay.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What is sent for a path and a packing.
pub(crate) fn request(path: &str, coding: Option<&str>) -> Arc<[u8]> {
    let accept = coding.map(|coding| format!("Accept-Encoding: {coding}\r\n")).unwrap_or_default();
    let text = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{accept}\r\n");
    text.into_bytes().into()
}

/// The body of one answer.
pub(crate) async fn once(address: SocketAddr, request: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut connection = Connection::open(address).await?;
    connection.ask(request).await
}

/// Answers a second, over so many connections for so long.
pub(crate) async fn rate(
    address: SocketAddr,
    request: &Arc<[u8]>,
    (connections, length): (usize, Duration),
) -> anyhow::Result<f64> {
    let request = request.clone();
    // Threads of its own: who asks does not stand in the way of who answers.
    let counting = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(async move {
            let begun = Instant::now();
            let one = |request: Arc<[u8]>| async move {
                let mut connection = Connection::open(address).await?;
                let mut answers = 0_u32;
                while begun.elapsed() < length {
                    connection.ask(&request).await?;
                    answers += 1;
                }
                Ok::<u32, anyhow::Error>(answers)
            };
            let asking: Vec<_> = (0..connections).map(|_| tokio::spawn(one(request.clone()))).collect();
            let mut answers = 0;
            for task in asking {
                answers += task.await??;
            }
            Ok::<f64, anyhow::Error>(f64::from(answers) / begun.elapsed().as_secs_f64())
        })
    });
    let done = tokio::task::spawn_blocking(move || counting.join());
    done.await?.map_err(|_panic| anyhow::anyhow!("the client broke"))?
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: Vec::with_capacity(128 * 1024) })
    }

    async fn ask(&mut self, request: &[u8]) -> anyhow::Result<Vec<u8>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server hung up");
            }
            let Some(head) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
                continue;
            };
            let text = std::str::from_utf8(self.buffer.get(..head).unwrap_or_default())?;
            ensure!(text.starts_with("HTTP/1.1 200"), "{text}");
            let length = text
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .context("an answer without a length")?
                .1
                .parse::<usize>()?;
            let whole = head + 4 + length;
            while self.buffer.len() < whole {
                if self.stream.read_buf(&mut self.buffer).await? == 0 {
                    bail!("the server hung up");
                }
            }
            return Ok(self.buffer.get(head + 4..whole).unwrap_or_default().to_vec());
        }
    }
}
