//! A picture of a finished document, for a page in the browser: drawn from the bytes of the PDF, so that it shows the
//! document as it will be.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// The widest picture: A4 at 240 dots per inch.
const MAX_WIDTH: u32 = 2_000;

/// No picture can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PreviewError {
    /// The picture would have no pixels, or too many.
    #[error("a picture {0} pixels wide cannot be made")]
    BadWidth(u32),
    /// The file is no PDF with a page.
    #[error("the file is no PDF document with a page")]
    Unreadable,
    /// The picture could not be written as PNG.
    #[error("the picture cannot be written")]
    Unwritable,
}

/// Draws the first page of a document of ours as a PNG picture of this width. Give it no file from anybody else: it would
/// take whatever time and memory that file asks for.
///
/// # Errors
/// A width of 0 or of more than 2,000 pixels, or a file that is no PDF.
pub fn preview(pdf: &[u8], width_px: u32) -> Result<Vec<u8>, PreviewError> {
    let Some(width) = u16::try_from(width_px).ok().filter(|_| (1..=MAX_WIDTH).contains(&width_px)) else {
        return Err(PreviewError::BadWidth(width_px));
    };
    let document = Pdf::new(pdf.to_vec()).map_err(|_reason| PreviewError::Unreadable)?;
    let page = document.pages().first().ok_or(PreviewError::Unreadable)?;
    // Half a pixel more, because what is left of a pixel is cut off.
    let scale = (f32::from(width) + 0.5) / page.render_dimensions().0.max(1.0);
    let picture = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings { hinting: false, force_image_interpolation: true, ..RenderSettings::default() },
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let mut pixels = Vec::with_capacity(picture.data().len() * 3);
    for pixel in picture.data() {
        pixels.extend([pixel.r, pixel.g, pixel.b]);
    }
    let mut png = Vec::new();
    let (width, height) = (u32::from(picture.width()), u32::from(picture.height()));
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .map_err(|_too_large| PreviewError::Unwritable)?;
    Ok(png)
}
