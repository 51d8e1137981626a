//! All files one after another in one PDF for the printer, made while it is sent.

use std::io::{self, Write};

use bytes::Bytes;
use futures_util::{Stream, stream};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};

use super::export::{ExportLine, export_file};
use crate::Club;

/// So many bytes are gathered before they are handed on.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces that may wait for a slow reader; then the making waits, too.
const WAITING_PIECES: usize = 4;

/// The files of these documents as one PDF, piece by piece, in their order; documents without a file are left out. An error is the last piece: what
/// came before is no file then. Neither the documents nor the whole are ever in memory at once.
pub fn merged(club: &Club, lines: Vec<ExportLine>) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
    let (sender, receiver) = channel(WAITING_PIECES);
    let (club, runtime) = (club.clone(), Handle::current());
    // Merging is work for the processor; whoever stops reading ends it.
    tokio::task::spawn_blocking(move || {
        let documents = lines.into_iter().filter(|line| line.sha256.is_some()).map(|line| {
            let file = runtime.block_on(export_file(&club, &line)).map_err(io::Error::other)?;
            let gone =
                || io::Error::new(io::ErrorKind::NotFound, format!("the file of {} is gone", line.number));
            Ok(file.ok_or_else(gone)?.to_vec())
        });
        let mut pieces = Pieces { waiting: vec![], sender };
        let outcome = certificates::merge(documents, &mut pieces).map_err(io::Error::other);
        if let Err(error) = outcome.and_then(|_count| pieces.flush()) {
            // Nobody may be left to hear it.
            drop(pieces.sender.blocking_send(Err(error)));
        }
    });
    stream::unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) })
}

/// Hands on what is written.
struct Pieces {
    waiting: Vec<u8>,
    sender: Sender<io::Result<Bytes>>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.waiting));
        self.sender.blocking_send(Ok(piece)).map_err(|_gone| io::ErrorKind::BrokenPipe.into())
    }
}
