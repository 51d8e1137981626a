//! A printable programme: several sheets of A4 with a head, a table by day and numbers of the pages.

use chrono::NaiveDate;
use lang::Lang;
use serde_json::{Value, json};

use crate::NoImages;
use crate::compile::CompiledLayout;
use crate::error::{CompileError, FontError, LayoutError, RenderError};
use crate::fields::{Fields, Grammar};
use crate::fonts::{Fonts, is_invisible};
use crate::layout::{Font, Layout};
use crate::merge::{MergeError, merge};

/// What a printed programme says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    pub title: String,
    /// Below the title: dates, the host, which clocks the times are of.
    pub lines: Vec<String>,
    pub days: Vec<ProgrammeDay>,
    /// «Страница {number} из {all}»: both words are replaced.
    pub page_of: String,
    pub language: Lang,
    /// The only date that the file carries.
    pub issued_on: NaiveDate,
    pub author: String,
}

/// One day of a printed programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeDay {
    pub title: String,
    pub rows: Vec<ProgrammeRow>,
}

/// One row of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeRow {
    /// «14:30–15:30»
    pub time: String,
    /// «12:30 по Москве»
    pub other_time: String,
    pub title: String,
    /// Speakers, school, each in a line of its own.
    pub about: Vec<String>,
}

/// Why a programme was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    #[error("a font cannot be read")]
    Font(#[from] FontError),
    #[error("a page has no layout")]
    Layout(#[from] LayoutError),
    #[error("a page cannot be compiled")]
    Compile(#[from] CompileError),
    #[error("a page cannot be drawn")]
    Render(#[from] RenderError),
    #[error("the pages cannot be put together")]
    Merge(#[from] MergeError),
}

/// Millimetres.
const LEFT: f64 = 18.0;
const WIDTH: f64 = 174.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 276.0;
const TIME_WIDTH: f64 = 34.0;
const LINE: f64 = 5.2;
const SMALL_LINE: f64 = 4.5;

/// Letters that surely fit a line of a row's title, and of what stands below it.
const TITLE_LETTERS: usize = 60;
const ABOUT_LETTERS: usize = 74;

/// A sheet that is being filled.
struct Sheet {
    elements: Vec<Value>,
    y: f64,
}

struct Writer<'a> {
    fonts: &'a Fonts,
    sheets: Vec<Sheet>,
}

/// Draws a programme; the same programme gives the same bytes.
///
/// # Errors
/// See [`ProgrammeError`].
pub fn draw_programme(programme: &Programme, fonts: &Fonts) -> Result<Vec<u8>, ProgrammeError> {
    let mut writer = Writer { fonts, sheets: vec![Sheet { elements: vec![], y: TOP }] };
    writer.head(programme)?;
    for day in &programme.days {
        writer.day(day)?;
    }
    let all = writer.sheets.len();
    let mut documents = vec![];
    for (number, mut sheet) in (1_usize..).zip(writer.sheets) {
        let page =
            programme.page_of.replace("{number}", &number.to_string()).replace("{all}", &all.to_string());
        sheet.elements.push(text("page", (LEFT, 284.0, WIDTH, 5.0), ("regular", 9.0, "right"), &page));
        let layout = json!({
            "format": crate::layout::FORMAT,
            "name": "programme",
            "page": { "size": "a4", "orientation": "portrait" },
            "elements": sheet.elements,
        });
        let layout = Layout::parse(&layout.to_string())?;
        let mut bytes = vec![];
        CompiledLayout::compile(&layout, fonts, &NoImages)?.render(&fields(programme), &mut bytes)?;
        documents.push(Ok(bytes));
    }
    let mut file = vec![];
    merge(documents.into_iter(), &mut file)?;
    Ok(file)
}

fn fields(programme: &Programme) -> Fields {
    Fields {
        values: std::collections::BTreeMap::new(),
        grammar: Grammar::Neutral,
        signatories: vec![],
        issued_on: programme.issued_on,
        language: programme.language,
        title: programme.title.clone(),
        author: programme.author.clone(),
    }
}

/// A text in a box; it shrinks a little where the guess of its lines was too low.
fn text(
    id: &str,
    (x, y, w, h): (f64, f64, f64, f64),
    (font, size, align): (&str, f64, &str),
    content: &str,
) -> Value {
    json!({
        "type": "text", "id": id, "x": x, "y": y, "w": w, "h": h, "font": font, "size": size,
        "min_size": size * 0.5, "align": align, "leading": 1.2, "content": content,
    })
}

/// How many lines a text takes at most, and how high they are.
fn height(content: &str, letters: usize, line: f64) -> f64 {
    let lines = content.chars().count().div_ceil(letters).max(1);
    f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * line
}

impl Writer<'_> {
    /// What no face can draw is left out, what the little language of layouts would take for its own is defused.
    fn clean(&self, content: &str, font: Font) -> Result<String, FontError> {
        let face = self.fonts.face(font)?;
        let mut clean = String::with_capacity(content.len());
        for letter in content.chars() {
            match letter {
                '{' | '[' => clean.push('('),
                '}' | ']' => clean.push(')'),
                '*' => clean.push('·'),
                '\\' => clean.push('/'),
                letter if letter.is_whitespace() => clean.push(if letter == '\u{a0}' { letter } else { ' ' }),
                letter if is_invisible(letter) => {}
                letter if face.glyph(letter).is_none() => clean.push('?'),
                letter => clean.push(letter),
            }
        }
        Ok(clean)
    }

    fn put(
        &mut self,
        (x, w, h): (f64, f64, f64),
        (font, name, size): (Font, &str, f64),
        content: &str,
    ) -> Result<(), FontError> {
        let content = self.clean(content, font)?;
        if let (Some(sheet), false) = (self.sheets.last_mut(), content.trim().is_empty()) {
            let id = format!("text-{}", sheet.elements.len());
            sheet.elements.push(text(&id, (x, sheet.y, w, h), (name, size, "left"), &content));
        }
        Ok(())
    }

    fn down(&mut self, by: f64) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.y += by;
        }
    }

    /// Begins another sheet where so much does not fit any more; whether it did.
    fn room(&mut self, wanted: f64) -> bool {
        let is_full = self.sheets.last().is_some_and(|sheet| sheet.y + wanted > BOTTOM);
        if is_full {
            self.sheets.push(Sheet { elements: vec![], y: TOP });
        }
        is_full
    }

    fn head(&mut self, programme: &Programme) -> Result<(), FontError> {
        let title = height(&programme.title, 52, 8.0);
        self.put((LEFT, WIDTH, title), (Font::Bold, "bold", 17.0), &programme.title)?;
        self.down(title + 2.0);
        for line in &programme.lines {
            let high = height(line, 84, LINE);
            self.put((LEFT, WIDTH, high), (Font::Regular, "regular", 10.5), line)?;
            self.down(high);
        }
        self.down(3.0);
        Ok(())
    }

    fn day(&mut self, day: &ProgrammeDay) -> Result<(), FontError> {
        let first = day.rows.first().map_or(0.0, row_height);
        self.room(14.0 + first);
        self.day_title(&day.title)?;
        for row in &day.rows {
            if self.room(row_height(row)) {
                self.day_title(&day.title)?;
            }
            self.row(row)?;
        }
        self.down(4.0);
        Ok(())
    }

    fn day_title(&mut self, title: &str) -> Result<(), FontError> {
        self.put((LEFT, WIDTH, 7.0), (Font::Semibold, "semibold", 13.0), title)?;
        self.down(8.0);
        Ok(())
    }

    fn row(&mut self, row: &ProgrammeRow) -> Result<(), FontError> {
        if let Some(sheet) = self.sheets.last_mut() {
            let (id, y) = (format!("line-{}", sheet.elements.len()), sheet.y);
            sheet.elements.push(json!({
                "type": "line", "id": id, "x1": LEFT, "y1": y, "x2": LEFT + WIDTH, "y2": y, "width": 0.4,
                "color": "#9aa5b5",
            }));
        }
        self.down(1.5);
        let (left, wide) = (LEFT + TIME_WIDTH, WIDTH - TIME_WIDTH);
        self.put((LEFT, TIME_WIDTH - 2.0, LINE), (Font::Bold, "bold", 11.0), &row.time)?;
        let title = height(&row.title, TITLE_LETTERS, LINE);
        self.put((left, wide, title), (Font::Semibold, "semibold", 11.0), &row.title)?;
        self.down(LINE);
        self.put((LEFT, TIME_WIDTH - 2.0, SMALL_LINE), (Font::Regular, "regular", 9.0), &row.other_time)?;
        self.down(title - LINE);
        for line in &row.about {
            let high = height(line, ABOUT_LETTERS, SMALL_LINE);
            self.put((left, wide, high), (Font::Regular, "regular", 9.5), line)?;
            self.down(high);
        }
        let least = LINE + SMALL_LINE;
        let used = title + about_height(row);
        self.down((least - used).max(0.0) + 2.0);
        Ok(())
    }
}

