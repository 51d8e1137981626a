//! What anybody may see of a programme, rendered once and kept: plain, gzip and br, each with its tag.
//!
//! A kept answer is looked at anew at most once a second, after every deed of this process and when time changes what it shows; it is rendered
//! again only when what it is made of has changed (docs/decisions/0008-kept-pages.md).

mod fast;
mod keep;

pub(crate) use fast::first;
use keep::Kept;
pub(crate) use keep::Published;

use std::io::Write as _;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, HeaderMap, HeaderName, HeaderValue, VARY};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use club::Viewer;
use sha2::{Digest as _, Sha256};

use crate::error::PageError;
use crate::extract::Context;
use crate::state::State;

/// Something that is the same for everybody who reads a language.
pub(crate) struct Rendered {
    pub(crate) content_type: &'static str,
    /// A name under which browsers save it.
    pub(crate) file_name: Option<String>,
    pub(crate) body: Vec<u8>,
    /// Pages of others may show it in a frame.
    pub(crate) is_framed: bool,
}

/// What a rendered answer rests on.
pub(crate) struct Basis {
    /// Everything that it shows, as text.
    pub(crate) facts: String,
    /// When time alone changes what it shows.
    pub(crate) valid_until: Option<DateTime<Utc>>,
    /// Whether anybody may see it.
    pub(crate) is_public: bool,
}

/// What pages of other sites may show in a frame: it loads our style sheet and nothing else, and sends nothing.
const FRAMED_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// Answers with what is kept, or renders it. What is for one person only is rendered for him or her and not kept.
///
/// # Errors
/// Those of the rendering.
pub(crate) fn answer(
    context: &Context,
    request: &HttpRequest,
    basis: &Basis,
    render: impl FnOnce() -> Result<Rendered, PageError>,
) -> Result<HttpResponse, PageError> {
    let state = request.app_data::<web::Data<State>>();
    let is_shared = basis.is_public
        && matches!(context.viewer, Viewer::Guest)
        && request.query_string().is_empty()
        && context.new_form_token().is_none();
    let Some(state) = state.filter(|_| is_shared) else { return Ok(alone(render()?)) };
    let version = version(context, basis);
    let kept = match state.published.find(&context.path, context.lang) {
        Some(kept) if kept.version == version => {
            kept.look_again(&state.club, basis.valid_until);
            kept
        }
        _ => {
            let kept = Kept::new(&state.club, (version, basis.valid_until), render()?)?;
            state.published.keep(&context.path, context.lang, kept)
        }
    };
    Ok(kept.answer(request.head().headers()))
}

/// Changes whenever what is shown does.
fn version(context: &Context, basis: &Basis) -> String {
    let clock = if context.club.clock.is_simulated() {
        // The demonstration shows its clock on every page.
        context.club.clock.now().format("%F %H:%M").to_string()
    } else {
        String::new()
    };
    let name = context.network_name.as_deref().unwrap_or_default();
    let text = format!("{}\n{name}\n{clock}\n{}", context.lang, basis.facts);
    data_encoding::HEXLOWER.encode(&Sha256::digest(text))
}

fn alone(rendered: Rendered) -> HttpResponse {
    let mut response = HttpResponse::Ok().content_type(rendered.content_type).body(rendered.body);
    own_headers(response.headers_mut(), rendered.file_name.as_deref(), rendered.is_framed);
    response
}

fn own_headers(headers: &mut HeaderMap, file_name: Option<&str>, is_framed: bool) {
    let name = file_name.map(|name| HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")));
    if let Some(Ok(name)) = name {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    if is_framed {
        frame(headers);
    }
}

/// Lets pages of others show an answer in a frame.
fn frame(headers: &mut HeaderMap) {
    for (name, value) in
        [("content-security-policy", FRAMED_POLICY), ("cross-origin-resource-policy", "cross-origin")]
    {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// Packs bytes as browsers unpack them; slow and small, for it is done once.
fn gzip(body: &[u8]) -> std::io::Result<Bytes> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(body)?;
    Ok(packer.finish()?.into())
}

fn brotli(body: &[u8]) -> std::io::Result<Bytes> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &*body, &mut packed, &parameters)?;
    Ok(packed.into())
}

/// Of every kept answer: whoever keeps a copy asks whether it still holds.
const KEEP: (&str, &str) = ("private, no-cache", "accept-encoding, accept-language, cookie");

fn keep_headers(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(KEEP.0));
    headers.insert(VARY, HeaderValue::from_static(KEEP.1));
}
