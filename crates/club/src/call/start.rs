//! Beginning an application: its personal link goes to the applicant's address, and carries nothing that was typed.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, PersonId, SessionState, TalkState, person, session, speaker, talk};
use lang::{Lang, Texts};
use mail::Address;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _};

use super::{emails, is_open, queries};
use crate::emails::club_name;
use crate::outbox::{self, Limit};
use crate::session::queries as sessions;
use crate::talk::blank;
use crate::{Club, Viewer};

/// An address that somebody else types gets no flood.
const LINKS: Limit = Limit { kind: EmailKind::ApplicationLink, most: 3, each: TimeDelta::hours(1) };

/// What came of beginning an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// Its link is on the way to the address.
    LinkSent,
    /// Whoever is logged in goes on at once: the secret of its link.
    At(String),
}

/// Why no application was begun.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("there is no such session, or it never called for speakers")]
    NotFound,
    #[error("the call for speakers is over")]
    Closed,
    #[error("a guest has to give an address")]
    NoAddress,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// A session that calls, or called, for speakers; anybody may know of it before its programme is there.
///
/// # Errors
/// When the database refuses.
pub async fn called(club: &Club, slug: &str) -> Result<Option<session::Model>, DbErr> {
    let db = club.storage.reads();
    let Some(session) = sessions::by_slug(db, slug).await? else { return Ok(None) };
    let session = Some(super::by_stage(db, session, club.clock.now()).await?);
    Ok(session.filter(|session| session.talks_until.is_some() && session.state != SessionState::Archived))
}

/// Begins an application. Whoever is logged in goes on at once; to a guest's address goes a link, with those of the applications that it has
/// already: also when the call is over. At most three e-mails an hour and address. Anybody may.
///
/// # Errors
/// See [`StartError`].
pub async fn start(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    address: Option<&Address>,
    language: Lang,
) -> Result<Started, StartError> {
    let session = called(club, slug).await?.ok_or(StartError::NotFound)?;
    let club_name = club_name(club).await?;
    let (inside, person, address) = (club.clone(), viewer.person_id(), address.cloned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let is_open = is_open(&session, inside.clock.now());
            match (person, address) {
                (Some(_), _) if !is_open => Err(StartError::Closed),
                (Some(person), _) => of_person(tx, &inside, &session, person).await,
                (None, Some(address)) => {
                    send_link(tx, &inside, &session, (&address, language, &club_name, is_open)).await?;
                    Ok(Started::LinkSent)
                }
                (None, None) => Err(StartError::NoAddress),
            }
        })
    });
    work.await
}

async fn of_person(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    person: PersonId,
) -> Result<Started, StartError> {
    let untouched = queries::untouched(tx, session.id, person).await?;
    if let Some(secret) = untouched.and_then(|talk| talk.secret) {
        return Ok(Started::At(secret));
    }
    let person = crate::person::queries::by_id(tx, person).await?.ok_or(StartError::NotFound)?;
    let secret = club.chance.secret();
    let draft = talk::Model {
        secret: Some(secret.clone()),
        applicant_email: person.email.clone(),
        applicant_language: Some(person.language.clone()),
        ..draft(club, session)
    };
    let draft = draft.into_active_model().insert(tx).await?;
    add_speaker(tx, club, &draft, &person).await?;
    Ok(Started::At(secret))
}

/// An empty draft.
pub(super) fn draft(club: &Club, session: &session::Model) -> talk::Model {
    let now = club.clock.now();
    blank(club.chance.id(now), session.id, "", now)
}

/// Makes a person the next speaker of a talk; whoever is one stays.
pub(super) async fn add_speaker(
    tx: &DatabaseTransaction,
    club: &Club,
    talk: &talk::Model,
    person: &person::Model,
) -> Result<bool, DbErr> {
    let standing = queries::speakers(tx, vec![talk.id]).await?;
    if standing.iter().any(|(speaker, _)| speaker.person_id == person.id) {
        return Ok(false);
    }
    let place = standing.iter().map(|(speaker, _)| speaker.place).max().unwrap_or(0) + 1;
    let id = club.chance.id(club.clock.now());
    let row = speaker::Model { id, talk_id: talk.id, person_id: person.id, place, category: None };
    row.into_active_model().insert(tx).await?;
    Ok(true)
}

async fn send_link(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    (address, language, club_name, is_open): (&Address, Lang, &str, bool),
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let keys = LINKS.open_keys(tx, address, now).await?;
    let standing = queries::of_address(tx, session.id, address).await?;
    let (untouched, begun): (Vec<_>, Vec<_>) = standing.into_iter().partition(is_untouched);
    let fresh = match untouched.into_iter().next() {
        Some(draft) => Some(draft),
        None if is_open && !keys.is_empty() => {
            let draft = talk::Model {
                secret: Some(club.chance.secret()),
                applicant_email: Some(address.as_str().to_owned()),
                applicant_language: Some(language.code().to_owned()),
                ..draft(club, session)
            };
            Some(draft.into_active_model().insert(tx).await?)
        }
        None => None,
    };
    let fresh = fresh.filter(|_| is_open);
    let newest = fresh.as_ref().or_else(|| begun.first());
    let Some(secret) = newest.and_then(|talk| talk.secret.clone()).filter(|_| !keys.is_empty()) else {
        return Ok(());
    };
    let t = Texts(language);
    let lines = lines(club, session, &begun, t);
    let lead = if fresh.is_some() { "call-email-link-lead" } else { "call-email-link-closed" };
    let about = emails::About {
        kind: EmailKind::ApplicationLink,
        headline: t.say("call-email-link-headline"),
        lead: t.say(lead),
        note: None,
        topic: None,
        page: (t.say("call-email-link-page"), club.settings.address(&format!("/a/{secret}"))),
        lines,
    };
    let reader = emails::Reader::address(address.as_str(), language);
    let email = emails::compose(tx, session, (&about, &reader, club_name)).await?;
    outbox::enqueue_under(tx, club, keys, email).await?;
    Ok(())
}

fn is_untouched(talk: &talk::Model) -> bool {
    talk.state == TalkState::Draft && talk.saved_at.is_none()
}

/// The applications that an address has already, named by their days: what was typed stays out of the e-mail.
fn lines(club: &Club, session: &session::Model, begun: &[talk::Model], t: Texts) -> Vec<(String, String)> {
    let zone: Tz = session.time_zone.parse().unwrap_or(Tz::Europe__Moscow);
    let line = |talk: &talk::Model| {
        let secret = talk.secret.as_ref()?;
        let date = day(talk.saved_at.unwrap_or(talk.created_at), zone, t);
        let state = t.say(&format!("call-email-state-{}", talk.state));
        let label = t.say_with("call-email-earlier", &[("date", date.into()), ("state", state.into())]);
        Some((label, club.settings.address(&format!("/a/{secret}"))))
    };
    begun.iter().filter_map(line).collect()
}

fn day(at: DateTime<Utc>, zone: Tz, t: Texts) -> String {
    let local = at.with_timezone(&zone);
    format!("{}, {}", lang::date(local.date_naive(), t.lang()), lang::time(local))
}
