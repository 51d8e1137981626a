//! A CSV file as rows that know their line.

use std::collections::BTreeMap;
use std::path::Path;

use super::findings::Findings;

/// A line of a table.
pub(super) struct Row {
    file: &'static str,
    /// 1 is the header.
    line: u64,
    values: BTreeMap<String, String>,
}

impl Row {
    /// What stands in a column, without spaces around it.
    pub(super) fn text(&self, column: &str) -> &str {
        self.values.get(column).map_or("", |value| value.trim())
    }

    /// File and line.
    pub(super) fn place(&self) -> (&'static str, u64) {
        (self.file, self.line)
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
            findings.fatal((file, 0), format!("Файл не читается: {error}."));
            return None;
        }
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let wrong = |_| "Файл не в кодировке UTF-8. Сохраните его как «CSV UTF-8».".to_owned();
    findings.need(String::from_utf8(bytes.to_vec()), (file, 0), wrong)
}

/// The rows of a CSV file that has at least these columns.
pub(super) fn rows(
    folder: &Path,
    file: &'static str,
    columns: &[&str],
    findings: &mut Findings,
) -> Option<Vec<Row>> {
    let text = text(folder, file, findings)?;
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(_) => vec![],
    };
    let missing: Vec<&str> =
        columns.iter().copied().filter(|column| !header.iter().any(|name| name == column)).collect();
    if !missing.is_empty() {
        findings.fatal((file, 1), format!("Нет столбцов: {}.", missing.join(", ")));
        return None;
    }
    let mut rows = vec![];
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(Row {
                file,
                line: record.position().map_or(0, csv::Position::line),
                values: header.iter().cloned().zip(record.iter().map(str::to_owned)).collect(),
            }),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                findings.fatal(
                    (file, line),
                    "В строке не столько столбцов, сколько в заголовке, или не закрыта кавычка.",
                );
            }
        }
    }
    Some(rows)
}
