//! Images that people upload for layouts, signatures and seals: converted, so that none can fail an issue, and stored under their SHA-256.

use certificates::{ConvertedImage, ImageError, convert_image, convert_ink};

use super::IMAGES;
use crate::Owner;
use crate::files::FilesError;
use crate::{Club, Viewer};

/// Why an image was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AddImageError {
    #[error("the viewer may not add images here")]
    Forbidden,
    #[error("the image cannot be used")]
    Image(#[from] ImageError),
    #[error("the image could not be stored")]
    Files(#[from] FilesError),
}

/// Converts an uploaded picture on a thread of its own; nothing is stored.
///
/// # Errors
/// No picture, one that is broken or one that is too large.
pub async fn convert(bytes: Vec<u8>) -> Result<ConvertedImage, ImageError> {
    let converting = tokio::task::spawn_blocking(move || convert_image(&bytes));
    converting.await.unwrap_or_else(|error| Err(ImageError::Broken(error.to_string())))
}

/// Takes an uploaded picture in, to be named by layouts or signatories of the owner; the file stays, whatever becomes of them.
///
/// # Errors
/// See [`AddImageError`].
pub async fn add_image(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    bytes: Vec<u8>,
) -> Result<ConvertedImage, AddImageError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(AddImageError::Forbidden);
    }
    let image = convert(bytes).await?;
    club.files.put_content(IMAGES, image.png.clone().into()).await?;
    Ok(image)
}

/// Takes the picture of a signature or a seal in and takes the paper around the ink away; the file stays likewise.
///
/// # Errors
/// See [`AddImageError`].
pub async fn add_ink(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    bytes: Vec<u8>,
) -> Result<ConvertedImage, AddImageError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(AddImageError::Forbidden);
    }
    let converting = tokio::task::spawn_blocking(move || convert_ink(&bytes));
    let converted = converting.await.unwrap_or_else(|error| Err(ImageError::Broken(error.to_string())));
    let image = converted?;
    club.files.put_content(IMAGES, image.png.clone().into()).await?;
    Ok(image)
}
