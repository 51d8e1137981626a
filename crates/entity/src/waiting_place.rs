//! A place in the queue for a webinar that is full.

use sea_orm::entity::prelude::*;

use crate::{PersonId, WaitingPlaceId, WebinarId};

/// A place in the queue for a webinar that is full.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_place")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WaitingPlaceId,
    pub webinar_id: WebinarId,
    pub person_id: PersonId,
    /// Of the link that takes or leaves the place: 128 random bits.
    #[sea_orm(unique)]
    pub secret: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub question: Option<String>,
    pub queued_at: DateTimeUtc,
    pub offered_at: Option<DateTimeUtc>,
    /// Until when the offered place is kept.
    pub offered_until: Option<DateTimeUtc>,
    pub taken_at: Option<DateTimeUtc>,
    /// Left by the person, or the offer ran out.
    pub left_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
