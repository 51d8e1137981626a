//! The fixed drawings of a layout as operations of printpdf, in points from the bottom left.

use std::collections::BTreeMap;

use printpdf::{
    Color as Ink, CurTransMat, DictItem, Line as Path, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing,
    Pt, Rgb, WindingOrder, XObjectId, XObjectTransform,
};

use super::guilloche::Curve;
use super::images::{Decoded, Picture};
use super::plan::{Drawing, MM, Mark, Plan};
use crate::error::CompileError;
use crate::layout::{Color, Image, Line, Rect};

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

pub(super) struct Pen<'a> {
    pub(super) ops: Vec<Op>,
    pub(super) height: f64,
    images: &'a Decoded,
}

fn ink(color: Color) -> Ink {
    let [red, green, blue] = color.parts().map(short);
    Ink::Rgb(Rgb::new(red, green, blue, None))
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
    pub(super) fn stroke(&mut self, color: Color, width: f64) {
        self.ops.push(Op::SetOutlineColor { col: ink(color) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(short(width)) });
    }

    pub(super) fn path(&mut self, points: &[[f64; 2]], is_closed: bool) {
        let points = points.iter().map(|place| point(*place, false)).collect();
        self.ops.push(Op::DrawLine { line: Path { points, is_closed } });
    }

    pub(super) fn curves(&mut self, curves: &[Curve]) {
        for curve in curves {
            let points =
                curve.iter().enumerate().map(|(index, place)| point(*place, index % 3 != 0)).collect();
            self.ops.push(Op::DrawLine { line: Path { points, is_closed: false } });
        }
    }

    /// Fills what lies in an odd number of the outlines.
    pub(super) fn polygon(&mut self, outlines: &[&[[f64; 2]]], color: Color) {
        self.ops.push(Op::SetFillColor { col: ink(color) });
        let ring = |outline: &[[f64; 2]]| PolygonRing {
            points: outline.iter().map(|place| point(*place, false)).collect(),
        };
        let rings = outlines.iter().map(|outline| ring(outline)).collect();
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::EvenOdd };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    /// Draws under a matrix of its own.
    pub(super) fn under(&mut self, matrix: [f64; 6], draw: impl FnOnce(&mut Self)) {
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

    pub(super) fn corners(&self, x: f64, y: f64, w: f64, h: f64) -> [[f64; 2]; 4] {
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
}

/// Factors of a matrix, where more digits than in a place matter.
#[expect(
    clippy::cast_possible_truncation,
    reason = "factors of a matrix, rounded to what single precision holds"
)]
fn precise(value: f64) -> f32 {
    ((value * 100_000.0).round() / 100_000.0) as f32
}
