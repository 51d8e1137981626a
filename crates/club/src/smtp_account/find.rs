//! Looking at accounts.

use entity::{SmtpAccountId, smtp_account};
use mail::{Address, DkimKey};
use sea_orm::DbErr;

use super::open::{private_key, secrets_open};
use super::{Check, queries, trouble_of};
use crate::Owner;
use crate::sealing::SealError;
use crate::{Club, Viewer};

/// An account as its owners see it.
#[derive(Clone, Debug)]
pub struct Account {
    pub row: smtp_account::Model,
    /// Why its secrets cannot be opened.
    pub seal: Option<SealError>,
    /// What keeps e-mails from going by it at the moment.
    pub trouble: Option<Check>,
}

/// What the domain's owner puts into the DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsRecord {
    /// `club2027._domainkey.school.example`
    pub name: String,
    pub value: String,
    pub domain: String,
}

impl Account {
    fn of(club: &Club, row: smtp_account::Model) -> Account {
        let seal = secrets_open(&club.settings, &row).err();
        let trouble = trouble_of(&row, club.clock.now());
        Account { row, seal, trouble }
    }

    /// Whether e-mails go by it now.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.row.is_used && self.seal.is_none() && self.trouble.is_none()
    }

    /// The record for the account's signatures; none without a key, or when that cannot be opened. Some computing.
    #[must_use]
    pub fn record(&self, club: &Club) -> Option<DnsRecord> {
        let key = DkimKey::read(private_key(&club.settings, &self.row).ok()??).ok()?;
        let domain = self.row.dkim_domain.clone().unwrap_or_else(|| from_domain(&self.row));
        let selector = self.row.dkim_selector.as_ref()?;
        let name = format!("{selector}._domainkey.{domain}");
        Some(DnsRecord { name, value: key.record().to_owned(), domain })
    }

    /// The domain of the signatures, when it is not the sender's: receivers then count the signature for little.
    #[must_use]
    pub fn foreign_domain(&self) -> Option<&str> {
        self.row.dkim_domain.as_deref().filter(|domain| *domain != from_domain(&self.row))
    }
}

/// The domain of the sender, in ASCII.
pub(super) fn from_domain(row: &smtp_account::Model) -> String {
    Address::parse(&row.from_address)
        .map_or_else(|_no_address| String::new(), |from| from.domain().to_owned())
}

/// The accounts of a school or of the network, the used one first; nothing for a viewer who may not change them. Curators see all, organizers
/// those of their school.
///
/// # Errors
/// When the database refuses.
pub async fn list(club: &Club, viewer: &Viewer, owner: Owner) -> Result<Option<Vec<Account>>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let rows = queries::of_owner(club.storage.reads(), owner).await?;
    Ok(Some(rows.into_iter().map(|row| Account::of(club, row)).collect()))
}

/// One account of an owner.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: SmtpAccountId,
) -> Result<Option<Account>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let row = queries::by_id(club.storage.reads(), owner, id).await?;
    Ok(row.map(|row| Account::of(club, row)))
}
