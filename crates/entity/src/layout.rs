//! A layout as it was when documents were issued with it; never changed.

use sea_orm::entity::prelude::*;

use crate::{DocumentKind, LayoutId};

/// A layout as it was when documents were issued with it; never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "layout")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LayoutId,
    pub kind: DocumentKind,
    /// Of the compiled layout, hexadecimal.
    #[sea_orm(unique)]
    pub sha256: String,
    /// The layout file.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
