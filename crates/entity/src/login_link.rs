//! A one-time link that logs a person in, or sets the installation up.

use sea_orm::entity::prelude::*;

use crate::{LoginLinkId, PersonId};

/// A one-time link that logs a person in, or sets the installation up.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LoginLinkId,
    /// Of the secret in the address: the secret itself is not stored.
    #[sea_orm(unique)]
    pub token_sha256: String,
    /// Nobody: the set-up link of an empty installation.
    pub person_id: Option<PersonId>,
    /// Where to go after the log-in.
    pub next: Option<String>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
