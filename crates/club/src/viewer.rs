//! Who looks or acts: a guest, a logged-in person with roles, or the club itself.

use entity::{LoginId, PersonId, Role, SchoolId, WebinarId};

/// Who looks or acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody the club knows.
    Guest,
    /// A logged-in person.
    Person {
        person_id: PersonId,
        login_id: LoginId,
        csrf_token: String,
        /// Full name, for the page's head.
        name: String,
        grants: Vec<Grant>,
    },
    /// The scheduler, or an operator at the command line.
    Club,
}

/// A role with what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub school_id: Option<SchoolId>,
    pub webinar_id: Option<WebinarId>,
}

impl Viewer {
    /// The person, unless a guest or the club looks.
    #[must_use]
    pub fn person_id(&self) -> Option<PersonId> {
        match self {
            Viewer::Person { person_id, .. } => Some(*person_id),
            Viewer::Guest | Viewer::Club => None,
        }
    }

    fn grants(&self) -> &[Grant] {
        match self {
            Viewer::Person { grants, .. } => grants,
            Viewer::Guest | Viewer::Club => &[],
        }
    }

    /// Whether the viewer is curator of the network.
    #[must_use]
    pub fn is_curator(&self) -> bool {
        matches!(self, Viewer::Club) || self.grants().iter().any(|grant| grant.role == Role::Curator)
    }

    /// Whether the viewer runs the sessions and webinars of a school.
    #[must_use]
    pub fn organizes(&self, school: SchoolId) -> bool {
        self.is_curator()
            || self
                .grants()
                .iter()
                .any(|grant| grant.role == Role::Organizer && grant.school_id == Some(school))
    }

    /// Whether the viewer is moderator of a webinar.
    #[must_use]
    pub fn moderates(&self, webinar: WebinarId) -> bool {
        self.grants().iter().any(|grant| grant.role == Role::Moderator && grant.webinar_id == Some(webinar))
    }

    /// Whether the viewer reviews the talks of a school's sessions.
    #[must_use]
    pub fn reviews(&self, school: SchoolId) -> bool {
        self.grants().iter().any(|grant| grant.role == Role::Reviewer && grant.school_id == Some(school))
    }

    /// Schools whose organizer the viewer is.
    #[must_use]
    pub fn schools(&self) -> Vec<SchoolId> {
        let organizers = self.grants().iter().filter(|grant| grant.role == Role::Organizer);
        organizers.filter_map(|grant| grant.school_id).collect()
    }

    /// Whether the viewer has any work to do behind the scenes: the page's head then shows the way there.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        !self.grants().is_empty() || matches!(self, Viewer::Club)
    }
}
