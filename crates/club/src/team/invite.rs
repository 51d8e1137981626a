//! Inviting somebody to a team by e-mail.

use chrono::TimeDelta;
use entity::{InvitationId, PersonId, Role, invitation};
use lang::Lang;
use mail::Address;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::{Team, emails, people, queries};
use crate::login::hashed;
use crate::{Club, Viewer, audit};

/// How long the link of an invitation is good.
pub(super) const OPEN: TimeDelta = TimeDelta::days(14);

/// As many letters as a personal note may have.
pub const LONGEST_NOTE: usize = 1000;

/// Who is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invitee {
    /// Whoever reads at an address.
    Address(Address),
    /// Somebody whom the viewer may find.
    Person(PersonId),
}

/// An invitation to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    pub to: Invitee,
    pub role: Role,
    pub language: Lang,
    /// Plain text.
    pub note: Option<String>,
}

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error("there is no such team, role or person")]
    NotFound,
    #[error("the person has no address")]
    NoAddress,
    #[error("whoever reads at the address holds the role already")]
    HoldsAlready,
    #[error("the address is invited to this role already")]
    Pending,
    #[error("the address got several invitations today")]
    TooMany,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Invites somebody to a role of a team; the e-mail brings a link that is good once and for two weeks. Who may change the team may.
///
/// # Errors
/// See [`InviteError`].
pub async fn invite(
    club: &Club,
    viewer: &Viewer,
    team: &Team,
    new: NewInvitation,
) -> Result<InvitationId, InviteError> {
    let (inside, viewer, team) = (club.clone(), viewer.clone(), team.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let team = Team::of_place(tx, team.school_id(), team.webinar_id()).await?;
            let team = team.filter(|team| team.may_be_changed_by(&viewer)).ok_or(InviteError::NotFound)?;
            if !team.roles().contains(&new.role) {
                return Err(InviteError::NotFound);
            }
            write(tx, &inside, (&viewer, &team), new).await
        })
    });
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    (viewer, team): (&Viewer, &Team),
    new: NewInvitation,
) -> Result<InvitationId, InviteError> {
    let (address, person) = addressee(tx, viewer, &new.to).await?;
    check_holders(tx, team, new.role, (&address, person)).await?;
    let now = club.clock.now();
    for open in queries::open_of(tx, team, (new.role, address.as_str()), person).await? {
        if open.expires_at > now {
            return Err(InviteError::Pending);
        }
        end(tx, club, open.id).await?;
    }
    let secret = club.chance.secret();
    let row = invitation::Model {
        id: club.chance.id(now),
        secret_sha256: hashed(&secret),
        email: address.as_str().to_owned(),
        person_id: person,
        role: new.role,
        school_id: team.school_id(),
        webinar_id: team.webinar_id(),
        language: new.language.code().to_owned(),
        note: new.note,
        invited_by: viewer.person_id(),
        created_at: now,
        sent_at: now,
        expires_at: now + OPEN,
        accepted_at: None,
        accepted_by: None,
        withdrawn_at: None,
    };
    let row = row.into_active_model().insert(tx).await?;
    if !emails::send(tx, club, (&row, &address), (team, &secret)).await? {
        return Err(InviteError::TooMany);
    }
    let details = serde_json::json!({ "role": row.role, "webinar": row.webinar_id });
    let deed = team.deed("team.invite", format!("invitation {}", row.id), details);
    audit::record(tx, club, viewer, deed).await?;
    Ok(row.id)
}

/// The address of an invitation, and the person when only that one is meant.
async fn addressee(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    to: &Invitee,
) -> Result<(Address, Option<PersonId>), InviteError> {
    match to {
        Invitee::Address(address) => Ok((address.clone(), None)),
        Invitee::Person(id) => {
            let found = queries::person(tx, *id, people::scope(viewer).as_deref()).await?;
            let person = found.ok_or(InviteError::NotFound)?;
            let email = person.email.as_deref().ok_or(InviteError::NoAddress)?;
            let address = Address::parse(email).map_err(|_odd| InviteError::NoAddress)?;
            Ok((address, Some(person.id)))
        }
    }
}

/// A mailbox that several people share may be invited although one of them holds the role.
async fn check_holders(
    tx: &DatabaseTransaction,
    team: &Team,
    role: Role,
    (address, person): (&Address, Option<PersonId>),
) -> Result<(), InviteError> {
    let holders = queries::members(tx, team).await?;
    let holds = |id: PersonId| holders.iter().any(|(grant, _)| grant.role == role && grant.person_id == id);
    let readers = match person {
        Some(person) => vec![person],
        None => {
            let readers = crate::person::queries::of_address(tx, address).await?;
            readers.iter().map(|person| person.id).collect()
        }
    };
    if !readers.is_empty() && readers.into_iter().all(holds) {
        Err(InviteError::HoldsAlready)
    } else {
        Ok(())
    }
}

/// An invitation that nobody shall accept any more.
pub(super) async fn end(tx: &DatabaseTransaction, club: &Club, id: InvitationId) -> Result<(), DbErr> {
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { withdrawn_at: Set(Some(club.clock.now())), ..Default::default() })
        .filter(invitation::Column::Id.eq(id))
        .filter(queries::is_open())
        .exec(tx)
        .await?;
    Ok(())
}
