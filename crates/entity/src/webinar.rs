//! One broadcast of a session.

use sea_orm::entity::prelude::*;

use crate::{SchoolId, SessionId, WebinarForm, WebinarId, WebinarState};

/// One broadcast of a session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webinar")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebinarId,
    pub session_id: SessionId,
    /// `S01`: unique in its session.
    pub code: String,
    /// `2027-spring-s01`: its address.
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub form: WebinarForm,
    pub track: i32,
    pub host_school_id: SchoolId,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    /// IANA name of the zone in which it was announced.
    pub time_zone: String,
    /// Only behind a join link or for staff.
    pub stream_url: Option<String>,
    pub stream_platform: Option<String>,
    pub code_word: Option<String>,
    /// How many listeners it takes; as many as come when `None`.
    pub capacity: Option<i32>,
    /// So many hours before the start registration ends; it stays open to the end of the webinar when `None`.
    pub registration_ends_hours: Option<i32>,
    pub state: WebinarState,
    /// Of its calendar entry: grows with every change that listeners are told of.
    pub sequence: i32,
    /// ISO 639 code of the language that is spoken in it.
    pub language: String,
    /// When organizers mean to begin, while it differs from what was told: the next release tells it.
    pub planned_starts_at: Option<DateTimeUtc>,
    pub planned_ends_at: Option<DateTimeUtc>,
    /// When what is told of it changed last; never when `None`.
    pub changed_at: Option<DateTimeUtc>,
    pub attendance_judged_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
    #[sea_orm(belongs_to, from = "host_school_id", to = "id")]
    pub host_school: BelongsTo<super::school::Entity>,
    #[sea_orm(has_many)]
    pub talks: HasMany<super::talk::Entity>,
    #[sea_orm(has_many)]
    pub registrations: HasMany<super::registration::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
