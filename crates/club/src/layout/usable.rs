//! Layouts that can print: put together, checked, compiled once, shared by all.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use certificates::{CompileError, CompiledLayout, Fonts, Images, Layout, LayoutError};
use entity::{DocumentKind, session};
use sea_orm::DbErr;

use super::family::{Family, built_in};
use super::{IMAGES, queries};
use crate::Owner;
use crate::files::{Files, FilesError};
use crate::{Club, session as sessions};

/// Compiled layouts that are kept: more than a club prints with at a time.
const KEPT: usize = 64;

/// A layout that can print, with its file.
#[derive(Clone)]
pub(crate) struct Usable {
    pub(crate) compiled: Arc<CompiledLayout>,
    /// Names its images by their SHA-256: the same body prints the same for ever.
    pub(crate) body: Arc<str>,
}

/// Why a layout cannot print.
#[derive(Debug, thiserror::Error)]
pub enum UnusableLayout {
    #[error("the layout follows one that is not there")]
    MissingParent,
    #[error("the layout follows itself")]
    Cycle,
    #[error("a layout cannot be written down")]
    Json(#[from] serde_json::Error),
    #[error("the layout is not valid")]
    Layout(#[from] LayoutError),
    #[error("the layout cannot be compiled")]
    Compile(#[from] CompileError),
    #[error("the fonts of the program cannot be used: {0}")]
    Fonts(String),
    #[error("an image cannot be fetched")]
    Files(#[from] FilesError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The layout with which documents of a kind are issued in a session now: the used design of the session, else of its host school, else
/// of the network, else the one that comes with the program; with the signatures and seals of the session's signatories.
///
/// # Errors
/// See [`UnusableLayout`].
pub(crate) async fn of_session(
    club: &Club,
    session: &session::Model,
    kind: DocumentKind,
) -> Result<Usable, UnusableLayout> {
    let reads = club.storage.reads();
    let family = Family::new(queries::seen_by(reads, Owner::of_session(session)).await?);
    let mut layout = match family.used(kind) {
        Some(design) => family.resolve(design)?,
        None => built_in(kind)?,
    };
    let signing = sessions::signatories(club, session.id).await?;
    offer(
        &mut layout,
        signing.iter().flat_map(|signatory| [&signatory.signature_image, &signatory.seal_image]),
    );
    frozen(club, layout.to_json()?).await
}

/// Lets a layout print these images of signatories.
pub(super) fn offer<'a>(layout: &mut Layout, images: impl Iterator<Item = &'a Option<String>>) {
    for image in images.flatten() {
        if !layout.images.contains(image) {
            layout.images.push(image.clone());
        }
    }
}

/// Compiles the file of a layout on a thread of its own, or takes it from memory.
///
/// # Errors
/// See [`UnusableLayout`].
pub(crate) async fn frozen(club: &Club, body: String) -> Result<Usable, UnusableLayout> {
    if let Some(known) = memory(|known| known.get(body.as_str()).cloned()) {
        return Ok(known);
    }
    let layout = Layout::parse(&body)?;
    let compiled = Arc::new(compile(club, layout, HashMap::new()).await?);
    let usable = Usable { compiled, body: body.into() };
    memory(|known| {
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(Arc::clone(&usable.body), usable.clone())
    });
    Ok(usable)
}

/// Compiles a layout on a thread of its own, without keeping it; `fresh` holds images that are not stored yet.
///
/// # Errors
/// See [`UnusableLayout`].
pub(super) async fn compile(
    club: &Club,
    layout: Layout,
    fresh: HashMap<String, Vec<u8>>,
) -> Result<CompiledLayout, UnusableLayout> {
    static FONTS: LazyLock<Result<Fonts, String>> =
        LazyLock::new(|| Fonts::libertinus().map_err(|error| error.to_string()));
    let mut images = Fetched(fresh);
    images.fetch(&club.files, &layout).await?;
    let compiling = tokio::task::spawn_blocking(move || {
        let fonts = FONTS.as_ref().map_err(|reason| UnusableLayout::Fonts(reason.clone()))?;
        Ok(CompiledLayout::compile(&layout, fonts, &images)?)
    });
    compiling.await.unwrap_or_else(|error| Err(UnusableLayout::Fonts(error.to_string())))
}

/// Images in memory: compiling waits for no store.
pub(super) struct Fetched(pub(super) HashMap<String, Vec<u8>>);

impl Fetched {
    /// Fetches what a layout names and is not here yet; what is stored nowhere is left out, and compiling says so by name.
    pub(super) async fn fetch(&mut self, files: &Files, layout: &Layout) -> Result<(), FilesError> {
        for name in layout.image_names() {
            if self.0.contains_key(name) {
                continue;
            }
            match files.get(&format!("{IMAGES}/{name}")).await {
                Ok(bytes) => drop(self.0.insert(name.to_owned(), bytes.to_vec())),
                Err(FilesError::NotFound | FilesError::Key) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Images for Fetched {
    fn image(&self, name: &str) -> Option<Vec<u8>> {
        self.0.get(name).cloned()
    }
}

/// What was compiled in this process.
fn memory<T>(use_it: impl FnOnce(&mut HashMap<Arc<str>, Usable>) -> T) -> T {
    static KNOWN: LazyLock<Mutex<HashMap<Arc<str>, Usable>>> = LazyLock::new(Mutex::default);
    use_it(&mut KNOWN.lock().unwrap_or_else(PoisonError::into_inner))
}
