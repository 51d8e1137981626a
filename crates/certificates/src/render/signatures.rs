//! The people who sign: one row each, position and name on the rule, the signature over it, the seal beside it.

use super::content::Drawn;
use crate::compile::{CompiledLayout, MM, SIGNATORIES, SignaturesPlan, fitted};
use crate::error::RenderError;
use crate::fields::{Fields, Signatory};
use crate::layout::VerticalAlign;
use crate::text::{Area, Copy, SetText, TextStyle, flow, plain};

/// Between position, rule and name.
const GUTTER: f64 = 3.0 * MM;
/// How much of a signature hangs below its rule.
const HANGING: f64 = 0.28;
/// How far along the rule the middle of a seal stands: over the signature, but not over what is printed beside it.
const SEAL_AT: f64 = 0.36;
/// How far a seal may reach over the box of the signatures.
const SEAL_OVER: f64 = 1.0 * MM;
/// What a row keeps free above its texts, in points.
const AIR: f64 = 2.5;
/// How small all texts become at most, in sizes, because one of them had to shrink.
const COMMON: f64 = 0.82;

pub(super) fn signatures<'a>(
    layout: &CompiledLayout,
    plan: &'a SignaturesPlan,
    fields: &'a Fields,
) -> Result<Vec<Drawn<'a>>, RenderError> {
    let people = &fields.signatories;
    if people.len() > SIGNATORIES {
        return Err(RenderError::TooManySignatories(people.len()));
    }
    let count = u32::try_from(people.len().max(1)).map_or(1.0, f64::from);
    let row = (plan.element.row * MM).min(plan.area.h / count);
    let free = plan.area.h - row * count;
    let mut top = plan.area.y
        + match plan.area.valign {
            VerticalAlign::Top => 0.0,
            VerticalAlign::Middle => free / 2.0,
            VerticalAlign::Bottom => free,
        };
    let size = common_size(layout, plan, people, row)?;
    let has_seal = people.iter().any(|person| person.seal_image.is_some());
    let (mut done, mut seals) = (Vec::new(), Vec::new());
    for (index, (person, mark)) in people.iter().zip(plan.marks).enumerate() {
        let seal_mark = (index == 0 && !has_seal).then_some(plan.element.seal_mark.as_str());
        let mut row = Row::new(layout, plan, person, (top, row), size);
        row.set(seal_mark.unwrap_or_default())?;
        top += row.height;
        done.push(Drawn::Texts { mark, id: &plan.element.id, texts: row.texts });
        done.append(&mut row.drawn);
        seals.append(&mut row.seals);
    }
    // A seal is put on last, over everything that is signed.
    done.append(&mut seals);
    Ok(done)
}

/// One size for all who sign, if a little shrinking of the others gives it.
fn common_size(
    layout: &CompiledLayout,
    plan: &SignaturesPlan,
    people: &[Signatory],
    height: f64,
) -> Result<f64, RenderError> {
    let mut least = plan.element.size;
    for person in people {
        let size = plan.element.size;
        let mut row = Row::new(layout, plan, person, (0.0, height), size);
        row.set_texts()?;
        least = row.texts.iter().map(|(set, _)| set.size).fold(least, f64::min);
    }
    Ok(least.max(plan.element.size * COMMON))
}

struct Row<'a, 'b> {
    layout: &'b CompiledLayout,
    plan: &'a SignaturesPlan,
    person: &'a Signatory,
    top: f64,
    height: f64,
    /// The size at which texts begin to shrink.
    size: f64,
    texts: Vec<(SetText, &'a TextStyle)>,
    drawn: Vec<Drawn<'a>>,
    seals: Vec<Drawn<'a>>,
}

impl<'a, 'b> Row<'a, 'b> {
    fn new(
        layout: &'b CompiledLayout,
        plan: &'a SignaturesPlan,
        person: &'a Signatory,
        (top, height): (f64, f64),
        size: f64,
    ) -> Row<'a, 'b> {
        let (texts, drawn, seals) = (Vec::new(), Vec::new(), Vec::new());
        Row { layout, plan, person, top, height, size, texts, drawn, seals }
    }

    fn set(&mut self, seal_mark: &str) -> Result<(), RenderError> {
        let (rule, base) = (self.rule(), self.base());
        self.set_texts()?;
        self.drawn.push(Drawn::Rule {
            x: (rule.0, rule.0 + rule.1),
            y: base + 1.5,
            color: self.plan.element.rule_color,
        });
        if !seal_mark.is_empty() {
            let below = base + 1.5 + self.plan.seal_mark.size * 1.25;
            self.text(seal_mark, rule, below, &self.plan.seal_mark)?;
        }
        self.pictures(rule, base)
    }

    /// The left end of the rule, and its length.
    fn rule(&self) -> (f64, f64) {
        let element = &self.plan.element;
        (self.plan.area.x + element.position_w * MM + GUTTER, element.rule_w * MM - 2.0 * GUTTER)
    }

    /// The line on which the texts stand; under the rule there is room for the foot of the letters only.
    fn base(&self) -> f64 {
        self.top + self.height - self.plan.element.size * 0.3
    }

    fn set_texts(&mut self) -> Result<(), RenderError> {
        let (plan, person, base) = (self.plan, self.person, self.base());
        let left = plan.area.x;
        let name_x = left + (plan.element.position_w + plan.element.rule_w) * MM;
        self.text(&person.position, (left, plan.element.position_w * MM), base, &plan.position)?;
        self.text(&person.name, (name_x, left + plan.area.w - name_x), base, &plan.name)
    }

    /// Sets a text so that its last line stands on `base`.
    fn text(
        &mut self,
        text: &str,
        (x, w): (f64, f64),
        base: f64,
        style: &'a TextStyle,
    ) -> Result<(), RenderError> {
        let id = &self.plan.element.id;
        let area = Area { x, y: self.top, w, h: self.height - AIR, valign: VerticalAlign::Bottom };
        let smaller = TextStyle { size: style.size.min(self.size), ..style.clone() };
        let copy = Copy { id, style: &smaller, gap: 0.0, inset: 0.0, lines: plain(text) };
        for mut set in flow(id, area, &[copy], &self.layout.fonts)? {
            let down = base - set.lines.last().map_or(base, |line| line.y);
            for line in &mut set.lines {
                line.y += down;
            }
            self.texts.push((set, style));
        }
        Ok(())
    }

    fn pictures(&mut self, (rule_x, rule_w): (f64, f64), base: f64) -> Result<(), RenderError> {
        let size = |name: &str| {
            let image = self.layout.russian().image(name);
            image.map(|image| image.size).ok_or_else(|| RenderError::MissingImage(name.to_owned()))
        };
        if let Some(name) = &self.person.signature_image {
            let (w, h) = fitted(size(name)?, rule_w, self.height * 1.25);
            let area = [rule_x + (rule_w - w) / 2.0, base - h * (1.0 - HANGING), w, h];
            self.drawn.push(Drawn::Image { name, area });
        }
        if let Some(name) = &self.person.seal_image {
            let side = self.plan.element.seal * MM;
            let (w, h) = fitted(size(name)?, side, side);
            let (first, last) =
                (self.plan.area.y - SEAL_OVER, self.plan.area.y + self.plan.area.h + SEAL_OVER - h);
            let top = (base - h / 2.0).min(last).max(first);
            let area = [rule_x + rule_w * SEAL_AT - w / 2.0, top, w, h];
            self.seals.push(Drawn::Image { name, area });
        }
        Ok(())
    }
}
