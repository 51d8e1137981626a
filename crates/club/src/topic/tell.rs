//! Telling those who wanted a topic that a talk about it is in the programme.

use entity::{EmailKind, SessionId, TalkId, TopicRequestId, topic_cover};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::emails::TopicCoveredEmail;
use super::queries;
use crate::emails::club_name;
use crate::emails::words::wordings;
use crate::outbox::{self, NewEmail};
use crate::{Club, unsubscribe};

/// Tells everybody who wanted a topic of a session, once a topic, that a talk of the published programme takes it up; those who ended e-mails about
/// topics are left alone. Returns how many e-mails were written.
///
/// # Errors
/// When the database refuses.
pub async fn tell(club: &Club, session: SessionId) -> Result<usize, DbErr> {
    let new = queries::in_programme(club.storage.reads(), session).await?;
    let mut written = 0;
    for (cover, ..) in new.into_iter().filter(|(cover, ..)| cover.told_at.is_none()) {
        written += tell_of(club, session, (cover.topic_request_id, cover.talk_id)).await?;
    }
    Ok(written)
}

/// One topic and talk a transaction: what is told is marked with it.
async fn tell_of(
    club: &Club,
    session: SessionId,
    (topic, talk): (TopicRequestId, TalkId),
) -> Result<usize, DbErr> {
    let inside = club.clone();
    let name = club_name(club).await?;
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let found = queries::in_programme(tx, session).await?;
            let found = found
                .into_iter()
                .find(|(cover, ..)| (cover.topic_request_id, cover.talk_id) == (topic, talk));
            let Some((_, talk_row, webinar)) = found.filter(|(cover, ..)| cover.told_at.is_none()) else {
                return Ok(0);
            };
            let Some((asked, session)) = queries::locked(tx, topic).await? else { return Ok(0) };
            let words = wordings(tx, EmailKind::TopicCovered, Some(&session)).await?;
            let people = queries::to_tell(tx, topic).await?;
            let mut written = 0;
            for person in people {
                let person = unsubscribe::with_link(tx, &inside, person).await?;
                let email =
                    TopicCoveredEmail::new(&inside, &person, &session, (&asked, &talk_row.topic, &webinar));
                let end = email.end_address.clone();
                let content = words.compose(&email.filling(&name))?;
                // A second talk about the same topic is no second piece of news.
                let key = format!("topic:{topic}:{}", person.id);
                let Some(email) = NewEmail::to(&person, EmailKind::TopicCovered, key, content) else {
                    continue;
                };
                let email = NewEmail { session_id: Some(session.id), unsubscribe_url: end, ..email };
                written += usize::from(outbox::enqueue(tx, &inside, email).await?.is_some());
            }
            let told = topic_cover::Entity::update_many()
                .col_expr(topic_cover::Column::ToldAt, Expr::value(inside.clock.now()))
                .filter(topic_cover::Column::TopicRequestId.eq(topic))
                .filter(topic_cover::Column::TalkId.eq(talk));
            told.exec(tx).await?;
            Ok(written)
        })
    });
    work.await
}
