//! What staff of a webinar say of a listener's presence.

use chrono::TimeDelta;
use entity::{EvidenceKind, IssueMode, RegistrationId, evidence};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::judge::judge_again;
use crate::audit::{self, Deed};
use crate::jobs::{self, Job, NewJob};
use crate::registration::queries::{Place, by_id};
use crate::webinar::{StaffError, staffed};
use crate::{Club, Viewer};

/// Staff of the webinar say that a listener was there, or was not; the newest word holds over the rule. Audited with its reason. A
/// verdict that was given already changes at once, and what it earns is issued.
///
/// # Errors
/// See [`StaffError`].
pub async fn mark_by_hand(
    club: &Club,
    viewer: &Viewer,
    registration: RegistrationId,
    was_there: bool,
    reason: &str,
) -> Result<(), StaffError> {
    let place = by_id(club.storage.reads(), registration).await?.ok_or(StaffError::NotFound)?;
    staffed(viewer, (place.webinar.clone(), place.session.clone()))?;
    let (inside, viewer, reason) = (club.clone(), viewer.clone(), reason.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move { note(tx, &inside, &viewer, &place, was_there, reason).await })
    });
    Ok(work.await?)
}

async fn note(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    place: &Place,
    was_there: bool,
    reason: String,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let fact = evidence::ActiveModel {
        id: Set(club.chance.id(now)),
        registration_id: Set(place.registration.id),
        kind: Set(EvidenceKind::ByHand),
        source: Set("staff".to_owned()),
        starts_at: Set(now),
        ends_at: Set(now),
        note: Set(Some(reason)),
        holds: Set(was_there),
        noted_by: Set(viewer.person_id()),
        noted_at: Set(now),
    };
    fact.insert(tx).await?;
    if place.webinar.attendance_judged_at.is_some() {
        judge_again(tx, place, now).await?;
        issue_soon(tx, club, place, was_there).await?;
    }
    let deed = Deed {
        action: "attendance.mark_by_hand",
        subject: format!("registration {}", place.registration.id),
        school_id: Some(place.webinar.host_school_id),
        session_id: Some(place.session.id),
        details: serde_json::json!({ "was_there": was_there }),
    };
    audit::record(tx, club, viewer, deed).await
}

/// Whoever is marked after the documents of the webinar were issued gets theirs as well.
async fn issue_soon(
    tx: &DatabaseTransaction,
    club: &Club,
    place: &Place,
    was_there: bool,
) -> Result<(), DbErr> {
    if !was_there || place.session.issue_mode != IssueMode::AfterEachWebinar {
        return Ok(());
    }
    let job = Job::IssueDocuments { session: place.session.id, webinar: place.webinar.id };
    let run_at = club.clock.now().max(place.webinar.ends_at + TimeDelta::hours(1));
    jobs::enqueue(tx, club, NewJob { job, run_at, unique_key: None }).await?;
    Ok(())
}
