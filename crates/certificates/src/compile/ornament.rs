//! Frames, rosettes and dividers.

use printpdf::{LineCapStyle, Op};

use super::drawing::Pen;
use super::guilloche::{self, Curve};
use super::plan::MM;
use crate::layout::{Color, Ornament, OrnamentKind};

/// The width of the band of a frame, in points.
const BAND: f64 = 21.0;
/// The length of a tile of the band.
const TILE: f64 = 30.0;

/// A colour as a thin wash of so many percent.
fn tint(color: Color, percent: u16) -> Color {
    Color(color.0.map(|part| {
        let dark = (255 - u16::from(part)) * percent / 100;
        255 - u8::try_from(dark).unwrap_or(0)
    }))
}

impl Pen<'_> {
    /// Draws an ornament into its box.
    pub(super) fn ornament(&mut self, ornament: &Ornament) {
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
