//! Whatever is uploaded becomes an image that compiles, or is refused with a reason.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage};

use super::sample::{PROOF, fonts};
use crate::{CompiledLayout, ConvertedImage, ImageError, Images, Layout, convert_image, convert_ink};

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    file(&picture.into(), ImageFormat::Png)
}

/// Converts, and proves that what comes out compiles and is converted no further.
fn converted(bytes: &[u8]) -> (ConvertedImage, DynamicImage) {
    let image = convert_image(bytes).unwrap();
    assert_eq!(convert_image(bytes).unwrap(), image);
    assert_eq!(convert_image(&image.png).unwrap(), image);
    let picture = image::load_from_memory(&image.png).unwrap();
    assert_eq!((picture.width(), picture.height()), (image.width, image.height));
    let mut layout = Layout::parse(PROOF).unwrap();
    layout.page.background = Some(image.sha256.clone());
    CompiledLayout::compile(&layout, fonts(), &Only(&image)).unwrap();
    (image, picture)
}

struct Only<'a>(&'a ConvertedImage);

impl Images for Only<'_> {
    fn image(&self, name: &str) -> Option<Vec<u8>> {
        (name == self.0.sha256).then(|| self.0.png.clone())
    }
}

/// Red at the left, blue at the right, higher than wide.
fn halves() -> RgbImage {
    RgbImage::from_fn(8, 16, |x, _| if x < 4 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) })
}

#[test]
fn every_depth_and_kind_of_colour_becomes_eight_bits_of_red_green_and_blue() {
    let pictures: [(DynamicImage, [u8; 3]); 5] = [
        (halves().into(), [255, 0, 0]),
        (image::ImageBuffer::from_pixel(8, 16, Luma([128_u8])).into(), [128; 3]),
        (image::ImageBuffer::from_pixel(8, 16, Luma([0x8040_u16])).into(), [128; 3]),
        (image::ImageBuffer::from_pixel(8, 16, Rgb([0xffff_u16, 0, 0])).into(), [255, 0, 0]),
        (RgbaImage::from_pixel(8, 16, Rgba([9, 8, 7, 255])).into(), [9, 8, 7]),
    ];
    for (picture, expected) in pictures {
        let (_, read) = converted(&png(picture));
        assert_eq!(read.color(), image::ColorType::Rgb8);
        assert_eq!(read.into_rgb8().get_pixel(0, 0).0, expected);
    }
}

#[test]
fn what_is_transparent_stays_so() {
    let (_, read) = converted(&png(RgbaImage::from_pixel(4, 4, Rgba([9, 8, 7, 100]))));
    assert_eq!(read.into_rgba8().get_pixel(0, 0).0, [9, 8, 7, 100]);
    let grey = image::ImageBuffer::from_pixel(4, 4, LumaA([0x8040_u16, 0x4040]));
    let (_, read) = converted(&png(grey));
    assert_eq!(read.into_rgba8().get_pixel(0, 0).0, [128, 128, 128, 64]);
}

/// A file of two colours by number, the second one transparent.
fn palette() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(data);
        let length = u32::try_from(data.len()).unwrap();
        [&length.to_be_bytes(), kind.as_slice(), data, &crc.sum().to_be_bytes()].concat()
    };
    let mut pixels = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut pixels, &[0, 0b0100_0000]).unwrap();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 1, 1, 3, 0, 0, 0]),
        chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]),
        chunk(b"PLTE", &[10, 20, 30, 40, 50, 60]),
        chunk(b"tRNS", &[255, 0]),
        chunk(b"tEXt", b"Author\0Somebody"),
        chunk(b"IDAT", &pixels.finish().unwrap()),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

#[test]
fn a_palette_and_an_animation_are_unfolded_and_texts_are_left_out() {
    let bytes = palette();
    assert!(bytes.windows(8).any(|window| window == b"Somebody"));
    let (image, read) = converted(&bytes);
    assert_eq!(read.into_rgba8().into_raw(), [10, 20, 30, 255, 40, 50, 60, 0]);
    assert!(!image.png.windows(8).any(|window| window == b"Somebody"));
}

