//! The registry as a table: CSV as Excel in Russia opens it by a double click, and XLSX with real dates.

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Europe::Moscow;
use club::Club;
use club::document::ExportLine;
use entity::DocumentState;
use lang::Texts;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::error::PageError;
use crate::extract::Context;

/// A cell.
enum Cell {
    Text(String),
    Day(Option<NaiveDate>),
}

/// Columns: the last part of the key of their head, and their width in letters.
const COLUMNS: [(&str, f64); 16] = [
    ("number", 22.0),
    ("kind", 34.0),
    ("name", 36.0),
    ("position", 26.0),
    ("school", 34.0),
    ("city", 18.0),
    ("webinar", 9.0),
    ("title", 44.0),
    ("topic", 44.0),
    ("issued", 12.0),
    ("state", 14.0),
    ("revoked", 12.0),
    ("reason", 28.0),
    ("code", 30.0),
    ("address", 56.0),
    ("sha256", 68.0),
];

fn head(t: Texts) -> impl Iterator<Item = String> {
    COLUMNS.iter().map(move |(name, _)| t.say(&format!("page-registry-column-{name}")))
}

fn cells(club: &Club, t: Texts, line: &ExportLine) -> [Cell; COLUMNS.len()] {
    let text = |text: &str| Cell::Text(text.to_owned());
    let state = match line.state {
        DocumentState::Numbered => "page-registry-state-being_made",
        DocumentState::Issued => "page-registry-state-valid",
        DocumentState::Revoked => "page-registry-state-revoked",
    };
    [
        text(&line.number),
        Cell::Text(t.say(&format!("page-document-kind-{}", line.kind))),
        text(&line.name),
        text(&line.position),
        text(&line.school),
        text(&line.city),
        text(&line.webinar_code),
        text(&line.webinar_title),
        text(&line.topic),
        Cell::Day(Some(line.issued_on)),
        Cell::Text(t.say(state)),
        Cell::Day(line.revoked_at.map(|at| at.with_timezone(&Moscow).date_naive())),
        text(&line.revoke_reason),
        text(&line.code),
        Cell::Text(club.settings.address(&format!("/verify/{}", line.code))),
        text(line.sha256.as_deref().unwrap_or_default()),
    ]
}

/// A table as text.
///
/// # Errors
/// When it cannot be written.
pub(super) fn csv(context: &Context, lines: &[ExportLine]) -> Result<Vec<u8>, PageError> {
    let (club, t) = (&context.club, context.t);
    let written = |cell| match cell {
        Cell::Text(text) => text,
        Cell::Day(day) => day.map(|day| day.format("%d.%m.%Y").to_string()).unwrap_or_default(),
    };
    let rows = lines.iter().map(|line| cells(club, t, line).map(written).into_iter().collect());
    crate::download::csv(std::iter::once(head(t).collect()).chain(rows))
}

/// A workbook with one sheet: the head stays in sight, days are days, and texts are texts whatever they begin with.
///
/// # Errors
/// When it cannot be written.
pub(super) fn xlsx(club: &Club, t: Texts, lines: &[ExportLine]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(t.say("page-registry-file-name"))?;
    sheet.set_freeze_panes(1, 1)?;
    let (bold, day) = (Format::new().set_bold().set_text_wrap(), Format::new().set_num_format("dd.mm.yyyy"));
    let text = Format::new().set_align(FormatAlign::Top);
    for (column, ((_, width), head)) in (0_u16..).zip(COLUMNS.iter().zip(head(t))) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    for (row, line) in (1_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(cells(club, t, line)) {
            write(sheet, (row, column), cell, &text, &day)?;
        }
    }
    let last = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, u16::try_from(COLUMNS.len() - 1).unwrap_or(0))?;
    workbook.save_to_buffer()
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell,
    text: &Format,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(content) if !content.is_empty() => {
            sheet.write_string_with_format(row, column, content, text)?;
        }
        Cell::Day(Some(date)) => {
            sheet.write_datetime_with_format(row, column, excel(date)?, day)?;
        }
        Cell::Text(_) | Cell::Day(None) => {}
    }
    Ok(())
}

fn excel(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}
