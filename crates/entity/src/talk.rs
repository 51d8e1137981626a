//! What is presented in a webinar, and the application for it.

use sea_orm::entity::prelude::*;

use crate::{MaterialState, PersonId, SessionId, TalkDecision, TalkId, TalkState, WebinarForm, WebinarId};

/// What is presented in a webinar, and the application for it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "talk")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TalkId,
    pub session_id: SessionId,
    pub webinar_id: Option<WebinarId>,
    /// Of the files it came from.
    pub code: Option<String>,
    pub topic: String,
    pub minutes: i32,
    pub state: TalkState,
    pub materials: MaterialState,
    pub references_count: i32,
    /// Order within the webinar, from 1.
    pub place: i32,
    pub created_at: DateTimeUtc,
    /// What it is about, in at most 1000 characters.
    #[sea_orm(column_type = "Text", nullable)]
    pub annotation: Option<String>,
    pub form: Option<WebinarForm>,
    #[sea_orm(column_type = "Text", nullable)]
    pub audience: Option<String>,
    /// When the speaker would like to speak: `{"days": […], "from": "14:00", "until": "17:00", "note": "…"}`.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub wished: Option<Json>,
    /// One reference a line.
    #[sea_orm(column_type = "Text", nullable)]
    pub references_text: Option<String>,
    pub is_ready_to_mentor: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub mentor_topics: Option<String>,
    pub authorship_declared_at: Option<DateTimeUtc>,
    /// To which its personal link went: who opens the link has this mailbox.
    pub applicant_email: Option<String>,
    pub applicant_language: Option<String>,
    /// Of the personal link `/a/{secret}`: 128 random bits.
    #[sea_orm(unique)]
    pub secret: Option<String>,
    /// The form as it was typed, until it is handed in.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub draft: Option<Json>,
    pub saved_at: Option<DateTimeUtc>,
    pub submitted_at: Option<DateTimeUtc>,
    /// It may be handed in until then, whatever the deadline.
    pub late_until: Option<DateTimeUtc>,
    /// The organizer who entered it for a teacher.
    pub entered_by: Option<PersonId>,
    /// When that teacher took it over.
    pub claimed_at: Option<DateTimeUtc>,
    /// What organizers decided; the speaker is told when decisions are released.
    pub decision: Option<TalkDecision>,
    /// To the speaker: reasons, or the changes asked for.
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_note: Option<String>,
    pub decided_at: Option<DateTimeUtc>,
    pub decided_by: Option<PersonId>,
    pub released_at: Option<DateTimeUtc>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub withdrawn_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawal_reason: Option<String>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
    #[sea_orm(belongs_to, from = "webinar_id", to = "id")]
    pub webinar: BelongsTo<Option<super::webinar::Entity>>,
    #[sea_orm(has_many)]
    pub speakers: HasMany<super::speaker::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