/// A JPEG file as a camera writes it that was held on its side, with the place where it was.
fn camera(orientation: u8) -> Vec<u8> {
    let plain = file(&halves().into(), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend(b"\0\0\0\0");
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0GPS 61.25");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

#[test]
fn a_photo_is_turned_upright_and_forgets_where_it_was_taken() {
    let is_red = |pixel: Rgb<u8>| pixel.0[0] > 200 && pixel.0[2] < 60;
    for (orientation, size, corner) in
        [(1, (8, 16), (0, 0)), (3, (8, 16), (7, 15)), (6, (16, 8), (0, 0)), (8, (16, 8), (15, 7))]
    {
        let bytes = camera(orientation);
        assert!(bytes.windows(3).any(|window| window == b"GPS"));
        let (image, read) = converted(&bytes);
        assert_eq!((image.width, image.height), size, "{orientation}");
        let read = read.into_rgb8();
        assert!(is_red(*read.get_pixel(corner.0, corner.1)), "{orientation}");
        let (x, y) = (size.0 - 1 - corner.0, size.1 - 1 - corner.1);
        assert!(!is_red(*read.get_pixel(x, y)), "{orientation}");
        for mark in [b"GPS".as_slice(), b"eXIf", b"Exif"] {
            assert!(!image.png.windows(mark.len()).any(|window| window == mark), "{orientation}");
        }
    }
}

/// 16 × 16 pixels of a red ink, as printers' programs write them.
const INKS: &str = "ffd8ffee000e41646f626500640000000002ffdb0043000d090a0b0a080d0b0a0b0e0e0d0f13201513121213271c1e17202e\
    2931302e292d2c333a4a3e333646372c2d405741464c4e525352323e5a615a50604a51524fffdb0043010e0e0e1311132615\
    15264f352d354f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f\
    4f4f4f4f4f4fffc00014080010001004011100021101031101041100ffc40016000101010000000000000000000000000000\
    0406ffc40014100100000000000000000000000000000000ffc400160101010100000000000000000000000000000506ffc4\
    0014110100000000000000000000000000000000ffda000e040100021103110400003f00b945826b0000001fffd9";

#[test]
fn the_inks_of_printers_become_colours_of_the_screen() {
    let digits = INKS.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    let bytes: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
    let (_, read) = converted(&bytes);
    let [red, green, blue] = read.into_rgb8().get_pixel(8, 8).0;
    assert!(
        red.abs_diff(200) < 12 && green.abs_diff(30) < 12 && blue.abs_diff(40) < 12,
        "{red} {green} {blue}"
    );
}

#[test]
fn a_large_picture_becomes_as_large_as_a_sheet_needs() {
    let (image, _) = converted(&png(RgbImage::from_pixel(7_016, 20, Rgb([1, 2, 3]))));
    assert_eq!((image.width, image.height), (3_508, 10));
    let (image, _) = converted(&png(RgbImage::from_pixel(3_508, 30, Rgb([1, 2, 3]))));
    assert_eq!((image.width, image.height), (3_508, 30));
    let (image, _) = converted(&png(RgbImage::from_pixel(9_000, 1, Rgb([1, 2, 3]))));
    assert_eq!((image.width, image.height), (3_508, 1));
}

#[test]
fn a_picture_that_hardly_compresses_becomes_smaller_until_its_file_is() {
    let mut seed = 1_u32;
    let noise = RgbImage::from_fn(1_400, 1_100, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = seed.to_be_bytes();
        Rgb([a, b, c])
    });
    let bytes = png(noise);
    assert!(bytes.len() > 4 * 1024 * 1024);
    let image = convert_image(&bytes).unwrap();
    assert!(image.png.len() <= 4 * 1024 * 1024, "{image:?}");
    assert_eq!((image.width, image.height), (1_120, 880));
}

/// The beginning of a file that promises many pixels.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    let mut crc = flate2::Crc::new();
    crc.update(&head);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(head);
    bytes.extend(crc.sum().to_be_bytes());
    bytes.extend([0, 0, 0, 0]);
    bytes.extend(b"IDAT");
    bytes.resize(1_024, 0);
    bytes
}

#[test]
fn too_many_pixels_are_refused_before_anything_is_unpacked() {
    let most = 25_000_000;
    for (width, height) in [(50_000, 50_000), (5_001, 5_000)] {
        let expected = ImageError::TooManyPixels { width, height, most };
        assert_eq!(convert_image(&bomb(width, height)), Err(expected));
    }
    let mut jpeg = file(&halves().into(), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|window| window == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xff);
    let (width, height) = (65_535, 65_535);
    assert_eq!(convert_image(&jpeg), Err(ImageError::TooManyPixels { width, height, most }));
}

