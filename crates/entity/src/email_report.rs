//! What a server reported about an e-mail that it or another server had taken.

use sea_orm::entity::prelude::*;

use crate::{EmailReportId, OutboxEmailId, ReportKind, ReportSource};

/// What a server reported about an e-mail that it or another server had taken.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmailReportId,
    /// The e-mail, when the report names one of ours.
    pub outbox_email_id: Option<OutboxEmailId>,
    pub address: String,
    pub kind: ReportKind,
    pub source: ReportSource,
    /// Enhanced status code, `5.1.1`.
    pub status: Option<String>,
    /// In the server's words.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Of the report: one that comes twice is kept once.
    #[sea_orm(unique)]
    pub sha256: String,
    pub received_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
