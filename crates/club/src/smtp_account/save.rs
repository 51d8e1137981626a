//! Keeping what an organizer typed of an account.

use entity::{SmtpAccountId, SmtpEncryption, smtp_account};
use mail::Address;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _, Set};
use secrecy::{ExposeSecret as _, SecretString};

use super::{deed, password_place, queries};
use crate::Owner;
use crate::sealing::SealError;
use crate::{Club, Settings, Viewer, audit};

/// The longest name, user or sender, in characters.
pub const LONGEST_TEXT: usize = 120;
/// Side by side; mail services bear a few.
pub const MOST_CONNECTIONS: u32 = 32;
/// E-mails a minute.
pub const MOST_A_MINUTE: u32 = 100_000;

/// An account as it was typed.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub host: String,
    pub port: u16,
    pub encryption: SmtpEncryption,
    pub username: Option<String>,
    /// None: the one that is kept already.
    pub password: Option<SecretString>,
    pub from_name: String,
    pub from_address: Address,
    pub connections: u32,
    pub per_minute: Option<u32>,
}

/// What is wrong with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Neither a host name nor an address.
    Host,
    /// Inside the network of the club's server.
    HostInside,
    /// None of the ports at which mail servers listen.
    Port,
    /// A password without a user.
    NoUser,
    /// A user without a password.
    NoPassword,
    /// The kept password would go to another server or for another user: it has to be typed again.
    PasswordAnew,
    /// Password or e-mails would go in the clear over the internet.
    InTheClear,
    Connections,
    PerMinute,
}

/// Why an account was not kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("there is no such account")]
    NotFound,
    /// Somebody else changed it meanwhile: as it is now.
    #[error("the account was changed meanwhile")]
    Conflict(Box<smtp_account::Model>),
    #[error("the account would not do")]
    Unusable(Vec<Problem>),
    #[error("the password cannot be sealed")]
    Seal(#[from] SealError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

impl Draft {
    /// The host as it is kept, or what is wrong; `known` is what is kept already.
    fn check(
        &self,
        settings: &Settings,
        known: Option<&smtp_account::Model>,
    ) -> Result<String, Vec<Problem>> {
        let rules = settings.account_rules();
        let mut problems = vec![];
        let host = mail::plain_host(&self.host).unwrap_or_default();
        let is_allowed = rules.inside.names_host(&host);
        match host.parse() {
            _ if host.is_empty() => problems.push(Problem::Host),
            Ok(address) if mail::is_inside(address) && !is_allowed => problems.push(Problem::HostInside),
            Ok(_) => {}
            Err(_name) if host == "localhost" && !is_allowed => problems.push(Problem::HostInside),
            Err(_name) if !host.contains('.') && !is_allowed => problems.push(Problem::Host),
            Err(_name) => {}
        }
        if !rules.ports.contains(&self.port) {
            problems.push(Problem::Port);
        }
        let has_kept = known.is_some_and(|row| row.password_sealed.is_some());
        let is_same = known.is_some_and(|row| row.host == host && row.username == self.username);
        match (&self.username, &self.password) {
            (None, Some(_)) => problems.push(Problem::NoUser),
            (Some(_), None) if !has_kept => problems.push(Problem::NoPassword),
            (Some(_), None) if !is_same => problems.push(Problem::PasswordAnew),
            _ => {}
        }
        if self.encryption == SmtpEncryption::Plain && !is_allowed {
            problems.push(Problem::InTheClear);
        }
        if !(1..=MOST_CONNECTIONS).contains(&self.connections) {
            problems.push(Problem::Connections);
        }
        if self.per_minute.is_some_and(|per_minute| !(1..=MOST_A_MINUTE).contains(&per_minute)) {
            problems.push(Problem::PerMinute);
        }
        if problems.is_empty() { Ok(host) } else { Err(problems) }
    }
}

/// Adds an account, or changes the one of this id and revision. A changed account counts as not tried yet; it stays in use if it was. Who
/// may change the owner's layouts may.
///
/// # Errors
/// See [`SaveError`].
pub async fn save(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    changed: Option<(SmtpAccountId, i32)>,
    draft: Draft,
) -> Result<smtp_account::Model, SaveError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(SaveError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { write(tx, &inside, &viewer, (owner, changed), draft).await }));
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (owner, changed): (Owner, Option<(SmtpAccountId, i32)>),
    draft: Draft,
) -> Result<smtp_account::Model, SaveError> {
    let known = match changed {
        None => None,
        Some((id, revision)) => {
            let row = queries::by_id(tx, owner, id).await?.ok_or(SaveError::NotFound)?;
            if row.revision != revision {
                return Err(SaveError::Conflict(Box::new(row)));
            }
            Some(row)
        }
    };
    let host = draft.check(&club.settings, known.as_ref()).map_err(SaveError::Unusable)?;
    let now = club.clock.now();
    let id = known.as_ref().map_or_else(|| club.chance.id(now), |row| row.id);
    let password_sealed = sealed(club, id, known.as_ref(), &draft)?;
    let mut row = match &known {
        Some(row) => row.clone().into_active_model(),
        None => new_row(club, owner, id),
    };
    row.name = Set(draft.name);
    row.host = Set(host);
    row.port = Set(i32::from(draft.port));
    row.encryption = Set(draft.encryption);
    row.username = Set(draft.username);
    row.password_sealed = Set(password_sealed);
    row.from_name = Set(draft.from_name);
    row.from_address = Set(draft.from_address.as_str().to_owned());
    row.connections = Set(i32::try_from(draft.connections).unwrap_or(1));
    row.per_minute = Set(draft.per_minute.and_then(|per_minute| i32::try_from(per_minute).ok()));
    row.checked_at = Set(None);
    row.check_error = Set(None);
    row.revision = Set(known.as_ref().map_or(1, |row| row.revision + 1));
    let row = if known.is_some() { row.update(tx).await? } else { row.insert(tx).await? };
    let action = if known.is_some() { "smtp_account.change" } else { "smtp_account.add" };
    audit::record(tx, club, viewer, deed(action, &row)).await?;
    Ok(row)
}

fn new_row(club: &Club, owner: Owner, id: SmtpAccountId) -> smtp_account::ActiveModel {
    smtp_account::ActiveModel {
        id: Set(id),
        school_id: Set(owner.school()),
        dkim_domain: Set(None),
        dkim_selector: Set(None),
        dkim_key_sealed: Set(None),
        is_used: Set(false),
        created_at: Set(club.clock.now()),
        ..Default::default()
    }
}

/// The password to keep: a new one sealed, the old one, or none where no user is named.
fn sealed(
    club: &Club,
    id: SmtpAccountId,
    known: Option<&smtp_account::Model>,
    draft: &Draft,
) -> Result<Option<String>, SealError> {
    match (&draft.username, &draft.password) {
        (None, _) => Ok(None),
        (Some(_), Some(password)) if !password.expose_secret().is_empty() => {
            club.settings.sealing_key()?.seal(&club.chance, &password_place(id), password).map(Some)
        }
        (Some(_), _) => Ok(known.and_then(|row| row.password_sealed.clone())),
    }
}
