//! What an invitation offers, and accepting it once.

use chrono_tz::Tz;
use entity::{Gender, PersonId, Role, invitation, person};
use lang::FullName;
use mail::Address;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set,
};

use super::{Team, person_subject, queries};
use crate::login::hashed;
use crate::person::{self as people, Profile, full_name};
use crate::role::{NewGrant, grant};
use crate::{Club, Viewer, audit, school as schools};

/// Somebody who may accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub person_id: PersonId,
    pub name: String,
}

/// What an invitation offers to whoever holds its link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub invitation: invitation::Model,
    pub team: Team,
    /// Who invites; empty when the club did.
    pub inviter: String,
    /// Who reads at the address; the viewer alone, when the viewer is one of them.
    pub candidates: Vec<Candidate>,
    /// Whether somebody new may accept.
    pub is_open_to_new: bool,
}

/// Who accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhoAccepts {
    /// Somebody who reads at the address.
    Known(PersonId),
    /// Somebody whom the club does not know yet.
    New { name: FullName, position: String },
}

/// An invitation that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub person_id: PersonId,
    pub role: Role,
}

/// Why nobody accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Wrong, old, withdrawn and accepted ones look alike.
    #[error("the invitation is not valid any more")]
    Link,
    /// Nobody of whom the link can tell.
    #[error("there is no such person at the address")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What the link of an invitation offers. Changes nothing.
///
/// # Errors
/// See [`AcceptError`].
pub async fn offer(club: &Club, viewer: &Viewer, secret: &str) -> Result<Offer, AcceptError> {
    let db = club.storage.reads();
    let row = queries::by_secret(db, &hashed(secret)).await?;
    let row = row.filter(|row| is_good(club, row)).ok_or(AcceptError::Link)?;
    let team = Team::of_place(db, row.school_id, row.webinar_id).await?.ok_or(AcceptError::Link)?;
    let inviter = match row.invited_by {
        Some(id) => people::queries::by_id(db, id).await?.map(|person| full_name(&person).full()),
        None => None,
    };
    let readers = readers(db, &row).await?;
    let own = readers.iter().find(|person| viewer.person_id() == Some(person.id));
    let shown: Vec<&person::Model> = own.map_or_else(|| readers.iter().collect(), |own| vec![own]);
    let candidate =
        |person: &&person::Model| Candidate { person_id: person.id, name: full_name(person).full() };
    Ok(Offer {
        team,
        inviter: inviter.unwrap_or_default(),
        candidates: shown.iter().map(candidate).collect(),
        is_open_to_new: row.person_id.is_none() && own.is_none(),
        invitation: row,
    })
}

fn is_good(club: &Club, row: &invitation::Model) -> bool {
    row.accepted_at.is_none() && row.withdrawn_at.is_none() && row.expires_at > club.clock.now()
}

/// Who reads at the address of an invitation and may accept it.
async fn readers(db: &impl ConnectionTrait, row: &invitation::Model) -> Result<Vec<person::Model>, DbErr> {
    let Ok(address) = Address::parse(&row.email) else { return Ok(vec![]) };
    let mut readers = people::queries::of_address(db, &address).await?;
    readers.retain(|person| row.person_id.is_none_or(|meant| meant == person.id));
    Ok(readers)
}

/// Accepts an invitation for good: of two that try it at once one gets the role, which holds from the next request on.
///
/// # Errors
/// See [`AcceptError`].
pub async fn accept(club: &Club, secret: &str, who: WhoAccepts) -> Result<Accepted, AcceptError> {
    let (inside, hash) = (club.clone(), hashed(secret));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = use_up(tx, &inside, &hash).await?.ok_or(AcceptError::Link)?;
            let team = Team::of_place(tx, row.school_id, row.webinar_id).await?.ok_or(AcceptError::Link)?;
            let readers = readers(tx, &row).await?;
            let accepting = match who {
                WhoAccepts::Known(id) => {
                    readers.into_iter().find(|person| person.id == id).ok_or(AcceptError::NotFound)?
                }
                WhoAccepts::New { .. } if row.person_id.is_some() => return Err(AcceptError::NotFound),
                WhoAccepts::New { name, position } => {
                    let profile = profile(tx, &row, &team, (name, position)).await?;
                    people::find_or_add(tx, &inside, &profile).await?
                }
            };
            if accepting.disabled_at.is_some() {
                return Err(AcceptError::NotFound);
            }
            give(tx, &inside, (&row, &team), &accepting).await?;
            Ok(Accepted { person_id: accepting.id, role: row.role })
        })
    });
    work.await
}

/// Takes an invitation for good, if it is still good.
async fn use_up(
    tx: &DatabaseTransaction,
    club: &Club,
    hash: &str,
) -> Result<Option<invitation::Model>, DbErr> {
    let now = club.clock.now();
    let open = invitation::Entity::update_many()
        .set(invitation::ActiveModel { accepted_at: Set(Some(now)), ..Default::default() })
        .filter(invitation::Column::SecretSha256.eq(hash))
        .filter(invitation::Column::ExpiresAt.gt(now))
        .filter(queries::is_open());
    Ok(open.exec_with_returning(tx).await?.pop())
}

async fn give(
    tx: &DatabaseTransaction,
    club: &Club,
    (row, team): (&invitation::Model, &Team),
    accepting: &person::Model,
) -> Result<(), DbErr> {
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { accepted_by: Set(Some(accepting.id)), ..Default::default() })
        .filter(invitation::Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    let new = NewGrant {
        person_id: accepting.id,
        role: row.role,
        school_id: row.school_id,
        webinar_id: row.webinar_id,
    };
    // Whoever holds the link may not be logged in: the entry below says who accepted.
    grant(tx, club, &Viewer::Club, new).await?;
    let details = serde_json::json!({ "invitation": row.id, "role": row.role });
    let deed = team.deed("team.accept", person_subject(accepting.id), details);
    audit::record(tx, club, &Viewer::Club, deed).await
}

/// What is known of somebody new: the name, and the school to which the invitation leads.
async fn profile(
    tx: &DatabaseTransaction,
    row: &invitation::Model,
    team: &Team,
    (name, position): (FullName, String),
) -> Result<Profile, AcceptError> {
    let host = match team {
        Team::School(school) => Some((**school).clone()),
        Team::Webinar { webinar, .. } => schools::queries::by_id(tx, webinar.host_school_id).await?,
        Team::Network => None,
    };
    let zone = host.as_ref().and_then(|school| school.time_zone.parse().ok()).unwrap_or(Tz::Europe__Moscow);
    // A moderator need not work at the school that holds the webinar.
    let school = host.filter(|_| row.school_id.is_some());
    Ok(Profile {
        name,
        gender: Gender::Unknown,
        position,
        school_name: school.as_ref().map(|school| school.short_name.clone()).unwrap_or_default(),
        city: school.as_ref().map(|school| school.city.clone()).unwrap_or_default(),
        region: school.map(|school| school.region).unwrap_or_default(),
        zone,
        experience_years: None,
        email: Some(Address::parse(&row.email).map_err(|_odd| AcceptError::Link)?),
        phone: None,
        language: row.language.parse().unwrap_or_default(),
    })
}
