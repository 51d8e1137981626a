//! A new mailing: a draft, whose e-mails a job writes.

use entity::{EmailKind, MailingId, MailingState, mailing, session};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, Set};
use std::collections::BTreeMap;

use super::{Audience, KINDS, MailingError, Plan, Texts, audience, deed};
use crate::jobs::{self, Job, NewJob};
use crate::{Club, Viewer, audit};

/// A mailing that an organizer starts.
#[derive(Clone, Debug)]
pub struct NewMailing {
    pub kind: EmailKind,
    pub audience: Audience,
    pub texts: Texts,
}

/// Keeps a mailing as a draft and has its e-mails written. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`MailingError`].
pub async fn create(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    new: NewMailing,
) -> Result<MailingId, MailingError> {
    if !viewer.organizes(session.host_school_id) || !KINDS.contains(&new.kind) {
        return Err(MailingError::NotFound);
    }
    if !new.audience.suits(new.kind) || !new.audience.is_open_to(viewer) {
        return Err(MailingError::NotTheirs);
    }
    new.texts.check(new.kind)?;
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (_, count) = audience::reach(tx, &session, &new.audience).await?;
            if count.emails == 0 {
                return Err(MailingError::Nobody);
            }
            let row = row(&inside, &viewer, &session, (&new, count.emails))?.insert(tx).await?;
            enqueue(tx, &inside, &row).await?;
            audit::record(tx, &inside, &viewer, deed("mailing.create", &session, &row, count.emails)).await?;
            Ok(row.id)
        })
    });
    work.await
}

fn row(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (new, expected): (&NewMailing, u64),
) -> Result<mailing::ActiveModel, MailingError> {
    let now = club.clock.now();
    let plan = Plan { audience: new.audience.clone(), expected, written: 0, edited: BTreeMap::new() };
    Ok(mailing::ActiveModel {
        id: Set(club.chance.id(now)),
        session_id: Set(session.id),
        kind: Set(new.kind),
        audience: Set(plan.json()?),
        texts: Set(new.texts.json()?),
        state: Set(MailingState::Draft),
        revision: Set(1),
        created_at: Set(now),
        created_by: Set(viewer.person_id()),
        closed_at: Set(None),
        closed_by: Set(None),
    })
}

/// Has the e-mails of a revision written.
pub(super) async fn enqueue(
    tx: &DatabaseTransaction,
    club: &Club,
    row: &mailing::Model,
) -> Result<(), MailingError> {
    let job = NewJob {
        job: Job::WriteMailing { mailing: row.id },
        run_at: club.clock.now(),
        unique_key: Some(format!("mailing:{}:{}", row.id, row.revision)),
    };
    jobs::enqueue(tx, club, job).await?;
    Ok(())
}
