//! A document is stamped into the prefix of its compiled layout: texts, code, description, and nothing else.

mod check;
mod content;
mod metadata;
mod penalty;
mod qr;
mod signatures;
mod stamp;
mod write;

use crate::compile::{CompiledLayout, Item, QrPlan, TextBox, variant};
use crate::error::RenderError;
use crate::fields::Fields;
use crate::notes::{Notes, is_name};
use crate::text::{Copy, fill, flow};
pub(crate) use check::check;
pub(crate) use content::Drawn;
use content::Page;
use metadata::Description;
pub(crate) use qr::{Code, code};

/// What can be told of a finished document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// The number of pages: always one.
    pub pages: u32,
    /// The texts that did not fit at their full size, for the preflight to show.
    pub shrunk: Vec<Shrunk>,
}

/// A text that was set smaller than the layout says.
#[derive(Clone, Debug, PartialEq)]
pub struct Shrunk {
    /// The id of the element.
    pub element: String,
    /// The size of the layout, in points.
    pub from_pt: f64,
    /// The size that fitted.
    pub to_pt: f64,
}

/// What a file carries besides its page.
#[derive(Clone, Copy)]
pub(crate) struct Carried<'a> {
    pub(crate) notes: &'a Notes,
    /// Signs the whole file.
    pub(crate) seal: Option<Seal<'a>>,
}

/// The data that a seal binds to its file, and how it is signed.
#[derive(Clone, Copy)]
pub(crate) struct Seal<'a> {
    pub(crate) data: &'a str,
    pub(crate) sign: &'a dyn Fn(&[u8]) -> [u8; 64],
}

pub(crate) fn render(
    layout: &CompiledLayout,
    fields: &Fields,
    carried: Carried<'_>,
    out: &mut Vec<u8>,
) -> Result<Rendered, RenderError> {
    if let Some(name) = carried.notes.keys().find(|name| !is_name(name)) {
        return Err(RenderError::BadNote(name.clone()));
    }
    let drawn = lay_out(layout, fields, code)?;
    check::glyphs(&drawn)?;
    let mut page = Page::new(layout.russian(), &layout.plan);
    page.draw(&drawn)?;
    let richer;
    if !page.extra.is_empty() {
        richer = layout.with(&page.extra).map_err(|_drawn_before| RenderError::Inconsistent)?;
        page = Page::new(&richer, &layout.plan);
        page.draw(&drawn)?;
    }
    if !page.extra.is_empty() {
        return Err(RenderError::Inconsistent);
    }
    let description = Description { fields, notes: carried.notes, is_sealed: carried.seal.is_some() };
    stamp::stamp(&page, &drawn, description, carried.seal, out)?;
    Ok(Rendered { pages: 1, shrunk: shrunk(&drawn) })
}

/// Everything that the document draws, in its place.
pub(crate) fn lay_out<'a>(
    layout: &'a CompiledLayout,
    fields: &'a Fields,
    code: impl Fn(&str) -> Option<Code>,
) -> Result<Vec<Drawn<'a>>, RenderError> {
    let mut drawn = Vec::new();
    for item in &layout.plan.items {
        match item {
            Item::Texts(texts) => drawn.append(&mut self::texts(layout, texts, fields)?),
            Item::Qr(qr) => drawn.push(self::qr(qr, fields, &code)?),
            Item::Signatures(plan) => drawn.append(&mut signatures::signatures(layout, plan, fields)?),
        }
    }
    Ok(drawn)
}

fn texts<'a>(
    layout: &CompiledLayout,
    texts: &'a TextBox,
    fields: &Fields,
) -> Result<Vec<Drawn<'a>>, RenderError> {
    let mut shown = Vec::new();
    let mut copies = Vec::new();
    for paragraph in &texts.paragraphs {
        let Some(template) = paragraph.template(fields) else { continue };
        let lines = fill(template, fields)?;
        if lines.is_empty() {
            continue;
        }
        let (style, gap, inset) = (&paragraph.style, paragraph.gap, paragraph.inset);
        copies.push(Copy { id: &paragraph.id, style, gap, inset, lines });
        shown.push(paragraph);
    }
    let set = flow(&texts.id, texts.area, &copies, &layout.fonts)?;
    let drawn = shown.into_iter().zip(set).map(|(paragraph, set)| Drawn::Texts {
        mark: paragraph.mark,
        id: &paragraph.id,
        texts: vec![(set, &paragraph.style)],
    });
    Ok(drawn.collect())
}

fn qr<'a>(
    plan: &'a QrPlan,
    fields: &Fields,
    code: impl Fn(&str) -> Option<Code>,
) -> Result<Drawn<'a>, RenderError> {
    let lines = fill(variant(&plan.templates, fields.grammar), fields)?;
    let text: String = lines.iter().flatten().map(|span| span.text.as_str()).collect();
    let code = code(&text).ok_or_else(|| RenderError::QrTooLong { element: plan.id.clone() })?;
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    Ok(Drawn::Qr { plan, code, link: is_address.then_some(text) })
}

fn shrunk(drawn: &[Drawn<'_>]) -> Vec<Shrunk> {
    let mut found = Vec::new();
    for drawn in drawn {
        let Drawn::Texts { id, texts, .. } = drawn else { continue };
        for (set, style) in texts {
            if set.size < style.size {
                found.push(Shrunk { element: (*id).to_owned(), from_pt: style.size, to_pt: set.size });
            }
        }
    }
    found
}
