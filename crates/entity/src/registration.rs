//! A listener's place at a webinar.

use sea_orm::entity::prelude::*;

use crate::{OutboxEmailId, PersonId, RegistrationId, WebinarId};

/// A listener's place at a webinar.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationId,
    pub webinar_id: WebinarId,
    pub person_id: PersonId,
    /// Of the personal join link `/j/{secret}`: 128 random bits.
    #[sea_orm(unique)]
    pub join_secret: String,
    /// To the speaker.
    #[sea_orm(column_type = "Text", nullable)]
    pub question: Option<String>,
    pub registered_at: DateTimeUtc,
    pub cancelled_at: Option<DateTimeUtc>,
    /// The e-mail that carries its join link, once there is one.
    pub stream_link_email_id: Option<OutboxEmailId>,
    /// When its join page was first looked at by a person: reminders are for those who have not.
    pub opened_at: Option<DateTimeUtc>,
    /// When the join link was first used.
    pub joined_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "webinar_id", to = "id")]
    pub webinar: BelongsTo<super::webinar::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
