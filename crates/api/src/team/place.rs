//! Whose team a page is about: that of a school, of a webinar or of the network.

use actix_web::web;
use club::team::Team;
use entity::{InvitationId, RoleGrantId};
use lang::Texts;
use serde::Deserialize;

use crate::error::PageError;
use crate::extract::Context;
use crate::school::pages::key_of;

/// The parameters of the paths.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Parts {
    school: Option<String>,
    webinar: Option<String>,
    id: Option<String>,
}

/// A team with the address of its page.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) team: Team,
    /// `/schools/school-44/team`
    pub(crate) base: String,
}

impl Parts {
    /// The invitation of an address.
    pub(crate) fn invitation(&self) -> Result<InvitationId, PageError> {
        self.id.as_ref().and_then(|id| id.parse().ok()).ok_or(PageError::NotFound)
    }

    /// The role of an address.
    pub(crate) fn grant(&self) -> Result<RoleGrantId, PageError> {
        self.id.as_ref().and_then(|id| id.parse().ok()).ok_or(PageError::NotFound)
    }
}

impl Place {
    /// The place of an address; others do not learn that it exists.
    pub(crate) async fn of(context: &Context, parts: &web::Path<Parts>) -> Result<Place, PageError> {
        let (club, viewer) = (&context.club, &context.viewer);
        let team = match (&parts.school, &parts.webinar) {
            (Some(school), _) => club::team::of_school(club, viewer, school).await?,
            (None, Some(webinar)) => club::team::of_webinar(club, viewer, webinar).await?,
            (None, None) => Some(Team::Network).filter(|team| team.may_be_changed_by(viewer)),
        };
        team.map(Place::new).ok_or(PageError::NotFound)
    }

    pub(crate) fn new(team: Team) -> Place {
        let base = match &team {
            Team::Network => "/network/team".to_owned(),
            Team::School(school) => format!("/schools/{}/team", key_of(school)),
            Team::Webinar { webinar, .. } => format!("/broadcast/{}/team", webinar.slug),
        };
        Place { team, base }
    }

    /// «МБОУ СОШ № 44»
    pub(crate) fn name(&self, t: Texts) -> String {
        match &self.team {
            Team::Network => t.say("team-network"),
            Team::School(school) => lang::typeset(&school.short_name),
            Team::Webinar { webinar, .. } => lang::typeset(&webinar.title),
        }
    }

    /// Address and label of the page above.
    pub(crate) fn above(&self, t: Texts) -> (String, String) {
        match &self.team {
            Team::Network => ("/network".to_owned(), t.say("page-network-title")),
            Team::School(school) => (format!("/schools/{}", key_of(school)), self.name(t)),
            Team::Webinar { webinar, .. } => (format!("/broadcast/{}", webinar.slug), self.name(t)),
        }
    }
}
