//! The layouts that the club prints with: read once, compiled once, shared by all.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use certificates::{CompiledLayout, Fonts, Layout, NoImages};
use entity::DocumentKind;

/// A layout that can print, with its file.
#[derive(Clone)]
pub(super) struct Usable {
    pub(super) compiled: Arc<CompiledLayout>,
    pub(super) body: Arc<str>,
}

/// The layout file of a kind.
fn built_in(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::ProofOfPresentation => {
            include_str!("../../../../templates/documents/proof_of_presentation.json")
        }
        DocumentKind::LetterOfThanks => include_str!("../../../../templates/documents/letter_of_thanks.json"),
        DocumentKind::AttendanceCertificate => {
            include_str!("../../../../templates/documents/attendance_certificate.json")
        }
    }
}

/// The layout with which documents of a kind are issued now.
///
/// # Errors
/// Why it cannot be used.
pub(super) async fn current(kind: DocumentKind) -> Result<Usable, String> {
    compiled(built_in(kind).to_owned()).await
}

/// Compiles a layout file on a thread of its own, or takes it from memory.
///
/// # Errors
/// Why it cannot be used.
pub(super) async fn compiled(body: String) -> Result<Usable, String> {
    if let Some(known) = memory(|known| known.get(body.as_str()).cloned()) {
        return Ok(known);
    }
    let compiling = tokio::task::spawn_blocking(move || {
        let usable = compile(body)?;
        memory(|known| known.insert(Arc::clone(&usable.body), usable.clone()));
        Ok(usable)
    });
    compiling.await.unwrap_or_else(|error| Err(error.to_string()))
}

fn compile(body: String) -> Result<Usable, String> {
    static FONTS: LazyLock<Result<Fonts, String>> =
        LazyLock::new(|| Fonts::libertinus().map_err(|error| error.to_string()));
    let fonts = FONTS.as_ref().map_err(Clone::clone)?;
    let layout = Layout::parse(&body).map_err(|error| error.to_string())?;
    let compiled = CompiledLayout::compile(&layout, fonts, &NoImages).map_err(|error| error.to_string())?;
    Ok(Usable { compiled: Arc::new(compiled), body: body.into() })
}

/// What was compiled in this process; a club has a handful of layouts.
fn memory<T>(use_it: impl FnOnce(&mut HashMap<Arc<str>, Usable>) -> T) -> T {
    static KNOWN: LazyLock<Mutex<HashMap<Arc<str>, Usable>>> = LazyLock::new(Mutex::default);
    use_it(&mut KNOWN.lock().unwrap_or_else(PoisonError::into_inner))
}
