//! Finders of talks.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{PersonId, session, speaker, talk, webinar};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::OwnTalk;

/// Talks in which a person is a speaker, newest first, without stream links and code words.
pub(super) async fn of_speaker(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<OwnTalk>, DbErr> {
    let lines = speaker::Entity::find()
        .filter(speaker::Column::PersonId.eq(person))
        .find_also_related(talk::Entity)
        .order_by_desc(speaker::Column::Id)
        .all(db)
        .await?;
    let talks: Vec<talk::Model> = lines.into_iter().filter_map(|(_, talk)| talk).collect();
    let sessions = talks.iter().map(|talk| talk.session_id).collect::<Vec<_>>();
    let sessions = session::Entity::find().filter(session::Column::Id.is_in(sessions)).all(db).await?;
    let webinars = talks.iter().filter_map(|talk| talk.webinar_id).collect::<Vec<_>>();
    let webinars = webinar::Entity::find().filter(webinar::Column::Id.is_in(webinars)).all(db).await?;
    let own = talks.into_iter().filter_map(|talk| {
        let session = sessions.iter().find(|session| session.id == talk.session_id)?.clone();
        let webinar = webinars.iter().find(|webinar| Some(webinar.id) == talk.webinar_id);
        let webinar =
            webinar.map(|webinar| webinar::Model { stream_url: None, code_word: None, ..webinar.clone() });
        Some(OwnTalk { talk, session, webinar })
    });
    Ok(own.collect())
}
