//! Pictures that people upload become pictures that any layout can use: upright, of a size that a page needs, without a
//! word about where and with what they were taken. What comes out always compiles, so that no picture can fail an issue.

mod ink;

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Scaling;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

use crate::compile::hex;
use crate::error::ImageError;

/// The largest file that is taken.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The largest picture that is taken: more than a scanner makes of A4 at 400 dots per inch.
const MAX_PIXELS: u64 = 25_000_000;
/// What decoding may take: eight bytes for each pixel, and as much again.
const MAX_MEMORY: u64 = 400_000_000;
/// The longest side that is kept: A4 at 300 dots per inch.
const MAX_SIDE: u32 = 3_508;
/// The largest file that is kept, because every document carries its pictures.
const MAX_KEPT: usize = 4 * 1024 * 1024;

/// A picture as layouts use it.
#[derive(Clone, PartialEq, Eq)]
pub struct ConvertedImage {
    /// The PNG file; the same upload gives the same bytes.
    pub png: Vec<u8>,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// The SHA-256 of the file in lower hexadecimal digits: its name in layouts.
    pub sha256: String,
}

impl std::fmt::Debug for ConvertedImage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ConvertedImage { png, width, height, sha256 } = self;
        write!(f, "{sha256}: {width} × {height}, {} bytes", png.len())
    }
}

/// Converts a PNG or JPEG file; of an animated one only the still picture is taken.
///
/// Nothing is allocated for a picture before its size is known to be bearable. Large pictures are scaled down to what a
/// sheet of A4 can show, and further while their file is larger than 4 MB.
///
/// # Errors
/// Something that is no picture of these two kinds, is too large, or ends too early.
pub fn convert_image(bytes: &[u8]) -> Result<ConvertedImage, ImageError> {
    kept(decode(bytes)?)
}

/// Converts a signature or a seal in the same way, and takes the paper away: from a scan or a photo on white paper only the
/// ink is left, cut to its edges, so that it can lie over a rule and over other ink.
///
/// # Errors
/// As [`convert_image`], or nothing on the picture looks like ink on paper.
pub fn convert_ink(bytes: &[u8]) -> Result<ConvertedImage, ImageError> {
    kept(ink::ink(decode(bytes)?)?)
}

/// The picture as a file, as large as it may be.
fn kept(mut picture: DynamicImage) -> Result<ConvertedImage, ImageError> {
    let longest = picture.width().max(picture.height());
    let mut side = longest.min(MAX_SIDE);
    if side < longest {
        picture = picture.resize(side, side, Scaling::CatmullRom);
    }
    let mut png = encode(&picture)?;
    while png.len() > MAX_KEPT {
        side = side / 5 * 4;
        picture = picture.resize(side, side, Scaling::CatmullRom);
        png = encode(&picture)?;
    }
    let sha256 = hex(&Sha256::digest(&png));
    Ok(ConvertedImage { png, width: picture.width(), height: picture.height(), sha256 })
}

/// The picture as it is meant to be looked at, three bytes a pixel, or four where a part of it is transparent.
fn decode(bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImageError::TooManyBytes { found: bytes.len(), most: MAX_BYTES });
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        _ => return Err(ImageError::NotAnImage),
    };
    let broken = |error: image::ImageError| ImageError::Broken(error.to_string());
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ImageError::TooManyPixels { width, height, most: MAX_PIXELS });
    }
    // A description that cannot be read says nothing of how the camera was held.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = eight_bits(DynamicImage::from_decoder(decoder).map_err(broken)?);
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    let picture = picture.into_rgba8();
    if picture.pixels().all(|pixel| pixel.0.last() == Some(&255)) {
        return DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(picture).into_rgb8());
    }
    DynamicImage::ImageRgba8(picture)
}

fn encode(picture: &DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive)
        .write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into())
        .map_err(|error| ImageError::Broken(error.to_string()))?;
    Ok(png)
}
