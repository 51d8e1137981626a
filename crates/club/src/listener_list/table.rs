//! A list as a school sends it: CSV in whatever encoding and with whatever delimiter, or the first sheet of an XLSX file.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};
use zip::ZipArchive;

/// Lines of a list at most, its head not counted.
pub const MOST_LINES: usize = 5_000;
/// A list has no more columns.
const MOST_COLUMNS: usize = 60;
/// All cells of a list together, in bytes.
const MOST_TEXT: usize = 4 * 1024 * 1024;
/// What a packed file may hold unpacked.
const MOST_UNPACKED: u64 = 48 * 1024 * 1024;
/// Parts of a packed file.
const MOST_PARTS: usize = 1_000;

/// A list with its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub heads: Vec<String>,
    pub lines: Vec<TableLine>,
}

/// A line of a list that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableLine {
    /// As spreadsheet programs count.
    pub number: usize,
    pub cells: Vec<String>,
}

/// Why a file is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("there is nothing below the head")]
    Empty,
    #[error("the list is too long or too wide")]
    TooMuch,
    /// A picture, a PDF, a spreadsheet of the last century.
    #[error("the file is neither CSV nor XLSX")]
    UnknownKind,
    #[error("the file is damaged, or locked by a password")]
    Damaged,
    /// In the line of this number, so that the rest of the file stands in one cell.
    #[error("a quotation mark is never closed")]
    OpenQuote(usize),
}

impl Table {
    /// Reads a list. Formulas are never computed: what the file keeps as their result counts.
    ///
    /// # Errors
    /// See [`TableError`].
    pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Table::of_rows(xlsx(bytes)?);
        }
        let text = decoded(bytes)?;
        Table::of_rows(csv_rows(&text, delimiter(&text))?)
    }

    /// The list as pairs of a line's number and its cells: a form carries them from one step to the next.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let lines: Vec<_> = self.lines.iter().map(|line| (line.number, &line.cells)).collect();
        serde_json::to_string(&(&self.heads, lines))
    }

    /// Reads what [`Table::to_text`] wrote.
    ///
    /// # Errors
    /// When it is nothing of the kind.
    pub fn from_text(text: &str) -> Result<Table, TableError> {
        type Written = (Vec<String>, Vec<(usize, Vec<String>)>);
        let (heads, lines): Written = serde_json::from_str(text).map_err(|_not_ours| TableError::Damaged)?;
        if lines.len() > MOST_LINES || heads.len() > MOST_COLUMNS || text.len() > 2 * MOST_TEXT {
            return Err(TableError::TooMuch);
        }
        Ok(Table {
            heads,
            lines: lines.into_iter().map(|(number, cells)| TableLine { number, cells }).collect(),
        })
    }

    fn of_rows(rows: Vec<TableLine>) -> Result<Table, TableError> {
        let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        let heads = rows.next().ok_or(TableError::Empty)?.cells;
        let lines: Vec<TableLine> = rows.collect();
        match lines.len() {
            0 => Err(TableError::Empty),
            1..=MOST_LINES => Ok(Table { heads, lines }),
            _ => Err(TableError::TooMuch),
        }
    }
}

/// Bytes as text: by their mark, else UTF-16 by its zeros, else UTF-8 where they are, else the encoding of Russian Windows.
fn decoded(bytes: &[u8]) -> Result<String, TableError> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if has_zeros(bytes, 1) => UTF_16LE,
        None if has_zeros(bytes, 0) => UTF_16BE,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1251,
    };
    let (text, _, has_errors) = encoding.decode(bytes);
    let is_text = |letter: char| !letter.is_control() || "\n\r\t".contains(letter);
    if has_errors || !text.chars().all(is_text) {
        return Err(TableError::UnknownKind);
    }
    Ok(text.into_owned())
}

/// Delimiters and line ends are ASCII: in UTF-16 every one of them has a zero beside it.
fn has_zeros(bytes: &[u8], place: usize) -> bool {
    let (pairs, _) = bytes.as_chunks::<2>();
    let of_ends =
        pairs.iter().filter(|pair| pair.contains(&b'\n') || pair.contains(&b';') || pair.contains(&b','));
    let mut ends = of_ends.take(20).peekable();
    bytes.len().is_multiple_of(2) && ends.peek().is_some() && ends.all(|pair| pair.get(place) == Some(&0))
}

/// What stands most often in the head, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0)];
    for letter in text.trim_start().bytes() {
        match letter {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => counts.iter_mut().filter(|(one, _)| *one == letter).for_each(|(_, count)| *count += 1),
        }
    }
    // Of equals the first: a semicolon.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(letter, _)| *letter)
}

