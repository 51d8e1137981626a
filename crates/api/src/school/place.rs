//! Whose something on a page is: a school's or the network's.

use club::Owner;
use entity::school;
use lang::Texts;

use super::pages::key_of;
use crate::error::PageError;
use crate::extract::Context;

/// Where something of a school or of the network is looked at.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) owner: Owner,
    /// `/schools/school-44/tokens`
    pub(crate) base: String,
    /// Address and label of the page above.
    pub(crate) above: (String, String),
}

impl Place {
    /// The place of an address, which names a school or is the network's; others do not learn that it exists. `leaf` is the end of the address.
    pub(crate) async fn of(
        context: &Context,
        school: Option<&String>,
        leaf: &str,
    ) -> Result<Place, PageError> {
        let (club, viewer) = (&context.club, &context.viewer);
        match school {
            Some(school) => {
                let school = club::school::find_organized(club, viewer, school).await?;
                Ok(Place::of_school(&school.ok_or(PageError::NotFound)?, leaf))
            }
            None if Owner::Network.may_be_changed_by(viewer) => Ok(Place::of_network(leaf, context.t)),
            None => Err(PageError::NotFound),
        }
    }

    fn of_school(school: &school::Model, leaf: &str) -> Place {
        let above = format!("/schools/{}", key_of(school));
        Place {
            owner: Owner::School(school.id),
            base: format!("{above}/{leaf}"),
            above: (above, lang::typeset(&school.short_name)),
        }
    }

    pub(crate) fn of_network(leaf: &str, t: Texts) -> Place {
        let above = ("/network".to_owned(), t.say("page-network-title"));
        Place { owner: Owner::Network, base: format!("/network/{leaf}"), above }
    }
}
