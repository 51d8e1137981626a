//! What programs are told of registrations.

use entity::{WebhookEvent, registration, session, webinar};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::Club;
use crate::webhook::{self, Happening};

/// A registration with its webinar and session.
pub(super) type Whole<'a> = (&'a registration::Model, &'a webinar::Model, &'a session::Model);

/// Somebody is registered.
pub(super) async fn made(tx: &DatabaseTransaction, club: &Club, new: &[Whole<'_>]) -> Result<(), DbErr> {
    announce(tx, club, WebhookEvent::RegistrationMade, new).await
}

/// A registration was taken back.
pub(super) async fn cancelled(
    tx: &DatabaseTransaction,
    club: &Club,
    cancelled: Whole<'_>,
) -> Result<(), DbErr> {
    announce(tx, club, WebhookEvent::RegistrationCancelled, &[cancelled]).await
}

async fn announce(
    tx: &DatabaseTransaction,
    club: &Club,
    event: WebhookEvent,
    whole: &[Whole<'_>],
) -> Result<(), DbErr> {
    let happening = |(registration, webinar, session): &Whole<'_>| Happening {
        schools: vec![session.host_school_id, webinar.host_school_id],
        about: serde_json::json!({
            "registration": registration.id, "session": session.slug, "webinar": webinar.code,
        }),
    };
    webhook::announce(tx, club, event, whole.iter().map(happening).collect()).await?;
    Ok(())
}
