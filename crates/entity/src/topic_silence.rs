//! Somebody does not want e-mails about topics.

use sea_orm::entity::prelude::*;

use crate::PersonId;

/// Somebody does not want e-mails about topics.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_silence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub since: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
