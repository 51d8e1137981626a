//! A signature or a seal on paper becomes ink without paper: what was scanned or photographed would otherwise cover with its
//! white what is printed under it.

use image::imageops::FilterType as Scaling;
use image::{DynamicImage, Rgba, RgbaImage};

use crate::error::ImageError;

/// The longest side that is kept: a seal of 40 mm at 600 dots per inch.
const MAX_SIDE: u32 = 1_000;
/// The side of the squares in which the brightness of the paper is measured: light falls unevenly on a photo.
const SQUARE: u32 = 40;
/// Darker than this part of the paper is ink a little,
const FAINT: f64 = 0.90;
/// and from this part on ink altogether.
const FULL: f64 = 0.55;
/// How much of the light on its brightest part reaches the darkest part of the paper.
const DARKEST: f64 = 0.5;
/// From this opacity on a spot counts when the edges are cut off.
const SEEN: u8 = 48;
/// The least part of the picture, in ten thousandths, that ink must have, and the most.
const INKED: std::ops::RangeInclusive<u64> = 5..=6_000;

/// The ink of a picture, cut to its edges. A picture that has transparent parts already is only cut.
pub(super) fn ink(picture: DynamicImage) -> Result<DynamicImage, ImageError> {
    let is_cut_out = picture.color().has_alpha();
    let picture = if picture.width().max(picture.height()) > MAX_SIDE {
        picture.resize(MAX_SIDE, MAX_SIDE, Scaling::CatmullRom)
    } else {
        picture
    };
    let mut picture = picture.into_rgba8();
    if !is_cut_out {
        let paper = Paper::of(&picture);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            *pixel = without_paper(*pixel, paper.at(x, y));
        }
    }
    let inked = picture.pixels().filter(|pixel| is_seen(pixel)).count();
    let all = u64::from(picture.width()) * u64::from(picture.height());
    let part = u64::try_from(inked).unwrap_or(u64::MAX).saturating_mul(10_000) / all.max(1);
    let is_ink = if is_cut_out { part > 0 } else { INKED.contains(&part) };
    if !is_ink {
        return Err(ImageError::NoInk);
    }
    let (x, y, width, height) = edges(&picture);
    Ok(DynamicImage::ImageRgba8(image::imageops::crop_imm(&picture, x, y, width, height).to_image()))
}

fn is_seen(pixel: &Rgba<u8>) -> bool {
    let Rgba([.., alpha]) = pixel;
    *alpha >= SEEN
}

/// Left, top, width and height of what can be seen, with two pixels around it.
fn edges(picture: &RgbaImage) -> (u32, u32, u32, u32) {
    let (mut left, mut top, mut right, mut bottom) = (picture.width(), picture.height(), 0, 0);
    for (x, y, _) in picture.enumerate_pixels().filter(|(_, _, pixel)| is_seen(pixel)) {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    let (left, top) = (left.saturating_sub(2), top.saturating_sub(2));
    let (right, bottom) = ((right + 3).min(picture.width()), (bottom + 3).min(picture.height()));
    (left, top, right.saturating_sub(left).max(1), bottom.saturating_sub(top).max(1))
}

fn brightness(Rgba([red, green, blue, _]): &Rgba<u8>) -> u32 {
    (u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114) / 1_000
}

/// Takes the paper out of a mixture of paper and ink.
fn without_paper(pixel: Rgba<u8>, paper: f64) -> Rgba<u8> {
    let part = f64::from(brightness(&pixel)) / paper.max(1.0);
    let opacity = ((FAINT - part) / (FAINT - FULL)).clamp(0.0, 1.0);
    let Rgba([red, green, blue, _]) = pixel;
    let ink = |mixed: u8| {
        let ink = paper - (paper - f64::from(mixed)) / opacity.max(0.05);
        if opacity >= 1.0 { mixed } else { whole(ink) }
    };
    match whole(opacity * 255.0) {
        0 => Rgba([0, 0, 0, 0]),
        alpha => Rgba([ink(red), ink(green), ink(blue), alpha]),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a colour; a cast saturates"
)]
fn whole(value: f64) -> u8 {
    value.round() as u8
}

/// How bright the paper is, square by square.
struct Paper {
    columns: u32,
    rows: u32,
    squares: Vec<f64>,
}

impl Paper {
    fn of(picture: &RgbaImage) -> Paper {
        let (columns, rows) = (picture.width().div_ceil(SQUARE), picture.height().div_ceil(SQUARE));
        let squares = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let mut squares: Vec<f64> = squares.map(|(column, row)| bright(picture, column, row)).collect();
        // Where there is nothing but ink, the paper is as dark as anywhere else.
        let brightest = squares.iter().copied().fold(0.0, f64::max);
        squares.iter_mut().for_each(|square| *square = square.max(brightest * DARKEST));
        Paper { columns, rows, squares }
    }

    fn square(&self, column: u32, row: u32) -> f64 {
        let place = row.min(self.rows - 1) * self.columns + column.min(self.columns - 1);
        usize::try_from(place).ok().and_then(|place| self.squares.get(place)).copied().unwrap_or(255.0)
    }

    /// The brightness at a pixel, between the middles of the squares around it.
    fn at(&self, x: u32, y: u32) -> f64 {
        let along = |place: u32| {
            let place = (f64::from(place) / f64::from(SQUARE) - 0.5).max(0.0);
            (place.floor(), place.fract())
        };
        let ((column, right), (row, down)) = (along(x), along(y));
        let [column, row] = [column, row].map(|place| u32::from(whole(place)));
        let upper = self.square(column, row) * (1.0 - right) + self.square(column + 1, row) * right;
        let lower = self.square(column, row + 1) * (1.0 - right) + self.square(column + 1, row + 1) * right;
        upper * (1.0 - down) + lower * down
    }
}

/// What nine tenths of a square and its neighbours do not exceed: paper, because ink never covers so much.
fn bright(picture: &RgbaImage, column: u32, row: u32) -> f64 {
    let mut counts = [0_u32; 256];
    let mut all = 0;
    let range = |place: u32, side: u32| {
        (place * SQUARE).saturating_sub(SQUARE)..(place * SQUARE + 2 * SQUARE).min(side)
    };
    for y in range(row, picture.height()).step_by(2) {
        for x in range(column, picture.width()).step_by(2) {
            let found = picture.get_pixel_checked(x, y).map_or(0, brightness);
            if let Some(count) = usize::try_from(found).ok().and_then(|found| counts.get_mut(found)) {
                *count += 1;
                all += 1;
            }
        }
    }
    let mut brighter = 0;
    for (level, count) in (0..=u8::MAX).zip(counts).rev() {
        brighter += count;
        if brighter * 10 > all {
            return f64::from(level);
        }
    }
    255.0
}
