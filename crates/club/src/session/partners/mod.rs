//! The schools that make a session together: its host, and partners who run their own webinars once they have agreed.

mod answer;
mod invite;
pub(crate) mod queries;

use entity::{PartnerState, SessionId, school, session, session_school};
use sea_orm::{ConnectionTrait, DbErr};

use crate::school::queries as schools;
use crate::session::queries as sessions;
use crate::{Club, Viewer};

pub use answer::{AnswerError, answer};
pub(super) use invite::set_host;
pub use invite::{InviteError, RemoveError, invite, remove};

/// A school that takes part, or was asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    pub row: session_school::Model,
    pub school: school::Model,
    /// Webinars of the session that it hosts.
    pub webinars: usize,
}

/// The schools of a session, its host first; of sessions that were imported the host and whoever hosts a webinar.
#[derive(Clone, Debug)]
pub struct PartnersView {
    pub session: session::Model,
    pub host: school::Model,
    pub partners: Vec<Partner>,
}

/// The schools of a session; `None` for others than organizers of its host school and curators.
///
/// # Errors
/// When the database refuses.
pub async fn view(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<PartnersView>, DbErr> {
    let db = club.storage.reads();
    let session = sessions::by_slug(db, slug).await?;
    let Some(session) = session.filter(|session| viewer.organizes(session.host_school_id)) else {
        return Ok(None);
    };
    let rows = queries::of_session(db, session.id).await?;
    let mut ids: Vec<_> = rows.iter().map(|row| row.school_id).collect();
    ids.push(session.host_school_id);
    let known = schools::by_ids(db, ids).await?;
    let webinars = sessions::webinars(db, session.id).await?;
    let partner = |row: session_school::Model| {
        let school = known.iter().find(|school| school.id == row.school_id)?.clone();
        let own = webinars.iter().filter(|webinar| webinar.host_school_id == school.id).count();
        Some(Partner { row, school, webinars: own })
    };
    let host = known.iter().find(|school| school.id == session.host_school_id).cloned();
    let partners = rows.into_iter().filter(|row| row.school_id != session.host_school_id);
    let partners = partners.filter_map(partner).collect();
    Ok(host.map(|host| PartnersView { session, host, partners }))
}

/// Schools of the directory whose names hold every word that is wanted, and that do not take part yet; at most twenty.
///
/// # Errors
/// When the database refuses.
pub async fn candidates(club: &Club, view: &PartnersView, wanted: &str) -> Result<Vec<school::Model>, DbErr> {
    let words = lang::search_key(wanted);
    let words: Vec<&str> = words.split_whitespace().take(5).collect();
    if words.is_empty() {
        return Ok(vec![]);
    }
    let taken = view.partners.iter().filter(|partner| partner.row.state != PartnerState::Declined);
    let mut known: Vec<_> = taken.map(|partner| partner.school.id).collect();
    known.push(view.host.id);
    queries::schools_with(club.storage.reads(), &words, known).await
}

/// A session that asks a school of the viewer to take part.
#[derive(Clone, Debug)]
pub struct Asked {
    pub session: session::Model,
    pub school: school::Model,
    pub host: school::Model,
}

/// Sessions whose organizers wait for the answer of a school that the viewer organizes.
///
/// # Errors
/// When the database refuses.
pub async fn asked(club: &Club, viewer: &Viewer) -> Result<Vec<Asked>, DbErr> {
    let db = club.storage.reads();
    let rows = queries::asked(db, viewer.schools()).await?;
    let mut ids: Vec<_> = rows.iter().map(|(row, _)| row.school_id).collect();
    ids.extend(rows.iter().map(|(_, session)| session.host_school_id));
    let known = schools::by_ids(db, ids).await?;
    let find = |id| known.iter().find(|school| school.id == id).cloned();
    let line = |(row, session): (session_school::Model, session::Model)| {
        Some(Asked { school: find(row.school_id)?, host: find(session.host_school_id)?, session })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// The schools that make a session, as documents name them: its host, then partners who have agreed, in their order.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn organizers(
    db: &impl ConnectionTrait,
    session: SessionId,
    host: &school::Model,
) -> Result<Vec<school::Model>, DbErr> {
    let rows = queries::of_session(db, session).await?;
    let agreed = rows.iter().filter(|row| row.state == PartnerState::Accepted && row.school_id != host.id);
    let ids: Vec<_> = agreed.map(|row| row.school_id).collect();
    let mut all = vec![host.clone()];
    if !ids.is_empty() {
        let known = schools::by_ids(db, ids.clone()).await?;
        all.extend(ids.iter().filter_map(|id| known.iter().find(|school| school.id == *id).cloned()));
    }
    Ok(all)
}
