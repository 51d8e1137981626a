//! The programme as anybody may see it: the newest release, or the working version before the first one.

use entity::{SessionState, session, talk, webinar};
use sea_orm::{ConnectionTrait, DbErr};

use super::{Programme, ProgrammeSpeaker, ProgrammeTalk, ProgrammeWebinar, queries};
use crate::person::full_name;
use crate::release::{self, Snapshot};
use crate::school::queries as schools;
use crate::{Club, Viewer};

/// The programme of a session by its slug; drafts are found by their organizers and curators only.
///
/// # Errors
/// When the database refuses.
pub async fn programme(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<Programme>, DbErr> {
    let Some(session) = queries::by_slug(club.storage.reads(), slug).await? else { return Ok(None) };
    if !may_see(viewer, &session) {
        return Ok(None);
    }
    let db = club.storage.reads();
    let (snapshot, release) = match release::newest(db, session.id).await? {
        Some((head, snapshot)) => (snapshot, Some(head)),
        None => (working_snapshot(db, &session).await?, None),
    };
    let hosts = schools::by_ids(db, vec![session.host_school_id]).await?;
    let host_school = hosts.into_iter().next();
    Ok(host_school.map(|host_school| Programme {
        session,
        host_school: host_school.into(),
        webinars: snapshot.webinars,
        breaks: snapshot.breaks,
        release,
    }))
}

/// Whether a viewer may see a session: published ones anybody, drafts their organizers.
pub(crate) fn may_see(viewer: &Viewer, session: &session::Model) -> bool {
    session.state != SessionState::Draft || viewer.organizes(session.host_school_id)
}

/// What the tables say now, without times that are only planned.
pub(crate) async fn working_snapshot(
    db: &impl ConnectionTrait,
    session: &session::Model,
) -> Result<Snapshot, DbErr> {
    let webinars = queries::webinars(db, session.id).await?;
    let webinars = of_webinars(db, webinars).await?;
    let breaks = queries::breaks(db, session.id).await?;
    Ok(Snapshot { webinars, breaks: breaks.into_iter().map(Into::into).collect() })
}

/// Webinars with schools, talks and speakers, without what is not public; three queries, however many there are.
pub(crate) async fn of_webinars(
    db: &impl ConnectionTrait,
    webinars: Vec<webinar::Model>,
) -> Result<Vec<ProgrammeWebinar>, DbErr> {
    let hosts = schools::by_ids(db, webinars.iter().map(|webinar| webinar.host_school_id).collect()).await?;
    let talks = queries::talks(db, webinars.iter().map(|webinar| webinar.id).collect()).await?;
    let mut speakers = queries::speakers(db, &talks).await?;
    let mut of_talk = |talk: &talk::Model| {
        let (own, rest) =
            std::mem::take(&mut speakers).into_iter().partition(|(speaker, _)| speaker.talk_id == talk.id);
        speakers = rest;
        let own: Vec<_> = own;
        own.into_iter().map(|(_, person)| public_speaker(&person)).collect()
    };
    let talks: Vec<ProgrammeTalk> =
        talks.into_iter().map(|talk| ProgrammeTalk { speakers: of_talk(&talk), talk: talk.into() }).collect();
    let line = |webinar: webinar::Model| {
        let host_school = hosts.iter().find(|school| school.id == webinar.host_school_id)?.clone();
        let own = talks.iter().filter(|line| line.talk.webinar_id == Some(webinar.id));
        Some(ProgrammeWebinar {
            talks: own.cloned().collect(),
            host_school: host_school.into(),
            webinar: webinar.into(),
        })
    };
    Ok(webinars.into_iter().filter_map(line).collect())
}

/// A speaker without what is not public.
pub(crate) fn public_speaker(person: &entity::person::Model) -> ProgrammeSpeaker {
    ProgrammeSpeaker {
        person_id: person.id,
        name: full_name(person).full(),
        position: person.position.clone(),
        school_name: person.school_name.clone(),
        city: person.city.clone(),
        region: person.region.clone(),
    }
}
