//! The fixed drawings of a layout as operations of printpdf, in points from the bottom left.

use std::collections::BTreeMap;

use printpdf::{
    Color as Ink, CurTransMat, DictItem, Line as Path, LineCapStyle, LinePoint, Op, PaintMode, Point,
    Polygon, PolygonRing, Pt, Rgb, WindingOrder, XObjectId, XObjectTransform,
};

use super::guilloche::{self, Curve};
use super::images::{Decoded, Picture};
use super::plan::{Drawing, MM, Mark, Plan};
use crate::error::CompileError;
use crate::layout::{Color, Image, Line, Ornament, OrnamentKind, Rect};

/// The resource name of an image.
pub(crate) fn image_name(number: usize) -> String {
    format!("Im{number}")
}

/// A number of the accuracy that a PDF needs.
#[expect(
    clippy::cast_possible_truncation,
    reason = "points on a page, rounded to what single precision holds"
)]
fn short(value: f64) -> f32 {
    ((value * 1_000.0).round() / 1_000.0) as f32
}

/// All fixed drawings, marked as ornament unless they are said to show something.
pub(super) fn drawings(plan: &Plan, images: &Decoded) -> Result<Vec<Op>, CompileError> {
    let mut pen = Pen { ops: Vec::new(), height: plan.height, images };
    pen.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
    if let Some(background) = &plan.background {
        pen.picture(background, [0.0, 0.0, plan.width, plan.height], Fit::Fill)?;
    }
    for drawing in &plan.drawings {
        match drawing {
            Drawing::Image(image, mark) => pen.image(image, *mark)?,
            Drawing::Line(line) => pen.line(line),
            Drawing::Rect(rect) => pen.rect(rect),
            Drawing::Ornament(ornament) => pen.ornament(ornament),
        }
    }
    pen.ops.push(Op::EndMarkedContent);
    Ok(pen.ops)
}

/// How a picture takes its box.
#[derive(Clone, Copy)]
enum Fit {
    Fill,
    Whole,
}

struct Pen<'a> {
    ops: Vec<Op>,
    height: f64,
    images: &'a Decoded,
}

fn ink(color: Color) -> Ink {
    let [red, green, blue] = color.parts().map(short);
    Ink::Rgb(Rgb::new(red, green, blue, None))
}

/// A colour as a thin wash of so many percent.
fn tint(color: Color, percent: u16) -> Color {
    Color(color.0.map(|part| {
        let dark = (255 - u16::from(part)) * percent / 100;
        255 - u8::try_from(dark).unwrap_or(0)
    }))
}

fn point([x, y]: [f64; 2], bezier: bool) -> LinePoint {
    LinePoint { p: Point { x: Pt(short(x)), y: Pt(short(y)) }, bezier }
}

/// The size of a picture that keeps its shape and just fits.
pub(crate) fn fitted(picture: (u32, u32), w: f64, h: f64) -> (f64, f64) {
    let (width, height) = (f64::from(picture.0.max(1)), f64::from(picture.1.max(1)));
    let scale = (w / width).min(h / height);
    (width * scale, height * scale)
}

