//! What cannot wait for the next release: a webinar that was moved, cancelled or taken out at once makes a release of its own.

use entity::{WebinarId, session, webinar};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _};

use super::{Snapshot, difference, newest, row};
use crate::session::PublicWebinar;
use crate::{Club, Viewer};

/// Brings the newest release up to date with one webinar and nothing else; `None` takes it out. Nothing before the first release, or when
/// the webinar is not in it. Whoever is concerned is told by the change itself.
pub(crate) async fn follow(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (session, id, now): (&session::Model, WebinarId, Option<&webinar::Model>),
) -> Result<(), DbErr> {
    let Some((head, before)) = newest(tx, session.id).await? else { return Ok(()) };
    let Some(after) = patched(&before, id, now) else { return Ok(()) };
    let changes = difference(&before, &after);
    if changes.is_empty() {
        return Ok(());
    }
    let facts = (session.id, head.number + 1, String::new());
    row(club, viewer.person_id(), facts, (&after, &changes))?.into_active_model().insert(tx).await?;
    Ok(())
}

fn patched(before: &Snapshot, id: WebinarId, now: Option<&webinar::Model>) -> Option<Snapshot> {
    let place = before.webinars.iter().position(|webinar| webinar.webinar.id == id)?;
    let mut after = before.clone();
    match now {
        None => {
            after.webinars.remove(place);
        }
        Some(now) => {
            let public = &mut after.webinars.get_mut(place)?.webinar;
            *public = PublicWebinar {
                starts_at: now.starts_at,
                ends_at: now.ends_at,
                state: now.state,
                sequence: now.sequence,
                changed_at: now.changed_at.unwrap_or(public.changed_at),
                ..public.clone()
            };
            let by_start = |webinar: &crate::session::ProgrammeWebinar| {
                (webinar.webinar.starts_at, webinar.webinar.track, webinar.webinar.code.clone())
            };
            after.webinars.sort_by_key(by_start);
        }
    }
    Some(after)
}
