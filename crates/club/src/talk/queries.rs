//! Finders of talks.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono_tz::Tz;
use entity::{
    MaterialState, PersonId, SessionId, TalkState, WebinarId, person, session, speaker, talk, webinar,
};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
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
    let first: Vec<_> = lines.iter().filter(|(row, _)| row.place == 1).map(|(row, _)| row.talk_id).collect();
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
        Some(OwnTalk { is_first: first.contains(&talk.id), talk, session, webinar })
    });
    Ok(own.collect())
}

/// Which talks something is missing of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// Not handed in, or to be changed.
    Unfinished,
    /// Taken, with materials that are missing or to be changed; of one webinar or of all.
    Materials(Option<WebinarId>),
}

/// Talks of a session of which something is missing, with each of their speakers who lives in a zone, or in any, and has an address.
pub(crate) async fn wanted(
    db: &impl ConnectionTrait,
    session: SessionId,
    wanted: Wanted,
    zone: Option<Tz>,
) -> Result<Vec<(person::Model, talk::Model)>, DbErr> {
    let talks = talk::Entity::find().filter(talk::Column::SessionId.eq(session));
    let talks = match wanted {
        Wanted::Unfinished => {
            talks.filter(talk::Column::State.is_in([TalkState::Draft, TalkState::NeedsFix]))
        }
        Wanted::Materials(webinar) => {
            let taken =
                [TalkState::Accepted, TalkState::Confirmed, TalkState::Scheduled, TalkState::Presented];
            let missing = [MaterialState::Missing, MaterialState::NeedsFix];
            let taken = talks.filter(talk::Column::State.is_in(taken));
            let of_webinar = webinar.map(|webinar| talk::Column::WebinarId.eq(webinar));
            taken
                .filter(talk::Column::Materials.is_in(missing))
                .filter(Condition::all().add_option(of_webinar))
        }
    };
    let talks = talks.order_by_asc(talk::Column::CreatedAt).order_by_asc(talk::Column::Id).all(db).await?;
    let speakers = speaker::Entity::find()
        .filter(speaker::Column::TalkId.is_in(talks.iter().map(|talk| talk.id)))
        .find_also_related(person::Entity)
        .filter(Condition::all().add_option(zone.map(|zone| person::Column::TimeZone.eq(zone.name()))))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .all(db)
        .await?;
    let of_talk = |talk: &talk::Model| {
        let own = speakers.iter().filter(|(speaker, _)| speaker.talk_id == talk.id);
        own.filter_map(|(_, person)| Some((person.clone()?, talk.clone()))).collect::<Vec<_>>()
    };
    Ok(talks.iter().flat_map(of_talk).collect())
}

/// In which of some webinars people speak.
pub(crate) async fn speaking(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
    people: &[PersonId],
) -> Result<Vec<(PersonId, WebinarId)>, DbErr> {
    let rows = speaker::Entity::find()
        .filter(speaker::Column::PersonId.is_in(people.iter().copied()))
        .find_also_related(talk::Entity)
        .filter(talk::Column::WebinarId.is_in(webinars.iter().copied()))
        .filter(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]))
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(speaker, talk)| Some((speaker.person_id, talk?.webinar_id?))).collect())
}
