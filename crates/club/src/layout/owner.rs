//! Whose layouts are looked at: those of the network, of a school or of a session.

use entity::{LayoutLevel, SchoolId, SessionId, layout_design, session};

use crate::Viewer;

/// For whom a layout is; a lower owner inherits from the higher ones.
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

    /// Whether the viewer may change the layouts of this owner: curators all, organizers those of their school and its sessions.
    #[must_use]
    pub fn may_be_changed_by(self, viewer: &Viewer) -> bool {
        match self {
            Owner::Network => viewer.is_curator(),
            Owner::School(school) | Owner::Session { school, .. } => viewer.organizes(school),
        }
    }

    /// The level of the owner's layouts.
    #[must_use]
    pub fn level(self) -> LayoutLevel {
        match self {
            Owner::Network => LayoutLevel::Network,
            Owner::School(_) => LayoutLevel::School,
            Owner::Session { .. } => LayoutLevel::Session,
        }
    }

    /// The school of a layout of the school level.
    pub(super) fn school_id(self) -> Option<SchoolId> {
        if let Owner::School(school) = self { Some(school) } else { None }
    }

    /// The session of a layout of the session level.
    pub(super) fn session_id(self) -> Option<SessionId> {
        if let Owner::Session { session, .. } = self { Some(session) } else { None }
    }

    /// The owner of a design among the designs that this owner sees.
    pub(super) fn of_design(self, design: &layout_design::Model) -> Owner {
        match (design.level, self) {
            (LayoutLevel::Network, _) => Owner::Network,
            (LayoutLevel::School, _) => design.school_id.map_or(self, Owner::School),
            (LayoutLevel::Session, owner) => owner,
        }
    }
}
