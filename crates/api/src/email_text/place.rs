//! Whose words a page is about: those of a session, of its host school or of the network.

use actix_web::web;
use club::Owner;
use club::email_text::Place;
use entity::{TextLevel, session};
use lang::Texts;
use serde::Deserialize;

use crate::error::PageError;
use crate::extract::Context;
use crate::session::organize::{SessionWays, Way, find};

/// The parameters of the paths.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Parts {
    /// Absent on the pages of the network.
    session: Option<String>,
    email_kind: Option<String>,
    level: Option<String>,
    language: Option<String>,
}

/// Where words are looked at.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    pub(crate) owner: Owner,
    /// `/organize/2027-spring/email-texts`
    pub(crate) base: String,
    /// None: the network.
    pub(crate) session: Option<session::Model>,
}

impl Room {
    /// The room of an address; others do not learn that it exists.
    pub(crate) async fn of(context: &Context, parts: &web::Path<Parts>) -> Result<Room, PageError> {
        match &parts.session {
            Some(slug) => Ok(Room::of_session(find(context, slug).await?)),
            None if Owner::Network.may_be_changed_by(&context.viewer) => Ok(Room::of_network()),
            None => Err(PageError::NotFound),
        }
    }

    pub(crate) fn of_network() -> Room {
        Room { owner: Owner::Network, base: "/network/email-texts".to_owned(), session: None }
    }

    pub(crate) fn of_session(session: session::Model) -> Room {
        let base = format!("/organize/{}/email-texts", session.slug);
        Room { owner: Owner::of_session(&session), base, session: Some(session) }
    }

    /// The levels whose words can be written here.
    pub(crate) fn levels(&self) -> &'static [TextLevel] {
        match self.owner {
            Owner::Network => &[TextLevel::Network],
            _ => &[TextLevel::Session, TextLevel::School],
        }
    }

    /// The place of an address.
    pub(crate) fn place(&self, parts: &Parts) -> Option<Place> {
        let owner = match (parts.level.as_deref()?.parse().ok()?, self.owner) {
            (TextLevel::Network, Owner::Network) => Owner::Network,
            (TextLevel::School, Owner::Session { school, .. }) => Owner::School(school),
            (TextLevel::Session, owner @ Owner::Session { .. }) => owner,
            _ => return None,
        };
        let kind = parts.email_kind.as_deref()?.parse().ok()?;
        let language = parts.language.as_deref()?.parse().ok()?;
        Some(Place::new(owner, kind, language))
    }

    /// The page of a place.
    pub(crate) fn address(&self, place: Place) -> String {
        let level = club::email_text::level(place.owner);
        format!("{}/{}/{level}/{}", self.base, place.kind, place.language.code())
    }

    /// The other pages of the session.
    pub(crate) fn ways(&self, t: Texts) -> Option<SessionWays> {
        self.session.as_ref().map(|session| SessionWays::of(session, Way::EmailTexts, t))
    }
}
