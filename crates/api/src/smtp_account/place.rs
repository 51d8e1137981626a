//! Whose accounts a page is about: those of a session's host school or of the network.

use actix_web::web;
use club::Owner;
use club::smtp_account::Account;
use entity::{SmtpAccountId, session};
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
}

/// Where accounts are looked at.
#[derive(Clone, Debug)]
pub(super) struct Room {
    pub(super) owner: Owner,
    /// `/organize/2027-spring/smtp-accounts`
    pub(super) base: String,
    /// None: the network.
    session: Option<session::Model>,
}

impl Room {
    /// The room of an address; others do not learn that it exists.
    pub(super) async fn of(context: &Context, parts: &web::Path<Parts>) -> Result<Room, PageError> {
        match &parts.session {
            Some(slug) => Ok(Room::of_session(find(context, slug).await?)),
            None if Owner::Network.may_be_changed_by(&context.viewer) => Ok(Room::of_network()),
            None => Err(PageError::NotFound),
        }
    }

    pub(super) fn of_network() -> Room {
        Room { owner: Owner::Network, base: "/network/smtp-accounts".to_owned(), session: None }
    }

    pub(super) fn of_session(session: session::Model) -> Room {
        let base = format!("/organize/{}/smtp-accounts", session.slug);
        Room { owner: Owner::School(session.host_school_id), base, session: Some(session) }
    }

    /// The page of an account.
    pub(super) fn address(&self, id: SmtpAccountId) -> String {
        format!("{}/{id}", self.base)
    }

    /// The other pages of the session.
    pub(super) fn ways(&self, t: Texts) -> Option<SessionWays> {
        self.session.as_ref().map(|session| SessionWays::of(session, Way::Emails, t))
    }

    pub(super) fn is_network(&self) -> bool {
        self.session.is_none()
    }

    /// The id of an address.
    pub(super) fn id(parts: &Parts) -> Result<SmtpAccountId, PageError> {
        parts.id.as_deref().and_then(|id| id.parse().ok()).ok_or(PageError::NotFound)
    }

    /// The account of an address.
    pub(super) async fn account(&self, context: &Context, parts: &Parts) -> Result<Account, PageError> {
        let (club, viewer) = (&context.club, &context.viewer);
        let found = club::smtp_account::find(club, viewer, self.owner, Room::id(parts)?).await?;
        found.ok_or(PageError::NotFound)
    }
}
