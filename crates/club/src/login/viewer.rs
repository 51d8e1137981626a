//! Who holds a cookie.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{LoginId, login};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::{hashed, queries};
use crate::person::full_name;
use crate::{Club, Viewer};

/// How often the last use of a log-in is written down.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(5);

/// Who holds a cookie: a guest when it is unknown, ended, idle for 90 minutes (staff; 30 days for others) or too old (12 hours; 90 days).
///
/// # Errors
/// When the database refuses.
pub async fn viewer(club: &Club, cookie: &str) -> Result<Viewer, DbErr> {
    let now = club.clock.now();
    let db = club.storage.reads();
    let Some((login, person)) = queries::login_of(db, &hashed(cookie)).await? else {
        return Ok(Viewer::Guest);
    };
    let grants = queries::grants(db, person.id).await?;
    if person.disabled_at.is_some() || !is_fresh(&login, !grants.is_empty(), now) {
        return Ok(Viewer::Guest);
    }
    if now - login.last_seen_at >= NOTED_EVERY {
        note_use(club, login.id, now).await?;
    }
    Ok(Viewer::Person {
        person_id: person.id,
        login_id: login.id,
        csrf_token: login.csrf_token,
        name: full_name(&person).full(),
        grants,
    })
}

/// Staff see other people's data: their log-ins end sooner.
fn is_fresh(login: &login::Model, is_staff: bool, now: DateTime<Utc>) -> bool {
    let (idle, whole) = if is_staff {
        (TimeDelta::minutes(90), TimeDelta::hours(12))
    } else {
        (TimeDelta::days(30), TimeDelta::days(90))
    };
    login.ended_at.is_none() && now - login.last_seen_at < idle && now - login.created_at < whole
}

async fn note_use(club: &Club, login: LoginId, now: DateTime<Utc>) -> Result<(), DbErr> {
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let used = login::Entity::update_many().col_expr(login::Column::LastSeenAt, Expr::value(now));
            used.filter(login::Column::Id.eq(login)).exec(tx).await.map(|_| ())
        })
    });
    work.await
}
