//! Перенос: a webinar takes place at another time.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{EmailKind, WebinarId, WebinarState, registration, session, webinar};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _};

use super::staff::may_organize;
use super::{StaffError, queries, staffed};
use crate::audit::{self, Deed};
use crate::jobs::{self, Job, NewJob};
use crate::{Club, Viewer, outbox, release, stream_link};

/// No webinar is longer: a slip of the pen.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// When a webinar takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Why a webinar was not moved.
#[derive(Debug, thiserror::Error)]
pub enum RescheduleError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the viewer may not move the webinar")]
    Forbidden,
    /// Over or cancelled: nobody would come.
    #[error("the webinar is over or cancelled")]
    Over,
    #[error("the new time is past")]
    Past,
    /// It ends before it begins, or lasts for more than twelve hours.
    #[error("the webinar has no possible length")]
    Length,
    #[error("the webinar takes place at this time already")]
    Unchanged,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

impl From<StaffError> for RescheduleError {
    fn from(error: StaffError) -> RescheduleError {
        match error {
            StaffError::NotFound => RescheduleError::NotFound,
            StaffError::Forbidden => RescheduleError::Forbidden,
            StaffError::Db(error) => RescheduleError::Db(error),
        }
    }
}

/// Moves a webinar to another time. Listeners and speakers are told by a job of the same transaction; e-mails about the old time that have
/// not begun to leave are taken back, and those with join links are written anew at the right time. Organizers of the session or of the
/// webinar's school may, moderators may not.
///
/// # Errors
/// See [`RescheduleError`].
pub async fn reschedule(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    times: Times,
) -> Result<webinar::Model, RescheduleError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (webinar, session) = movable(tx, &inside, &viewer, &slug).await?;
            let moved = apply_times(tx, &inside, &viewer, (&session, &webinar, times)).await?;
            release::follow(tx, &inside, &viewer, (&session, moved.id, Some(&moved))).await?;
            Ok(moved)
        })
    });
    work.await
}

/// Moves a webinar whose row the transaction holds, and has its people told. The caller has checked who may.
pub(crate) async fn apply_times(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (session, webinar, times): (&session::Model, &webinar::Model, Times),
) -> Result<webinar::Model, RescheduleError> {
    check(club, webinar, times)?;
    let moved = set_times(tx, club, webinar, times).await?;
    take_back(tx, club, session, webinar).await?;
    stream_link::forget_day(tx, club, session, (webinar, &moved)).await?;
    forget_looks(tx, moved.id).await?;
    let key = format!("{}/{}", moved.id, moved.sequence);
    let (sequence, was_at) = (moved.sequence, webinar.starts_at);
    let job = Job::TellMoved { webinar: moved.id, sequence, was_at };
    let new = NewJob { job, run_at: club.clock.now(), unique_key: Some(key) };
    jobs::enqueue(tx, club, new).await?;
    let details = serde_json::json!({ "from": webinar.starts_at, "to": moved.starts_at });
    record(tx, club, viewer, ("webinar.reschedule", &moved, details)).await?;
    Ok(moved)
}

/// A webinar to come whose organizer the viewer is; its row is locked until the end of the transaction.
pub(super) async fn movable(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<(webinar::Model, session::Model), RescheduleError> {
    let found = queries::locked_by_slug(tx, slug).await?.ok_or(RescheduleError::NotFound)?;
    let (webinar, session) = staffed(viewer, found)?;
    if !may_organize(viewer, &webinar, &session) {
        return Err(RescheduleError::Forbidden);
    }
    if webinar.state == WebinarState::Cancelled || webinar.ends_at <= club.clock.now() {
        return Err(RescheduleError::Over);
    }
    Ok((webinar, session))
}

/// Whether a webinar can be as long as this.
pub(crate) fn is_possible_length(times: Times) -> bool {
    let length = times.ends_at - times.starts_at;
    length > TimeDelta::zero() && length <= LONGEST
}

fn check(club: &Club, webinar: &webinar::Model, times: Times) -> Result<(), RescheduleError> {
    if !is_possible_length(times) {
        return Err(RescheduleError::Length);
    }
    if times.starts_at <= club.clock.now() {
        return Err(RescheduleError::Past);
    }
    if (webinar.starts_at, webinar.ends_at) == (times.starts_at, times.ends_at) {
        return Err(RescheduleError::Unchanged);
    }
    Ok(())
}

async fn set_times(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: &webinar::Model,
    times: Times,
) -> Result<webinar::Model, RescheduleError> {
    let change = webinar::Entity::update_many()
        .col_expr(webinar::Column::StartsAt, Expr::value(times.starts_at))
        .col_expr(webinar::Column::EndsAt, Expr::value(times.ends_at))
        .col_expr(webinar::Column::PlannedStartsAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(webinar::Column::PlannedEndsAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(webinar::Column::ChangedAt, Expr::value(club.clock.now()))
        .col_expr(webinar::Column::Sequence, Expr::col(webinar::Column::Sequence).add(1))
        .filter(webinar::Column::Id.eq(webinar.id));
    change.exec_with_returning(tx).await?.pop().ok_or(RescheduleError::NotFound)
}

/// Takes back what has not left and would say the old time. Whose join links were in it gets them anew: at once where the morning is past,
/// else from the timetable.
pub(super) async fn take_back(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    webinar: &webinar::Model,
) -> Result<(), DbErr> {
    let reason = "время вебинара изменилось";
    let about = || outbox::is_about(session.id, &webinar.code);
    let kinds = [EmailKind::Reminder, EmailKind::NewStreamLink, EmailKind::WebinarMoved];
    outbox::discard_due(tx, &kinds, about(), reason).await?;
    outbox::hurry(tx, EmailKind::RegistrationConfirmed, about()).await?;
    let links = outbox::discard_due(tx, &[EmailKind::StreamLink], about(), reason).await?;
    stream_link::write_anew(tx, club, session, links).await
}

/// What somebody looked at before says nothing about the new time.
async fn forget_looks(tx: &DatabaseTransaction, webinar: WebinarId) -> Result<(), DbErr> {
    let looks = registration::Entity::update_many()
        .col_expr(registration::Column::OpenedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(registration::Column::WebinarId.eq(webinar));
    looks.exec(tx).await?;
    Ok(())
}

/// Writes down what was done to a webinar.
pub(super) async fn record(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (action, webinar, details): (&'static str, &webinar::Model, serde_json::Value),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("webinar {}", webinar.id),
        school_id: Some(webinar.host_school_id),
        session_id: Some(webinar.session_id),
        details,
    };
    audit::record(tx, club, viewer, deed).await
}
