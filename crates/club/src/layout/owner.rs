//! What layouts know of their owner: the level that they are kept on.

use entity::{LayoutLevel, SchoolId, SessionId, layout_design};

use crate::Owner;

impl Owner {
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
