//! Interwoven waves as on banknotes. One tile is computed and drawn again and again under another matrix, so that the
//! compressed page stays small; sines come from `libm`, so that every machine draws the same.

use std::f64::consts::{PI, TAU};

/// A smooth curve: a point, then two handles and a point for each piece.
pub(super) type Curve = Vec<[f64; 2]>;

/// A curve through `pieces` equal parts of the parameter from 0 to 1, from its points and its directions.
fn curve(pieces: u32, at: impl Fn(f64) -> ([f64; 2], [f64; 2])) -> Curve {
    let step = 1.0 / f64::from(pieces);
    let (mut point, mut direction) = at(0.0);
    let mut points = vec![point];
    for piece in 1..=pieces {
        let (next, next_direction) = at(f64::from(piece) * step);
        let handle = |[x, y]: [f64; 2], [dx, dy]: [f64; 2], third: f64| [x + dx * third, y + dy * third];
        points.push(handle(point, direction, step / 3.0));
        points.push(handle(next, next_direction, -step / 3.0));
        points.push(next);
        (point, direction) = (next, next_direction);
    }
    points
}

/// Strands that are woven into a band: from x = 0 to `length`, between −`height` and `height`, the same at both ends.
pub(super) fn band(length: f64, height: f64, strands: u32) -> Vec<Curve> {
    let weave = |waist: f64, turns: f64, phase: f64| {
        curve(12, move |t| {
            let angle = TAU * t;
            let swell = height * (1.0 - waist + waist * libm::cos(angle));
            let swell_by = -height * waist * TAU * libm::sin(angle);
            let wave = libm::sin(turns * angle + phase);
            let wave_by = turns * TAU * libm::cos(turns * angle + phase);
            ([length * t, swell * wave], [length, swell_by * wave + swell * wave_by])
        })
    };
    (0..strands).map(|strand| weave(0.36, 1.0, TAU * f64::from(strand) / f64::from(strands))).collect()
}

/// One of `lobes` sectors of a rosette around the origin; turned by its angle it continues itself.
pub(super) fn sector(radius: f64, (inner, outer): (f64, f64), lobes: u32, strands: u32) -> Vec<Curve> {
    let width = TAU / f64::from(lobes);
    let (middle, swing) = (radius * (inner + outer) / 2.0, radius * (outer - inner) / 2.0);
    (0..strands)
        .map(|strand| {
            let phase = TAU * f64::from(strand) / f64::from(strands);
            curve(6, move |t| {
                let (angle, wave) = (width * t, TAU * t + phase);
                let (distance, distance_by) =
                    (middle + swing * libm::cos(wave), -swing * TAU * libm::sin(wave));
                let (cos, sin) = (libm::cos(angle), libm::sin(angle));
                (
                    [distance * cos, distance * sin],
                    [distance_by * cos - distance * width * sin, distance_by * sin + distance * width * cos],
                )
            })
        })
        .collect()
}

/// A circle around the origin.
pub(super) fn circle(radius: f64) -> Curve {
    curve(8, move |t| {
        let angle = TAU * t;
        let (cos, sin) = (libm::cos(angle), libm::sin(angle));
        ([radius * cos, radius * sin], [-radius * TAU * sin, radius * TAU * cos])
    })
}

/// The matrix that turns by this part of a whole turn around a point.
pub(super) fn turned(x: f64, y: f64, part: f64) -> [f64; 6] {
    let angle = 2.0 * PI * part;
    let (cos, sin) = (libm::cos(angle), libm::sin(angle));
    [cos, sin, -sin, cos, x, y]
}
