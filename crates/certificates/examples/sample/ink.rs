//! Drawn signatures and a drawn seal, as people scan and cut them out: blue ink, nothing around it.

use std::f64::consts::TAU;
use std::io::Cursor;

use certificates::Images;
use image::{ImageFormat, Rgba, RgbaImage};
use libm::{cos, sin};

/// Three signatures and a seal.
pub(crate) struct Ink;

impl Images for Ink {
    fn image(&self, name: &str) -> Option<Vec<u8>> {
        let picture = match name {
            "seal" => seal(),
            "signature-1" => signature(5.0, 0.9, 1.6),
            "signature-2" => signature(7.0, 1.9, 0.4),
            "signature-3" => signature(4.0, 2.6, 2.9),
            _ => return None,
        };
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
        Some(bytes.into_inner())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "places in a picture"
)]
fn dot(picture: &mut RgbaImage, x: f64, y: f64, radius: f64, alpha: u8) {
    let reach = radius.ceil() as i64;
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let (column, row) = (x as i64 + dx, y as i64 + dy);
            if ((dx * dx + dy * dy) as f64) <= radius * radius
                && column >= 0
                && row >= 0
                && let Some(pixel) = picture.get_pixel_mut_checked(column as u32, row as u32)
            {
                *pixel = Rgba([38, 58, 150, alpha]);
            }
        }
    }
}

/// Loops from the left to the right and a stroke at the end.
fn signature(loops: f64, shift: f64, lean: f64) -> RgbaImage {
    let mut picture = RgbaImage::new(600, 260);
    for step in 0..4_000 {
        let t = f64::from(step) / 4_000.0;
        let height = 95.0 * (1.0 - t) + 22.0;
        let x = 60.0 + 430.0 * t + 38.0 * cos(TAU * loops * t + shift);
        let y = 150.0 - height * 0.75 * sin(TAU * loops * t + lean) * (1.0 - 0.4 * t);
        dot(&mut picture, x, y, 2.2 + 1.6 * sin(TAU * loops * t).abs(), 235);
    }
    for step in 0..1_200 {
        let t = f64::from(step) / 1_200.0;
        dot(&mut picture, 430.0 + 150.0 * t, 175.0 + 50.0 * t * t - 60.0 * t, 3.0 - 2.0 * t, 235);
    }
    picture
}

/// Three rings, a wreath of strokes for the words around, and a star.
fn seal() -> RgbaImage {
    let mut picture = RgbaImage::new(640, 640);
    for step in 0..24_000 {
        let angle = TAU * f64::from(step) / 24_000.0;
        for (radius, width) in [(310.0, 4.0), (296.0, 1.5), (190.0, 2.5)] {
            dot(&mut picture, 320.0 + radius * cos(angle), 320.0 + radius * sin(angle), width, 190);
        }
        if (f64::from(step) / 24_000.0 * 84.0).fract() < 0.38 {
            for radius in [215.0, 222.0, 229.0, 250.0, 257.0, 264.0, 271.0] {
                dot(&mut picture, 320.0 + radius * cos(angle), 320.0 + radius * sin(angle), 2.0, 190);
            }
        }
        let star = 120.0 * (0.45 + 0.55 * cos(angle * 2.5).abs());
        dot(&mut picture, 320.0 + star * sin(angle), 320.0 - star * cos(angle), 2.5, 190);
    }
    picture
}
