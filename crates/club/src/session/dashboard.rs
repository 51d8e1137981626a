//! What an organizer sees first of a session.

use entity::{DocumentState, OutboxState, school, session, webinar};
use sea_orm::DbErr;

use super::checklist::{Item, checklist, gather};
use super::{find_organized, queries};
use crate::school::queries as schools;
use crate::{Club, Viewer};

/// What an organizer's front page of a session shows.
#[derive(Clone, Debug)]
pub struct Dashboard {
    pub session: session::Model,
    pub host_school: school::Model,
    pub webinars: Vec<DashboardWebinar>,
    pub registrations: u64,
    pub listeners: u64,
    pub attended_visits: u64,
    pub documents_issued: u64,
    pub documents_being_made: u64,
    pub emails_due: u64,
    pub emails_sent: u64,
    pub emails_failed: u64,
    /// What is not ready; empty once the last webinar is over.
    pub lacks: Vec<Item>,
}

/// What organizers of a partner school see of a session: their own webinars and no others.
#[derive(Clone, Debug)]
pub struct OwnPart {
    pub session: session::Model,
    pub host_school: school::Model,
    pub webinars: Vec<DashboardWebinar>,
}

/// A line of the dashboard.
#[derive(Clone, Debug)]
pub struct DashboardWebinar {
    pub webinar: webinar::Model,
    pub registered: u64,
    pub joined: u64,
    pub attended: u64,
}

/// The dashboard of a session; `None` for others than its organizers and curators.
///
/// # Errors
/// When the database refuses.
pub async fn dashboard(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<Dashboard>, DbErr> {
    let Some(session) = find_organized(club, viewer, slug).await? else { return Ok(None) };
    let db = club.storage.reads();
    let hosts = schools::by_ids(db, vec![session.host_school_id]).await?;
    let Some(host_school) = hosts.into_iter().next() else { return Ok(None) };
    let webinars = lines(club, &session).await?;
    let rows: Vec<webinar::Model> = webinars.iter().map(|line| line.webinar.clone()).collect();
    let by_state = queries::emails(db, session.id).await?;
    let emails = |states: &[OutboxState]| -> u64 {
        let of_states = by_state.iter().filter(|(state, _)| states.contains(state));
        of_states.map(|(_, count)| whole(*count)).sum()
    };
    let numbered = queries::documents(db, session.id).await?;
    let documents = |state: DocumentState| -> u64 {
        numbered.iter().filter(|(of, _)| *of == state).map(|(_, count)| whole(*count)).sum()
    };
    let has_sent = emails(&[OutboxState::Sent]) > 0;
    let facts = gather(club, &session, (&rows, has_sent)).await?;
    let now = club.clock.now();
    let is_over = !rows.is_empty() && rows.iter().all(|webinar| webinar.ends_at <= now);
    Ok(Some(Dashboard {
        host_school,
        registrations: webinars.iter().map(|line| line.registered).sum(),
        attended_visits: webinars.iter().map(|line| line.attended).sum(),
        listeners: whole(queries::listeners(db, session.id).await?),
        documents_issued: documents(DocumentState::Issued),
        documents_being_made: documents(DocumentState::Numbered),
        emails_due: emails(&[OutboxState::Due, OutboxState::Leased]),
        emails_sent: emails(&[OutboxState::Sent]),
        emails_failed: emails(&[OutboxState::Failed]),
        lacks: if is_over { vec![] } else { checklist(&facts, now) },
        webinars,
        session,
    }))
}

/// The part of a session that the viewer's schools make, where another school is its host; `None` for whoever has no part in it.
///
/// # Errors
/// When the database refuses.
pub async fn own_part(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<OwnPart>, DbErr> {
    let db = club.storage.reads();
    let sessions = super::organized(club, viewer).await?;
    let Some(session) = sessions.into_iter().find(|session| session.slug == slug) else { return Ok(None) };
    let hosts = schools::by_ids(db, vec![session.host_school_id]).await?;
    let Some(host_school) = hosts.into_iter().next() else { return Ok(None) };
    let mut webinars = lines(club, &session).await?;
    webinars.retain(|line| viewer.organizes(line.webinar.host_school_id));
    Ok(Some(OwnPart { session, host_school, webinars }))
}

async fn lines(club: &Club, session: &session::Model) -> Result<Vec<DashboardWebinar>, DbErr> {
    let db = club.storage.reads();
    let counts = queries::webinar_counts(db, session.id).await?;
    let line = |webinar: webinar::Model| {
        let of_webinar = counts.iter().find(|(id, ..)| *id == webinar.id);
        let (registered, joined, attended) =
            of_webinar.map_or((0, 0, 0), |(_, one, two, three)| (*one, *two, *three));
        DashboardWebinar {
            webinar,
            registered: whole(registered),
            joined: whole(joined),
            attended: whole(attended),
        }
    };
    Ok(queries::webinars(db, session.id).await?.into_iter().map(line).collect())
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
