//! The checks of a layout: everything a compiled layout relies on, said in words that name the element.

use super::content::{Content, ContentError, Template};
use super::elements::{Element, Signatures};
use super::texts::{Paragraph, Text};
use super::{FORMAT, Layout};
use crate::error::{LayoutError, Oversize};
use crate::fields::Grammar;

/// No layout needs more bytes; images lie beside it.
pub(super) const MAX_FILE: usize = 256 * 1024;
const MAX_ELEMENTS: usize = 200;
const MAX_CONTENT: usize = 5_000;
const MAX_NAME: usize = 64;
/// What people call a layout, and what they say of an image.
const MAX_SAYING: usize = 500;
/// Half a thousandth of a millimetre: what a form may round.
const SLACK: f64 = 0.0005;

pub(super) fn layout(layout: &Layout) -> Result<(), LayoutError> {
    if layout.format != FORMAT {
        return Err(LayoutError::UnknownFormat { found: layout.format, known: FORMAT });
    }
    let paragraphs = |element: &Element| match element {
        Element::Stack(stack) => stack.paragraphs.len(),
        _ => 0,
    };
    if layout.elements.len() + layout.elements.iter().map(paragraphs).sum::<usize>() > MAX_ELEMENTS {
        return Err(LayoutError::TooLarge(Oversize::Elements));
    }
    if layout.images.len() > MAX_ELEMENTS {
        return Err(LayoutError::TooLarge(Oversize::Images));
    }
    let sayings = layout.elements.iter().filter_map(|element| match element {
        Element::Image(image) => image.alt.as_deref(),
        _ => None,
    });
    if sayings.chain([layout.name.as_str()]).any(|saying| saying.chars().count() > MAX_SAYING) {
        return Err(LayoutError::TooLarge(Oversize::Text));
    }
    ids(layout)?;
    let page = layout.page.millimetres();
    layout.elements.iter().try_for_each(|element| check(element, page))
}

fn ids(layout: &Layout) -> Result<(), LayoutError> {
    let mut seen = std::collections::BTreeSet::new();
    for element in &layout.elements {
        let inner = match element {
            Element::Stack(stack) => stack.paragraphs.as_slice(),
            _ => &[],
        };
        for id in std::iter::once(element.id()).chain(inner.iter().map(|paragraph| paragraph.id.as_str())) {
            let is_bad = id.is_empty() || id.chars().count() > MAX_NAME || id.chars().any(char::is_control);
            if is_bad || !seen.insert(id) {
                return Err(LayoutError::BadId(id.to_owned()));
            }
        }
    }
    Ok(())
}

fn check(element: &Element, page: (f64, f64)) -> Result<(), LayoutError> {
    let id = element.id();
    match element {
        Element::Text(text) => {
            on_page(id, page, [text.x, text.y, text.w, text.h])?;
            text_style(text)
        }
        Element::Stack(stack) => {
            on_page(id, page, [stack.x, stack.y, stack.w, stack.h])?;
            stack.paragraphs.iter().try_for_each(|paragraph| paragraph_style(paragraph, stack.w))
        }
        Element::Image(image) => on_page(id, page, [image.x, image.y, image.w, image.h]),
        Element::Ornament(ornament) => on_page(id, page, [ornament.x, ornament.y, ornament.w, ornament.h]),
        Element::Rect(rect) => {
            within(id, "width", rect.width, 0.0, 50.0)?;
            on_page(id, page, [rect.x, rect.y, rect.w, rect.h])
        }
        Element::Line(line) => {
            within(id, "width", line.width, 0.05, 50.0)?;
            point_on_page(id, page, line.x1, line.y1)?;
            point_on_page(id, page, line.x2, line.y2)
        }
        Element::Qr(qr) => {
            within(id, "size", qr.size, 10.0, 100.0)?;
            on_page(id, page, [qr.x, qr.y, qr.size, qr.size])?;
            content(id, &qr.content)
        }
        Element::Signatures(signatures) => {
            on_page(id, page, [signatures.x, signatures.y, signatures.w, signatures.h])?;
            signature_style(signatures)
        }
    }
}

