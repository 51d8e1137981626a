//! Layouts as files: taking one out, bringing one in, and what such a file may say.

use actix_web::{HttpResponse, web};
use club::layout::{ExportError, Import, ImportError};
use lang::Texts;

use super::list::list_page;
use super::place::{Parts, Place};
use super::problems::{of_image, of_render, of_unusable};
use crate::download::attached;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::layout::form_again;

/// `GET …/layouts/{id}/export`
pub(crate) async fn export(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    match club::layout::export(&context.club, &context.viewer, place.owner, parts.id()?).await {
        Ok(file) => Ok(attached("application/json", file.file_name, file.bytes)),
        Err(ExportError::NotFound) => Err(PageError::NotFound),
        Err(ExportError::Unusable(error)) => Err(error.into()),
        Err(error @ ExportError::Files(_)) => Err(PageError::broken(error)),
    }
}

/// `POST …/layouts/import`
pub(crate) async fn import(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let owner = place.at(&fields.text("level")?)?;
    let parent = fields.text("parent")?;
    // A parent that is no id at all is one that is not there.
    let parent = (!parent.is_empty()).then(|| parent.parse().unwrap_or(uuid::Uuid::nil().into()));
    let text = match fields.upload("file")? {
        None => context.t.say("layout-problem-no-file"),
        Some(upload) => {
            let kind = fields.text("kind")?.parse().ok();
            let import = Import { owner, bytes: upload.bytes.to_vec(), kind, parent };
            match club::layout::import(&context.club, &context.viewer, import).await {
                Ok(design) => return Ok(see_other(&format!("{}/{}?imported=1", place.base, design.id))),
                Err(error) => refusal(error, context.t)?,
            }
        }
    };
    let mut again = list_page(&context, &place).await?;
    again.refuse("file", text);
    again.keep_import(&fields)?;
    form_again(&again)
}

/// Why a file was not taken, in a sentence.
fn refusal(error: ImportError, t: Texts) -> Result<String, PageError> {
    let at = |trouble: super::form::Trouble| {
        if trouble.element.is_empty() {
            trouble.text
        } else {
            t.say_with(
                "layout-problem-at",
                &[("element", trouble.element.into()), ("problem", trouble.text.into())],
            )
        }
    };
    Ok(match error {
        ImportError::NotFound => return Err(PageError::NotFound),
        ImportError::Unreadable(_) => t.say("layout-problem-no-layout-file"),
        ImportError::Newer(_) => t.say("layout-problem-newer"),
        ImportError::NoKind => t.say("layout-problem-no-kind"),
        ImportError::MissingParent => t.say("layout-problem-missing-parent"),
        ImportError::Name(_) => t.say("layout-problem-name"),
        ImportError::TooManyImages => t.say("layout-problem-many-images"),
        ImportError::Image { name, source } => {
            let problem = of_image(&source, t);
            t.say_with("layout-problem-at-image", &[("image", name.into()), ("problem", problem.into())])
        }
        ImportError::Unusable(error) => at(of_unusable(error, t)?),
        ImportError::Render(error) => at(of_render(&error, t)),
        ImportError::Db(error) => return Err(error.into()),
    })
}

/// `GET /api/v1/layout.schema.json`
pub(crate) async fn schema() -> HttpResponse {
    HttpResponse::Ok().content_type("application/schema+json").body(club::layout::schema())
}
