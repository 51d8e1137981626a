//! Making the files of numbered documents: each from its frozen data and layout, so that a file can always be made again, byte for byte.

use std::collections::BTreeMap;
use std::sync::Arc;

use certificates::CompiledLayout;
use chrono::{DateTime, Utc};
use entity::{DocumentId, DocumentState, LayoutId, PersonId, SessionId, document, person, session};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::emails::announce;
use super::queries::{self, Waiting};
use super::seal::Seal;
use crate::session::queries as sessions;
use crate::signing::KeyError;
use crate::{Club, emails, layout as layouts};

/// Where the files of documents are kept.
pub(crate) const FOLDER: &str = "documents";

/// Documents that are drawn before they are noted in one transaction.
const AT_ONCE: usize = 100;

/// Why files could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the layout cannot be used")]
    Layout(String),
    /// Nothing unsigned is ever made.
    #[error("documents cannot be signed")]
    Key(#[from] KeyError),
    #[error("a file could not be stored")]
    Files(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What one issue gave to one person: their files are announced together.
struct Batch {
    person: person::Model,
    issued_at: DateTime<Utc>,
    documents: Vec<document::Model>,
}

/// A file that was stored.
struct Made {
    id: DocumentId,
    sha256: String,
    size_bytes: i32,
    signing_key_id: String,
}

/// Makes the files of numbered documents of a session, stores them under their hash and writes one e-mail a person that they are ready.
/// Continues where a crash left it. A document that cannot be drawn keeps its owner's e-mail back, and nobody else's. Returns how many files
/// were made.
///
/// # Errors
/// See [`RenderError`].
pub async fn render(club: &Club, session: SessionId) -> Result<usize, RenderError> {
    let waiting = queries::waiting(club.storage.reads(), session).await?;
    let Some(session) = sessions::by_id(club.storage.reads(), session).await?.filter(|_| !waiting.is_empty())
    else {
        return Ok(0);
    };
    let layouts = compiled(club, &waiting).await?;
    let seal = Seal::of(club, &session).await?;
    let club_name = emails::club_name(club).await?;
    let (mut count, mut failure) = (0, None);
    for portion in portions(&waiting) {
        let numbered = queries::numbered(club.storage.reads(), portion).await?;
        let mut drawn = vec![];
        for batch in batches(numbered) {
            let (made, error) = draw(club, &layouts, &seal, &batch).await?;
            failure = failure.or(error);
            count += made.len();
            drawn.push((batch, made));
        }
        let (inside, session, club_name) = (club.clone(), session.clone(), club_name.clone());
        let work = club.storage.write(move |tx| {
            Box::pin(async move {
                for (batch, made) in &drawn {
                    keep(tx, &inside, &session, &club_name, batch, made).await?;
                }
                Ok::<_, DbErr>(())
            })
        });
        work.await?;
    }
    failure.map_or(Ok(count), |reason| Err(RenderError::Layout(reason)))
}

/// The documents in portions that fit into the memory and into one commit; what one issue gave to one person stays together.
fn portions(waiting: &[Waiting]) -> Vec<Vec<DocumentId>> {
    let mut portions: Vec<Vec<DocumentId>> = vec![];
    for together in waiting.chunk_by(|one, other| (one.2, one.3) == (other.2, other.3)) {
        let ids = together.iter().map(|(id, ..)| *id);
        match portions.last_mut().filter(|portion| portion.len() < AT_ONCE) {
            Some(portion) => portion.extend(ids),
            None => portions.push(ids.collect()),
        }
    }
    portions
}

/// The layouts of these documents, as they were when the documents were issued.
async fn compiled(
    club: &Club,
    waiting: &[Waiting],
) -> Result<BTreeMap<LayoutId, Arc<CompiledLayout>>, RenderError> {
    let mut ids: Vec<LayoutId> = waiting.iter().map(|(_, layout, ..)| *layout).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut compiled = BTreeMap::new();
    for (id, layout) in queries::layouts(club.storage.reads(), ids).await? {
        let usable = layouts::frozen(club, layout.body).await;
        compiled.insert(id, usable.map_err(|error| RenderError::Layout(error.to_string()))?.compiled);
    }
    Ok(compiled)
}

fn batches(numbered: Vec<(document::Model, person::Model)>) -> Vec<Batch> {
    let mut batches: Vec<Batch> = vec![];
    let key = |document: &document::Model| -> (DateTime<Utc>, PersonId) {
        (document.issued_at, document.person_id)
    };
    for (document, person) in numbered {
        match batches.last_mut().filter(|batch| (batch.issued_at, batch.person.id) == key(&document)) {
            Some(batch) => batch.documents.push(document),
            None => batches.push(Batch { person, issued_at: document.issued_at, documents: vec![document] }),
        }
    }
    batches
}

/// Draws and stores the files of a batch; what cannot be drawn comes back as a reason.
async fn draw(
    club: &Club,
    layouts: &BTreeMap<LayoutId, Arc<CompiledLayout>>,
    seal: &Seal,
    batch: &Batch,
) -> Result<(Vec<Made>, Option<String>), RenderError> {
    let (mut made, mut failure) = (vec![], None);
    for document in &batch.documents {
        let layout = layouts.get(&document.layout_id).map(Arc::clone);
        let layout =
            layout.ok_or_else(|| RenderError::Layout("the layout of a document is gone".to_owned()))?;
        let (own_seal, drawn) = (seal.clone(), document.clone());
        let drawing = tokio::task::spawn_blocking(move || own_seal.draw(&layout, &drawn));
        match drawing.await.unwrap_or_else(|error| Err(error.to_string())) {
            Ok(bytes) => {
                let size_bytes = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
                let stored = club.files.put_content(FOLDER, bytes).await;
                let sha256 = stored.map_err(|error| RenderError::Files(Box::new(error)))?;
                made.push(Made {
                    id: document.id,
                    sha256,
                    size_bytes,
                    signing_key_id: seal.key_id().to_owned(),
                });
            }
            Err(reason) => {
                tracing::error!(document = %document.id, reason, "a numbered document cannot be drawn");
                failure = failure.or(Some(reason));
            }
        }
    }
    Ok((made, failure))
}

/// Notes that the files are there; once all of the batch are, the e-mail that says so is written with it.
async fn keep(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    club_name: &str,
    batch: &Batch,
    made: &[Made],
) -> Result<(), DbErr> {
    for file in made {
        document::Entity::update_many()
            .set(document::ActiveModel {
                state: Set(DocumentState::Issued),
                sha256: Set(Some(file.sha256.clone())),
                size_bytes: Set(Some(file.size_bytes)),
                signing_key_id: Set(Some(file.signing_key_id.clone())),
                ..Default::default()
            })
            .filter(document::Column::Id.eq(file.id))
            .filter(document::Column::State.eq(DocumentState::Numbered))
            .exec(tx)
            .await?;
    }
    let of_issue = queries::of_one_issue(tx, session.id, batch.person.id, batch.issued_at).await?;
    if of_issue.is_empty() || of_issue.iter().any(|document| document.state == DocumentState::Numbered) {
        return Ok(());
    }
    announce(tx, club, session, club_name, (&batch.person, &of_issue)).await
}
