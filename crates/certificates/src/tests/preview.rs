//! The preview is the page.

use image::GrayImage;

use super::reader::read;
use super::sample::{ALL, compiled, fields, pdf};
use crate::render::{Drawn, code, lay_out};
use crate::{PreviewError, preview};

const MM: f64 = 72.0 / 25.4;

fn drawn(bytes: &[u8], width: u32) -> GrayImage {
    image::load_from_memory(&preview(bytes, width).unwrap()).unwrap().into_luma8()
}

/// The part of a box, given in points, that has ink darker than `limit`.
fn ink(picture: &GrayImage, scale: f64, [x, y, w, h]: [f64; 4], limit: u8) -> f64 {
    let pixel = |value: f64| format!("{:.0}", value * scale).parse::<u32>().unwrap();
    let (left, right) = (pixel(x), pixel(x + w).min(picture.width()));
    let (top, bottom) = (pixel(y), pixel(y + h).min(picture.height()));
    let places = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
    let dark = places.clone().filter(|(x, y)| picture.get_pixel(*x, *y).0[0] < limit).count();
    f64::from(u32::try_from(dark).unwrap()) / f64::from(u32::try_from(places.count()).unwrap())
}

#[test]
fn a_preview_has_the_shape_of_its_page_and_the_code_can_be_read_from_it() {
    for (kind, layout) in ALL {
        let bytes = pdf(layout, &fields());
        let size = if kind == "attendance_certificate" { (1_414, 1_000) } else { (1_000, 1_414) };
        let picture = drawn(&bytes, size.0);
        assert_eq!((picture.width(), picture.height()), size, "{kind}");
        let mut image = rqrr::PreparedImage::prepare(picture);
        let found: Vec<String> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
        assert_eq!(found, [read(&bytes).qr()], "{kind}");
    }
}

#[test]
fn every_line_of_text_is_where_the_layout_puts_it_and_nothing_else_is_dark() {
    for (kind, layout) in ALL {
        let fields = fields();
        let mut picture = drawn(&pdf(layout, &fields), 1_000);
        let width = compiled(layout).plan.width;
        let scale = 1_000.0 / width;
        let height = f64::from(picture.height()) / scale;
        let mut boxes = Vec::new();
        for drawn in lay_out(compiled(layout), &fields, code).unwrap() {
            match drawn {
                Drawn::Texts { texts, .. } => {
                    for (set, style) in texts {
                        for line in &set.lines {
                            let words = &set.words[line.start..line.end];
                            let advance: f64 = words.iter().map(|word| word.space + word.width).sum();
                            let natural = (advance - words[0].space) * set.size / 1_000.0;
                            let letters = [
                                line.x,
                                line.y - set.size * 0.45,
                                natural - style.tracking * set.size / 1_000.0,
                                set.size * 0.45,
                            ];
                            let found = ink(&picture, scale, letters, 170);
                            assert!((0.08..0.7).contains(&found), "{kind} {}: {found}", words[0].text);
                            boxes.push([line.x - 2.0, line.y - set.size, natural + 4.0, set.size * 1.35]);
                        }
                    }
                }
                Drawn::Qr { plan, .. } => {
                    boxes.push([plan.x - 1.0, plan.y - 1.0, plan.size + 2.0, plan.size + 2.0]);
                }
                Drawn::Rule { x: (from, to), y, .. } => {
                    boxes.push([from - 1.0, y - 2.0, to - from + 2.0, 4.0]);
                }
                Drawn::Image { .. } => panic!("the sample has no image"),
            }
        }
        for [x, y, w, h] in boxes {
            let pixel = |value: f64| format!("{:.0}", value * scale).parse::<u32>().unwrap();
            for row in pixel(y)..pixel(y + h) {
                for column in pixel(x)..pixel(x + w) {
                    picture.put_pixel(column, row, image::Luma([255]));
                }
            }
        }
        // Without texts, code and rules only the pale watermark and the divider are left inside the frame.
        let inside = 22.0 * MM;
        let left = ink(&picture, scale, [inside, inside, width - 2.0 * inside, height - 2.0 * inside], 170);
        assert!(left < 0.002, "{kind}: {left}");
    }
}

#[test]
fn a_picture_without_pixels_or_of_no_document_is_refused() {
    let bytes = pdf(ALL[0].1, &fields());
    for width in [0, 2_001, u32::MAX] {
        assert_eq!(preview(&bytes, width), Err(PreviewError::BadWidth(width)));
    }
    for bad in [b"".as_slice(), b"%PDF-1.7 rubbish", b"\x89PNG\r\n\x1a\n"] {
        assert_eq!(preview(bad, 100), Err(PreviewError::Unreadable));
    }
    let narrow = drawn(&bytes, 1);
    assert_eq!((narrow.width(), narrow.height()), (1, 2));
}
