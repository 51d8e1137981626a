//! What is wrong with a layout, in the reader's language, at the element that it concerns.

use club::layout::{AddImageError, ImageError, LayoutError, PreviewError, RenderError, UnusableLayout};
use lang::Texts;

use super::form::Trouble;
use crate::error::PageError;

/// The sentence of an error at its element.
fn said(key: &str, element: Option<&str>, detail: String, t: Texts) -> Trouble {
    let text = t.say_with(key, &[("detail", detail.into())]);
    Trouble { element: element.unwrap_or_default().to_owned(), attribute: String::new(), text }
}

/// What a file or a form says that no layout can say.
fn of_layout(error: &LayoutError, t: Texts) -> Trouble {
    let LayoutError::OutOfBounds { attribute, .. } = error else {
        return said(error.key(), error.element(), error.detail(), t);
    };
    let name = t.say(&format!("layout-attribute-{}", attribute.replace('_', "-")));
    Trouble { attribute: (*attribute).to_owned(), ..said(error.key(), error.element(), name, t) }
}

/// Why a document cannot be printed.
pub(crate) fn of_render(error: &RenderError, t: Texts) -> Trouble {
    said(error.key(), error.element(), error.detail(), t)
}

/// Why a layout cannot be used, as far as whoever edits it can mend it.
///
/// # Errors
/// What only the operators can mend.
pub(crate) fn of_unusable(error: UnusableLayout, t: Texts) -> Result<Trouble, PageError> {
    use club::layout::CompileError;
    Ok(match error {
        UnusableLayout::Layout(error) | UnusableLayout::Compile(CompileError::Layout(error)) => {
            of_layout(&error, t)
        }
        UnusableLayout::Compile(error @ (CompileError::Font(_) | CompileError::Assembly(_))) => {
            return Err(PageError::broken(error));
        }
        UnusableLayout::Compile(error) => said(error.key(), error.element(), error.detail(), t),
        UnusableLayout::MissingParent => said("layout-problem-missing-parent", None, String::new(), t),
        UnusableLayout::Cycle => said("layout-problem-cycle", None, String::new(), t),
        error => return Err(error.into()),
    })
}

/// Why there is no picture, as far as whoever edits the layout can mend it.
///
/// # Errors
/// What only the operators can mend.
pub(crate) fn of_preview(error: PreviewError, t: Texts) -> Result<Trouble, PageError> {
    match error {
        PreviewError::Unusable(error) => of_unusable(error, t),
        PreviewError::Render(error) => Ok(of_render(&error, t)),
        PreviewError::Db(error) => Err(error.into()),
        error => Err(PageError::broken(error)),
    }
}

/// Why an uploaded image is not taken.
pub(crate) fn of_image(error: &ImageError, t: Texts) -> String {
    said(error.key(), None, error.detail(), t).text
}

/// Why an uploaded image was not stored, as far as whoever sent it can mend it.
///
/// # Errors
/// What only the operators can mend.
pub(crate) fn of_add_image(error: AddImageError, t: Texts) -> Result<String, PageError> {
    match error {
        AddImageError::Image(error) => Ok(of_image(&error, t)),
        AddImageError::Forbidden => Err(PageError::NotFound),
        AddImageError::Files(error) => Err(PageError::broken(error)),
    }
}
