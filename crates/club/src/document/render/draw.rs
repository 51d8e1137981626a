//! Drawing and storing a piece: on as many threads as there are processors, and no more.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use bytes::Bytes;
use certificates::CompiledLayout;
use entity::{DocumentId, LayoutId, document};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::{FOLDER, Made, Outcome, Owned, Problem, RenderError};
use crate::Club;
use crate::document::seal::Seal;

/// Files that are stored at the same moment.
const STORED_AT_ONCE: usize = 8;

/// What drawing a document gave: its file, or why there is none.
type Drawn = (DocumentId, Result<Bytes, Problem>);

/// Draws and stores the files of a piece; what cannot be drawn is named.
///
/// # Errors
/// When a file cannot be stored: nothing of the piece is noted then.
pub(super) async fn draw(
    club: &Club,
    layouts: &BTreeMap<LayoutId, Arc<CompiledLayout>>,
    seal: &Seal,
    documents: &[Owned],
) -> Result<Outcome, RenderError> {
    let mut outcome = Outcome::default();
    let mut bytes = vec![];
    for (document, drawn) in drawn(layouts, seal, documents).await? {
        match drawn {
            Ok(file) => bytes.push((document, file)),
            Err(problem) => {
                tracing::error!(%document, reason = problem.0, "a numbered document cannot be drawn");
                outcome.failed.push((document, problem));
            }
        }
    }
    let stored = bytes.into_iter().map(|(document, file)| store(club, document, file));
    outcome.made = stream::iter(stored).buffered(STORED_AT_ONCE).try_collect().await?;
    Ok(outcome)
}

/// Drawing is work for the processors: each gets a share of the piece.
async fn drawn(
    layouts: &BTreeMap<LayoutId, Arc<CompiledLayout>>,
    seal: &Seal,
    documents: &[Owned],
) -> Result<Vec<Drawn>, RenderError> {
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = documents.len().div_ceil(threads).max(1);
    let mut shares = vec![];
    for documents in documents.chunks(share) {
        let mine: Vec<(document::Model, Option<Arc<CompiledLayout>>)> = documents
            .iter()
            .map(|(document, _)| (document.clone(), layouts.get(&document.layout_id).map(Arc::clone)))
            .collect();
        let seal = seal.clone();
        shares.push(tokio::task::spawn_blocking(move || {
            mine.iter()
                .map(|(document, layout)| (document.id, draw_one(&seal, layout.as_deref(), document)))
                .collect()
        }));
    }
    let mut all: Vec<Drawn> = Vec::with_capacity(documents.len());
    for share in shares {
        let mut drawn: Vec<Drawn> = share.await.map_err(|error| RenderError::Layout(error.to_string()))?;
        all.append(&mut drawn);
    }
    Ok(all)
}

fn draw_one(
    seal: &Seal,
    layout: Option<&CompiledLayout>,
    document: &document::Model,
) -> Result<Bytes, Problem> {
    let layout = layout.ok_or_else(|| ("document-concern-unusable", "the layout is gone".to_owned()))?;
    seal.draw(layout, document)
}

async fn store(club: &Club, document: DocumentId, file: Bytes) -> Result<Made, RenderError> {
    let size_bytes = i32::try_from(file.len()).unwrap_or(i32::MAX);
    let stored = club.files.put_content(FOLDER, file).await;
    let sha256 = stored.map_err(|error| RenderError::Files(Box::new(error)))?;
    Ok(Made { document, sha256, size_bytes })
}
