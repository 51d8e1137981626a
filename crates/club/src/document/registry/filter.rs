//! What is looked for in the registry.

use entity::{DocumentKind, WebinarId};

/// What is looked for in the registry; the default finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegistryFilter {
    /// Words of a name, a number or a part of it, or a code, as typed.
    pub text: String,
    pub kind: Option<DocumentKind>,
    pub state: Option<RegistryState>,
    pub webinar: Option<WebinarId>,
    pub order: RegistryOrder,
}

/// How a document stands, as organizers ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryState {
    /// The file is there, and nothing was revoked.
    Ready,
    /// Numbered; its file is still being made.
    BeingMade,
    Revoked,
    /// Its owner asks for a correction.
    CorrectionAsked,
}

impl RegistryState {
    /// Every case, in the order in which a form offers them.
    pub const ALL: [RegistryState; 4] = [
        RegistryState::Ready,
        RegistryState::BeingMade,
        RegistryState::Revoked,
        RegistryState::CorrectionAsked,
    ];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RegistryState::Ready => "ready",
            RegistryState::BeingMade => "being_made",
            RegistryState::Revoked => "revoked",
            RegistryState::CorrectionAsked => "correction",
        }
    }
}

/// In which order documents are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RegistryOrder {
    /// By kind and serial.
    #[default]
    Number,
    Name,
    Newest,
}

impl RegistryOrder {
    /// Every case, in the order in which a form offers them.
    pub const ALL: [RegistryOrder; 3] = [RegistryOrder::Number, RegistryOrder::Name, RegistryOrder::Newest];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RegistryOrder::Number => "number",
            RegistryOrder::Name => "name",
            RegistryOrder::Newest => "newest",
        }
    }
}
