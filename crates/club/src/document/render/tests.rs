//! What stops the making of files, and how it goes on.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{DocumentKind, DocumentState};

use crate::document::tests::{Judged, judged};
use crate::document::{file, queries, registry, sweep};
use crate::files::Files;
use crate::{Club, Viewer};

use super::*;

/// Issued, not made; with files in a folder.
struct Issued {
    judged: Judged,
    club: Club,
    folder: tempfile::TempDir,
}

async fn issued() -> Issued {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let club = Club { files: Files::in_folder(folder.path()).unwrap(), ..judged.small.club.clone() };
    Issued { judged, club, folder }
}

impl Issued {
    async fn render(&self) -> Result<usize, RenderError> {
        render(&self.club, self.judged.small.session.id).await
    }

    async fn emails(&self) -> Vec<String> {
        queries::stored_emails(&self.club).await.into_iter().map(|email| email.row.to_address).collect()
    }
}

fn far() -> DateTime<Utc> {
    DateTime::<Utc>::MAX_UTC - TimeDelta::days(1000)
}

#[tokio::test]
async fn a_store_that_refuses_loses_nothing_and_the_same_files_are_made_later() {
    let issued = issued().await;
    // Where the folder of documents should be stands a file: nothing can be stored.
    std::fs::write(issued.folder.path().join(FOLDER), "in the way").unwrap();
    let refused = issued.render().await;
    assert!(matches!(refused, Err(RenderError::Files(_))), "{refused:?}");
    let states: Vec<DocumentState> =
        issued.judged.documents().await.into_iter().map(|document| document.state).collect();
    assert_eq!(states, [DocumentState::Numbered; 3]);
    assert_eq!(issued.emails().await, Vec::<String>::new());

    std::fs::remove_file(issued.folder.path().join(FOLDER)).unwrap();
    assert_eq!(issued.render().await.unwrap(), 3);
    assert_eq!(issued.render().await.unwrap(), 0);
    assert_eq!(issued.emails().await, ["anna@school.example", "sinitsyn@school.example"]);
    for line in registry(&issued.club, &Viewer::Club, &issued.judged.small.session).await.unwrap() {
        let file = file(&issued.club, &Viewer::Club, line.document.id).await.unwrap();
        assert!(file.bytes.starts_with(b"%PDF-"));
    }
}

#[tokio::test]
async fn what_cannot_be_drawn_is_named_and_holds_back_nobody_else() {
    let issued = issued().await;
    let proof = issued.judged.document(DocumentKind::ProofOfPresentation).await;
    let sound = proof.fields.clone();
    let mut broken = sound.clone();
    broken["values"]["talk.topic"] = "\u{1f600}".into();
    write_fields(&issued.club, proof.id, broken).await;
    assert!(matches!(issued.render().await, Err(RenderError::Layout(_))));
    let proof = issued.judged.document(DocumentKind::ProofOfPresentation).await;
    assert_eq!((proof.state, proof.sha256.clone()), (DocumentState::Numbered, None));
    assert_eq!(proof.file_problem.as_deref(), Some("document-concern-missing-glyph\n\u{1f600}"));
    let seen = progress(&issued.club, &Viewer::Club, &issued.judged.small.session).await.unwrap();
    assert_eq!((seen.done, seen.total, seen.is_running()), (2, 3, false));
    assert_eq!(seen.unmade.len(), 1);
    assert_eq!((seen.unmade[0].id, seen.unmade[0].detail.as_str()), (proof.id, "\u{1f600}"));
    assert_eq!(issued.emails().await, ["anna@school.example"], "the speaker waits for all of it");

    write_fields(&issued.club, proof.id, sound).await;
    assert_eq!(issued.render().await.unwrap(), 1);
    let proof = issued.judged.document(DocumentKind::ProofOfPresentation).await;
    assert_eq!((proof.state, proof.file_problem), (DocumentState::Issued, None));
    assert_eq!(issued.emails().await, ["anna@school.example", "sinitsyn@school.example"]);
}

#[tokio::test]
async fn a_file_that_is_made_again_is_the_same_to_the_byte() {
    let issued = issued().await;
    issued.render().await.unwrap();
    let before = issued.judged.documents().await;
    for document in &before {
        queries::forget_file(&issued.club, document.id).await;
    }
    assert_eq!(issued.render().await.unwrap(), 3);
    assert_eq!(issued.judged.documents().await, before);
    assert_eq!(issued.emails().await.len(), 2, "nobody is told twice");
}

#[tokio::test]
async fn files_that_no_document_names_are_swept_away_when_they_are_old() {
    let issued = issued().await;
    issued.render().await.unwrap();
    let orphan = issued.club.files.put_content(FOLDER, "left by a crash".into()).await.unwrap();
    issued.club.files.put("images/logo.png", "png".into()).await.unwrap();
    assert_eq!(sweep(&issued.club, DateTime::UNIX_EPOCH).await.unwrap(), 0, "what is young stays");
    assert_eq!(sweep(&issued.club, far()).await.unwrap(), 1);
    assert!(!issued.club.files.exists(&format!("{FOLDER}/{orphan}")).await.unwrap());
    assert!(issued.club.files.exists("images/logo.png").await.unwrap());
    for document in issued.judged.documents().await {
        assert!(file(&issued.club, &Viewer::Club, document.id).await.is_ok());
    }
    assert_eq!(sweep(&issued.club, far()).await.unwrap(), 0);
}

async fn write_fields(club: &Club, id: DocumentId, fields: serde_json::Value) {
    use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
    let change = document::ActiveModel { fields: Set(fields), ..Default::default() };
    let update = document::Entity::update_many().set(change).filter(document::Column::Id.eq(id));
    club.storage.write(move |tx| Box::pin(async move { update.exec(tx).await })).await.unwrap();
}

#[tokio::test]
async fn organizers_see_how_far_the_files_are_and_have_them_tried_again() {
    let issued = issued().await;
    let (club, session) = (&issued.club, &issued.judged.small.session);
    let seen = async || progress(club, &Viewer::Club, session).await.unwrap();
    assert_eq!((seen().await.done, seen().await.total, seen().await.is_running()), (0, 3, true));
    for other in [issued.judged.small.stranger(), Viewer::Guest] {
        assert_eq!(progress(club, &other, session).await.unwrap(), Progress::default());
        assert!(matches!(retry(club, &other, session.id).await, Err(RetryError::NotFound)));
    }
    issued.render().await.unwrap();
    assert_eq!(seen().await, Progress::default(), "nothing is being made");
    retry(club, &Viewer::Club, session.id).await.unwrap();
}
