//! Finders of the installation as a whole.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{JobState, OutboxState, job, login_link, network, outbox_email, person, school, session};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _,
};

use super::Health;

/// The one network of this installation.
pub(super) async fn only(db: &impl ConnectionTrait) -> Result<Option<network::Model>, DbErr> {
    network::Entity::find().order_by_asc(network::Column::Id).one(db).await
}

/// Ends every set-up link that is still open.
pub(super) async fn end_set_up_links(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    login_link::Entity::update_many()
        .col_expr(login_link::Column::UsedAt, Expr::value(now))
        .filter(login_link::Column::PersonId.is_null())
        .filter(login_link::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Whether there is an open set-up link with this hash.
pub(super) async fn set_up_link(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let open = login_link::Entity::find()
        .filter(login_link::Column::TokenSha256.eq(hash))
        .filter(login_link::Column::PersonId.is_null())
        .filter(login_link::Column::UsedAt.is_null())
        .filter(login_link::Column::ExpiresAt.gt(now));
    Ok(open.count(db).await? > 0)
}

/// How much there is of everything.
pub(super) async fn counts(db: &impl ConnectionTrait) -> Result<Health, DbErr> {
    let emails =
        |state: OutboxState| outbox_email::Entity::find().filter(outbox_email::Column::State.eq(state));
    let jobs = |state: JobState| job::Entity::find().filter(job::Column::State.eq(state));
    Ok(Health {
        emails_held: false,
        emails_due: emails(OutboxState::Due).count(db).await?,
        emails_failed: emails(OutboxState::Failed).count(db).await?,
        jobs_ready: jobs(JobState::Ready).count(db).await?,
        jobs_parked: jobs(JobState::Parked).count(db).await?,
        schools: school::Entity::find().count(db).await?,
        people: person::Entity::find().count(db).await?,
        sessions: session::Entity::find().count(db).await?,
    })
}