#[test]
fn what_is_no_picture_is_told_from_what_is_broken() {
    let most = 16 * 1024 * 1024;
    let large = vec![0; most + 1];
    assert_eq!(convert_image(&large), Err(ImageError::TooManyBytes { found: most + 1, most }));
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
    for bytes in [b"".as_slice(), svg, gif, b"MZ\x90\0", b"%PDF-1.7", b"\x89PN"] {
        assert_eq!(convert_image(bytes), Err(ImageError::NotAnImage), "{bytes:?}");
    }
    let whole = png(halves());
    for length in 8..whole.len() - 16 {
        let error = convert_image(&whole[..length]).unwrap_err();
        assert!(matches!(error, ImageError::Broken(_)), "{length}: {error}");
    }
    for bytes in [
        b"\x89PNG\r\n\x1a\nrubbish".as_slice(),
        b"\xff\xd8\xff\xe0rubbish",
        &bomb(0, 10),
        &bomb(0x7fff_ffff, 0x7fff_ffff),
    ] {
        assert!(matches!(convert_image(bytes), Err(ImageError::Broken(_))), "{bytes:?}");
    }
}

#[test]
fn no_damage_makes_the_converter_panic() {
    for whole in [png(halves()), camera(6), palette()] {
        for place in 0..whole.len() {
            for value in [0, 0x7f, 0xff] {
                let mut bytes = whole.clone();
                bytes[place] = value;
                if let Ok(image) = convert_image(&bytes) {
                    assert_eq!(image::load_from_memory(&image.png).unwrap().width(), image.width);
                }
            }
            drop(convert_image(&whole[..place]));
        }
    }
}

/// A blue stroke on grey paper that is darker at the right, as a lamp at the left makes it.
fn photo(width: u32, height: u32, ink: bool) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let paper = 235 - u8::try_from(x * 90 / width).unwrap();
        let is_ink = (width / 4..width * 3 / 4).contains(&x) && y.abs_diff(height / 2) < height / 20;
        if ink && is_ink { Rgb([30, 40, paper / 2]) } else { Rgb([paper, paper, paper - 6]) }
    })
}

#[test]
fn a_signature_on_paper_loses_its_paper_and_its_edges() {
    for (width, height) in [(400, 200), (3_000, 1_500)] {
        let bytes = file(&photo(width, height, true).into(), ImageFormat::Jpeg);
        let image = convert_ink(&bytes).unwrap();
        assert_eq!(convert_ink(&bytes).unwrap(), image);
        let picture = image::load_from_memory(&image.png).unwrap().into_rgba8();
        let scale = f64::from(width.min(1_000)) / f64::from(width);
        let near = |found: u32, wanted: f64| (f64::from(found) - wanted).abs() < 14.0;
        assert!(near(image.width, f64::from(width) / 2.0 * scale), "{image:?}");
        assert!(near(image.height, f64::from(height) / 10.0 * scale), "{image:?}");
        let Rgba([red, green, blue, alpha]) = *picture.get_pixel(image.width / 2, image.height / 2);
        assert!(alpha > 240 && red < 60 && green < 70 && blue > red, "{red} {green} {blue} {alpha}");
        assert!(picture.get_pixel(0, 0).0[3] < 60, "the paper is gone");
    }
}

#[test]
fn ink_that_is_cut_out_already_only_loses_its_edges() {
    let cut_out = RgbaImage::from_fn(300, 100, |x, y| {
        let is_ink = (100..200).contains(&x) && (40..60).contains(&y);
        Rgba([20, 30, 150, if is_ink { 200 } else { 0 }])
    });
    let image = convert_ink(&png(cut_out)).unwrap();
    assert_eq!((image.width, image.height), (104, 24));
    let picture = image::load_from_memory(&image.png).unwrap().into_rgba8();
    assert_eq!(picture.get_pixel(50, 12).0, [20, 30, 150, 200]);
}

#[test]
fn a_picture_without_ink_on_paper_is_refused_as_such() {
    let empty = RgbaImage::from_pixel(50, 50, Rgba([0, 0, 0, 0]));
    let black = RgbImage::from_pixel(50, 50, Rgb([0, 0, 0]));
    for bytes in [png(photo(400, 200, false)), png(empty), png(black)] {
        assert_eq!(convert_ink(&bytes), Err(ImageError::NoInk));
    }
    assert_eq!(convert_ink(b"rubbish"), Err(ImageError::NotAnImage));
    for side in 1..4 {
        drop(convert_ink(&png(RgbImage::from_pixel(side, 1, Rgb([9, 9, 9])))));
    }
}
