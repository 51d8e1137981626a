//! A small reader of documents: the text with its places by the fonts' own tables, and the squares of the QR code.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// Some text in one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// From the left, in points.
    pub(super) x: f64,
    /// From the bottom, in points.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) text: String,
}

/// A document, read.
pub(super) struct Read {
    pub(super) document: Document,
    pub(super) runs: Vec<Run>,
    /// Left, bottom, width, height of the filled rectangles, in their own squares.
    pub(super) squares: Vec<[f64; 4]>,
}

/// Characters and widths of a font.
struct Face {
    characters: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
}

pub(super) fn read(bytes: &[u8]) -> Read {
    let document = Document::load_mem(bytes).unwrap();
    let page = *document.get_pages().values().next().unwrap();
    let faces: BTreeMap<Vec<u8>, Face> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, face(&document, font)))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut reader = Reader {
        faces: &faces,
        font: Vec::new(),
        size: 0.0,
        tracking: 0.0,
        x: 0.0,
        y: 0.0,
        runs: Vec::new(),
    };
    let mut squares = Vec::new();
    for operation in &content.operations {
        let numbers: Vec<f64> = operation.operands.iter().filter_map(number).collect();
        match operation.operator.as_str() {
            "Tf" => {
                reader.font = operation.operands[0].as_name().unwrap().to_vec();
                reader.size = numbers[0];
            }
            "Tc" => reader.tracking = numbers[0],
            "Tm" => (reader.x, reader.y) = (numbers[4], numbers[5]),
            "TJ" => reader.show(operation.operands[0].as_array().unwrap()),
            "re" => squares.push([numbers[0], numbers[1], numbers[2], numbers[3]]),
            _ => {}
        }
    }
    let runs = std::mem::take(&mut reader.runs);
    Read { document, runs, squares }
}

struct Reader<'a> {
    faces: &'a BTreeMap<Vec<u8>, Face>,
    font: Vec<u8>,
    size: f64,
    tracking: f64,
    x: f64,
    y: f64,
    runs: Vec<Run>,
}

impl Reader<'_> {
    fn show(&mut self, items: &[Object]) {
        let face = &self.faces[&self.font];
        let start = self.x;
        let mut text = String::new();
        for item in items {
            if let Ok(codes) = item.as_str() {
                for code in codes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]])) {
                    text.push_str(&face.characters[&code]);
                    self.x += face.widths[&code] * self.size / 1_000.0 + self.tracking;
                }
            } else {
                self.x -= number(item).unwrap() * self.size / 1_000.0;
            }
        }
        let width = self.x - start;
        match self.runs.last_mut() {
            Some(last) if last.y == self.y && (last.x + last.width - start).abs() < 0.01 => {
                last.text.push_str(&text);
                last.width += width;
            }
            _ => self.runs.push(Run { x: start, y: self.y, width, text }),
        }
    }
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

fn face(document: &Document, font: &Dictionary) -> Face {
    let tables = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
    let tables = document.get_object(tables).unwrap().as_stream().unwrap().decompressed_content().unwrap();
    let inner = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].clone();
    let inner = match inner {
        Object::Reference(id) => document.get_dictionary(id).unwrap().clone(),
        inner => inner.as_dict().unwrap().clone(),
    };
    Face {
        characters: characters(&String::from_utf8(tables).unwrap()),
        widths: widths(inner.get(b"W").unwrap()),
    }
}

fn widths(table: &Object) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    for pair in table.as_array().unwrap().chunks_exact(2) {
        let first = u16::try_from(pair[0].as_i64().unwrap()).unwrap();
        for (code, width) in (first..).zip(pair[1].as_array().unwrap()) {
            widths.insert(code, number(width).unwrap());
        }
    }
    widths
}

/// The pairs and ranges of a table from codes to characters.
fn characters(table: &str) -> BTreeMap<u16, String> {
    let mut characters = BTreeMap::new();
    let mut is_range = false;
    for line in table.lines() {
        is_range = (is_range || line.ends_with("beginbfrange")) && !line.starts_with("endbfrange");
        let hex: Vec<Vec<u16>> = line
            .split(['<', '>'])
            .filter(|part| !part.is_empty() && part.chars().all(|ch| ch.is_ascii_hexdigit()))
            .map(|part| {
                part.as_bytes()
                    .chunks(4)
                    .map(|unit| u16::from_str_radix(std::str::from_utf8(unit).unwrap(), 16).unwrap())
                    .collect()
            })
            .collect();
        match (is_range, hex.as_slice()) {
            (true, [first, last, to]) => {
                for (step, code) in (first[0]..=last[0]).enumerate() {
                    let unit = to[0] + u16::try_from(step).unwrap();
                    characters.insert(code, String::from_utf16(&[unit]).unwrap());
                }
            }
            (false, [code, to]) if code.len() == 1 => {
                characters.insert(code[0], String::from_utf16(to).unwrap());
            }
            _ => {}
        }
    }
    characters
}

impl Read {
    /// All text, runs parted by line ends.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The runs as one line, to look for what a line end may part.
    pub(super) fn line(&self) -> String {
        self.text().replace('\n', " ")
    }

    /// What the QR code says, read from a picture of its squares.
    pub(super) fn qr(&self) -> String {
        const SCALE: usize = 5;
        const QUIET: usize = 4;
        let at = |value: f64| format!("{value:.0}").parse::<usize>().unwrap();
        let side = self.squares.iter().map(|[x, _, w, _]| at(x + w)).max().unwrap();
        let mut dark = vec![vec![false; side]; side];
        for [x, y, w, _] in &self.squares {
            dark[side - 1 - at(*y)][at(*x)..at(x + w)].fill(true);
        }
        let pixels = (side + 2 * QUIET) * SCALE;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(pixels, pixels, |x, y| {
            let cell = |pixel: usize| (pixel / SCALE).checked_sub(QUIET).filter(|cell| *cell < side);
            match (cell(x), cell(y)) {
                (Some(column), Some(row)) if dark[row][column] => 0,
                _ => 255,
            }
        });
        image.detect_grids()[0].decode().unwrap().1
    }
}
