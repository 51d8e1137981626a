//! An e-mail in a frame of a page: it brings its styles inline and may do nothing else.

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_SECURITY_POLICY;

/// An e-mail brings its styles inline and may do nothing else; its links open outside of the frame.
const EMAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; frame-ancestors 'self'; \
    sandbox allow-popups allow-popups-to-escape-sandbox";

/// The HTML of an e-mail as the answer that a frame shows.
pub(crate) fn framed(html: &str) -> HttpResponse {
    // Links of the e-mail open beside the page, not inside its frame.
    let html = html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    answer("text/html; charset=utf-8", html)
}

/// The plain text of an e-mail as the answer that a frame shows.
pub(crate) fn framed_text(text: &str) -> HttpResponse {
    answer("text/plain; charset=utf-8", text.to_owned())
}

fn answer(content_type: &'static str, body: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((CONTENT_SECURITY_POLICY, EMAIL_POLICY))
        .insert_header(("x-frame-options", "SAMEORIGIN"))
        .body(body)
}
