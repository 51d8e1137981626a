//! What an organizer sees first of a session.

use entity::{DocumentState, OutboxState, school, session, webinar};
use sea_orm::DbErr;

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
    Ok(Some(Dashboard {
        host_school,
        registrations: webinars.iter().map(|line| line.registered).sum(),
        attended_visits: webinars.iter().map(|line| line.attended).sum(),
        listeners: whole(queries::listeners(db, session.id).await?),
        documents_issued: queries::documents(db, session.id, DocumentState::Issued).await?,
        documents_being_made: queries::documents(db, session.id, DocumentState::Numbered).await?,
        emails_due: queries::emails(db, session.id, &[OutboxState::Due, OutboxState::Leased]).await?,
        emails_sent: queries::emails(db, session.id, &[OutboxState::Sent]).await?,
        emails_failed: queries::emails(db, session.id, &[OutboxState::Failed]).await?,
        webinars,
        session,
    }))
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
