//! Telling those whom a release concerns: one e-mail a person, with the changes of his or her webinars only.

use std::collections::BTreeSet;

use entity::{EmailKind, PersonId, ReleaseId, SessionState, WebinarId, person, release, session};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::queries::{self, Concerned};
use super::{Change, What, emails, stored_changes};
use crate::emails::club_name;
use crate::emails::words::{Wordings, wordings};
use crate::outbox::{self, NewEmail, Portion};
use crate::session::queries as sessions;
use crate::talk::queries as talks;
use crate::{Club, person as people};

/// A release with everything that its e-mails need.
struct About {
    release: release::Model,
    session: session::Model,
    /// What is told: not what has e-mails of its own.
    changes: Vec<Change>,
    club_name: String,
    words: Wordings,
}

/// Tells speakers and registered listeners of changed webinars. Running it twice writes nothing twice. Returns how many e-mails were written.
///
/// # Errors
/// When the database refuses.
pub async fn tell(club: &Club, release: ReleaseId) -> Result<usize, DbErr> {
    outbox::in_portions(club, move |tx, club, after| {
        Box::pin(async move { portion(tx, &club, release, after).await })
    })
    .await
}

async fn portion(
    tx: &DatabaseTransaction,
    club: &Club,
    release: ReleaseId,
    after: Option<Uuid>,
) -> Result<Portion, DbErr> {
    let Some(about) = load(tx, club, release).await? else { return Ok(Portion::default()) };
    let listeners_of = about.webinars(|what| !matches!(what, What::Added));
    let speakers_of = about.webinars(|_| true);
    let former: Vec<PersonId> = about.changes.iter().flat_map(|change| gone(&change.what)).copied().collect();
    let whom = Concerned { listeners_of: &listeners_of, speakers_of: &speakers_of, people: &former };
    let found = queries::concerned_after(tx, &whom, after).await?;
    let ids: Vec<PersonId> = found.iter().map(|person| person.id).collect();
    let mut of_people: BTreeSet<(PersonId, WebinarId)> =
        queries::registered(tx, &listeners_of, &ids).await?.into_iter().collect();
    of_people.extend(talks::speaking(tx, &speakers_of, &ids).await?);
    let mut emails = vec![];
    for person in &found {
        let concerns = |change: &&Change| {
            let webinar = change.webinar.as_ref();
            webinar.is_some_and(|webinar| of_people.contains(&(person.id, webinar.id)))
                || gone(&change.what).contains(&person.id)
        };
        let own: Vec<&Change> = about.changes.iter().filter(concerns).collect();
        emails.extend(email(club, &about, person, &own)?);
    }
    let now = club.clock.now();
    let emails = emails.into_iter().map(|email| (club.chance.id(now), email)).collect();
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(Portion::of(outbox::enqueue_new(tx, club, emails).await?, &ids))
}

fn gone(what: &What) -> &[PersonId] {
    match what {
        What::SpeakersGone { people, .. } => people,
        _ => &[],
    }
}

impl About {
    fn webinars(&self, wanted: fn(&What) -> bool) -> Vec<WebinarId> {
        let changes = self.changes.iter().filter(|change| wanted(&change.what));
        let mut ids: Vec<WebinarId> =
            changes.filter_map(|change| change.webinar.as_ref().map(|webinar| webinar.id)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

async fn load(tx: &DatabaseTransaction, club: &Club, id: ReleaseId) -> Result<Option<About>, DbErr> {
    let Some(release) = queries::by_id(tx, id).await? else { return Ok(None) };
    let session = sessions::by_id(tx, release.session_id).await?;
    let Some(session) = session.filter(|session| session.state == SessionState::Published) else {
        return Ok(None);
    };
    let now = club.clock.now();
    let all = stored_changes(&release)?;
    // Whose webinar was moved learns everything from the e-mail about its new time; what has begun is no news any more.
    let is_moved = |id: WebinarId| {
        let of_webinar = |change: &&Change| change.webinar.as_ref().is_some_and(|webinar| webinar.id == id);
        all.iter().filter(of_webinar).any(|change| matches!(change.what, What::Moved { .. }))
    };
    let is_told = |change: &&Change| {
        let webinar = change.webinar.as_ref();
        change.is_told() && webinar.is_some_and(|webinar| webinar.starts_at > now && !is_moved(webinar.id))
    };
    let changes: Vec<Change> = all.iter().filter(is_told).cloned().collect();
    Ok(Some(About {
        words: wordings(tx, EmailKind::ProgrammeChanged, Some(&session)).await?,
        club_name: club_name(club).await?,
        release,
        session,
        changes,
    }))
}

fn email(
    club: &Club,
    about: &About,
    person: &person::Model,
    changes: &[&Change],
) -> Result<Option<NewEmail>, DbErr> {
    if changes.is_empty() {
        return Ok(None);
    }
    let page = club.settings.address(&format!("/s/{}", about.session.slug));
    let zone = people::zone(person, about.session.time_zone.parse().unwrap_or(chrono_tz::Europe::Moscow));
    let names = (about.session.title.as_str(), about.club_name.as_str());
    let filling = emails::filling((person, zone), names, (&about.release.note, &page), changes)?;
    let key = format!("programme_changed:{}:{}", about.release.id, person.id);
    let content = about.words.compose(&filling)?;
    let last =
        changes.iter().filter_map(|change| change.webinar.as_ref()).map(|webinar| webinar.starts_at).max();
    let email = NewEmail::to(person, EmailKind::ProgrammeChanged, key, content);
    Ok(email.map(|email| NewEmail { session_id: Some(about.session.id), not_after: last, ..email }))
}
