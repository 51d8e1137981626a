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
    let has_seal = people.iter().any(|person| person.seal_image.is_some());
    let mut done = Vec::new();
    for (index, (person, mark)) in people.iter().zip(plan.marks).enumerate() {
        let seal_mark = (index == 0 && !has_seal).then_some(plan.element.seal_mark.as_str());
        let mut row = Row { layout, plan, person, top, height: row, texts: Vec::new(), drawn: Vec::new() };
        row.set(seal_mark.unwrap_or_default())?;
        top += row.height;
        done.push(Drawn::Texts { mark, id: &plan.element.id, texts: row.texts });
        done.append(&mut row.drawn);
    }
    Ok(done)
}

struct Row<'a, 'b> {
    layout: &'b CompiledLayout,
    plan: &'a SignaturesPlan,
    person: &'a Signatory,
    top: f64,
    height: f64,
    texts: Vec<(SetText, &'a TextStyle)>,
    drawn: Vec<Drawn<'a>>,
}

impl<'a> Row<'a, '_> {
    fn set(&mut self, seal_mark: &str) -> Result<(), RenderError> {
        let (plan, person) = (self.plan, self.person);
        let left = plan.area.x;
        let rule = (left + plan.element.position_w * MM + GUTTER, plan.element.rule_w * MM - 2.0 * GUTTER);
        let name_x = left + (plan.element.position_w + plan.element.rule_w) * MM;
        // Under the rule there is room for the foot of the letters only.
        let base = self.top + self.height - plan.element.size * 0.3;
        self.text(&person.position, (left, plan.element.position_w * MM), base, &plan.position)?;
        self.text(&person.name, (name_x, left + plan.area.w - name_x), base, &plan.name)?;
        self.drawn.push(Drawn::Rule {
            x: (rule.0, rule.0 + rule.1),
            y: base + 1.5,
            color: plan.element.rule_color,
        });
        if !seal_mark.is_empty() {
            let below = base + 1.5 + plan.seal_mark.size * 1.25;
            self.text(seal_mark, rule, below, &plan.seal_mark)?;
        }
        self.pictures(rule, base)
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
        let area = Area { x, y: self.top, w, h: self.height, valign: VerticalAlign::Bottom };
        let copy = Copy { id, style, gap: 0.0, inset: 0.0, lines: plain(text) };
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
            let area = [rule_x + rule_w * 0.08 - w / 2.0, base - h * 0.55, w, h];
            self.drawn.push(Drawn::Image { name, area });
        }
        Ok(())
    }
}
