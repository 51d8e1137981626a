//! Files that come with an application: known by their first bytes, limited in size, kept under their hash.

use bytes::Bytes;
use entity::{FieldType, FormFieldId, TalkFileId, TalkId, talk_file};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    Set,
};

use super::{Filler, field, is_editable, queries, view};
use crate::files::FilesError;
use crate::{Club, Viewer};

/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// The longest side of a picture, in pixels: larger ones are bombs.
const LONGEST_SIDE: u32 = 20_000;

/// Where the bytes lie.
const PREFIX: &str = "talk-files";

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than 20 MB")]
    TooLarge,
    #[error("the file is of no kind that is taken")]
    Kind,
    #[error("the file is protected by a password")]
    Locked,
    #[error("the file is damaged")]
    Broken,
}

/// Why a file was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepFileError {
    #[error("there is no such application or field")]
    NotFound,
    #[error("the application cannot be changed any more")]
    Closed,
    #[error("the file is not taken")]
    Problem(#[source] FileProblem),
    #[error("the store of files refused")]
    Store(#[from] FilesError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The kind of a file by its bytes, whatever its name says: media type and ending.
///
/// # Errors
/// See [`FileProblem`].
pub fn examine(bytes: &[u8]) -> Result<(&'static str, &'static str), FileProblem> {
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(FileProblem::TooLarge);
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf(bytes);
    }
    if bytes.starts_with(&[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a]) {
        return png(bytes);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok(("image/jpeg", "jpg"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office(bytes);
    }
    Err(FileProblem::Kind)
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

fn pdf(bytes: &[u8]) -> Result<(&'static str, &'static str), FileProblem> {
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or_default();
    if !has(tail, b"%%EOF") {
        return Err(FileProblem::Broken);
    }
    if has(bytes, b"/Encrypt") {
        return Err(FileProblem::Locked);
    }
    Ok(("application/pdf", "pdf"))
}

fn png(bytes: &[u8]) -> Result<(&'static str, &'static str), FileProblem> {
    let side =
        |at: usize| -> Option<u32> { Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
    match (side(16), side(20)) {
        (Some(width), Some(height)) if width.max(height) <= LONGEST_SIDE => Ok(("image/png", "png")),
        (Some(_), Some(_)) => Err(FileProblem::TooLarge),
        _ => Err(FileProblem::Broken),
    }
}

/// Office files are archives: the names of their parts stand in them as they are. Nothing is unpacked.
fn office(bytes: &[u8]) -> Result<(&'static str, &'static str), FileProblem> {
    if !has(bytes, b"PK\x05\x06") {
        return Err(FileProblem::Broken);
    }
    let head = bytes.get(..200).unwrap_or(bytes);
    for (kind, ending) in [
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.presentation", "odp"),
    ] {
        if has(head, format!("mimetype{kind}").as_bytes()) {
            return Ok((kind, ending));
        }
    }
    if has(bytes, b"word/document.xml") {
        return Ok(("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"));
    }
    if has(bytes, b"ppt/presentation.xml") {
        return Ok(("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"));
    }
    Err(FileProblem::Kind)
}

/// A photograph without what the camera wrote about place and time; other files as they are.
pub(super) fn without_place(bytes: Bytes) -> Bytes {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return bytes;
    }
    let mut kept = vec![0xff, 0xd8];
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, high, low, ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // The picture itself: nothing behind it is a note of the camera.
        if *marker == 0xda {
            break;
        }
        let Some((segment, after)) = rest.split_at_checked(length + 2) else { return bytes };
        // APP1: EXIF and XMP.
        if *marker != 0xe1 {
            kept.extend_from_slice(segment);
        }
        rest = after;
    }
    kept.extend_from_slice(rest);
    kept.into()
}

/// Keeps a file for a field of an application; one that was there before goes.
///
/// # Errors
/// See [`KeepFileError`].
pub async fn keep_file(
    club: &Club,
    filler: &Filler,
    id: FormFieldId,
    (file_name, bytes): (&str, Bytes),
) -> Result<(), KeepFileError> {
    let found =
        view::find(club.storage.reads(), filler, club.clock.now()).await?.ok_or(KeepFileError::NotFound)?;
    if !is_editable(&found.0, &found.1, club.clock.now()) {
        return Err(KeepFileError::Closed);
    }
    let (content_type, ending) = examine(&bytes).map_err(KeepFileError::Problem)?;
    let bytes = without_place(bytes);
    let size = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
    let file_name = named(file_name, ending);
    let sha256 = club.files.put_content(PREFIX, bytes).await?;
    let (inside, filler) = (club.clone(), filler.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (talk, session) =
                view::find_locked(tx, &filler, inside.clock.now()).await?.ok_or(KeepFileError::NotFound)?;
            let now = inside.clock.now();
            if !is_editable(&talk, &session, now) {
                return Err(KeepFileError::Closed);
            }
            let fields = field::of_session(tx, session.id).await?;
            let takes_files = |field: &&super::FormField| {
                field.id == Some(id) && field.kind == FieldType::File && field.is_on
            };
            fields.iter().find(takes_files).ok_or(KeepFileError::NotFound)?;
            talk_file::Entity::update_many()
                .set(talk_file::ActiveModel { removed_at: Set(Some(now)), ..Default::default() })
                .filter(talk_file::Column::TalkId.eq(talk.id))
                .filter(talk_file::Column::FormFieldId.eq(id))
                .filter(talk_file::Column::RemovedAt.is_null())
                .exec(tx)
                .await?;
            let row = talk_file::Model {
                id: inside.chance.id(now),
                talk_id: talk.id,
                form_field_id: id,
                file_name,
                content_type: content_type.to_owned(),
                size,
                sha256,
                uploaded_at: now,
                removed_at: None,
            };
            row.into_active_model().insert(tx).await?;
            Ok(())
        })
    });
    work.await
}

/// The sender's name of a file with the ending that its bytes have.
fn named(file_name: &str, ending: &str) -> String {
    let cleaned = lang::one_line(file_name, 200).unwrap_or_else(|_| "file".to_owned());
    let has_ending = cleaned.to_lowercase().ends_with(&format!(".{ending}"))
        || ending == "jpg" && cleaned.to_lowercase().ends_with(".jpeg");
    if has_ending { cleaned } else { format!("{cleaned}.{ending}") }
}

/// A file of an application for whoever has its link: its row and its bytes.
///
/// # Errors
/// See [`KeepFileError`].
pub async fn file_of(
    club: &Club,
    filler: &Filler,
    id: TalkFileId,
) -> Result<(talk_file::Model, Bytes), KeepFileError> {
    let (talk, _) =
        view::find(club.storage.reads(), filler, club.clock.now()).await?.ok_or(KeepFileError::NotFound)?;
    read(club, talk.id, id).await
}

/// The same for organizers of the session.
///
/// # Errors
/// See [`KeepFileError`].
pub async fn organizers_file(
    club: &Club,
    viewer: &Viewer,
    (slug, talk): (&str, TalkId),
    id: TalkFileId,
) -> Result<(talk_file::Model, Bytes), KeepFileError> {
    let filler = Filler::Organizer { viewer: viewer.clone(), slug: slug.to_owned(), id: talk };
    file_of(club, &filler, id).await
}

pub(crate) async fn read(
    club: &Club,
    talk: TalkId,
    id: TalkFileId,
) -> Result<(talk_file::Model, Bytes), KeepFileError> {
    let row = queries::file(club.storage.reads(), talk, id).await?.ok_or(KeepFileError::NotFound)?;
    let bytes = club.files.get(&format!("{PREFIX}/{}", row.sha256)).await?;
    Ok((row, bytes))
}
