//! A CSV file as rows that know their line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono_tz::Tz;

use super::findings::Findings;

/// A line of a table.
pub(super) struct Row {
    file: &'static str,
    /// 1 is the header.
    line: u64,
    values: BTreeMap<String, String>,
    /// Whether it has as many values as the header has columns.
    is_whole: bool,
}

impl Row {
    /// What stands in a column, without spaces around it.
    pub(super) fn text(&self, column: &str) -> &str {
        self.values.get(column).map_or("", |value| value.trim())
    }

    /// What stands in a column, cleaned; `None` for nothing. What is too long is a problem.
    pub(super) fn one_line(&self, column: &str, findings: &mut Findings) -> Option<String> {
        match lang::one_line(self.text(column), 300) {
            Ok(text) => Some(text),
            Err(lang::TextProblem::Empty) => None,
            Err(lang::TextProblem::TooLong { max, .. }) => {
                findings.fatal(self.place(), format!("В столбце {column} больше {max} знаков."));
                None
            }
        }
    }

    /// The time zone of a column.
    pub(super) fn zone(&self, column: &str, findings: &mut Findings) -> Option<Tz> {
        let name = self.text(column);
        findings.need(name.parse().map_err(drop), self.place(), |()| {
            format!("Нет часового пояса «{name}». Пример: Asia/Yekaterinburg.")
        })
    }

    /// File and line.
    pub(super) fn place(&self) -> (&'static str, u64) {
        (self.file, self.line)
    }
}

/// The rows of a file that could be read.
pub(super) struct Table(Vec<Row>);

impl Table {
    /// Rows in which every value stands in its column.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.0.iter().filter(|row| row.is_whole)
    }

    /// Everything that stands in a column, also in broken lines.
    pub(super) fn all(&self, column: &str) -> BTreeSet<String> {
        self.0.iter().map(|row| row.text(column).to_owned()).collect()
    }
}

/// What other files may refer to: everything as long as the file with the ids cannot be read, so that one broken file is told once.
pub(super) struct Ids(Option<BTreeSet<String>>);

impl Ids {
    /// The ids of a column.
    pub(super) fn of(table: Option<&Table>, column: &str) -> Ids {
        Ids(table.map(|table| table.all(column)))
    }

    /// Whether something may refer to this id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.0.as_ref().is_none_or(|ids| ids.contains(id))
    }
}

/// The text of a file of the folder; what is wrong with it as a whole is a problem of its line 0.
pub(super) fn text(folder: &Path, file: &'static str, findings: &mut Findings) -> Option<String> {
    let bytes = match std::fs::read(folder.join(file)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            findings.fatal((file, 0), "Нет такого файла.");
            return None;
        }
        Err(error) => {
            findings.fatal((file, 0), format!("Файл не открывается: {error}."));
            return None;
        }
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    findings.need(String::from_utf8(bytes.to_vec()), (file, 0), |_| {
        "Файл не в кодировке UTF-8. Сохраните его ещё раз и выберите «CSV UTF-8».".to_owned()
    })
}

/// The rows of a CSV file that has at least these columns.
pub(super) fn read(
    folder: &Path,
    file: &'static str,
    columns: &[&str],
    findings: &mut Findings,
) -> Option<Table> {
    let text = text(folder, file, findings)?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> =
        reader.headers().into_iter().flatten().map(|name| name.trim().to_owned()).collect();
    check_header((file, &header), columns, findings)?;
    let mut lines = Lines { text: text.as_bytes(), read: 0, line: 1 };
    let mut rows = vec![];
    for record in reader.records() {
        let Some(record) = findings.need(record, (file, 0), |_| "Файл не читается как таблица.".to_owned())
        else {
            continue;
        };
        // An empty line of a spreadsheet.
        if record.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        let line = lines.at(record.position().map_or(0, csv::Position::byte));
        let is_whole = record.len() == header.len();
        if !is_whole {
            findings.fatal(
                (file, line),
                format!(
                    "Столбцов должно быть {}, а здесь {}: проверьте запятые и кавычки.",
                    header.len(),
                    record.len()
                ),
            );
        }
        let values = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        rows.push(Row { file, line, values, is_whole });
    }
    Some(Table(rows))
}

/// Counts lines: the reader's own count is one behind where lines end as on Windows.
struct Lines<'a> {
    text: &'a [u8],
    read: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at a byte or after the line ends there; to be asked in ascending order.
    fn at(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX).max(self.read);
        let is_end = |byte: &&u8| matches!(byte, b'\n' | b'\r');
        let start = start + self.text.iter().skip(start).take_while(is_end).count();
        let passed = self.text.iter().take(start).skip(self.read).filter(|byte| **byte == b'\n').count();
        self.read = start;
        self.line += u64::try_from(passed).unwrap_or(0);
        self.line
    }
}

fn check_header(
    (file, header): (&'static str, &[String]),
    columns: &[&str],
    findings: &mut Findings,
) -> Option<()> {
    let count = |column: &str| header.iter().filter(|name| *name == column).count();
    let list = |is_meant: &dyn Fn(usize) -> bool| {
        columns.iter().copied().filter(|column| is_meant(count(column))).collect::<Vec<_>>().join(", ")
    };
    let (missing, doubled) = (list(&|count| count == 0), list(&|count| count > 1));
    if header.len() == 1 && header.iter().any(|name| name.contains(';')) {
        findings.fatal((file, 1), "Столбцы разделены точкой с запятой, а нужна запятая.");
    } else if !missing.is_empty() {
        findings.fatal((file, 1), format!("Нет столбцов: {missing}."));
    } else if !doubled.is_empty() {
        findings.fatal((file, 1), format!("Столбцы названы дважды: {doubled}."));
    } else {
        return Some(());
    }
    None
}