fn csv_rows(text: &str, delimiter: u8) -> Result<Vec<TableLine>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let (mut rows, mut room, mut record) = (vec![], Room::new(), csv::StringRecord::new());
    let mut place = Place::default();
    while reader.read_record(&mut record).map_err(|_broken| TableError::Damaged)? {
        let taken = place.take(text.as_bytes(), reader.position().byte());
        if is_open(taken, delimiter) {
            return Err(TableError::OpenQuote(place.number));
        }
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        room.take(rows.len(), &cells)?;
        rows.push(TableLine { number: place.number, cells });
    }
    Ok(rows)
}

/// Where the reader is: it skips empty lines, which spreadsheet programs count, and counts line breaks inside quotes, which they do not.
#[derive(Default)]
struct Place {
    at: usize,
    number: usize,
}

impl Place {
    /// Goes on to the end of a record and returns its bytes; its number is known then.
    fn take<'a>(&mut self, text: &'a [u8], end: u64) -> &'a [u8] {
        let end = usize::try_from(end).unwrap_or(usize::MAX).min(text.len());
        let begun = text.get(..self.at).unwrap_or_default();
        let mut rest = text.get(self.at..end).unwrap_or_default();
        if begun.ends_with(b"\r") {
            // The other half of the line end before.
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        self.at = end;
        self.number += 1;
        while let Some(after) = after_line_end(rest) {
            rest = after;
            self.number += 1;
        }
        rest
    }
}

fn after_line_end(text: &[u8]) -> Option<&[u8]> {
    let ends: [&[u8]; 3] = [b"\r\n", b"\n", b"\r"];
    ends.into_iter().find_map(|end| text.strip_prefix(end))
}

/// Whether a record ends inside a quote: then it swallowed the rest of the file.
fn is_open(record: &[u8], delimiter: u8) -> bool {
    let (mut is_quoted, mut is_first) = (false, true);
    let mut letters = record.iter().copied().peekable();
    while let Some(letter) = letters.next() {
        if !is_quoted {
            is_quoted = is_first && letter == b'"';
            is_first = letter == delimiter;
        } else if letter == b'"' && letters.next_if_eq(&b'"').is_none() {
            is_quoted = false;
            is_first = false;
        }
    }
    is_quoted
}

/// What is left for the cells of a list, counted down.
struct Room(usize);

impl Room {
    fn new() -> Room {
        Room(MOST_TEXT)
    }

    fn take(&mut self, rows: usize, cells: &[String]) -> Result<(), TableError> {
        // Empty lines between the lines count, too, but a few of them do no harm.
        if rows > 2 * MOST_LINES || cells.len() > MOST_COLUMNS {
            return Err(TableError::TooMuch);
        }
        let bytes: usize = cells.iter().map(String::len).sum();
        self.0 = self.0.checked_sub(bytes).ok_or(TableError::TooMuch)?;
        Ok(())
    }
}

/// The first sheet, read cell by cell: one cell far out would make a whole table of it larger than any memory.
fn xlsx(bytes: &[u8]) -> Result<Vec<TableLine>, TableError> {
    check_unpacked(bytes)?;
    let damaged = |_error: XlsxError| TableError::Damaged;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheet = book.sheet_names().first().cloned().ok_or(TableError::Empty)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    let (mut rows, mut room): (Vec<TableLine>, _) = (vec![], Room::new());
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column)) else {
            return Err(TableError::TooMuch);
        };
        let text = text_of(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        if rows.last().is_none_or(|last| last.number != row + 1) {
            rows.push(TableLine { number: row + 1, cells: vec![] });
        }
        if column >= MOST_COLUMNS {
            return Err(TableError::TooMuch);
        }
        room.take(rows.len(), std::slice::from_ref(&text))?;
        if let Some(line) = rows.last_mut() {
            line.cells.resize(line.cells.len().max(column + 1), String::new());
            if let Some(place) = line.cells.get_mut(column) {
                *place = text;
            }
        }
    }
    Ok(rows)
}

/// Unpacks a file into nothing and counts: what its directory says of sizes may be a lie.
fn check_unpacked(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_no_archive| TableError::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(TableError::TooMuch);
    }
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_locked| TableError::Damaged)?;
        let taken = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let taken = taken.map_err(|_broken| TableError::Damaged)?;
        left = left.checked_sub(taken).ok_or(TableError::TooMuch)?;
    }
    Ok(())
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // 7.0 is how a spreadsheet keeps 7.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
