//! The kept answers of one process.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use actix_web::HttpResponse;
use actix_web::http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
};
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use club::Club;
use lang::Lang;
use sha2::{Digest as _, Sha256};

use super::{Rendered, brotli, gzip, keep_headers, own_headers};
use crate::error::PageError;
use crate::headers;

/// How long an answer is given before somebody looks whether it still holds.
const LOOKED_AT_EVERY_MS: u64 = 1_000;

/// More addresses than the sessions of any network have; beyond it everything is rendered anew.
const MOST: usize = 500;

/// The kept answers of one process, by path and language.
#[derive(Default)]
pub(crate) struct Published(RwLock<HashMap<String, [Option<Arc<Kept>>; 2]>>);

/// One answer in three packings.
pub(crate) struct Kept {
    /// Of what it is made of.
    pub(super) version: String,
    plain: Packed,
    gzip: Packed,
    brotli: Packed,
    content_type: HeaderValue,
    file_name: Option<String>,
    is_framed: bool,
    since: Instant,
    looked_at_ms: AtomicU64,
    deeds: AtomicU64,
    /// Microseconds since 1970; `i64::MAX`: time alone changes nothing.
    valid_until: AtomicI64,
    is_overdue_seen: AtomicBool,
    /// Of the operators' figures.
    pub(super) count: metrics::Counter,
    pub(super) not_modified: metrics::Counter,
    /// One who looks is enough.
    looking: Mutex<()>,
}

struct Packed {
    body: Bytes,
    tag: HeaderValue,
}

fn place(lang: Lang) -> usize {
    usize::from(lang == Lang::En)
}

impl Published {
    /// What is kept for a path in a language.
    pub(super) fn find(&self, path: &str, lang: Lang) -> Option<Arc<Kept>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(path)?.get(place(lang))?.clone()
    }

    /// Keeps an answer instead of the one before.
    pub(super) fn keep(&self, path: &str, lang: Lang, kept: Kept) -> Arc<Kept> {
        let kept = Arc::new(kept);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST && !all.contains_key(path) {
            all.clear();
        }
        if let Some(slot) = all.entry(path.to_owned()).or_default().get_mut(place(lang)) {
            *slot = Some(kept.clone());
        }
        kept
    }
}

