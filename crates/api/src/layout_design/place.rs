//! Whose layouts a page is about: those of a session with its host school, or those of the network.

use actix_web::web;
use club::Owner;
use club::layout::{Design, UnusableLayout};
use entity::{DocumentKind, LayoutDesignId, LayoutLevel, session};
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
    id: Option<String>,
    kind: Option<String>,
}

/// Where layouts are looked at.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) owner: Owner,
    /// `/organize/2027-spring/layouts`
    pub(crate) base: String,
    /// None: the network.
    pub(crate) session: Option<session::Model>,
}

impl Place {
    /// The place of an address; others do not learn that it exists.
    pub(crate) async fn of(context: &Context, parts: &web::Path<Parts>) -> Result<Place, PageError> {
        let Some(slug) = &parts.session else {
            if Owner::Network.may_be_changed_by(&context.viewer) {
                return Ok(Place {
                    owner: Owner::Network,
                    base: "/network/layouts".to_owned(),
                    session: None,
                });
            }
            return Err(PageError::NotFound);
        };
        Ok(Place::of_session(find(context, slug).await?))
    }

    pub(crate) fn of_session(session: session::Model) -> Place {
        let base = format!("/organize/{}/layouts", session.slug);
        Place { owner: Owner::of_session(&session), base, session: Some(session) }
    }

    /// The owner of new layouts of a level that is offered here.
    pub(crate) fn at(&self, level: &str) -> Result<Owner, PageError> {
        match (level.parse(), self.owner) {
            (Ok(LayoutLevel::Network), Owner::Network) => Ok(Owner::Network),
            (Ok(LayoutLevel::School), Owner::Session { school, .. }) => Ok(Owner::School(school)),
            (Ok(LayoutLevel::Session), owner @ Owner::Session { .. }) => Ok(owner),
            _ => Err(PageError::BadRequest),
        }
    }

    /// The levels at which layouts can be made here.
    pub(crate) fn levels(&self) -> &'static [LayoutLevel] {
        match self.owner {
            Owner::Network => &[LayoutLevel::Network],
            _ => &[LayoutLevel::Session, LayoutLevel::School],
        }
    }

    /// The other pages of the session.
    pub(crate) fn ways(&self, t: Texts) -> Option<SessionWays> {
        self.session.as_ref().map(|session| SessionWays::of(session, Way::Layouts, t))
    }
}

impl Parts {
    /// The id in the address.
    pub(crate) fn id(&self) -> Result<LayoutDesignId, PageError> {
        let id = self.id.as_ref().and_then(|id| id.parse().ok());
        id.ok_or(PageError::NotFound)
    }

    /// The kind in the address.
    pub(crate) fn kind(&self) -> Result<DocumentKind, PageError> {
        let kind = self.kind.as_ref().and_then(|kind| kind.parse().ok());
        kind.ok_or(PageError::NotFound)
    }
}

/// The design of an address, if it may be changed here.
pub(crate) async fn design(context: &Context, place: &Place, parts: &Parts) -> Result<Design, PageError> {
    let found = club::layout::find(&context.club, &context.viewer, place.owner, parts.id()?).await;
    found?.ok_or(PageError::NotFound)
}

impl From<UnusableLayout> for PageError {
    fn from(error: UnusableLayout) -> Self {
        match error {
            UnusableLayout::Db(error) => error.into(),
            error => PageError::broken(error),
        }
    }
}
