//! A winter or spring session: a programme of webinars with its rules.

use sea_orm::entity::prelude::*;

use crate::{CodeWordRule, IssueMode, Level, SchoolId, Season, SessionId, SessionState};

/// A winter or spring session: a programme of webinars with its rules.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// `2027-spring`: its address.
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub season: Season,
    pub year: i32,
    pub host_school_id: SchoolId,
    /// IANA name; dates of the session are dates of this zone.
    pub time_zone: String,
    /// Whose people count as "own" in the monitoring.
    pub region: String,
    pub level: Level,
    /// Whose order is the basis of documents.
    pub order_school: String,
    pub order_number: String,
    pub order_on: Date,
    /// Of the webinar's length; who watched as much has attended.
    pub watch_percent: i32,
    pub code_word_rule: CodeWordRule,
    /// Experience up to which a teacher is an early-career one.
    pub early_career_years: i32,
    /// Of document numbers: `ВК-{year}-{season}-{kind}/{serial:04}`.
    pub number_pattern: String,
    pub issue_mode: IssueMode,
    pub state: SessionState,
    /// Until when talks may be handed in.
    pub talks_until: Option<DateTimeUtc>,
    /// Until when speakers hand in their materials.
    pub materials_until: Option<DateTimeUtc>,
    /// Since when none of its e-mails leaves.
    pub emails_paused_at: Option<DateTimeUtc>,
    pub published_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    /// Of two organizers who change the settings at once, the second is asked to look again.
    pub revision: i32,
    /// The session whose settings it began with.
    pub copied_from_id: Option<SessionId>,
    #[sea_orm(belongs_to, from = "host_school_id", to = "id")]
    pub host_school: BelongsTo<super::school::Entity>,
    #[sea_orm(has_many)]
    pub webinars: HasMany<super::webinar::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
