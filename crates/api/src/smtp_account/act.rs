//! What is done with an account: used, tried out, signed for, removed.

use actix_web::{HttpResponse, web};
use club::smtp_account::{AccountError, DkimDeed, delete as remove, dkim as sign, set_used, try_out};

use super::place::{Parts, Room};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;

/// The revision that the organizer saw.
pub(super) fn revision(fields: &Fields) -> Result<i32, PageError> {
    fields.text("revision")?.parse().map_err(|_no_number| PageError::BadRequest)
}

/// Where what went wrong is told: on the account's page, where its state stands.
fn answer(room: &Room, parts: &Parts, error: AccountError) -> Result<HttpResponse, PageError> {
    let back = |done: &str| Ok(see_other(&format!("{}?done={done}", room.address(Room::id(parts)?))));
    match error {
        AccountError::NotFound => Err(PageError::NotFound),
        AccountError::Conflict => back("conflict"),
        AccountError::NoAddress => back("no-address"),
        // The page says what is the matter with the secrets.
        AccountError::Seal(_) => back("seal"),
        AccountError::Key(error) => Err(PageError::Broken(Box::new(error))),
        AccountError::Db(error) => Err(error.into()),
    }
}

/// `POST …/smtp-accounts/{id}/use`
pub(crate) async fn set(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    let is_used = fields.text("is_used")? == "yes";
    match set_used(&context.club, &context.viewer, room.owner, Room::id(&parts)?, is_used).await {
        Ok(()) => {
            let done = if is_used { "used" } else { "rested" };
            Ok(see_other(&format!("{}?done={done}", room.base)))
        }
        Err(error) => answer(&room, &parts, error),
    }
}

/// `POST …/smtp-accounts/{id}/try`
pub(crate) async fn try_it(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    let id = Room::id(&parts)?;
    match try_out(&context.club, &context.viewer, room.owner, id).await {
        Ok(_result) => Ok(see_other(&format!("{}?done=tried", room.address(id)))),
        Err(error) => answer(&room, &parts, error),
    }
}

/// `POST …/smtp-accounts/{id}/dkim`
pub(crate) async fn dkim(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    let id = Room::id(&parts)?;
    // Absent or of another school: not found, whatever else is missing.
    room.account(&context, &parts).await?;
    let (deed, done) = match fields.text("deed")?.as_str() {
        "make" => (DkimDeed::MakeKey, "key"),
        "sign" => (DkimDeed::Sign, "signed"),
        "rest" => (DkimDeed::Rest, "unsigned"),
        _ => return Err(PageError::BadRequest),
    };
    let seen = (id, revision(&fields)?);
    match sign(&context.club, &context.viewer, room.owner, seen, deed).await {
        Ok(()) => Ok(see_other(&format!("{}?done={done}#dkim", room.address(id)))),
        Err(error) => answer(&room, &parts, error),
    }
}

/// `POST …/smtp-accounts/{id}/delete`
pub(crate) async fn delete(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    match remove(&context.club, &context.viewer, room.owner, Room::id(&parts)?).await {
        Ok(()) => Ok(see_other(&format!("{}?done=deleted", room.base))),
        Err(error) => answer(&room, &parts, error),
    }
}
