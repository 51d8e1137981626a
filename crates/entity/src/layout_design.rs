//! A layout that organizers edit, as its differences from the one it was copied from.

use sea_orm::entity::prelude::*;

use crate::{DocumentKind, LayoutDesignId, LayoutLevel, PersonId, SchoolId, SessionId};

/// A layout that organizers edit, as its differences from the one it was copied from. What is used at the lowest level is printed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "layout_design")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LayoutDesignId,
    pub kind: DocumentKind,
    pub level: LayoutLevel,
    /// Of the school level only.
    pub school_id: Option<SchoolId>,
    /// Of the session level only.
    pub session_id: Option<SessionId>,
    pub name: String,
    /// What it was copied from and goes on to follow; absent for the layout that comes with the program.
    pub parent_id: Option<LayoutDesignId>,
    /// The differences from the parent, as JSON.
    #[sea_orm(column_type = "Text")]
    pub changes: String,
    /// Whether documents of its level are printed with it.
    pub is_used: bool,
    /// Counts the changes, so that two organizers do not overwrite each other.
    pub revision: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub updated_by: Option<PersonId>,
}

impl ActiveModelBehavior for ActiveModel {}
