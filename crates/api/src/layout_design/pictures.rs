//! Pictures of layouts: of what is printed now, of a design, and of a form that is not saved.

use std::collections::HashMap;

use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};
use club::layout::{Draft, Preview, PreviewError, SampleChoice};
use data_encoding::BASE64;

use super::form::{LayoutForm, Trouble};
use super::place::{Parts, Place, design};
use super::problems::{of_image, of_preview};
use crate::error::{PageError, form_problems};
use crate::extract::Context;
use crate::fields::Fields;

/// In the list.
const SMALL: u32 = 480;
/// Beside the form.
const LARGE: u32 = 900;

/// The sample that a form or an address asks for.
pub(crate) fn choice(word: &str) -> SampleChoice {
    match word {
        "usual" => SampleChoice::Usual,
        "neutral" => SampleChoice::Neutral,
        _ => SampleChoice::Longest,
    }
}

/// `GET …/layouts/pictures/{kind}.png`: what documents of a kind look like now.
pub(crate) async fn current(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let kind = parts.kind()?;
    let layout = club::layout::current(&context.club, &context.viewer, place.owner, kind).await?;
    let layout = layout.ok_or(PageError::NotFound)?;
    let draft = Draft { kind, layout, images: HashMap::new(), choice: SampleChoice::Usual };
    answer(&context, &request, &place, (draft, SMALL)).await
}

/// `GET …/layouts/{id}/picture.png`
pub(crate) async fn of_design(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let design = design(&context, &place, &parts).await?;
    let choice = choice(&context.query("sample").unwrap_or_default());
    let draft = Draft { kind: design.row.kind, layout: design.layout, images: HashMap::new(), choice };
    answer(&context, &request, &place, (draft, LARGE)).await
}

async fn answer(
    context: &Context,
    request: &HttpRequest,
    place: &Place,
    (draft, width): (Draft, u32),
) -> Result<HttpResponse, PageError> {
    let preview = match tried(context, place, draft).await? {
        Ok(preview) => preview,
        // What cannot be printed has no picture; the page says why.
        Err(_trouble) => return Err(PageError::NotFound),
    };
    let tag = format!("\"{}-{width}\"", preview.tag());
    let known = request.headers().get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    if known.is_some_and(|known| known.contains(&tag)) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, tag)).finish());
    }
    let png = preview.picture(width).await.map_err(PageError::broken)?;
    let keep = (CACHE_CONTROL, "private, no-cache");
    Ok(HttpResponse::Ok().content_type("image/png").insert_header(keep).insert_header((ETAG, tag)).body(png))
}

/// Tries a draft; the inner error is what whoever edits it can mend.
pub(crate) async fn tried(
    context: &Context,
    place: &Place,
    draft: Draft,
) -> Result<Result<Preview, Trouble>, PageError> {
    match club::layout::preview(&context.club, &context.viewer, place.owner, draft).await {
        Ok(preview) => preview.ok_or(PageError::NotFound).map(Ok),
        Err(error @ PreviewError::Db(_)) => Err(PageError::broken(error)),
        Err(error) => Ok(Err(of_preview(error, context.t)?)),
    }
}

/// The picture of a draft inside a page.
pub(crate) async fn inline(preview: &Preview) -> Result<String, PageError> {
    let png = preview.picture(LARGE).await.map_err(PageError::broken)?;
    Ok(format!("data:image/png;base64,{}", BASE64.encode(&png)))
}

/// `POST …/layouts/{id}/preview`: the picture of the form as it stands, or what is wrong with it as JSON. Writes nothing.
pub(crate) async fn of_form(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let design = design(&context, &place, &parts).await?;
    let (mut form, uploads) = LayoutForm::read(&fields)?;
    let mut images = HashMap::new();
    let mut troubles = vec![];
    for (element, upload) in uploads {
        match club::layout::convert(upload.bytes.to_vec()).await {
            Ok(image) => {
                form.place_image(&element, &image.sha256);
                images.insert(image.sha256, image.png);
            }
            Err(error) => troubles.push(Trouble {
                element,
                attribute: "image".to_owned(),
                text: of_image(&error, context.t),
            }),
        }
    }
    let layout = match form.layout(&design.row.name, &design.layout.images, context.t) {
        Ok(layout) if troubles.is_empty() => layout,
        Ok(_) => return Ok(problems(&troubles)),
        Err(mut others) => {
            troubles.append(&mut others);
            return Ok(problems(&troubles));
        }
    };
    let draft = Draft { kind: design.row.kind, layout, images, choice: choice(&fields.text("sample")?) };
    match tried(&context, &place, draft).await? {
        Ok(preview) => {
            let png = preview.picture(LARGE).await.map_err(PageError::broken)?;
            let name: String = url::form_urlencoded::byte_serialize(preview.person_name.as_bytes()).collect();
            Ok(HttpResponse::Ok().content_type("image/png").insert_header(("x-sample-name", name)).body(png))
        }
        Err(trouble) => Ok(problems(&[trouble])),
    }
}

fn problems(troubles: &[Trouble]) -> HttpResponse {
    let list: Vec<_> = troubles
        .iter()
        .map(|trouble| serde_json::json!({ "element": trouble.element, "attribute": trouble.attribute, "text": trouble.text }))
        .collect();
    form_problems(&serde_json::json!({ "problems": list }))
}
