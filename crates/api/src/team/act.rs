//! What is done to a team with one button: sending an invitation again, withdrawing it, taking a role away.

use actix_web::{HttpResponse, web};
use club::team::{PendingError, RemoveError};

use super::pages::{InviteForm, team_page};
use super::place::{Parts, Place};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::form::Errors;
use crate::layout::form_again;

/// `POST …/team/invitations/{id}/again`
pub(crate) async fn again(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let id = parts.invitation()?;
    match club::team::invite_again(&context.club, &context.viewer, &place.team, id).await {
        Ok(()) => Ok(see_other(&format!("{}?again=1", place.base))),
        Err(PendingError::TooMany) => complain(&context, &place, "team-too-many").await,
        Err(error) => Err(error.into()),
    }
}

/// `POST …/team/invitations/{id}/withdraw`
pub(crate) async fn withdraw(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let id = parts.invitation()?;
    club::team::withdraw(&context.club, &context.viewer, &place.team, id).await?;
    Ok(see_other(&format!("{}?withdrawn=1", place.base)))
}

/// `POST …/team/members/{id}/remove`
pub(crate) async fn remove(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let id = parts.grant()?;
    let view = club::team::view(&context.club, &context.viewer, place.team.clone()).await?;
    let line = view.and_then(|view| view.members.into_iter().find(|member| member.grant.id == id));
    let line = line.ok_or(PageError::NotFound)?;
    match club::team::remove(&context.club, &context.viewer, id).await {
        // Whoever has left may not see the team any more.
        Ok(()) if line.is_viewer => Ok(see_other("/me/roles?left=1")),
        Ok(()) => Ok(see_other(&format!("{}?removed=1", place.base))),
        Err(RemoveError::LastCurator) => complain(&context, &place, "team-last-curator").await,
        Err(error) => Err(error.into()),
    }
}

impl From<PendingError> for PageError {
    fn from(error: PendingError) -> Self {
        match error {
            PendingError::NotFound => PageError::NotFound,
            PendingError::TooMany => PageError::Conflict("team-too-many"),
            PendingError::Db(error) => error.into(),
        }
    }
}

impl From<RemoveError> for PageError {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::NotFound => PageError::NotFound,
            RemoveError::LastCurator => PageError::Conflict("team-last-curator"),
            RemoveError::Db(error) => error.into(),
        }
    }
}

/// The page again with what was wrong.
async fn complain(context: &Context, place: &Place, key: &str) -> Result<HttpResponse, PageError> {
    let mut team = team_page(context, place, (&InviteForm::default(), Errors::default())).await?;
    team.complain("members", context.t.say(key));
    form_again(&team)
}
