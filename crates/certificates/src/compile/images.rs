//! Images of a layout, decoded under limits.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::{DynamicImage, ImageReader, Limits};
use sha2::{Digest, Sha256};

use super::Standard;
use crate::convert::MAX_BYTES;
use crate::error::CompileError;
use crate::layout::Layout;

/// The longest side of an image, A4 at 340 dots per inch: more than [`crate::convert_image`] makes.
const MAX_SIDE: u32 = 4_000;
/// The memory that decoding may take.
const MAX_MEMORY: u64 = 128 * 1024 * 1024;

/// Where the images of a layout come from.
pub trait Images {
    /// The bytes of a PNG or JPEG file, or `None` if there is no image of this name.
    fn image(&self, name: &str) -> Option<Vec<u8>>;
}

/// No images at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoImages;

impl Images for NoImages {
    fn image(&self, _name: &str) -> Option<Vec<u8>> {
        None
    }
}

/// A decoded image: three bytes a pixel, or four when a part of it is transparent.
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<u8>,
    pub(crate) is_transparent: bool,
    digest: [u8; 32],
}

impl Picture {
    /// Mixes what is transparent with white.
    fn lay_on_white(&mut self) {
        if !self.is_transparent {
            return;
        }
        let mut opaque = Vec::with_capacity(self.pixels.len() / 4 * 3);
        for pixel in self.pixels.chunks_exact(4) {
            let [red, green, blue, alpha] = pixel else { continue };
            for part in [red, green, blue] {
                let mixed = u16::from(*part) * u16::from(*alpha) + 255 * (255 - u16::from(*alpha));
                opaque.push(u8::try_from(mixed / 255).unwrap_or(255));
            }
        }
        self.pixels = opaque;
        self.is_transparent = false;
    }
}

/// All images of a layout by their names, in alphabetical order.
pub(crate) struct Decoded(BTreeMap<String, Picture>);

impl Decoded {
    /// The images with the numbers under which the file knows them.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &str, &Picture)> {
        self.0.iter().enumerate().map(|(number, (name, picture))| (number, name.as_str(), picture))
    }

    pub(super) fn digests(&self) -> impl Iterator<Item = (&str, &[u8; 32])> {
        self.0.iter().map(|(name, picture)| (name.as_str(), &picture.digest))
    }
}

pub(super) fn decode(
    layout: &Layout,
    images: &dyn Images,
    standard: Standard,
) -> Result<Decoded, CompileError> {
    let mut decoded = BTreeMap::new();
    for name in layout.image_names() {
        let bytes = images.image(name).ok_or_else(|| CompileError::MissingImage(name.to_owned()))?;
        let bad = |reason: String| CompileError::BadImage { name: name.to_owned(), reason };
        let mut picture = picture(&bytes).map_err(bad)?;
        if standard == Standard::A1b {
            picture.lay_on_white();
        }
        decoded.insert(name.to_owned(), picture);
    }
    Ok(Decoded(decoded))
}

fn picture(bytes: &[u8]) -> Result<Picture, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("it is larger than {} MB", MAX_BYTES / 1024 / 1024));
    }
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| error.to_string())?;
    let (width, height) = (image.width(), image.height());
    let has_alpha = image.color().has_alpha();
    let rgba = has_alpha.then(|| image.to_rgba8().into_raw());
    let is_transparent =
        rgba.as_ref().is_some_and(|pixels| pixels.chunks_exact(4).any(|pixel| pixel.last() != Some(&255)));
    let pixels = match rgba {
        Some(pixels) if is_transparent => pixels,
        _ => DynamicImage::into_rgb8(image).into_raw(),
    };
    Ok(Picture { width, height, pixels, is_transparent, digest: Sha256::digest(bytes).into() })
}
