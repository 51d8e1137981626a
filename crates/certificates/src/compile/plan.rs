//! What a compiled layout knows of its elements: measures in points, contents read, marks for the text layer.

use super::Standard;
use crate::error::{CompileError, ContentFault, LayoutError};
use crate::fields::{Fields, Grammar};
use crate::layout::{
    Content, Element, Image, Layout, Line, Ornament, Paragraph, Qr, Rect, Role, Signatures, Template, Text,
};
use crate::placeholder::Placeholder;
use crate::text::{Area, TextStyle};

/// Points in a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;
/// How many people a layout has room for.
pub(crate) const SIGNATORIES: usize = 3;

/// The number of a piece of marked content: what ties the text on the page to the structure of the document.
pub(crate) type Mark = u32;

/// A layout in points.
pub(crate) struct Plan {
    pub(crate) standard: Standard,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) background: Option<String>,
    /// What all documents share, from back to front.
    pub(crate) drawings: Vec<Drawing>,
    /// What each document draws.
    pub(crate) items: Vec<Item>,
    /// The structure: what each mark is.
    pub(crate) marks: Vec<Marked>,
}

/// What a mark is to somebody who listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Marked {
    Text(Role),
    /// A picture and what it shows.
    Figure(String),
    /// A QR code, which also is a link.
    Link,
}

/// A fixed part of the page.
pub(crate) enum Drawing {
    Image(Image, Option<Mark>),
    Line(Line),
    Rect(Rect),
    Ornament(Ornament),
}

/// A part of the page that depends on the data.
pub(crate) enum Item {
    Texts(TextBox),
    Qr(QrPlan),
    Signatures(Box<SignaturesPlan>),
}

/// Paragraphs in a box.
pub(crate) struct TextBox {
    pub(crate) id: String,
    pub(crate) area: Area,
    pub(crate) paragraphs: Vec<ParagraphPlan>,
}

/// A paragraph with its wording for each gender.
pub(crate) struct ParagraphPlan {
    pub(crate) id: String,
    pub(crate) when: Vec<Placeholder>,
    pub(crate) unless: Vec<Placeholder>,
    pub(crate) templates: [Template; 3],
    pub(crate) style: TextStyle,
    pub(crate) gap: f64,
    pub(crate) inset: f64,
    pub(crate) mark: Mark,
}

/// A QR code.
pub(crate) struct QrPlan {
    pub(crate) id: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) size: f64,
    pub(crate) color: crate::layout::Color,
    pub(crate) templates: [Template; 3],
    pub(crate) mark: Mark,
}

/// The rows of signatures.
pub(crate) struct SignaturesPlan {
    pub(crate) element: Signatures,
    pub(crate) area: Area,
    pub(crate) position: TextStyle,
    pub(crate) name: TextStyle,
    pub(crate) seal_mark: TextStyle,
    /// A mark for each row.
    pub(crate) marks: [Mark; SIGNATORIES],
}

impl ParagraphPlan {
    /// The wording for this document, or `None` where the paragraph is left out.
    pub(crate) fn template(&self, fields: &Fields) -> Option<&Template> {
        let is_shown = self.when.iter().all(|placeholder| !fields.value(*placeholder).is_empty())
            && self.unless.iter().all(|placeholder| fields.value(*placeholder).is_empty());
        let template = variant(&self.templates, fields.grammar);
        (is_shown && !template.pieces.is_empty()).then_some(template)
    }
}

/// The wording for a gender.
pub(crate) fn variant(templates: &[Template; 3], grammar: Grammar) -> &Template {
    let [female, male, neutral] = templates;
    match grammar {
        Grammar::Female => female,
        Grammar::Male => male,
        Grammar::Neutral => neutral,
    }
}

pub(super) fn plan(layout: &Layout, standard: Standard) -> Result<Plan, CompileError> {
    let (width, height) = layout.page.millimetres();
    let mut planner = Planner { drawings: Vec::new(), items: Vec::new(), marks: Vec::new() };
    for element in &layout.elements {
        planner.add(element)?;
    }
    Ok(Plan {
        standard,
        width: width * MM,
        height: height * MM,
        background: layout.page.background.clone(),
        drawings: planner.drawings,
        items: planner.items,
        marks: planner.marks,
    })
}

struct Planner {
    drawings: Vec<Drawing>,
    items: Vec<Item>,
    marks: Vec<Marked>,
}

impl Planner {
    fn mark(&mut self, marked: Marked) -> Mark {
        let mark = Mark::try_from(self.marks.len()).unwrap_or(Mark::MAX);
        self.marks.push(marked);
        mark
    }

