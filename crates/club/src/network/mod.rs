//! The network of schools that this installation serves: its set-up and its state of health.

use chrono::TimeDelta;
use entity::{Gender, PersonId, Role, network};
use lang::{FullName, Lang};
use mail::Address;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, Set};

use crate::audit::{self, Deed};
use crate::person::{self, Profile};
use crate::role::{self, NewGrant};
use crate::school::{self, SchoolProfile};
use crate::{Club, Viewer, login};

mod queries;
#[cfg(test)]
mod tests;

/// What the set-up page asks for.
#[derive(Clone, Debug)]
pub struct SetUp {
    pub network_name: String,
    pub school: SchoolProfile,
    pub curator: FullName,
    pub email: Address,
}

/// Why an installation was not set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The link is wrong, expired or used.
    #[error("the set-up link is not valid any more")]
    Link,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// How long a set-up link is good.
const SET_UP_OPEN: TimeDelta = TimeDelta::days(1);

/// The network, once the installation is set up.
///
/// # Errors
/// When the database refuses.
pub async fn find(club: &Club) -> Result<Option<network::Model>, DbErr> {
    queries::only(club.storage.reads()).await
}

/// Makes a new one-time set-up secret when nothing is set up yet; earlier ones end.
///
/// # Errors
/// When the database refuses.
pub async fn offer_set_up(club: &Club) -> Result<Option<String>, DbErr> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            if queries::only(tx).await?.is_some() {
                return Ok(None);
            }
            queries::end_set_up_links(tx, inside.clock.now()).await?;
            let path = login::new_link(tx, &inside, None, None, SET_UP_OPEN).await?;
            Ok(path.strip_prefix("/login/").map(str::to_owned))
        })
    });
    work.await
}

/// Whether a set-up secret would be accepted.
///
/// # Errors
/// When the database refuses.
pub async fn set_up_is_open(club: &Club, secret: &str) -> Result<bool, DbErr> {
    queries::set_up_link(club.storage.reads(), &login::hashed(secret), club.clock.now()).await
}

/// Sets the installation up: network, first school, first curator, who is its organizer, too. Consumes the secret.
///
/// # Errors
/// See [`SetUpError`].
pub async fn set_up(club: &Club, secret: &str, form: SetUp) -> Result<PersonId, SetUpError> {
    let (inside, hash) = (club.clone(), login::hashed(secret));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let link = login::use_up(tx, &inside, &hash).await?.ok_or(SetUpError::Link)?;
            if link.person_id.is_some() || queries::only(tx).await?.is_some() {
                return Err(SetUpError::Link);
            }
            Ok(write(tx, &inside, form).await?)
        })
    });
    work.await
}

async fn write(tx: &DatabaseTransaction, club: &Club, form: SetUp) -> Result<PersonId, DbErr> {
    let now = club.clock.now();
    let row = network::ActiveModel {
        id: Set(club.chance.id(now)),
        name: Set(form.network_name.clone()),
        emails_held_at: Set(None),
        emails_paused_at: Set(None),
        created_at: Set(now),
    };
    row.insert(tx).await?;
    let school = school::find_or_add(tx, club, &form.school).await?;
    let curator = person::find_or_add(tx, club, &curator(form)).await?.id;
    let organizer =
        NewGrant { person_id: curator, role: Role::Organizer, school_id: Some(school.id), webinar_id: None };
    for new in [NewGrant { role: Role::Curator, school_id: None, ..organizer }, organizer] {
        role::grant(tx, club, &Viewer::Club, new).await?;
    }
    let deed = Deed {
        action: "network.set_up",
        subject: format!("school {}", school.id),
        school_id: Some(school.id),
        session_id: None,
        details: serde_json::json!({}),
    };
    audit::record(tx, club, &Viewer::Club, deed).await?;
    Ok(curator)
}

fn curator(form: SetUp) -> Profile {
    Profile {
        name: form.curator,
        gender: Gender::Unknown,
        position: String::new(),
        school_name: form.school.short_name,
        city: form.school.city,
        region: form.school.region,
        zone: form.school.zone,
        experience_years: None,
        email: Some(form.email),
        phone: None,
        language: Lang::Ru,
    }
}

/// Lets e-mails go again that a restore held back; curators only.
///
/// # Errors
/// `Ok(false)` when the viewer may not or nothing is held.
pub async fn release_emails(club: &Club, viewer: &Viewer) -> Result<bool, DbErr> {
    let network = find(club).await?.filter(|network| network.emails_held_at.is_some());
    let (true, Some(network)) = (viewer.is_curator(), network) else { return Ok(false) };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let none: Option<chrono::DateTime<chrono::Utc>> = None;
            let release =
                network::Entity::update_many().col_expr(network::Column::EmailsHeldAt, Expr::value(none));
            release.exec(tx).await?;
            let deed = Deed {
                action: "network.release_emails",
                subject: format!("network {}", network.id),
                school_id: None,
                session_id: None,
                details: serde_json::json!({}),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(true)
        })
    });
    work.await
}

/// What a curator wants to know at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    pub emails_held: bool,
    pub emails_due: u64,
    pub emails_failed: u64,
    pub jobs_ready: u64,
    pub jobs_parked: u64,
    pub schools: u64,
    pub people: u64,
    pub sessions: u64,
}

/// The state of the installation; `None` for others than curators.
///
/// # Errors
/// When the database refuses.
pub async fn health(club: &Club, viewer: &Viewer) -> Result<Option<Health>, DbErr> {
    if !viewer.is_curator() {
        return Ok(None);
    }
    let mut health = queries::counts(club.storage.reads()).await?;
    health.emails_held = find(club).await?.is_some_and(|network| network.emails_held_at.is_some());
    Ok(Some(health))
}
