//! Making a way out of an account: its secrets opened, its connections kept outside of the server's own network.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{SmtpEncryption, smtp_account};
use mail::{Dkim, Encryption, Reach, Server, Smtp};
use secrecy::SecretString;

use super::check::{is_of_email, may_pass};
use super::{Check, key_place, password_place};
use crate::Settings;
use crate::sealing::SealError;

/// After a trouble that may pass by itself an account is tried again.
const TRIED_AGAIN: TimeDelta = TimeDelta::minutes(30);

/// The way out of an account.
///
/// # Errors
/// When its secrets cannot be opened.
pub(crate) fn smtp(settings: &Settings, row: &smtp_account::Model) -> Result<Smtp, SealError> {
    let account = match (&row.username, password(settings, row)?) {
        (Some(user), Some(password)) => Some((user.clone(), password)),
        _ => None,
    };
    let encryption = match row.encryption {
        SmtpEncryption::Implicit => Encryption::FromTheStart,
        SmtpEncryption::Required => Encryption::Required,
        SmtpEncryption::Opportunistic => Encryption::WhenOffered,
        SmtpEncryption::Plain => Encryption::Never,
    };
    let server = Server {
        host: row.host.clone(),
        port: u16::try_from(row.port).unwrap_or(0),
        encryption,
        account,
        connections: usize::try_from(row.connections).unwrap_or(1),
        reach: Reach::Outside(settings.account_rules().inside.clone()),
    };
    let smtp = Smtp::to(server);
    let (Some(domain), Some(selector)) = (&row.dkim_domain, &row.dkim_selector) else { return Ok(smtp) };
    let Some(key) = private_key(settings, row)? else { return Ok(smtp) };
    Ok(smtp.signed_by(Dkim::new(selector, domain, &key).map_err(|_no_key| SealError::Damaged)?))
}

fn password(settings: &Settings, row: &smtp_account::Model) -> Result<Option<SecretString>, SealError> {
    let sealed = row.password_sealed.as_ref();
    sealed.map(|sealed| settings.sealing_key()?.open(&password_place(row.id), sealed)).transpose()
}

/// The private key of an account's signatures, in PEM.
pub(super) fn private_key(
    settings: &Settings,
    row: &smtp_account::Model,
) -> Result<Option<SecretString>, SealError> {
    let sealed = row.dkim_key_sealed.as_ref();
    sealed.map(|sealed| settings.sealing_key()?.open(&key_place(row.id), sealed)).transpose()
}

/// Whether everything that is sealed in an account can be opened.
///
/// # Errors
/// Why it cannot.
pub fn secrets_open(settings: &Settings, row: &smtp_account::Model) -> Result<(), SealError> {
    password(settings, row)?;
    private_key(settings, row).map(drop)
}

/// What keeps e-mails of an account from going by it at this moment.
#[must_use]
pub fn trouble_of(row: &smtp_account::Model, now: DateTime<Utc>) -> Option<Check> {
    let kept = row.check_error.as_ref()?;
    (!is_fit(row, now)).then(|| Check::read(kept))
}

/// Whether an account may be used: nothing is known against it but what one e-mail met, or it was long ago and may have passed.
pub(crate) fn is_fit(row: &smtp_account::Model, now: DateTime<Utc>) -> bool {
    let is_old = || row.checked_at.is_none_or(|at| at + TRIED_AGAIN <= now);
    row.check_error.as_ref().is_none_or(|kept| is_of_email(kept) || (may_pass(kept) && is_old()))
}
