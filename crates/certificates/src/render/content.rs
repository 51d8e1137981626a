//! The content stream of one document.

use super::qr::Code;
use super::write::{factor, glyph, points, whole};
use crate::compile::{Extra, Mark, Marked, Plan, Prefix, QrPlan, font_name, integer};
use crate::error::RenderError;
use crate::fonts::{Glyph, Style};
use crate::layout::{Color, Font, Role};
use crate::text::{SetLine, SetText, TextStyle};

/// One thing to be drawn; places are points from the top left.
pub(crate) enum Drawn<'a> {
    /// Texts that are one piece of the structure.
    Texts { mark: Mark, id: &'a str, texts: Vec<(SetText, &'a TextStyle)> },
    /// A QR code, and the address to which it links.
    Qr { plan: &'a QrPlan, code: Code, link: Option<String> },
    /// A rule from one x to another.
    Rule { x: (f64, f64), y: f64, color: Color },
    /// An image by its name in the layout: left, top, width, height.
    Image { name: &'a str, area: [f64; 4] },
}

/// The content of a page under way.
pub(super) struct Page<'a> {
    pub(super) prefix: &'a Prefix,
    pub(super) content: Vec<u8>,
    pub(super) plan: &'a Plan,
    /// Glyphs that the text needs and the prefix lacks.
    pub(super) extra: Extra,
}

/// What the text state is, to write only what changes.
struct State {
    font: Option<(Font, f64)>,
    rise: f64,
    /// What rounding owes to the next space.
    owed: f64,
}

