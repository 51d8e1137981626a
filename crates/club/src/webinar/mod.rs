//! Webinars: one broadcast, its place in the calendar and its stream link.

mod calendar;
mod cancel;
mod capacity;
mod change;
#[cfg(test)]
mod change_tests;
pub(crate) mod emails;
mod new_link;
pub(crate) mod queries;
mod reschedule;
mod staff;
mod stream_url;
mod tell;
#[cfg(test)]
mod tests;

use entity::session;
use sea_orm::DbErr;

use crate::session::ProgrammeWebinar;
use crate::{Club, Viewer, release, session as sessions};

pub use calendar::{CalendarEntry, Feed, calendar, calendar_feed};
pub(crate) use calendar::{Method, calendar_of};
pub use cancel::{CancelError, cancel};
pub use capacity::{CapacityError, set_capacity};
pub use change::{ChangeView, change_view};
pub use new_link::send_new_stream_link;
pub use reschedule::{RescheduleError, Times, reschedule};
pub(crate) use reschedule::{apply_times, is_possible_length};
pub(crate) use staff::staffed;
pub use staff::{ListenerLine, StaffError, StaffView, staff_view};
pub(crate) use stream_url::change_stream_url;
pub use stream_url::set_stream_url;
pub use tell::{tell_cancelled, tell_moved};

/// A webinar as anybody may see it, with its session. Unpublished ones are found by their organizers only.
///
/// # Errors
/// When the database refuses.
pub async fn find_public(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<(session::Model, ProgrammeWebinar)>, DbErr> {
    let Some((webinar, session)) = queries::by_slug(club.storage.reads(), slug).await? else {
        return Ok(None);
    };
    if !sessions::may_see(viewer, &session) {
        return Ok(None);
    }
    let db = club.storage.reads();
    let released = match release::newest(db, session.id).await? {
        Some((_, snapshot)) => {
            let line = snapshot.webinars.into_iter().find(|line| line.webinar.id == webinar.id);
            if line.is_none() && !staff::may_organize(viewer, &webinar, &session) {
                return Ok(None);
            }
            line
        }
        None => None,
    };
    let line = match released {
        Some(line) => Some(line),
        None => sessions::of_webinars(db, vec![webinar]).await?.pop(),
    };
    Ok(line.map(|line| (session, line)))
}
