//! The working version as a viewer may see it.

use data_encoding::HEXLOWER;
use entity::{PersonId, SchoolId, WebinarId, WebinarState, person, session, talk, webinar};
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest as _, Sha256};

use super::conflicts::{Facts, FactsWebinar, conflicts};
use super::{Working, WorkingTalk, WorkingWebinar, queries};
use crate::person::full_name;
use crate::release;
use crate::school::queries as schools;
use crate::session::{public_speaker, queries as sessions};
use crate::{Club, Viewer};

/// The working version of a session's programme: all of it for organizers of the host school and curators; partners' organizers see the
/// webinars of their schools. `None` for everybody else.
///
/// # Errors
/// When the database refuses.
pub async fn working(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<Working>, DbErr> {
    let db = club.storage.reads();
    let Some(session) = sessions::by_slug(db, slug).await? else { return Ok(None) };
    let rows = sessions::webinars(db, session.id).await?;
    let partners = queries::partners(db, session.id).await?;
    let is_host = viewer.organizes(session.host_school_id);
    let is_partner = rows.iter().map(|row| row.host_school_id).chain(partners.iter().copied());
    if !is_host && !is_partner.into_iter().any(|school| viewer.organizes(school)) {
        return Ok(None);
    }
    let mut hosts: Vec<SchoolId> = rows.iter().map(|row| row.host_school_id).chain(partners).collect();
    hosts.push(session.host_school_id);
    hosts.sort_unstable();
    hosts.dedup();
    let staff = queries::staff(db, &hosts).await?;
    let webinars = lines(db, &session, rows, viewer).await?;
    let conflicts = conflicts(&facts(club, &session, &webinars).await?);
    let offered = schools::by_ids(db, hosts).await?;
    let mut offered: Vec<_> =
        offered.into_iter().filter(|school| is_host || viewer.organizes(school.id)).collect();
    offered.sort_by(|one, other| one.search_name.cmp(&other.search_name).then(one.id.cmp(&other.id)));
    let is_seen = |id: WebinarId| webinars.iter().any(|line| line.webinar.id == id && line.is_own);
    Ok(Some(Working {
        unplaced: if is_host {
            with_speakers(db, queries::unplaced(db, session.id).await?).await?
        } else {
            vec![]
        },
        moderators: names(&webinars, &staff),
        breaks: sessions::breaks(db, session.id).await?,
        release: release::queries::newest_number(db, session.id).await?.unwrap_or(0),
        conflicts: conflicts.into_iter().filter(|conflict| is_seen(conflict.webinar)).collect(),
        webinars: webinars.into_iter().filter(|line| line.is_own).collect(),
        schools: offered,
        is_host,
        session,
    }))
}

/// Who may be chosen as moderator: whoever works for a school of the session, or moderates in it already.
fn names(webinars: &[WorkingWebinar], staff: &[person::Model]) -> Vec<(PersonId, String)> {
    let known = staff.iter().map(|person| (person.id, full_name(person).full()));
    let moderating = webinars.iter().flat_map(|webinar| webinar.moderators.clone());
    let mut names: Vec<(PersonId, String)> = vec![];
    for (id, name) in known.chain(moderating) {
        if names.iter().all(|(known, _)| *known != id) {
            names.push((id, name));
        }
    }
    names
}

/// Webinars with everything that belongs to them; the same number of queries however many there are.
pub(super) async fn lines(
    db: &impl ConnectionTrait,
    session: &session::Model,
    rows: Vec<webinar::Model>,
    viewer: &Viewer,
) -> Result<Vec<WorkingWebinar>, DbErr> {
    let ids: Vec<WebinarId> = rows.iter().map(|row| row.id).collect();
    let hosts = schools::by_ids(db, rows.iter().map(|row| row.host_school_id).collect()).await?;
    let talks = with_speakers(db, sessions::talks(db, ids.clone()).await?).await?;
    let moderators = queries::moderators(db, &ids).await?;
    let registered = queries::registered(db, session.id).await?;
    let line = |row: webinar::Model| {
        let own: Vec<WorkingTalk> =
            talks.iter().filter(|talk| talk.talk.webinar_id == Some(row.id)).cloned().collect();
        let moderating = moderators.iter().filter(|(webinar, _)| *webinar == row.id);
        let moderating: Vec<(PersonId, String)> =
            moderating.map(|(_, person)| (person.id, full_name(person).full())).collect();
        Some(WorkingWebinar {
            starts_at: row.planned_starts_at.unwrap_or(row.starts_at),
            ends_at: row.planned_ends_at.unwrap_or(row.ends_at),
            host_school: hosts.iter().find(|school| school.id == row.host_school_id)?.clone(),
            registered: registered.get(&row.id).and_then(|count| u64::try_from(*count).ok()).unwrap_or(0),
            is_own: viewer.organizes(session.host_school_id) || viewer.organizes(row.host_school_id),
            revision: revision(&row, &own, &moderating),
            talks: own,
            moderators: moderating,
            webinar: row,
        })
    };
    let mut lines: Vec<WorkingWebinar> = rows.into_iter().filter_map(line).collect();
    lines.sort_by_key(|line| (line.starts_at, line.webinar.track, line.webinar.code.clone()));
    Ok(lines)
}

/// Tells a webinar from the same webinar after somebody changed what its form shows.
fn revision(row: &webinar::Model, talks: &[WorkingTalk], moderators: &[(PersonId, String)]) -> String {
    let talks: Vec<_> = talks.iter().map(|talk| talk.talk.id).collect();
    let moderators: Vec<PersonId> = moderators.iter().map(|(id, _)| *id).collect();
    // A deed of the program itself is no change of an editor's.
    let row = webinar::Model { attendance_judged_at: None, changed_at: None, sequence: 0, ..row.clone() };
    HEXLOWER.encode(&Sha256::digest(format!("{row:?} {talks:?} {moderators:?}"))).chars().take(16).collect()
}

async fn with_speakers(
    db: &impl ConnectionTrait,
    talks: Vec<talk::Model>,
) -> Result<Vec<WorkingTalk>, DbErr> {
    let speakers = sessions::speakers(db, &talks).await?;
    let line = |talk: talk::Model| {
        let own = speakers.iter().filter(|(speaker, _)| speaker.talk_id == talk.id);
        WorkingTalk { speakers: own.map(|(_, person)| public_speaker(person)).collect(), talk }
    };
    Ok(talks.into_iter().map(line).collect())
}

async fn facts(club: &Club, session: &session::Model, webinars: &[WorkingWebinar]) -> Result<Facts, DbErr> {
    let db = club.storage.reads();
    let planned: Vec<&WorkingWebinar> =
        webinars.iter().filter(|line| line.webinar.state == WebinarState::Planned).collect();
    let overlapping = |line: &&&WorkingWebinar| {
        planned.iter().any(|other| {
            other.webinar.id != line.webinar.id
                && other.starts_at < line.ends_at
                && line.starts_at < other.ends_at
        })
    };
    let parallel: Vec<WebinarId> = planned.iter().filter(overlapping).map(|line| line.webinar.id).collect();
    let in_both = queries::in_both(db, &parallel).await?;
    let live = queries::live_stage(db, session.id).await?;
    Ok(Facts {
        now: club.clock.now(),
        session: live.map_or((None, None), |stage| (stage.opens_at, stage.closes_at)),
        in_both: in_both.into_iter().map(|(one, other, count)| (one, other, count.unsigned_abs())).collect(),
        webinars: planned.into_iter().map(facts_of).collect(),
    })
}

fn facts_of(line: &WorkingWebinar) -> FactsWebinar {
    let speakers = line.talks.iter().flat_map(|talk| &talk.speakers);
    let unconfirmed = line.talks.iter().filter(|talk| !talk.is_confirmed()).flat_map(|talk| &talk.speakers);
    FactsWebinar {
        id: line.webinar.id,
        track: line.webinar.track,
        starts_at: line.starts_at,
        ends_at: line.ends_at,
        stream_url: line.webinar.stream_url.clone(),
        speakers: speakers.map(|speaker| (speaker.person_id, speaker.name.clone())).collect(),
        moderators: line.moderators.clone(),
        unconfirmed: unconfirmed.map(|speaker| speaker.name.clone()).collect(),
        wishes: vec![],
    }
}
