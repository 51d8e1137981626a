//! Style sheet, scripts and pictures, kept in the program and served under names that hold their hash: browsers keep them for good.

use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};
use sha2::{Digest as _, Sha256};

use crate::error::PageError;

struct Asset {
    /// `app.css`
    name: &'static str,
    /// `app.0123456789ab.css`
    hashed_name: String,
    tag: String,
    content_type: &'static str,
    bytes: &'static [u8],
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset("app.css", "text/css; charset=utf-8", include_bytes!("../static/app.css")),
        asset("call.js", "text/javascript; charset=utf-8", include_bytes!("../static/call.js")),
        asset("join.js", "text/javascript; charset=utf-8", include_bytes!("../static/join.js")),
        asset("emails.js", "text/javascript; charset=utf-8", include_bytes!("../static/emails.js")),
        asset("layouts.js", "text/javascript; charset=utf-8", include_bytes!("../static/layouts.js")),
        asset("schools.js", "text/javascript; charset=utf-8", include_bytes!("../static/schools.js")),
        asset("schedule.js", "text/javascript; charset=utf-8", include_bytes!("../static/schedule.js")),
        asset("watch.js", "text/javascript; charset=utf-8", include_bytes!("../static/watch.js")),
        asset("zones.js", "text/javascript; charset=utf-8", include_bytes!("../static/zones.js")),
        asset("icon.svg", "image/svg+xml", include_bytes!("../static/icon.svg")),
    ]
});

fn asset(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Asset {
    let hash: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    Asset {
        name,
        hashed_name: format!("{stem}.{hash}.{ending}"),
        tag: format!("\"{hash}\""),
        content_type,
        bytes,
    }
}

/// The path under which an asset is served and may be kept for good.
pub(crate) fn path(name: &str) -> String {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    format!("/static/{}", asset.map_or(name, |asset| &asset.hashed_name))
}

/// Serves an asset by its name or its name with hash.
pub(crate) async fn file(request: HttpRequest, name: web::Path<String>) -> Result<HttpResponse, PageError> {
    serve(&request, &name)
}

/// Serves the icon where browsers look for it unasked.
pub(crate) async fn icon(request: HttpRequest) -> Result<HttpResponse, PageError> {
    serve(&request, "icon.svg")
}

fn serve(request: &HttpRequest, name: &str) -> Result<HttpResponse, PageError> {
    let asset = ASSETS
        .iter()
        .find(|asset| asset.name == name || asset.hashed_name == name)
        .ok_or(PageError::NotFound)?;
    let keep =
        if asset.hashed_name == name { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let known = request.headers().get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let mut answer = match known {
        Some(tags) if tags.contains(&asset.tag) => HttpResponse::NotModified(),
        _ => HttpResponse::Ok(),
    };
    answer.insert_header((CACHE_CONTROL, keep)).insert_header((ETAG, asset.tag.clone()));
    if known.is_some_and(|tags| tags.contains(&asset.tag)) {
        return Ok(answer.finish());
    }
    Ok(answer.content_type(asset.content_type).body(asset.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_its_content() {
        assert_eq!(asset("a.css", "text/css", b"").hashed_name, "a.e3b0c44298fc.css");
        assert_eq!(asset("a.css", "text/css", b"x").hashed_name, "a.2d711642b726.css");
        assert!(path("app.css").starts_with("/static/app."));
    }
}
