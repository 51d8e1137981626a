//! Writing down what a report says.

use entity::{ReportKind, ReportSource, SuppressionReason, email_report, outbox_email, person};
use mail::{Address, EnhancedStatus};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{LONGEST_REASON, Notice, Received, fingerprint, queries, warn};
use crate::{Club, suppression};

/// Writes what several reports say, in one transaction.
pub(super) async fn write_all(club: &Club, notices: Vec<Notice>) -> Result<Received, DbErr> {
    if notices.is_empty() {
        return Ok(Received::default());
    }
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let mut received = Received::default();
            for notice in &notices {
                if write(tx, &inside, notice).await? {
                    received.kept += 1;
                } else {
                    received.ignored += 1;
                }
            }
            Ok::<_, DbErr>(received)
        })
    });
    work.await
}

/// Whether the report is new and about an e-mail of ours.
async fn write(tx: &DatabaseTransaction, club: &Club, notice: &Notice) -> Result<bool, DbErr> {
    let address = notice.address.as_str();
    let by_id = match &notice.message_id {
        Some(id) => queries::by_message_id(tx, id).await?,
        None => None,
    };
    // A redirected mailbox is reported under an address that we never wrote to: the e-mail is lost, the address is not ours to judge.
    let is_certain = by_id.as_ref().is_some_and(|email| email.to_address == address);
    let email = match by_id {
        Some(email) => Some(email),
        None if notice.message_id.is_none() => queries::newest_to(tx, address, club.clock.now()).await?,
        None => None,
    };
    let Some(email) = email else { return Ok(false) };
    if !keep(tx, club, notice, &email).await? {
        return Ok(false);
    }
    if notice.kind == ReportKind::Bounce {
        mark_email(tx, club, &email, notice).await?;
    }
    if notice.condemns() && (is_certain || notice.source == ReportSource::Webhook) {
        condemn(tx, club, notice).await?;
    }
    Ok(true)
}

/// Keeps a report; false when it came before.
async fn keep(
    tx: &DatabaseTransaction,
    club: &Club,
    notice: &Notice,
    email: &outbox_email::Model,
) -> Result<bool, DbErr> {
    let now = club.clock.now();
    let row = email_report::ActiveModel {
        id: Set(club.chance.id(now)),
        outbox_email_id: Set(Some(email.id)),
        address: Set(notice.address.as_str().to_owned()),
        kind: Set(notice.kind),
        source: Set(notice.source),
        status: Set(notice.status.map(|status| status.to_string())),
        reason: Set(notice.reason.chars().take(LONGEST_REASON).collect()),
        sha256: Set(notice.sha256.clone()),
        received_at: Set(now),
    };
    let first = OnConflict::column(email_report::Column::Sha256).do_nothing().to_owned();
    Ok(email_report::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await? > 0)
}

async fn mark_email(
    tx: &DatabaseTransaction,
    club: &Club,
    email: &outbox_email::Model,
    notice: &Notice,
) -> Result<(), DbErr> {
    let said: String = notice.reason.chars().take(LONGEST_REASON).collect();
    let reason = match notice.status {
        Some(status) if !said.contains(&status.to_string()) => format!("{status} {said}"),
        _ => said,
    };
    outbox_email::Entity::update_many()
        .set(outbox_email::ActiveModel {
            bounced_at: Set(Some(club.clock.now())),
            bounce_reason: Set(Some(reason.trim().to_owned())),
            ..Default::default()
        })
        .filter(outbox_email::Column::Id.eq(email.id))
        .filter(outbox_email::Column::BouncedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// Nothing is sent to the address any more, whoever has it is marked, and organizers of webinars to come are told.
async fn condemn(tx: &DatabaseTransaction, club: &Club, notice: &Notice) -> Result<(), DbErr> {
    let (address, now) = (notice.address.as_str(), club.clock.now());
    let is_complaint = notice.kind == ReportKind::Complaint;
    let why = if is_complaint { SuppressionReason::Complained } else { SuppressionReason::Bounced };
    let note = notice.status.map(|status| status.to_string()).unwrap_or_default();
    suppression::put(tx, club, (address, why), &note, None).await?;
    if !is_complaint {
        person::Entity::update_many()
            .set(person::ActiveModel { email_bounced_at: Set(Some(now)), ..Default::default() })
            .filter(person::Column::Email.eq(address))
            .filter(person::Column::EmailBouncedAt.is_null())
            .exec(tx)
            .await?;
    }
    for (session, first) in queries::sessions_to_come(tx, address, now).await? {
        warn::plan(tx, club, &session, first).await?;
    }
    Ok(())
}

/// A server refused an e-mail at sending time: when it says that there is no such mailbox, that is a bounce as well. Spam and policy say
/// nothing about the address.
pub(crate) async fn answered(
    tx: &DatabaseTransaction,
    club: &Club,
    email: &outbox_email::Model,
    said: &str,
) -> Result<(), DbErr> {
    let status = EnhancedStatus::find(said).filter(|status| status.is_bad_address());
    let (Some(status), Ok(address)) = (status, Address::parse(&email.to_address)) else { return Ok(()) };
    let notice = Notice {
        sha256: fingerprint(&[b"answer", email.id.0.as_bytes()]),
        kind: ReportKind::Bounce,
        status: Some(status),
        reason: said.to_owned(),
        message_id: Some(email.message_id.clone()),
        source: ReportSource::Answer,
        address,
    };
    if keep(tx, club, &notice, email).await? {
        mark_email(tx, club, email, &notice).await?;
        condemn(tx, club, &notice).await?;
    }
    Ok(())
}
