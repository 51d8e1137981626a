//! Whose tokens a page is about: those of a school or of the network.

use actix_web::web;
use club::layout::Owner;
use entity::{ApiTokenId, school};
use lang::Texts;
use serde::Deserialize;

use crate::error::PageError;
use crate::extract::Context;
use crate::school::pages::key_of;

/// The parameters of the paths.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Parts {
    /// Absent on the pages of the network.
    school: Option<String>,
    id: Option<String>,
}

/// Where tokens are looked at.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) owner: Owner,
    /// `/schools/school-44/tokens`
    pub(super) base: String,
    /// Address and label of the page above.
    pub(super) above: (String, String),
}

impl Parts {
    /// The token of an address.
    pub(super) fn token(&self) -> Result<ApiTokenId, PageError> {
        self.id.as_ref().and_then(|id| id.parse().ok()).ok_or(PageError::NotFound)
    }
}

impl Place {
    /// The place of an address; others do not learn that it exists.
    pub(super) async fn of(context: &Context, parts: &web::Path<Parts>) -> Result<Place, PageError> {
        let (club, viewer) = (&context.club, &context.viewer);
        match &parts.school {
            Some(school) => {
                let school = club::school::find_organized(club, viewer, school).await?;
                Ok(Place::of_school(&school.ok_or(PageError::NotFound)?))
            }
            None if Owner::Network.may_be_changed_by(viewer) => Ok(Place::of_network(context.t)),
            None => Err(PageError::NotFound),
        }
    }

    pub(super) fn of_school(school: &school::Model) -> Place {
        let above = format!("/schools/{}", key_of(school));
        Place {
            owner: Owner::School(school.id),
            base: format!("{above}/tokens"),
            above: (above, lang::typeset(&school.short_name)),
        }
    }

    pub(super) fn of_network(t: Texts) -> Place {
        let above = ("/network".to_owned(), t.say("page-network-title"));
        Place { owner: Owner::Network, base: "/network/tokens".to_owned(), above }
    }
}
