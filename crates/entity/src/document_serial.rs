//! The last serial number given, per session and kind.

use sea_orm::entity::prelude::*;

use crate::{DocumentKind, SessionId};

/// The last serial number given, per session and kind.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_serial")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: DocumentKind,
    pub last: i32,
}

impl ActiveModelBehavior for ActiveModel {}
