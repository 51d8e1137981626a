//! Somebody whom a speaker invited to speak along; accepted, it is a speaker.

use sea_orm::entity::prelude::*;

use crate::{CoSpeakerId, PersonId, TalkId};

/// Somebody whom a speaker invited to speak along; accepted, it is a speaker.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "co_speaker")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CoSpeakerId,
    pub talk_id: TalkId,
    /// Normalised address.
    pub email: String,
    /// Of the invitation `/co/{secret}`: 128 random bits.
    #[sea_orm(unique)]
    pub secret: String,
    /// Who accepted.
    pub person_id: Option<PersonId>,
    pub invited_at: DateTimeUtc,
    pub accepted_at: Option<DateTimeUtc>,
    pub declined_at: Option<DateTimeUtc>,
    pub removed_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "talk_id", to = "id")]
    pub talk: BelongsTo<super::talk::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