impl<'a> Page<'a> {
    pub(super) fn new(prefix: &'a Prefix, plan: &'a Plan) -> Page<'a> {
        Page { prefix, content: Vec::with_capacity(16 * 1024), plan, extra: Extra::new() }
    }

    /// Draws everything, and an empty piece for each mark that has nothing to show.
    pub(super) fn draw(&mut self, all: &[Drawn<'_>]) -> Result<(), RenderError> {
        let mut used = vec![false; self.plan.marks.len()];
        for drawn in all {
            let mark = match drawn {
                Drawn::Texts { mark, texts, .. } => {
                    self.texts(*mark, texts);
                    *mark
                }
                Drawn::Qr { plan, code, .. } => {
                    self.qr(plan, code);
                    plan.mark
                }
                Drawn::Rule { x, y, color } => {
                    self.rule(*x, *y, *color);
                    continue;
                }
                Drawn::Image { name, area } => {
                    self.image(name, *area)?;
                    continue;
                }
            };
            if let Some(used) = usize::try_from(mark).ok().and_then(|mark| used.get_mut(mark)) {
                *used = true;
            }
        }
        for (mark, _) in (0..).zip(used).filter(|(_, is_used)| !is_used) {
            self.begin(mark);
            self.end();
        }
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) {
        self.content.extend_from_slice(bytes);
    }

    fn begin(&mut self, mark: Mark) {
        let marked = usize::try_from(mark).ok().and_then(|mark| self.plan.marks.get(mark));
        self.put(match marked {
            Some(Marked::Text(Role::Title)) => b"/H1",
            Some(Marked::Text(Role::Heading)) => b"/H2",
            Some(Marked::Text(Role::Paragraph)) | None => b"/P",
            Some(Marked::Figure(_) | Marked::Link) => b"/Figure",
        });
        self.put(b"<</MCID ");
        integer(&mut self.content, mark);
        self.put(b">>BDC\n");
    }

    fn end(&mut self) {
        self.put(b"EMC\n");
    }

    fn color(&mut self, color: Color, operator: &[u8]) {
        for part in color.parts() {
            factor(&mut self.content, part);
        }
        self.put(operator);
    }

    fn texts(&mut self, mark: Mark, texts: &[(SetText, &TextStyle)]) {
        self.begin(mark);
        self.put(b"BT\n");
        for (text, style) in texts {
            self.color(style.color, b"rg\n");
            factor(&mut self.content, style.tracking * text.size / 1_000.0);
            self.put(b"Tc\n");
            let mut state = State { font: None, rise: 0.0, owed: 0.0 };
            for line in &text.lines {
                self.line(text, line, &mut state);
            }
        }
        self.put(b"ET\n");
        self.end();
    }

    fn line(&mut self, text: &SetText, line: &SetLine, state: &mut State) {
        self.put(b"1 0 0 1 ");
        points(&mut self.content, line.x);
        points(&mut self.content, self.plan.height - line.y);
        self.put(b"Tm\n");
        state.owed = 0.0;
        let words = text.words.get(line.start..line.end).unwrap_or_default();
        let mut is_open = false;
        for (index, word) in words.iter().enumerate() {
            if index > 0 && word.space > 0.0 {
                self.select(word.space_style, text.size, state, &mut is_open);
                self.space(word.space_style.font, line.stretch, state);
            }
            for run in &word.runs {
                self.select(run.style, text.size, state, &mut is_open);
                for shaped in &run.shaped.glyphs {
                    self.glyph(run.style.font, *shaped, text.size, state);
                }
            }
        }
        if is_open {
            self.put(b">]TJ\n");
        }
    }

    /// Opens a string in this face, unless one is open already.
    fn select(&mut self, style: Style, size: f64, state: &mut State, is_open: &mut bool) {
        let wanted = Some((style.font, size));
        if *is_open && state.font == wanted {
            return;
        }
        if *is_open {
            self.put(b">]TJ\n");
        }
        if state.font != wanted {
            state.font = wanted;
            self.put(b"/");
            self.put(font_name(style.font).as_bytes());
            self.put(b" ");
            points(&mut self.content, size);
            self.put(b"Tf\n");
        }
        self.put(b"[<");
        *is_open = true;
    }

    fn space(&mut self, font: Font, stretch: f64, state: &mut State) {
        match self.prefix.space(font) {
            Some(number) => glyph(&mut self.content, number),
            None => {
                self.extra.insert((font, 0, ' '));
            }
        }
        let wanted = stretch + state.owed;
        let given = wanted.round();
        state.owed = wanted - given;
        self.move_by(given);
    }

    /// Moves on by thousandths of the size.
    fn move_by(&mut self, thousandths: f64) {
        let adjustment = whole(-thousandths);
        if adjustment != 0 {
            self.put(b">");
            integer(&mut self.content, adjustment);
            self.put(b"<");
        }
    }

    fn glyph(&mut self, font: Font, shaped: Glyph, size: f64, state: &mut State) {
        let Some(number) = self.prefix.glyph(font, shaped.id) else {
            self.extra.insert((font, shaped.id, shaped.ch));
            return;
        };
        let (dx, dy) = shaped.offset;
        if (dy - state.rise).abs() > f64::EPSILON {
            self.put(b">]TJ\n");
            points(&mut self.content, dy * size / 1_000.0);
            self.put(b"Ts\n[<");
            state.rise = dy;
        }
        self.move_by(dx);
        glyph(&mut self.content, number);
        self.move_by(shaped.advance - shaped.natural - dx);
    }

    fn qr(&mut self, plan: &QrPlan, code: &Code) {
        self.begin(plan.mark);
        self.put(b"q\n");
        self.color(plan.color, b"rg\n");
        let square = plan.size / f64::from(code.side.max(1));
        factor(&mut self.content, square);
        self.put(b"0 0 ");
        factor(&mut self.content, square);
        points(&mut self.content, plan.x);
        points(&mut self.content, self.plan.height - plan.y - plan.size);
        self.put(b"cm\n");
        for [column, row, width] in &code.bars {
            for number in [*column, code.side - 1 - row, *width] {
                integer(&mut self.content, number);
                self.content.push(b' ');
            }
            // Rows overlap by a hair, so that no screen shows white lines between them.
            self.put(b"1.02 re\n");
        }
        self.put(b"f\nQ\n");
        self.end();
    }

    fn rule(&mut self, (from, to): (f64, f64), y: f64, color: Color) {
        self.put(b"/Artifact BMC\n");
        self.color(color, b"RG\n");
        self.put(b"0.5 w\n");
        for (x, operator) in [(from, b"m\n"), (to, b"l\n")] {
            points(&mut self.content, x);
            points(&mut self.content, self.plan.height - y);
            self.put(operator);
        }
        self.put(b"S\n");
        self.end();
    }

    fn image(&mut self, name: &str, [x, y, w, h]: [f64; 4]) -> Result<(), RenderError> {
        let image = self.prefix.image(name).ok_or_else(|| RenderError::MissingImage(name.to_owned()))?;
        self.put(b"/Artifact BMC\nq\n");
        points(&mut self.content, w);
        self.put(b"0 0 ");
        points(&mut self.content, h);
        points(&mut self.content, x);
        points(&mut self.content, self.plan.height - y - h);
        self.put(b"cm\n/");
        self.put(image.name.as_bytes());
        self.put(b" Do\nQ\n");
        self.end();
        Ok(())
    }
}