fn on_page(id: &str, page: (f64, f64), [x, y, w, h]: [f64; 4]) -> Result<(), LayoutError> {
    for (attribute, side) in [("w", w), ("h", h)] {
        within(id, attribute, side, 0.1, 2_000.0)?;
    }
    point_on_page(id, page, x, y)?;
    point_on_page(id, page, x + w, y + h)
}

fn point_on_page(id: &str, (width, height): (f64, f64), x: f64, y: f64) -> Result<(), LayoutError> {
    let inside = |value: f64, side: f64| value >= -SLACK && value <= side + SLACK;
    if inside(x, width) && inside(y, height) {
        Ok(())
    } else {
        Err(LayoutError::OffPage { element: id.to_owned() })
    }
}

fn within(id: &str, attribute: &'static str, value: f64, least: f64, most: f64) -> Result<(), LayoutError> {
    // Written so that NaN is out of bounds too.
    if value >= least && value <= most {
        Ok(())
    } else {
        Err(LayoutError::OutOfBounds { element: id.to_owned(), attribute })
    }
}

fn type_size(id: &str, size: f64, min_size: Option<f64>) -> Result<(), LayoutError> {
    within(id, "size", size, 4.0, 144.0)?;
    min_size.map_or(Ok(()), |min_size| within(id, "min_size", min_size, 4.0, size))
}

fn text_style(text: &Text) -> Result<(), LayoutError> {
    let id = &text.id;
    type_size(id, text.size, text.min_size)?;
    within(id, "leading", text.leading, 0.8, 4.0)?;
    within(id, "tracking", text.tracking, -100.0, 1_000.0)?;
    within(id, "max_lines", f64::from(text.max_lines.unwrap_or(1)), 1.0, 200.0)?;
    content(id, &text.content)
}

fn paragraph_style(text: &Paragraph, width: f64) -> Result<(), LayoutError> {
    let id = &text.id;
    type_size(id, text.size, text.min_size)?;
    within(id, "leading", text.leading, 0.8, 4.0)?;
    within(id, "tracking", text.tracking, -100.0, 1_000.0)?;
    within(id, "max_lines", f64::from(text.max_lines.unwrap_or(1)), 1.0, 200.0)?;
    within(id, "gap", text.gap, 0.0, 200.0)?;
    within(id, "inset", text.inset, 0.0, width / 2.0 - 1.0)?;
    content(id, &text.content)
}

fn signature_style(signatures: &Signatures) -> Result<(), LayoutError> {
    let id = &signatures.id;
    type_size(id, signatures.size, Some(signatures.min_size))?;
    within(id, "row", signatures.row, 4.0, 100.0)?;
    within(id, "seal", signatures.seal, 5.0, 60.0)?;
    within(id, "position_w", signatures.position_w, 5.0, signatures.w)?;
    within(id, "rule_w", signatures.rule_w, 5.0, signatures.w - signatures.position_w - 5.0)?;
    if signatures.seal_mark.chars().count() > MAX_NAME {
        return Err(LayoutError::OutOfBounds { element: id.clone(), attribute: "seal_mark" });
    }
    Ok(())
}

fn content(id: &str, content: &Content) -> Result<(), LayoutError> {
    for grammar in [Grammar::Female, Grammar::Male, Grammar::Neutral] {
        let text = content.variant(grammar);
        if text.len() > MAX_CONTENT {
            return Err(LayoutError::TooLarge(Oversize::Text));
        }
        Template::parse(text).map_err(|error| match error {
            ContentError::Unknown(unknown) => {
                LayoutError::UnknownPlaceholder { element: id.to_owned(), unknown }
            }
            ContentError::Bad(reason) => LayoutError::BadContent { element: id.to_owned(), reason },
        })?;
    }
    Ok(())
}