impl Pen<'_> {
    fn stroke(&mut self, color: Color, width: f64) {
        self.ops.push(Op::SetOutlineColor { col: ink(color) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(short(width)) });
    }

    fn path(&mut self, points: &[[f64; 2]], is_closed: bool) {
        let points = points.iter().map(|place| point(*place, false)).collect();
        self.ops.push(Op::DrawLine { line: Path { points, is_closed } });
    }

    fn curves(&mut self, curves: &[Curve]) {
        for curve in curves {
            let points =
                curve.iter().enumerate().map(|(index, place)| point(*place, index % 3 != 0)).collect();
            self.ops.push(Op::DrawLine { line: Path { points, is_closed: false } });
        }
    }

    /// Fills what lies in an odd number of the outlines.
    fn polygon(&mut self, outlines: &[&[[f64; 2]]], color: Color) {
        self.ops.push(Op::SetFillColor { col: ink(color) });
        let ring = |outline: &[[f64; 2]]| PolygonRing {
            points: outline.iter().map(|place| point(*place, false)).collect(),
        };
        let rings = outlines.iter().map(|outline| ring(outline)).collect();
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::EvenOdd };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    /// Draws under a matrix of its own.
    fn under(&mut self, matrix: [f64; 6], draw: impl FnOnce(&mut Self)) {
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix.map(precise)) });
        draw(self);
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn line(&mut self, line: &Line) {
        self.stroke(line.color, line.width);
        let ends = [(line.x1, line.y1), (line.x2, line.y2)].map(|(x, y)| [x * MM, self.height - y * MM]);
        self.path(&ends, false);
    }

    fn corners(&self, x: f64, y: f64, w: f64, h: f64) -> [[f64; 2]; 4] {
        let (top, bottom) = (self.height - y, self.height - y - h);
        [[x, bottom], [x + w, bottom], [x + w, top], [x, top]]
    }

    fn rect(&mut self, rect: &Rect) {
        let corners = self.corners(rect.x * MM, rect.y * MM, rect.w * MM, rect.h * MM);
        if let Some(fill) = rect.fill {
            self.polygon(&[&corners], fill);
        }
        if rect.width > 0.0 {
            self.stroke(rect.color, rect.width);
            self.path(&corners, true);
        }
    }

    fn image(&mut self, image: &Image, mark: Option<Mark>) -> Result<(), CompileError> {
        let area = [image.x * MM, image.y * MM, image.w * MM, image.h * MM];
        let Some(mark) = mark else { return self.picture(&image.image, area, Fit::Whole) };
        let number = BTreeMap::from([("MCID".to_owned(), DictItem::Int(i64::from(mark)))]);
        self.ops.push(Op::EndMarkedContent);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Figure".to_owned(),
            properties: DictItem::Dict { map: number },
        });
        self.picture(&image.image, area, Fit::Whole)?;
        self.ops.push(Op::EndMarkedContent);
        self.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
        Ok(())
    }

    fn picture(&mut self, name: &str, [x, y, w, h]: [f64; 4], fit: Fit) -> Result<(), CompileError> {
        let found = self.images.numbered().find(|(_, known, _)| *known == name);
        let (number, _, Picture { width, height, .. }) =
            found.ok_or_else(|| CompileError::MissingImage(name.to_owned()))?;
        let (width, height) = (*width, *height);
        let (drawn_w, drawn_h) = match fit {
            Fit::Fill => (w, h),
            Fit::Whole => fitted((width, height), w, h),
        };
        let (left, top) = (x + (w - drawn_w) / 2.0, y + (h - drawn_h) / 2.0);
        let transform = XObjectTransform {
            translate_x: Some(Pt(short(left))),
            translate_y: Some(Pt(short(self.height - top - drawn_h))),
            scale_x: Some(precise(drawn_w / f64::from(width.max(1)))),
            scale_y: Some(precise(drawn_h / f64::from(height.max(1)))),
            dpi: Some(72.0),
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(image_name(number)), transform });
        Ok(())
    }

    fn ornament(&mut self, ornament: &Ornament) {
        let [x, y, w, h] = [ornament.x, ornament.y, ornament.w, ornament.h].map(|length| length * MM);
        self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
        match ornament.kind {
            OrnamentKind::GuillocheFrame => self.frame(ornament, [x, y, w, h]),
            OrnamentKind::Rosette => self.rosette(ornament, [x + w / 2.0, y + h / 2.0], w.min(h) / 2.0),
            OrnamentKind::Divider => self.divider(ornament, [x, y, w, h]),
        }
        self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
    }

    /// A firm line, a woven band with rosettes in its corners, two fine lines.
    fn frame(&mut self, ornament: &Ornament, [x, y, w, h]: [f64; 4]) {
        let inset = |pen: &Self, by: f64| pen.corners(x + by, y + by, w - 2.0 * by, h - 2.0 * by);
        let outer = inset(self, 0.0);
        let paper = inset(self, BAND);
        self.polygon(&[&outer, &paper], tint(ornament.accent, 12));
        self.stroke(ornament.color, 1.3);
        self.path(&outer, true);
        for (by, width) in [(BAND, 0.7), (BAND + 3.2, 0.3)] {
            let inner = inset(self, by);
            self.stroke(ornament.color, width);
            self.path(&inner, true);
        }
        let bottom = self.height - y - h;
        let half = BAND / 2.0;
        for (left, low) in
            [(x, bottom), (x + w - BAND, bottom), (x, bottom + h - BAND), (x + w - BAND, bottom + h - BAND)]
        {
            self.corner(ornament, [left + half, low + half]);
        }
        self.stroke(ornament.accent, 0.42);
        for low in [bottom + half, bottom + h - half] {
            self.side([x + BAND, low], w - 2.0 * BAND, false);
        }
        for left in [x + half, x + w - half] {
            self.side([left, bottom + BAND], h - 2.0 * BAND, true);
        }
    }

    fn side(&mut self, [x, y]: [f64; 2], length: f64, is_upright: bool) {
        let tiles = (length / TILE).round().max(1.0);
        let scale = length / tiles / TILE;
        let band = guilloche::band(TILE, BAND / 2.0 - 2.4, 6);
        let mut done = 0.0;
        while done < tiles {
            let along = done * TILE * scale;
            let matrix = if is_upright {
                [0.0, scale, -1.0, 0.0, x, y + along]
            } else {
                [scale, 0.0, 0.0, 1.0, x + along, y]
            };
            self.under(matrix, |pen| pen.curves(&band));
            done += 1.0;
        }
    }

    fn corner(&mut self, ornament: &Ornament, [x, y]: [f64; 2]) {
        let half = BAND / 2.0;
        self.stroke(ornament.color, 0.5);
        self.path(
            &[[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]],
            true,
        );
        self.stroke(ornament.color, 0.42);
        self.turns([x, y], 8, &guilloche::sector(half - 2.2, (0.42, 1.0), 8, 3));
        self.stroke(ornament.accent, 0.42);
        self.turns([x, y], 8, &guilloche::sector(half - 2.2, (0.12, 0.46), 8, 2));
    }

    fn turns(&mut self, [x, y]: [f64; 2], times: u32, curves: &[Curve]) {
        for turn in 0..times {
            let matrix = guilloche::turned(x, y, f64::from(turn) / f64::from(times));
            self.under(matrix, |pen| pen.curves(curves));
        }
    }

    fn rosette(&mut self, ornament: &Ornament, [x, y]: [f64; 2], radius: f64) {
        let rings: [((f64, f64), u32, u32, Color); 3] = [
            ((0.74, 1.0), 24, 5, ornament.color),
            ((0.40, 0.80), 24, 6, ornament.accent),
            ((0.14, 0.44), 24, 4, ornament.color),
        ];
        for (bounds, lobes, strands, color) in rings {
            self.stroke(color, 0.4);
            self.turns([x, y], lobes, &guilloche::sector(radius, bounds, lobes, strands));
        }
        self.stroke(ornament.color, 0.4);
        self.under([1.0, 0.0, 0.0, 1.0, x, y], |pen| pen.curves(&[guilloche::circle(radius * 0.11)]));
    }

    /// A rule that grows into a lozenge in its middle, with two small ones beside it.
    fn divider(&mut self, ornament: &Ornament, [x, y, w, h]: [f64; 4]) {
        let (middle_x, middle_y) = (x + w / 2.0, self.height - y - h / 2.0);
        let lozenge = |at: f64, size: f64| {
            [[at - size, middle_y], [at, middle_y - size], [at + size, middle_y], [at, middle_y + size]]
        };
        let size = h / 2.0;
        self.stroke(ornament.accent, 0.6);
        for side in [-1.0, 1.0] {
            self.path(
                &[[middle_x + side * size * 3.4, middle_y], [middle_x + side * w / 2.0, middle_y]],
                false,
            );
            self.polygon(&[&lozenge(middle_x + side * size * 2.2, size * 0.45)], ornament.accent);
        }
        self.polygon(&[&lozenge(middle_x, size)], ornament.color);
    }
}

/// The width of the band of a frame, in points.
const BAND: f64 = 21.0;
/// The length of a tile of the band.
const TILE: f64 = 30.0;

/// Factors of a matrix, where more digits than in a place matter.
#[expect(
    clippy::cast_possible_truncation,
    reason = "factors of a matrix, rounded to what single precision holds"
)]
fn precise(value: f64) -> f32 {
    ((value * 100_000.0).round() / 100_000.0) as f32
}
