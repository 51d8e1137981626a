//! Taking the registry out: tables, an archive of all files, one file for printing. Forms, because each of them is written down.

mod archive;
mod table;

use std::pin::Pin;

use actix_web::web::Bytes;
use actix_web::{HttpResponse, web};
use club::document::{ExportError, ExportForm, ExportLine, Reach};
use futures_util::Stream;

use super::pages::kept_as;
use super::registry::Asked;
use crate::error::PageError;
use crate::extract::Context;
use crate::fields::Fields;
use crate::session::organize::find;

/// A body that is made while it is sent.
type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, actix_web::Error>>>>;

impl From<ExportError> for PageError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::NotFound => PageError::NotFound,
            ExportError::Nothing => PageError::Conflict("page-registry-export-nothing"),
            ExportError::Db(error) => error.into(),
        }
    }
}

/// `POST /organize/{session}/documents/export`
pub(crate) async fn of_session(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    take_out(&context, Reach::Session(&session), &session.slug, &fields).await
}

/// `POST /network/documents/export`
pub(crate) async fn of_network(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    take_out(&context, Reach::Network, "", &fields).await
}

async fn take_out(
    context: &Context,
    reach: Reach<'_>,
    slug: &str,
    fields: &Fields,
) -> Result<HttpResponse, PageError> {
    let word = fields.text("form")?;
    let form = ExportForm::ALL.into_iter().find(|form| form.as_str() == word).ok_or(PageError::BadRequest)?;
    let asked = Asked::read(|name| fields.text(name).ok())?;
    let lines = club::document::export(&context.club, &context.viewer, reach, &asked.filter, form).await?;
    if form == ExportForm::Pdf && lines.iter().all(|line| line.sha256.is_none()) {
        return Err(PageError::Conflict("page-registry-export-no-files"));
    }
    let name = format!("{} {slug}", context.t.say("page-registry-file-name"));
    let name = format!("{}.{}", name.trim(), form.as_str());
    let mut answer = HttpResponse::Ok();
    answer.insert_header(kept_as(&name)).content_type(content_type(form));
    Ok(match form {
        ExportForm::Csv => answer.body(table::csv(context, &lines)?),
        ExportForm::Xlsx => answer.body(xlsx(context, lines).await?),
        ExportForm::Zip => answer.streaming(archive::zip(context, lines)),
        ExportForm::Pdf => answer.streaming(club::document::merged(&context.club, lines)),
    })
}

fn content_type(form: ExportForm) -> &'static str {
    match form {
        ExportForm::Csv => "text/csv; charset=utf-8",
        ExportForm::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportForm::Zip => "application/zip",
        ExportForm::Pdf => "application/pdf",
    }
}

/// Ten thousand lines are work for the processor: other requests must not wait for it.
async fn xlsx(context: &Context, lines: Vec<ExportLine>) -> Result<Vec<u8>, PageError> {
    let (club, t) = (context.club.clone(), context.t);
    let writing = web::block(move || table::xlsx(&club, t, &lines));
    writing.await.map_err(PageError::broken)?.map_err(PageError::broken)
}
