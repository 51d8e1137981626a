//! Trying an account out: one e-mail to whoever asks, and what came of it in plain words.

use std::time::Duration;

use entity::{SmtpAccountId, smtp_account};
use lang::Texts;
use mail::{Address, Email, Mailbox, TimeLimits, Trouble, message_id};
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::check::kept;
use super::{AccountError, Check, deed, open, queries};
use crate::Owner;
use crate::person::queries as people;
use crate::person::{full_name, language};
use crate::{Club, Viewer, audit};

/// Nobody waits longer for the answer.
pub const TRIED_IN: Duration = Duration::from_secs(20);

/// So long each step may take.
const A_STEP: Duration = Duration::from_secs(8);

/// Connects, encrypts, logs in and sends one e-mail to whoever asks; what was found wrong is kept beside the account and given back, none when
/// the e-mail was taken. Nothing of the database is held meanwhile. Who may change the owner's layouts may.
///
/// # Errors
/// See [`AccountError`].
pub async fn try_out(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: SmtpAccountId,
) -> Result<Option<Check>, AccountError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(AccountError::NotFound);
    }
    let row = queries::by_id(club.storage.reads(), owner, id).await?.ok_or(AccountError::NotFound)?;
    let email = email(club, viewer, &row).await?;
    let limits = TimeLimits { connect: A_STEP, command: A_STEP, email: TRIED_IN };
    let smtp = open::smtp(&club.settings, &row)?.with_time_limits(limits);
    let trouble = smtp.try_out(&email).await.err();
    write(club, viewer, row, trouble.as_ref()).await?;
    Ok(trouble.map(|trouble| Check::read(&kept(&trouble))))
}

/// The address to which whoever looks would get the e-mail of a trial.
///
/// # Errors
/// When the database refuses.
pub async fn trial_address(club: &Club, viewer: &Viewer) -> Result<Option<String>, DbErr> {
    let Some(me) = viewer.person_id() else { return Ok(None) };
    Ok(people::by_id(club.storage.reads(), me).await?.and_then(|me| me.email))
}

async fn email(club: &Club, viewer: &Viewer, row: &smtp_account::Model) -> Result<Email, AccountError> {
    let me = viewer.person_id().ok_or(AccountError::NoAddress)?;
    let me = people::by_id(club.storage.reads(), me).await?.ok_or(AccountError::NoAddress)?;
    let address = me.email.as_deref().and_then(|address| Address::parse(address).ok());
    let to = Mailbox::new(Some(&full_name(&me).full()), address.ok_or(AccountError::NoAddress)?);
    let from = Address::parse(&row.from_address).map_err(|_no_address| AccountError::NoAddress)?;
    let (t, now) = (Texts(language(&me)), club.clock.now());
    let about = [("account", row.name.as_str().into())];
    let domain = club.settings.base_url().host_str().unwrap_or("localhost");
    Ok(Email {
        from: Mailbox::new(Some(&row.from_name), from),
        reply_to: None,
        to,
        subject: t.say("smtp-account-email-subject"),
        text: format!("{}\n", t.say_with("smtp-account-email-text", &about)),
        html: None,
        attachments: vec![],
        message_id: message_id(&club.chance.id::<SmtpAccountId>(now).to_string(), domain),
        date: now,
        language: t.lang(),
        unsubscribe_url: None,
    })
}

/// Keeps the result, unless the account was changed meanwhile: then it says nothing of what stands there now.
async fn write(
    club: &Club,
    viewer: &Viewer,
    row: smtp_account::Model,
    trouble: Option<&Trouble>,
) -> Result<(), AccountError> {
    let check_error = trouble.map(kept);
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let new = smtp_account::ActiveModel {
                checked_at: Set(Some(inside.clock.now())),
                check_error: Set(check_error),
                ..Default::default()
            };
            let update = smtp_account::Entity::update_many().set(new);
            let same = update
                .filter(smtp_account::Column::Id.eq(row.id))
                .filter(smtp_account::Column::Revision.eq(row.revision));
            if same.exec(tx).await?.rows_affected == 0 {
                return Err(AccountError::Conflict);
            }
            Ok(audit::record(tx, &inside, &viewer, deed("smtp_account.try_out", &row)).await?)
        })
    });
    work.await
}