fn about_height(row: &ProgrammeRow) -> f64 {
    row.about.iter().map(|line| height(line, ABOUT_LETTERS, SMALL_LINE)).sum()
}

fn row_height(row: &ProgrammeRow) -> f64 {
    let used = height(&row.title, TITLE_LETTERS, LINE) + about_height(row);
    used.max(LINE + SMALL_LINE) + 3.5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programme(days: usize, rows: usize) -> Programme {
        let row = |number: usize| ProgrammeRow {
            time: "14:30–15:30".to_owned(),
            other_time: "12:30 по Москве".to_owned(),
            title: format!("Родительское собрание без конфликтов {{{number}}} **[[😀]]**"),
            about: vec!["Гончар Лев Яковлевич, учитель физики, МАОУ СОШ № 62, Мурино".to_owned()],
        };
        Programme {
            title: "Весенняя сессия".to_owned(),
            lines: vec!["МБОУ СОШ № 44".to_owned()],
            days: (0..days)
                .map(|day| ProgrammeDay {
                    title: format!("День {day}"), rows: (0..rows).map(row).collect()
                })
                .collect(),
            page_of: "Страница {number} из {all}".to_owned(),
            language: Lang::Ru,
            issued_on: NaiveDate::from_ymd_opt(2027, 4, 12).unwrap(),
            author: "МБОУ СОШ № 44".to_owned(),
        }
    }

    fn pages(bytes: &[u8]) -> usize {
        lopdf::Document::load_mem(bytes).unwrap().get_pages().len()
    }

    #[test]
    fn a_long_programme_takes_several_sheets_and_the_same_bytes_every_time() {
        let fonts = Fonts::libertinus().unwrap();
        let draw = |days, rows| draw_programme(&programme(days, rows), &fonts).unwrap();
        let long = draw(5, 12);
        assert_eq!(long, draw(5, 12));
        assert_eq!((pages(&draw(1, 3)), pages(&draw(0, 0))), (1, 1));
        assert!((4..=8).contains(&pages(&long)), "{}", pages(&long));
    }
}
