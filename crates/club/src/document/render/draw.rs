//! Drawing and storing a piece: on as many threads as there are processors, and with few files in memory.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use bytes::Bytes;
use certificates::CompiledLayout;
use entity::{DocumentId, document};
use futures_util::{StreamExt as _, stream};

use super::{FOLDER, Layouts, Made, Outcome, Owned, Problem, RenderError};
use crate::Club;
use crate::document::seal::Seal;

/// Documents that one thread draws before they are stored.
const SHARE: usize = 4;

/// Files that are stored at the same moment.
const STORED_AT_ONCE: usize = 4;

/// What drawing a document gave: its file, or why there is none.
type Drawn = (DocumentId, Result<Bytes, Problem>);

/// A document with what it is drawn by.
type Sheet = (document::Model, Result<Arc<CompiledLayout>, Problem>);

/// Draws and stores the files of a piece. What cannot be drawn is named and holds back nothing else; when the store refuses a file, the rest
/// of the piece is left for later.
pub(super) async fn draw(club: &Club, layouts: &Layouts, seal: &Seal, documents: &[Owned]) -> Outcome {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut outcome = Outcome::default();
    for portion in documents.chunks(threads * SHARE) {
        let mut files = vec![];
        for (document, drawn) in drawn(layouts, seal, portion).await {
            match drawn {
                Ok(file) => files.push((document, file)),
                Err(problem) => {
                    tracing::error!(%document, reason = problem.0, "a numbered document cannot be drawn");
                    outcome.failed.push((document, problem));
                }
            }
        }
        store_all(club, files, &mut outcome).await;
        if outcome.refused.is_some() {
            break;
        }
    }
    outcome
}

/// Drawing is work for the processors: each gets a share of the portion, on a thread that ends with it. Threads of the runtime's own pool would
/// take turns, and each of them would keep the memory that its largest drawing has needed.
async fn drawn(layouts: &Layouts, seal: &Seal, portion: &[Owned]) -> Vec<Drawn> {
    let sheets: Vec<Sheet> = portion.iter().map(|(document, _)| sheet(layouts, document)).collect();
    let seal = seal.clone();
    let drawing = tokio::task::spawn_blocking(move || {
        thread::scope(|scope| {
            let share = |sheets| draw_share(&seal, sheets);
            let shares: Vec<_> =
                sheets.chunks(SHARE).map(|sheets| scope.spawn(move || share(sheets))).collect();
            // Nothing panics in a share; one that was broken off with the process is drawn at the next start.
            shares.into_iter().filter_map(|share| share.join().ok()).flatten().collect()
        })
    });
    drawing.await.unwrap_or_default()
}

fn draw_share(seal: &Seal, sheets: &[Sheet]) -> Vec<Drawn> {
    sheets.iter().map(|sheet| (sheet.0.id, draw_one(seal, sheet))).collect()
}

fn sheet(layouts: &Layouts, document: &document::Model) -> Sheet {
    let gone = || Err(unusable("the layout is gone"));
    (document.clone(), layouts.get(&document.layout_id).cloned().unwrap_or_else(gone))
}

/// A document on which the drawing breaks down is one that cannot be drawn.
fn draw_one(seal: &Seal, (document, layout): &Sheet) -> Result<Bytes, Problem> {
    let layout = layout.as_ref().map_err(Clone::clone)?;
    let drawing = catch_unwind(AssertUnwindSafe(|| seal.draw(layout, document)));
    drawing.unwrap_or_else(|_panic| Err(unusable("the drawing broke off")))
}

pub(super) fn unusable(reason: &str) -> Problem {
    ("document-concern-unusable", reason.to_owned())
}

async fn store_all(club: &Club, files: Vec<(DocumentId, Bytes)>, outcome: &mut Outcome) {
    let stored = files.into_iter().map(|(document, file)| store(club, document, file));
    let mut stored = stream::iter(stored).buffered(STORED_AT_ONCE);
    while let Some(stored) = stored.next().await {
        match stored {
            Ok(made) => outcome.made.push(made),
            Err(error) => outcome.refused = Some(error),
        }
    }
}

async fn store(club: &Club, document: DocumentId, file: Bytes) -> Result<Made, RenderError> {
    let size_bytes = i32::try_from(file.len()).unwrap_or(i32::MAX);
    let stored = club.files.put_content(FOLDER, file).await;
    let sha256 = stored.map_err(|error| RenderError::Files(Box::new(error)))?;
    Ok(Made { document, sha256, size_bytes })
}
