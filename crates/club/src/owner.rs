//! Whose something is: the network's, a school's or a session's.

use entity::{SchoolId, SessionId, session};
use sea_orm::{ColumnTrait, Condition};

use crate::Viewer;

/// For whom something is kept; of layouts and texts a lower owner inherits from the higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// All schools.
    Network,
    /// All sessions of a school.
    School(SchoolId),
    /// One session, with its host school.
    Session { session: SessionId, school: SchoolId },
}

impl Owner {
    /// The session as an owner.
    #[must_use]
    pub fn of_session(session: &session::Model) -> Owner {
        Owner::Session { session: session.id, school: session.host_school_id }
    }

    /// Whether the viewer may change what is the owner's: curators all, organizers what is of their school and its sessions.
    #[must_use]
    pub fn may_be_changed_by(self, viewer: &Viewer) -> bool {
        match self.school() {
            None => viewer.is_curator(),
            Some(school) => viewer.organizes(school),
        }
    }

    /// The school that answers for it; none for the network.
    #[must_use]
    pub fn school(self) -> Option<SchoolId> {
        match self {
            Owner::Network => None,
            Owner::School(school) | Owner::Session { school, .. } => Some(school),
        }
    }

    /// Of a table with a column for the school: the rows of this owner.
    pub(crate) fn rows(self, school_id: impl ColumnTrait) -> Condition {
        let is_of = match self.school() {
            None => school_id.is_null(),
            Some(school) => school_id.eq(school),
        };
        Condition::all().add(is_of)
    }
}
