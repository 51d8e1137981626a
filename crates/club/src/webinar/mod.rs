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
use crate::{Club, Viewer, session as sessions};

pub use calendar::{CalendarEntry, calendar};
pub(crate) use calendar::{Method, calendar_of};
pub use cancel::{CancelError, cancel};
pub use capacity::{CapacityError, set_capacity};
pub use change::{ChangeView, change_view};
pub use new_link::send_new_stream_link;
pub use reschedule::{RescheduleError, Times, reschedule};
pub(crate) use staff::staffed;
pub use staff::{ListenerLine, StaffError, StaffView, staff_view};
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
    let line = sessions::of_webinars(club, vec![webinar]).await?.pop();
    Ok(line.map(|line| (session, line)))
}
