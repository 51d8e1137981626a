//! Composing what a plan says, by the code that writes the real e-mails, at the time at which it would write them.

use entity::session;
use sea_orm::DbErr;

use super::plan::{Line, Plan, Readers};
use crate::jobs::Job;
use crate::outbox::NewEmail;
use crate::{Clock, Club, reminder, stream_link, talk};

/// The e-mails of a plan in the order of their times, as their readers would get them.
pub(super) async fn compose(
    club: &Club,
    session: &session::Model,
    plan: Plan,
) -> Result<Vec<(chrono::DateTime<chrono::Utc>, NewEmail)>, DbErr> {
    let mut emails = vec![];
    for line in plan.0 {
        let at = line.at;
        let then = Club { clock: Clock::simulated(at, 0.0), ..club.clone() };
        emails.extend(of_line(&then, session, line).await?.into_iter().map(|email| (at, email)));
    }
    Ok(emails)
}

async fn of_line(club: &Club, session: &session::Model, line: Line) -> Result<Vec<NewEmail>, DbErr> {
    match (line.job, line.readers) {
        (Job::SendStreamLinks { zone, day, .. }, Readers::Listeners(found)) => {
            stream_link::compose(club, session.id, (zone, day), found).await
        }
        (Job::SendReminders { webinar, starts_at, minutes }, Readers::Listeners(found)) => {
            reminder::compose(club, webinar, (starts_at, minutes), found).await
        }
        (Job::RemindOfTalks { zone, day, .. }, Readers::Speakers(found)) => {
            talk::compose_talks(club, session, (zone, day), found).await
        }
        (Job::RemindOfMaterials { zone, day, webinar, .. }, Readers::Speakers(found)) => {
            talk::compose_materials(club, session, webinar, (zone, day), found).await
        }
        _ => Ok(vec![]),
    }
}
