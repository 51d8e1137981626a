//! Making and sending log-in links.

use chrono::TimeDelta;
use entity::{EmailKind, PersonId, login_link, person};
use lang::Lang;
use mail::Address;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, Set};

use super::emails::{LoginLinkEmail, PersonLink};
use super::hashed;
use crate::outbox::{self, Limit, NewEmail};
use crate::{Club, emails, person as people};

/// How long a link is good that somebody asked for.
const ASKED_FOR: TimeDelta = TimeDelta::hours(1);

const LINKS: Limit = Limit { kind: EmailKind::LoginLink, most: 3, each: TimeDelta::hours(1) };

/// Sends log-in links to an address: one e-mail with a link for each person who has it. An unknown address gets none, and the answer is
/// the same. At most three e-mails an hour and address.
///
/// # Errors
/// When the database refuses.
pub async fn send_link(
    club: &Club,
    address: &Address,
    next: Option<String>,
    language: Lang,
) -> Result<(), DbErr> {
    let people = people::queries::of_address(club.storage.reads(), address).await?;
    let club_name = emails::club_name(club).await?;
    let (inside, address) = (club.clone(), address.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let keys = LINKS.open_keys(tx, &address, inside.clock.now()).await?;
            if people.is_empty() || keys.is_empty() {
                return Ok(());
            }
            let email = email(tx, &inside, &people, (&address, next, language, &club_name)).await?;
            outbox::enqueue_under(tx, &inside, keys, email).await?;
            Ok(())
        })
    });
    work.await
}

async fn email(
    tx: &DatabaseTransaction,
    club: &Club,
    people: &[person::Model],
    (address, next, language, club_name): (&Address, Option<String>, Lang, &str),
) -> Result<NewEmail, DbErr> {
    let mut links = vec![];
    for person in people {
        let path = new_link(tx, club, Some(person.id), next.clone(), ASKED_FOR).await?;
        let name = emails::unlinked(&people::full_name(person).full());
        links.push(PersonLink { name, address: club.settings.address(&path) });
    }
    let content = LoginLinkEmail { language, club_name: club_name.to_owned(), links }.content()?;
    let only = if let [person] = people { Some(person) } else { None };
    Ok(NewEmail {
        kind: EmailKind::LoginLink,
        dedup_key: String::new(),
        session_id: None,
        person_id: only.map(|person| person.id),
        to_name: only.map(|person| people::full_name(person).full()),
        to_address: address.as_str().to_owned(),
        language,
        subject: content.subject,
        text: content.text,
        html: content.html,
        unsubscribe_url: None,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: Some(club.clock.now() + ASKED_FOR),
    })
}

/// Makes a log-in link for a person and returns its path `/login/{secret}`: for the demonstration's first page.
///
/// # Errors
/// When the database refuses.
pub async fn link_for(
    club: &Club,
    person: PersonId,
    next: Option<String>,
    valid: TimeDelta,
) -> Result<String, DbErr> {
    let inside = club.clone();
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { new_link(tx, &inside, Some(person), next, valid).await }));
    work.await
}

/// Writes a log-in link in the transaction of its cause and returns its path; without a person it is a set-up link.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn new_link(
    tx: &DatabaseTransaction,
    club: &Club,
    person: Option<PersonId>,
    next: Option<String>,
    valid: TimeDelta,
) -> Result<String, DbErr> {
    let (row, path) = link(club, person, next, valid);
    row.insert(tx).await?;
    Ok(path)
}

/// Writes a log-in link for each person in one statement and returns their paths in this order.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn new_links(
    tx: &DatabaseTransaction,
    club: &Club,
    persons: Vec<PersonId>,
    next: &str,
    valid: TimeDelta,
) -> Result<Vec<String>, DbErr> {
    let links = persons.into_iter().map(|person| link(club, Some(person), Some(next.to_owned()), valid));
    let (rows, paths): (Vec<_>, Vec<_>) = links.unzip();
    if !rows.is_empty() {
        login_link::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(paths)
}

fn link(
    club: &Club,
    person: Option<PersonId>,
    next: Option<String>,
    valid: TimeDelta,
) -> (login_link::ActiveModel, String) {
    let now = club.clock.now();
    let secret = club.chance.secret();
    let row = login_link::ActiveModel {
        id: Set(club.chance.id(now)),
        token_sha256: Set(hashed(&secret)),
        person_id: Set(person),
        next: Set(next),
        created_at: Set(now),
        expires_at: Set(now + valid),
        used_at: Set(None),
    };
    (row, format!("/login/{secret}"))
}