impl Kept {
    /// Packs what was rendered.
    ///
    /// # Errors
    /// When the bytes cannot be packed.
    pub(super) fn new(
        club: &Club,
        (version, valid_until): (String, Option<DateTime<Utc>>),
        rendered: Rendered,
    ) -> Result<Kept, PageError> {
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&rendered.body));
        let hash: String = hash.chars().take(20).collect();
        let packed = |body: Bytes, packing: &str| {
            let tag = HeaderValue::from_str(&format!("\"{hash}{packing}\"")).map_err(PageError::broken)?;
            Ok::<Packed, PageError>(Packed { body, tag })
        };
        let counter = |status: &'static str| metrics::counter!("http_requests_total", "method" => "GET", "route" => "kept", "status" => status);
        let kept = Kept {
            version,
            gzip: packed(gzip(&rendered.body).map_err(PageError::broken)?, "-gzip")?,
            brotli: packed(brotli(&rendered.body).map_err(PageError::broken)?, "-br")?,
            plain: packed(rendered.body.into(), "")?,
            content_type: HeaderValue::from_static(rendered.content_type),
            file_name: rendered.file_name,
            is_framed: rendered.is_framed,
            since: Instant::now(),
            looked_at_ms: AtomicU64::new(0),
            deeds: AtomicU64::new(club.storage.deeds()),
            valid_until: AtomicI64::new(i64::MAX),
            is_overdue_seen: AtomicBool::new(false),
            count: counter("200"),
            not_modified: counter("304"),
            looking: Mutex::new(()),
        };
        kept.look_again(club, valid_until);
        Ok(kept)
    }

    /// Says that it was looked at and still holds.
    pub(super) fn look_again(&self, club: &Club, valid_until: Option<DateTime<Utc>>) {
        let mut until = valid_until.map_or(i64::MAX, |at| at.timestamp_micros());
        if club.clock.is_simulated() {
            // Every page of a demonstration shows its clock.
            let minute = 60_000_000;
            until = until.min((club.clock.now().timestamp_micros() / minute + 1) * minute);
        }
        self.valid_until.store(until, Ordering::Relaxed);
        self.is_overdue_seen.store(false, Ordering::Relaxed);
        self.looked_at_ms.store(self.age_ms(), Ordering::Relaxed);
    }

    fn age_ms(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Whether it may be given without looking. When it is time to look, one request is told so and goes to look; the others have what is kept
    /// until that one is back.
    pub(super) fn holds(&self, club: &Club) -> bool {
        let (age, looked) = (self.age_ms(), self.looked_at_ms.load(Ordering::Relaxed));
        let is_old = age.saturating_sub(looked) >= LOOKED_AT_EVERY_MS;
        let deeds = club.storage.deeds();
        let has_news = self.deeds.load(Ordering::Relaxed) != deeds;
        let is_overdue = club.clock.now().timestamp_micros() >= self.valid_until.load(Ordering::Relaxed)
            && !self.is_overdue_seen.load(Ordering::Relaxed);
        if !(is_old || has_news || is_overdue) {
            return true;
        }
        let Ok(_mine) = self.looking.try_lock() else { return true };
        let is_taken = self.looked_at_ms.load(Ordering::Relaxed) != looked
            && self.deeds.load(Ordering::Relaxed) == deeds
            && !is_overdue;
        self.looked_at_ms.store(age, Ordering::Relaxed);
        self.deeds.store(deeds, Ordering::Relaxed);
        self.is_overdue_seen.store(is_overdue, Ordering::Relaxed);
        is_taken
    }

    fn packed(&self, wanted: &HeaderMap) -> (&Packed, Option<&'static str>) {
        let accepts = wanted.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let takes = |name: &str| {
            accepts.split(',').any(|part| {
                let (coding, quality) = part.split_once(';').unwrap_or((part, ""));
                let quality = quality.trim().strip_prefix("q=").map_or(1.0, |q| q.parse().unwrap_or(0.0));
                coding.trim().eq_ignore_ascii_case(name) && quality > 0.0
            })
        };
        // A packing that makes it longer, as of a PDF, is none.
        if takes("br") && self.brotli.body.len() < self.plain.body.len() {
            (&self.brotli, Some("br"))
        } else if takes("gzip") && self.gzip.body.len() < self.plain.body.len() {
            (&self.gzip, Some("gzip"))
        } else {
            (&self.plain, None)
        }
    }

    /// The answer to a request with these headers: in its packing, or that the reader's copy still holds.
    pub(super) fn answer(&self, wanted: &HeaderMap) -> HttpResponse {
        let (packed, coding) = self.packed(wanted);
        let known = wanted.get(IF_NONE_MATCH).is_some_and(|tags| names(tags, &packed.tag));
        let mut response = if known {
            HttpResponse::NotModified().finish()
        } else {
            HttpResponse::Ok().body(packed.body.clone())
        };
        let headers = response.headers_mut();
        headers.insert(ETAG, packed.tag.clone());
        keep_headers(headers);
        if !known {
            headers.insert(CONTENT_TYPE, self.content_type.clone());
            if let Some(coding) = coding {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
            }
        }
        own_headers(headers, self.file_name.as_deref(), self.is_framed);
        headers::add_fixed(headers);
        if self.is_framed {
            headers.remove("x-frame-options");
        }
        response
    }
}

/// Whether a list of tags names one, weakly or strongly; a star names every one.
fn names(tags: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(tags), Ok(tag)) = (tags.to_str(), tag.to_str()) else { return false };
    tags.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_its_tag_alone() {
        let tag = HeaderValue::from_static("\"abc-br\"");
        for tags in ["\"abc-br\"", "W/\"abc-br\"", "\"x\", \"abc-br\"", "*"] {
            assert!(names(&HeaderValue::from_static(tags), &tag), "{tags}");
        }
        for tags in ["\"abc\"", "abc-br", "", "\"abc-br-2\""] {
            assert!(!names(&HeaderValue::from_static(tags), &tag), "{tags}");
        }
    }
}
