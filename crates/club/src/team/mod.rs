//! Teams: who holds which role at a school, at a webinar or in the network, and who is invited to one.

use entity::{
    PersonId, Role, RoleGrantId, SchoolId, WebinarId, invitation, role_grant, school, session, webinar,
};
use sea_orm::{ConnectionTrait, DbErr};

use crate::audit::Deed;
use crate::person::full_name;
use crate::{Club, Viewer, school as schools};

mod accept;
mod emails;
mod invite;
mod pending;
mod people;
mod queries;
mod remove;
#[cfg(test)]
mod tests;

pub use accept::{AcceptError, Accepted, Candidate, Offer, WhoAccepts, accept, offer};
pub(crate) use emails::sample;
pub use invite::{InviteError, Invitee, LONGEST_NOTE, NewInvitation, invite};
pub use pending::{PendingError, invite_again, withdraw};
pub use people::{FoundPerson, SHORTEST_SEARCH, search};
pub use remove::{RemoveError, remove};

/// A team: those who hold a role for the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Team {
    /// The curators.
    Network,
    /// Organizers and reviewers.
    School(Box<school::Model>),
    /// Moderators.
    Webinar { webinar: Box<webinar::Model>, session: Box<session::Model> },
}

impl Team {
    /// The team of a school.
    #[must_use]
    pub fn at(school: school::Model) -> Team {
        Team::School(Box::new(school))
    }

    fn on(webinar: webinar::Model, session: session::Model) -> Team {
        Team::Webinar { webinar: Box::new(webinar), session: Box::new(session) }
    }

    /// The roles that its members hold.
    #[must_use]
    pub fn roles(&self) -> &'static [Role] {
        match self {
            Team::Network => &[Role::Curator],
            Team::School(_) => &[Role::Organizer, Role::Reviewer],
            Team::Webinar { .. } => &[Role::Moderator],
        }
    }

    /// Whether the viewer sees and changes the team: curators all, organizers those of their school, of its webinars and of its sessions'.
    #[must_use]
    pub fn may_be_changed_by(&self, viewer: &Viewer) -> bool {
        match self {
            Team::Network => viewer.is_curator(),
            Team::School(school) => schools::may_change(viewer, school),
            Team::Webinar { webinar, session } => {
                viewer.organizes(webinar.host_school_id) || viewer.organizes(session.host_school_id)
            }
        }
    }

    /// The school of its roles.
    #[must_use]
    pub fn school_id(&self) -> Option<SchoolId> {
        if let Team::School(school) = self { Some(school.id) } else { None }
    }

    /// The webinar of its roles.
    #[must_use]
    pub fn webinar_id(&self) -> Option<WebinarId> {
        if let Team::Webinar { webinar, .. } = self { Some(webinar.id) } else { None }
    }

    /// The school in whose trail its deeds are written.
    fn trail(&self) -> Option<SchoolId> {
        match self {
            Team::Network => None,
            Team::School(school) => Some(school.id),
            Team::Webinar { webinar, .. } => Some(webinar.host_school_id),
        }
    }

    fn deed(&self, action: &'static str, subject: String, details: serde_json::Value) -> Deed {
        let session_id = if let Team::Webinar { session, .. } = self { Some(session.id) } else { None };
        Deed { action, subject, school_id: self.trail(), session_id, details }
    }

    /// The team of a role that somebody holds or is invited to; `None` when its school was merged away or its webinar is gone.
    async fn of_place(
        db: &impl ConnectionTrait,
        school: Option<SchoolId>,
        webinar: Option<WebinarId>,
    ) -> Result<Option<Team>, DbErr> {
        match (school, webinar) {
            (Some(school), _) => {
                let found = schools::queries::by_id(db, school).await?;
                Ok(found.filter(|school| school.merged_into.is_none()).map(Team::at))
            }
            (None, Some(webinar)) => {
                let found = crate::webinar::queries::with_session(db, webinar).await?;
                Ok(found.map(|(webinar, session)| Team::on(webinar, session)))
            }
            (None, None) => Ok(Some(Team::Network)),
        }
    }
}

/// Somebody who holds a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub grant: role_grant::Model,
    pub name: String,
    /// «учитель физики, МАОУ СОШ № 62, Мурино»
    pub about: String,
    pub is_viewer: bool,
}

/// A team as whoever may change it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamView {
    pub team: Team,
    /// By role and name.
    pub members: Vec<Member>,
    /// Invitations that nobody has accepted or withdrawn, newest first.
    pub pending: Vec<invitation::Model>,
}

/// A role of the viewer's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRole {
    pub grant: RoleGrantId,
    pub role: Role,
    pub team: Team,
}

/// The team of a school, for whoever may change it.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(club: &Club, viewer: &Viewer, slug_or_id: &str) -> Result<Option<Team>, DbErr> {
    Ok(schools::find_organized(club, viewer, slug_or_id).await?.map(Team::at))
}

/// The team of a webinar, for whoever may change it.
///
/// # Errors
/// When the database refuses.
pub async fn of_webinar(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<Team>, DbErr> {
    let found = crate::webinar::queries::by_slug(club.storage.reads(), slug).await?;
    let team = found.map(|(webinar, session)| Team::on(webinar, session));
    Ok(team.filter(|team| team.may_be_changed_by(viewer)))
}

/// Members and open invitations; `None` for whoever may not change the team.
///
/// # Errors
/// When the database refuses.
pub async fn view(club: &Club, viewer: &Viewer, team: Team) -> Result<Option<TeamView>, DbErr> {
    if !team.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let db = club.storage.reads();
    let own = viewer.person_id();
    let rows = queries::members(db, &team).await?;
    let members = rows.into_iter().map(|(grant, person)| Member {
        name: full_name(&person).full(),
        about: about(&person),
        is_viewer: Some(person.id) == own,
        grant,
    });
    let members = members.collect();
    let pending = queries::pending(db, &team).await?;
    Ok(Some(TeamView { team, members, pending }))
}

/// The viewer's own roles, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn own(club: &Club, viewer: &Viewer) -> Result<Vec<OwnRole>, DbErr> {
    let Some(person) = viewer.person_id() else { return Ok(vec![]) };
    let db = club.storage.reads();
    let grants = queries::grants(db, person).await?;
    let schools = grants.iter().filter_map(|grant| grant.school_id).collect();
    let schools = schools::queries::by_ids(db, schools).await?;
    let webinars = grants.iter().filter_map(|grant| grant.webinar_id).collect();
    let webinars = queries::webinars(db, webinars).await?;
    let team = |grant: &role_grant::Model| match (grant.school_id, grant.webinar_id) {
        (Some(id), _) => schools.iter().find(|school| school.id == id).cloned().map(Team::at),
        (None, Some(id)) => {
            let found = webinars.iter().find(|(webinar, _)| webinar.id == id).cloned();
            found.map(|(webinar, session)| Team::on(webinar, session))
        }
        (None, None) => Some(Team::Network),
    };
    let own = grants
        .iter()
        .filter_map(|grant| Some(OwnRole { grant: grant.id, role: grant.role, team: team(grant)? }));
    Ok(own.collect())
}

/// What tells a person from namesakes.
fn about(person: &entity::person::Model) -> String {
    let parts = [&person.position, &person.school_name, &person.city];
    let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    said.join(", ")
}

fn person_subject(person: PersonId) -> String {
    format!("person {person}")
}
