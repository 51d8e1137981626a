//! The listeners of a webinar, for organizers: page by page, as quick for a hundred thousand as for ten.

use entity::{RegistrationId, person, registration, session, webinar};
use sea_orm::DbErr;

use super::queries;
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// Listeners of a page.
pub const SHOWN: usize = 50;

/// A page of a webinar's listeners.
#[derive(Clone, Debug)]
pub struct Listeners {
    /// All of the session by start, without stream links and code words.
    pub webinars: Vec<webinar::Model>,
    /// Code of the one whose listeners these are.
    pub code: String,
    /// Newest first.
    pub lines: Vec<(registration::Model, person::Model)>,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<RegistrationId>,
}

/// Who is registered for the webinar with this code, newest first; without a code, for the first one that is not over. Organizers of the
/// session's host school and curators may see them; `None` for everybody else, and for a session without such a webinar.
///
/// # Errors
/// When the database refuses.
pub async fn listeners(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (code, before): (Option<&str>, Option<RegistrationId>),
) -> Result<Option<Listeners>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(None);
    }
    let (db, now) = (club.storage.reads(), club.clock.now());
    let mut webinars = sessions::webinars(db, session.id).await?;
    for webinar in &mut webinars {
        (webinar.stream_url, webinar.code_word) = (None, None);
    }
    let chosen = match code {
        Some(code) => webinars.iter().find(|webinar| webinar.code == code),
        None => webinars.iter().find(|webinar| webinar.ends_at > now).or_else(|| webinars.last()),
    };
    let Some((id, code)) = chosen.map(|webinar| (webinar.id, webinar.code.clone())) else { return Ok(None) };
    let most = u64::try_from(SHOWN).unwrap_or(u64::MAX).saturating_add(1);
    let mut lines = queries::of_webinar(db, id, (before, most)).await?;
    let has_more = lines.len() > SHOWN;
    lines.truncate(SHOWN);
    let next = lines.last().filter(|_| has_more).map(|(registration, _)| registration.id);
    Ok(Some(Listeners { webinars, code, lines, next }))
}
