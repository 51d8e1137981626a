//! The owner's word whether those who verify a document may see its file.

use entity::{DocumentId, document};
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{FileError, of_viewer};
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// Lets whoever verifies the document see its file, or stops it. Its owner may.
///
/// # Errors
/// The viewer has no such document, or the database refuses.
pub async fn show_file(
    club: &Club,
    viewer: &Viewer,
    id: DocumentId,
    is_public: bool,
) -> Result<(), FileError> {
    let own = of_viewer(club, viewer).await?.into_iter().find(|line| line.document.id == id);
    let document = own.ok_or(FileError::NotFound)?.document;
    if document.is_file_public == is_public {
        return Ok(());
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            document::Entity::update_many()
                .set(document::ActiveModel { is_file_public: Set(is_public), ..Default::default() })
                .filter(document::Column::Id.eq(id))
                .exec(tx)
                .await?;
            let deed = Deed {
                action: if is_public { "document.show_file" } else { "document.hide_file" },
                subject: format!("document {id}"),
                school_id: None,
                session_id: Some(document.session_id),
                details: serde_json::json!({ "number": document.number }),
            };
            audit::record(tx, &inside, &viewer, deed).await
        })
    });
    work.await.map_err(|error: DbErr| FileError::Db(error))
}
