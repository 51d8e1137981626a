//! All files in one archive, made while it is sent: never more than one document is held in memory.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::error::ErrorInternalServerError;
use actix_web::web::Bytes;
use chrono::Datelike as _;
use club::Club;
use club::document::{ExportLine, export_file};
use futures_util::stream;
use lang::Texts;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::Pieces;
use crate::extract::Context;

/// So many bytes are gathered before they are sent.
const PIECE_BYTES: usize = 64 * 1024;

/// What was written into the archive and not sent yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An archive that is being made.
struct Archive {
    club: Club,
    t: Texts,
    lines: VecDeque<ExportLine>,
    written: Written,
    /// `None`: it is finished.
    zip: Option<ZipWriter<StreamWriter<Written>>>,
    left_out: Vec<String>,
}

/// The files of these documents; those that have none are named in a text file.
pub(super) fn zip(context: &Context, lines: Vec<ExportLine>) -> Pieces {
    let written = Written::default();
    let archive = Archive {
        club: context.club.clone(),
        t: context.t,
        lines: lines.into(),
        zip: Some(ZipWriter::new_stream(written.clone())),
        written,
        left_out: vec![],
    };
    Box::pin(stream::unfold(archive, |mut archive| async {
        let piece = archive.next_piece().await.transpose()?;
        if let Err(error) = &piece {
            // The download breaks off: half an archive must not look like a whole one.
            tracing::error!(%error, "an archive of documents broke off");
            archive.zip = None;
        }
        Some((piece, archive))
    }))
}

impl Archive {
    /// The next bytes to send; `None` when all are sent.
    async fn next_piece(&mut self) -> Result<Option<Bytes>, actix_web::Error> {
        while self.zip.is_some() && self.written.len() < PIECE_BYTES {
            match self.lines.pop_front() {
                Some(line) => self.add(&line).await?,
                None => self.finish().map_err(ErrorInternalServerError)?,
            }
        }
        let piece = self.written.take();
        Ok((!piece.is_empty()).then(|| piece.into()))
    }

    async fn add(&mut self, line: &ExportLine) -> Result<(), actix_web::Error> {
        match export_file(&self.club, line).await.map_err(ErrorInternalServerError)? {
            Some(bytes) => self.put(&line.file_name(), &bytes, day(line)).map_err(ErrorInternalServerError),
            None => {
                self.left_out.push(format!("{} {}", line.number, line.name));
                Ok(())
            }
        }
    }

    fn put(&mut self, name: &str, bytes: &[u8], day: DateTime) -> io::Result<()> {
        let Some(zip) = &mut self.zip else { return Ok(()) };
        // The files are compressed already.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(day);
        zip.start_file(name, options)?;
        zip.write_all(bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        if !self.left_out.is_empty() {
            let name = format!("{}.txt", self.t.say("page-registry-left-out-file"));
            let lines = self.left_out.join("\r\n");
            let text = format!("\u{feff}{}\r\n\r\n{lines}\r\n", self.t.say("page-registry-left-out"));
            self.put(&name, text.as_bytes(), DateTime::default())?;
        }
        if let Some(zip) = self.zip.take() {
            zip.finish()?;
        }
        Ok(())
    }
}

/// The day of issue, so that the same documents make the same archive.
fn day(line: &ExportLine) -> DateTime {
    let (day, month) = (u8::try_from(line.issued_on.day()), u8::try_from(line.issued_on.month()));
    let year = u16::try_from(line.issued_on.year());
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => {
            DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default()
        }
        _ => DateTime::default(),
    }
}
