//! Releases as organizers see them before they publish, and as anybody sees them afterwards.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::session;
use lang::Texts;
use sea_orm::DbErr;

use super::publish::Planned;
use super::{Change, What, queries, stored_changes};
use crate::{Club, Viewer, session as sessions};

/// How many releases are shown.
const SHOWN: u64 = 50;

/// The working version beside the last release.
#[derive(Clone, Debug)]
pub struct ReleasesView {
    pub session: session::Model,
    /// What the next release would tell.
    pub changes: Vec<Change>,
    /// Tells this very difference from any other.
    pub fingerprint: String,
    pub has_webinars: bool,
    /// Newest first.
    pub releases: Vec<ReleaseLine>,
}

/// A release that was published.
#[derive(Clone, Debug)]
pub struct ReleaseLine {
    pub number: i32,
    pub note: String,
    pub published_at: DateTime<Utc>,
    pub changes: Vec<Change>,
}

/// The difference that organizers look at before they publish; `None` for others than the organizers of the host school and curators.
///
/// # Errors
/// When the database refuses.
pub async fn releases_view(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<ReleasesView>, DbErr> {
    let Some(session) = sessions::find_organized(club, viewer, slug).await? else { return Ok(None) };
    let planned = Planned::load(club.storage.reads(), &session).await?;
    Ok(Some(ReleasesView {
        changes: planned.changes(),
        fingerprint: planned.fingerprint()?,
        has_webinars: !planned.after.webinars.is_empty(),
        releases: lines(club, &session).await?,
        session,
    }))
}

/// Releases of a session that a viewer may see, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn changes_of(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<(session::Model, Vec<ReleaseLine>)>, DbErr> {
    let session = sessions::queries::by_slug(club.storage.reads(), slug).await?;
    let Some(session) = session.filter(|session| sessions::may_see(viewer, session)) else { return Ok(None) };
    let lines = lines(club, &session).await?;
    Ok(Some((session, lines)))
}

async fn lines(club: &Club, session: &session::Model) -> Result<Vec<ReleaseLine>, DbErr> {
    let rows = queries::of_session(club.storage.reads(), session.id, SHOWN).await?;
    let line = |row: &entity::release::Model| {
        Ok(ReleaseLine {
            number: row.number,
            note: row.note.clone(),
            published_at: row.published_at,
            changes: stored_changes(row)?,
        })
    };
    rows.iter().map(line).collect()
}

impl Change {
    /// The change in a sentence: «Вебинар „…“ перенесён с 12 апреля, 14:00 на 13 апреля, 15:00 (Сургут, МСК+2)».
    #[must_use]
    pub fn sentence(&self, t: Texts) -> String {
        let Some(webinar) = &self.webinar else { return t.say("release-breaks") };
        let zone: Tz = webinar.time_zone.parse().unwrap_or(Tz::Europe__Moscow);
        let instant = |at: DateTime<Utc>| {
            let local = at.with_timezone(&zone);
            format!("{}, {}", lang::day_month(local.date_naive(), t.lang()), lang::time(local))
        };
        let city = Some(webinar.city.as_str()).filter(|city| !city.is_empty());
        let zone_label = lang::zone_label(city, zone, webinar.starts_at, t.lang());
        let (key, from, names) = match &self.what {
            What::Added => ("release-added", String::new(), &vec![]),
            What::Removed => ("release-removed", String::new(), &vec![]),
            What::Cancelled => ("release-cancelled", String::new(), &vec![]),
            What::Moved { from } => ("release-moved", instant(*from), &vec![]),
            What::Renamed { from } => ("release-renamed", from.clone(), &vec![]),
            What::SpeakersAdded { names } => ("release-speakers-added", String::new(), names),
            What::SpeakersGone { names, .. } => ("release-speakers-gone", String::new(), names),
            What::Topics => ("release-topics", String::new(), &vec![]),
            What::Details => ("release-details", String::new(), &vec![]),
            What::Breaks => ("release-breaks", String::new(), &vec![]),
        };
        let about = [
            ("title", webinar.title.as_str().into()),
            ("time", instant(webinar.starts_at).into()),
            ("zone", zone_label.into()),
            ("from", from.into()),
            ("names", names.join(", ").into()),
            ("count", names.len().into()),
        ];
        t.say_with(key, &about)
    }
}
