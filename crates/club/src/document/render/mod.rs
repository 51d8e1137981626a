//! Making the files of numbered documents: each from its frozen data and layout, so that a file can always be made again, byte for byte.
//!
//! It goes piece by piece: a piece is drawn and stored, then noted in one transaction with the e-mails of everybody whose documents are all
//! there. Whatever stops it, what is not noted is made again.

mod draw;
mod keep;
mod pieces;
mod progress;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use certificates::CompiledLayout;
use entity::{DocumentId, LayoutId, SessionId, document, person};
use sea_orm::DbErr;

pub use self::progress::{Progress, RetryError, Unmade, progress, retry};
use super::queries;
use super::seal::Seal;
use crate::session::queries as sessions;
use crate::signing::KeyError;
use crate::{Club, emails, layout as layouts};

/// Where the files of documents are kept.
pub(crate) const FOLDER: &str = "documents";

/// Documents of a piece, but that nobody's are torn apart: few enough for the memory, enough to be worth a commit.
const PIECE: usize = 100;

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

/// A document with its owner.
type Owned = (document::Model, person::Model);

/// Layouts that are ready, or why they are not.
type Layouts = BTreeMap<LayoutId, Result<Arc<CompiledLayout>, Problem>>;

/// A file that was stored.
#[derive(Clone)]
struct Made {
    document: DocumentId,
    sha256: String,
    size_bytes: i32,
}

/// Why a document cannot be drawn: a key of `document_concern.ftl` and what its sentence names.
pub(super) type Problem = (&'static str, String);

/// What came of a piece.
#[derive(Default)]
struct Outcome {
    made: Vec<Made>,
    failed: Vec<(DocumentId, Problem)>,
    /// Why the store took no more.
    refused: Option<RenderError>,
}

/// Makes the files of numbered documents of a session, stores them under their hash and writes one e-mail a person that they are ready.
/// Continues where a crash left it. A document that cannot be drawn keeps its owner's e-mail back, and nobody else's. Returns how many files
/// were made.
///
/// # Errors
/// See [`RenderError`]; [`RenderError::Layout`] also when single documents could not be drawn: all others are made by then.
pub async fn render(club: &Club, session: SessionId) -> Result<usize, RenderError> {
    let reads = club.storage.reads();
    let waiting = queries::numbered(reads, session).await?;
    let Some(session) = sessions::by_id(reads, session).await?.filter(|_| !waiting.is_empty()) else {
        return Ok(0);
    };
    let seal = Seal::of(club, &session).await?;
    let note =
        keep::Note { session, club_name: emails::club_name(club).await?, key_id: seal.key_id().to_owned() };
    let note = Arc::new(note);
    let mut layouts = Layouts::new();
    let (mut count, mut failure) = (0, None);
    for piece in pieces::pieces(waiting, PIECE) {
        let documents = queries::with_persons(club.storage.reads(), piece).await?;
        compile(club, &documents, &mut layouts).await?;
        let mut outcome = draw::draw(club, &layouts, &seal, &documents).await;
        let refused = outcome.refused.take();
        count += outcome.made.len();
        failure =
            failure.or_else(|| outcome.failed.first().map(|(_, (key, detail))| format!("{key}: {detail}")));
        let (inside, note) = (club.clone(), Arc::clone(&note));
        let work = club.storage.write(move |tx| {
            Box::pin(async move { keep::keep(tx, &inside, &note, documents, outcome).await })
        });
        work.await?;
        // What was stored is noted; the rest is made when there is room again.
        if let Some(error) = refused {
            return Err(error);
        }
    }
    failure.map_or(Ok(count), |reason| Err(RenderError::Layout(reason)))
}

/// Compiles the layouts of these documents, as they were when the documents were issued. One that cannot be used holds back only its own.
async fn compile(club: &Club, documents: &[Owned], layouts: &mut Layouts) -> Result<(), DbErr> {
    let mut unknown: Vec<LayoutId> = documents.iter().map(|(document, _)| document.layout_id).collect();
    unknown.retain(|id| !layouts.contains_key(id));
    unknown.sort_unstable();
    unknown.dedup();
    if unknown.is_empty() {
        return Ok(());
    }
    for (id, layout) in queries::layouts(club.storage.reads(), unknown).await? {
        let usable = layouts::frozen(club, layout.body).await;
        let usable = usable.map(|usable| usable.compiled).map_err(|error| draw::unusable(&error.to_string()));
        layouts.insert(id, usable);
    }
    Ok(())
}
