//! What staff see of a webinar.

use entity::{RegistrationId, attendance, person, registration, school, session, webinar};
use sea_orm::DbErr;

use super::queries;
use crate::person::full_name;
use crate::school::queries as schools;
use crate::{Club, Viewer, session as sessions};

/// What staff see of a webinar: organizers of the session or of the webinar's school, its moderators, curators.
#[derive(Clone, Debug)]
pub struct StaffView {
    pub session: session::Model,
    pub webinar: webinar::Model,
    pub host_school: school::Model,
    pub listeners: Vec<ListenerLine>,
    /// Whether the viewer is more than its moderator.
    pub may_organize: bool,
}

/// A listener as a moderator may see one: name and presence, no address.
#[derive(Clone, Debug)]
pub struct ListenerLine {
    pub registration_id: RegistrationId,
    pub name: String,
    pub school_name: String,
    pub city: String,
    pub question: Option<String>,
    pub has_joined: bool,
    pub seconds: i32,
    pub percent_tenths: i32,
    /// `None` before the verdict.
    pub attended: Option<bool>,
    /// Kinds of evidence, separated by spaces.
    pub evidence: String,
}

/// Why a webinar's staff page or deed was refused.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the viewer may not do this to the webinar")]
    Forbidden,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The staff's page of a webinar. Not found for whoever has no relation to it; forbidden for a moderator of another webinar of a session
/// that anybody may see.
///
/// # Errors
/// See [`StaffError`].
pub async fn staff_view(club: &Club, viewer: &Viewer, slug: &str) -> Result<StaffView, StaffError> {
    let db = club.storage.reads();
    let found = queries::by_slug(db, slug).await?.ok_or(StaffError::NotFound)?;
    let (webinar, session) = staffed(viewer, found)?;
    let host_school =
        schools::by_ids(db, vec![webinar.host_school_id]).await?.pop().ok_or(StaffError::NotFound)?;
    let verdicts = queries::verdicts(db, webinar.id).await?;
    let listeners = queries::listeners(db, webinar.id).await?;
    Ok(StaffView {
        listeners: listeners
            .iter()
            .map(|(registration, person)| line(registration, person, &verdicts))
            .collect(),
        may_organize: may_organize(viewer, &webinar, &session),
        session,
        webinar,
        host_school,
    })
}

/// Lets staff of a webinar pass.
pub(crate) fn staffed(
    viewer: &Viewer,
    (webinar, session): (webinar::Model, session::Model),
) -> Result<(webinar::Model, session::Model), StaffError> {
    if may_organize(viewer, &webinar, &session) || viewer.moderates(webinar.id) {
        return Ok((webinar, session));
    }
    let is_moderator = viewer.schools().is_empty() && viewer.is_staff();
    let is_seen = is_moderator && sessions::may_see(viewer, &session);
    Err(if is_seen { StaffError::Forbidden } else { StaffError::NotFound })
}

pub(super) fn may_organize(viewer: &Viewer, webinar: &webinar::Model, session: &session::Model) -> bool {
    viewer.organizes(session.host_school_id) || viewer.organizes(webinar.host_school_id)
}

fn line(
    registration: &registration::Model,
    person: &person::Model,
    verdicts: &[attendance::Model],
) -> ListenerLine {
    let verdict = verdicts.iter().find(|verdict| verdict.registration_id == registration.id);
    ListenerLine {
        registration_id: registration.id,
        name: full_name(person).full(),
        school_name: person.school_name.clone(),
        city: person.city.clone(),
        question: registration.question.clone(),
        has_joined: registration.joined_at.is_some(),
        seconds: verdict.map_or(0, |verdict| verdict.seconds),
        percent_tenths: verdict.map_or(0, |verdict| verdict.percent_tenths),
        attended: verdict.map(|verdict| verdict.attended),
        evidence: verdict.map(|verdict| verdict.evidence.clone()).unwrap_or_default(),
    }
}
