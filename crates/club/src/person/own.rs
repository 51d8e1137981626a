//! What a person who is logged in says of himself or herself.

use entity::{Gender, PersonId, person};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _};

use super::{Profile, queries};
use crate::audit::{self, Deed};
use crate::school::queries as schools;
use crate::{Club, Viewer};

/// The viewer's own row: a form is filled in from it.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Option<person::Model>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::by_id(club.storage.reads(), person).await,
        None => Ok(None),
    }
}

/// Brings position, school, place, experience and telephone of the viewer up to date, when the profile has his or her own name and address;
/// otherwise nothing changes: nobody changes by a form what is stored of somebody else.
///
/// # Errors
/// When the database refuses.
pub async fn bring_up_to_date(club: &Club, viewer: &Viewer, profile: &Profile) -> Result<(), DbErr> {
    let Some(id) = viewer.person_id() else { return Ok(()) };
    let (inside, viewer, profile) = (club.clone(), viewer.clone(), profile.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let own = queries::locked(tx, id).await?;
            let Some(own) = own.filter(|own| is_own(own, &profile)) else { return Ok(()) };
            if !differs(&own, &profile) {
                return Ok(());
            }
            write(tx, id, &profile).await?;
            let deed = Deed {
                action: "person.change",
                subject: format!("person {id}"),
                school_id: None,
                session_id: None,
                details: serde_json::json!({}),
            };
            audit::record(tx, &inside, &viewer, deed).await
        })
    });
    work.await
}

fn is_own(own: &person::Model, profile: &Profile) -> bool {
    let address = profile.email.as_ref().map(mail::Address::as_str);
    own.search_name == profile.name.search_key() && own.email.as_deref() == address
}

fn differs(own: &person::Model, profile: &Profile) -> bool {
    let now = (&own.position, &own.school_name, &own.city, &own.region, own.time_zone.as_str());
    let said = (&profile.position, &profile.school_name, &profile.city, &profile.region, profile.zone.name());
    let rest = (own.experience_years, &own.phone) != (profile.experience_years, &profile.phone);
    now != said || rest || (profile.gender != Gender::Unknown && profile.gender != own.gender)
}

async fn write(tx: &DatabaseTransaction, id: PersonId, profile: &Profile) -> Result<(), DbErr> {
    let school = schools::named(tx, &profile.school_name, &profile.city).await?;
    let mut update = person::Entity::update_many()
        .col_expr(person::Column::Position, Expr::value(profile.position.as_str()))
        .col_expr(person::Column::SchoolName, Expr::value(profile.school_name.as_str()))
        .col_expr(person::Column::SchoolId, Expr::value(school.map(|school| school.id.0)))
        .col_expr(person::Column::City, Expr::value(profile.city.as_str()))
        .col_expr(person::Column::Region, Expr::value(profile.region.as_str()))
        .col_expr(person::Column::TimeZone, Expr::value(profile.zone.name()))
        .col_expr(person::Column::ExperienceYears, Expr::value(profile.experience_years))
        .col_expr(person::Column::Phone, Expr::value(profile.phone.clone()));
    if profile.gender != Gender::Unknown {
        update = update.col_expr(person::Column::Gender, Expr::value(profile.gender.as_str()));
    }
    update.filter(person::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}