    fn add(&mut self, element: &Element) -> Result<(), CompileError> {
        match element {
            Element::Text(text) => {
                let area = area([text.x, text.y, text.w, text.h], text.valign);
                let paragraphs = vec![self.paragraph(&as_paragraph(text))?];
                self.items.push(Item::Texts(TextBox { id: text.id.clone(), area, paragraphs }));
            }
            Element::Stack(stack) => {
                let area = area([stack.x, stack.y, stack.w, stack.h], stack.valign);
                let paragraphs = stack
                    .paragraphs
                    .iter()
                    .map(|paragraph| self.paragraph(paragraph))
                    .collect::<Result<_, _>>()?;
                self.items.push(Item::Texts(TextBox { id: stack.id.clone(), area, paragraphs }));
            }
            Element::Image(image) => {
                let mark = image.alt.as_ref().map(|alt| self.mark(Marked::Figure(alt.clone())));
                self.drawings.push(Drawing::Image(image.clone(), mark));
            }
            Element::Line(line) => self.drawings.push(Drawing::Line(line.clone())),
            Element::Rect(rect) => self.drawings.push(Drawing::Rect(rect.clone())),
            Element::Ornament(ornament) => self.drawings.push(Drawing::Ornament(ornament.clone())),
            Element::Qr(qr) => {
                let qr = self.qr(qr)?;
                self.items.push(Item::Qr(qr));
            }
            Element::Signatures(signatures) => {
                let signatures = self.signatures(signatures);
                self.items.push(Item::Signatures(Box::new(signatures)));
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, text: &Paragraph) -> Result<ParagraphPlan, CompileError> {
        Ok(ParagraphPlan {
            id: text.id.clone(),
            when: text.when.clone(),
            unless: text.unless.clone(),
            templates: templates(&text.id, &text.content)?,
            style: TextStyle {
                font: text.font,
                case: text.case,
                size: text.size,
                min_size: text.min_size.unwrap_or(text.size),
                max_lines: text
                    .max_lines
                    .map_or(usize::MAX, |lines| usize::try_from(lines).unwrap_or(usize::MAX)),
                align: text.align,
                leading: text.leading,
                tracking: text.tracking,
                color: text.color,
            },
            gap: text.gap * MM,
            inset: text.inset * MM,
            mark: self.mark(Marked::Text(text.role)),
        })
    }

    fn qr(&mut self, qr: &Qr) -> Result<QrPlan, CompileError> {
        Ok(QrPlan {
            id: qr.id.clone(),
            x: qr.x * MM,
            y: qr.y * MM,
            size: qr.size * MM,
            color: qr.color,
            templates: templates(&qr.id, &qr.content)?,
            mark: self.mark(Marked::Link),
        })
    }

    fn signatures(&mut self, element: &Signatures) -> SignaturesPlan {
        let position = TextStyle {
            font: element.font,
            case: crate::layout::Case::None,
            size: element.size,
            min_size: element.min_size,
            max_lines: usize::MAX,
            align: crate::layout::Align::Left,
            leading: 1.15,
            tracking: 0.0,
            color: element.color,
        };
        let marks = [(); SIGNATORIES].map(|()| self.mark(Marked::Text(Role::Paragraph)));
        SignaturesPlan {
            area: area([element.x, element.y, element.w, element.h], element.valign),
            name: TextStyle { max_lines: 2, ..position.clone() },
            seal_mark: TextStyle {
                size: element.size * 0.8,
                min_size: element.min_size.min(element.size * 0.8),
                align: crate::layout::Align::Center,
                ..position.clone()
            },
            position,
            marks,
            element: element.clone(),
        }
    }
}

fn area([x, y, w, h]: [f64; 4], valign: crate::layout::VerticalAlign) -> Area {
    Area { x: x * MM, y: y * MM, w: w * MM, h: h * MM, valign }
}

fn as_paragraph(text: &Text) -> Paragraph {
    Paragraph {
        id: text.id.clone(),
        gap: 0.0,
        inset: 0.0,
        when: text.when.clone(),
        unless: text.unless.clone(),
        role: text.role,
        font: text.font,
        size: text.size,
        min_size: text.min_size,
        max_lines: text.max_lines,
        align: text.align,
        leading: text.leading,
        tracking: text.tracking,
        color: text.color,
        case: text.case,
        content: text.content.clone(),
    }
}

fn templates(id: &str, content: &Content) -> Result<[Template; 3], CompileError> {
    let read = |grammar| {
        Template::parse(content.variant(grammar)).map_err(|_checked_before| {
            CompileError::Layout(LayoutError::BadContent {
                element: id.to_owned(),
                reason: ContentFault::OpenGroup,
            })
        })
    };
    Ok([read(Grammar::Female)?, read(Grammar::Male)?, read(Grammar::Neutral)?])
}
