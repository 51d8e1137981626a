//! Thanks to everybody who took part, on the day after a session's last webinar.

mod queries;
#[cfg(test)]
mod tests;

use entity::{EmailKind, SessionId, WebinarState, person};
use lang::{Lang, Texts};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use crate::emails::words::{Filling, Frame, Value, wordings};
use crate::emails::{club_name, club_values, greeting, sample_person};
use crate::outbox::{self, NewEmail, Portion};
use crate::person::{full_name, grammar, language};
use crate::session::queries as sessions;
use crate::{Club, email_switch};

/// Thanks listeners who came to a webinar of a session, and its speakers, each of them once in a session's life. Nothing while a webinar is still
/// to come, or when the session sends no thanks. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn send(club: &Club, session: SessionId) -> Result<usize, DbErr> {
    outbox::in_portions(club, move |tx, club, after| {
        Box::pin(async move { portion(tx, &club, session, after).await })
    })
    .await
}

async fn portion(
    tx: &DatabaseTransaction,
    club: &Club,
    session: SessionId,
    after: Option<Uuid>,
) -> Result<Portion, DbErr> {
    let nobody = Portion::default();
    let Some(session) = sessions::by_id(tx, session).await? else { return Ok(nobody) };
    let now = club.clock.now();
    let webinars = sessions::webinars(tx, session.id).await?;
    let is_to_come =
        webinars.iter().any(|webinar| webinar.state == WebinarState::Planned && webinar.ends_at > now);
    if is_to_come || !email_switch::is_on(tx, session.id, EmailKind::Thanks).await? {
        return Ok(nobody);
    }
    let people = queries::took_part(tx, session.id, after).await?;
    let ids: Vec<Uuid> = people.iter().map(|person| person.id.0).collect();
    let words = wordings(tx, EmailKind::Thanks, Some(&session)).await?;
    let (name, page) = (club_name(club).await?, club.settings.address("/me"));
    let mut emails = vec![];
    for person in people {
        let content = words.compose(&filling(&person, (&session.title, &name), &page))?;
        let key = format!("thanks:{}:{}", session.id, person.id);
        let email = NewEmail::to(&person, EmailKind::Thanks, key, content);
        let email = email.map(|email| NewEmail { session_id: Some(session.id), ..email });
        emails.extend(email.map(|email| (club.chance.id(now), email)));
    }
    Ok(Portion::of(outbox::enqueue_new(tx, club, emails).await?, &ids))
}

fn filling(person: &person::Model, (session, club): (&str, &str), page: &str) -> Filling {
    let t = Texts(language(person));
    let greeting = greeting(&full_name(person), grammar(person.gender), t.lang());
    let mut values = club_values(&greeting, session, club);
    let label = t.say("thanks-email-page");
    values.insert("page", Value::Button { label, address: page.to_owned() });
    let why = t.say_with("thanks-email-why", &[("session", session.into())]);
    let (club_name, preview) = (club.to_owned(), session.to_owned());
    Filling { values, frame: Frame { t, club_name, preview, why, unsubscribe_address: None } }
}

/// What fills the words, with invented data.
pub(crate) fn sample(language: Lang) -> Filling {
    let names = ("Весенняя сессия Web-клуба", "Интернет-наставник");
    filling(&sample_person(language), names, "https://club.example/me")
}
