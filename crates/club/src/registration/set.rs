//! Registering many at once: listeners who are new to the club share every statement; everybody else is registered alone, in the same transaction.

use std::collections::{BTreeMap, BTreeSet};

use entity::{SessionId, WebinarId, registration, session, webinar};
use mail::Address;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _};

use super::register::{self, Found, RegisterError, Registered, Registering};
use super::{emails, queries, tellings};
use crate::emails::club_name;
use crate::session::stages;
use crate::webinar::queries as all_webinars;
use crate::{Club, Viewer, audit, consent, person as people, waiting};

/// Registrations of one statement: a database takes some ten thousand values in it.
const AT_ONCE: usize = 1_000;

/// Registers people by their forms; what came of each, in their order.
///
/// # Errors
/// When the database refuses one of them: then nobody is registered.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    forms: Vec<Registering>,
) -> Result<Vec<Result<Registered, RegisterError>>, DbErr> {
    let club_name = club_name(club).await?;
    let mut done: BTreeMap<usize, Result<Registered, RegisterError>> = BTreeMap::new();
    let newcomers = newcomers(tx, club, &forms).await?;
    let newly = together(tx, club, newcomers, &club_name).await?;
    done.extend(newly.into_iter().map(|(number, registered)| (number, Ok(registered))));
    for (number, form) in forms.into_iter().enumerate() {
        if done.contains_key(&number) {
            continue;
        }
        match register::write(tx, club, form, &club_name).await {
            Err(RegisterError::Db(error)) => return Err(error),
            result => done.insert(number, result),
        };
    }
    Ok(done.into_values().collect())
}

/// The form of somebody whose mailbox the club has never heard of, for webinars that have a place for everybody here.
struct Newcomer<'a> {
    number: usize,
    form: &'a Registering,
    webinars: Vec<webinar::Model>,
    session: session::Model,
}

async fn newcomers<'a>(
    tx: &DatabaseTransaction,
    club: &Club,
    forms: &'a [Registering],
) -> Result<Vec<Newcomer<'a>>, DbErr> {
    let now = club.clock.now();
    let (found, mut places) = chosen_by_all(tx, club, forms).await?;
    let mut stages = vec![];
    for session in found.iter().map(|(_, session)| session.id).collect::<BTreeSet<SessionId>>() {
        stages.extend(stages::queries::of_session(tx, session).await?);
    }
    let addresses = forms.iter().filter_map(|form| Some(form.profile.email.as_ref()?.as_str()));
    let known = people::queries::known_addresses(tx, &addresses.collect::<Vec<_>>()).await?;
    let mut mailboxes = BTreeSet::new();
    let mut newcomers = vec![];
    for (number, form) in forms.iter().enumerate() {
        let is_new =
            |address: &Address| !known.contains(address.as_str()) && mailboxes.insert(address.base());
        if !form.profile.email.as_ref().is_some_and(is_new) {
            continue;
        }
        let chosen = found.iter().filter(|(webinar, _)| form.webinars.contains(&webinar.id)).cloned();
        let Ok((webinars, session)) = register::check(chosen.collect(), &stages, &form.webinars, now) else {
            continue;
        };
        if take_places(&mut places, &webinars) {
            newcomers.push(Newcomer { number, form, webinars, session });
        }
    }
    Ok(newcomers)
}

/// The webinars of all forms, and how many places those have that are limited: none where somebody who comes now has to wait.
async fn chosen_by_all(
    tx: &DatabaseTransaction,
    club: &Club,
    forms: &[Registering],
) -> Result<(Vec<Found>, BTreeMap<WebinarId, u64>), DbErr> {
    let ids: BTreeSet<WebinarId> = forms.iter().flat_map(|form| form.webinars.iter().copied()).collect();
    let ids: Vec<WebinarId> = ids.into_iter().collect();
    let mut found = queries::webinars(tx, ids.clone()).await?;
    let limited = found.iter().filter(|(webinar, _)| webinar.capacity.is_some());
    let limited: Vec<WebinarId> = limited.map(|(webinar, _)| webinar.id).collect();
    let mut places = BTreeMap::new();
    if !limited.is_empty() {
        // Whoever else wants the last place waits here, and counts after us.
        all_webinars::lock(tx, webinar::Column::Id.is_in(limited)).await?;
        found = queries::webinars(tx, ids).await?;
        for (webinar, _) in found.iter().filter(|(webinar, _)| webinar.capacity.is_some()) {
            places.insert(webinar.id, waiting::free_at_once(tx, webinar, club.clock.now()).await?);
        }
    }
    Ok((found, places))
}

/// Takes a place at each of these webinars that is limited, or none at all.
fn take_places(places: &mut BTreeMap<WebinarId, u64>, webinars: &[webinar::Model]) -> bool {
    if webinars.iter().any(|webinar| places.get(&webinar.id).is_some_and(|left| *left == 0)) {
        return false;
    }
    for webinar in webinars {
        if let Some(left) = places.get_mut(&webinar.id) {
            *left -= 1;
        }
    }
    true
}

async fn together(
    tx: &DatabaseTransaction,
    club: &Club,
    newcomers: Vec<Newcomer<'_>>,
    club_name: &str,
) -> Result<Vec<(usize, Registered)>, DbErr> {
    if newcomers.is_empty() {
        return Ok(vec![]);
    }
    let profiles: Vec<_> = newcomers.iter().map(|newcomer| &newcomer.form.profile).collect();
    let people = people::add_all(tx, club, &profiles).await?;
    let mut all = vec![];
    for (newcomer, person) in newcomers.iter().zip(people) {
        let question = newcomer.form.question.as_ref();
        let row = |webinar: &webinar::Model| register::new(club, webinar.id, person.id, question);
        let new = newcomer.webinars.iter().map(row).collect();
        all.push((newcomer, Registered { new, ..Registered::new(person) }));
    }
    give_consents(tx, club, &all).await?;
    let rows: Vec<_> =
        all.iter().flat_map(|(_, one)| one.new.iter().cloned().map(register::unsaved)).collect();
    for some in rows.chunks(AT_ONCE) {
        registration::Entity::insert_many(some.iter().cloned()).exec_without_returning(tx).await?;
    }
    tell(tx, club, &all).await?;
    for (newcomer, one) in &all {
        let what = (&newcomer.session, newcomer.webinars.as_slice());
        register::send_links_that_are_late(tx, club, &one.person, what).await?;
    }
    confirm(tx, club, &all, club_name).await?;
    let deeds = all.iter().map(|(newcomer, one)| register::deed(one, &newcomer.session)).collect();
    audit::record_all(tx, club, &Viewer::Guest, deeds).await?;
    Ok(all.into_iter().map(|(newcomer, one)| (newcomer.number, one)).collect())
}

async fn tell(
    tx: &DatabaseTransaction,
    club: &Club,
    all: &[(&Newcomer<'_>, Registered)],
) -> Result<(), DbErr> {
    let new = all.iter().flat_map(|(newcomer, one)| {
        let webinar =
            |row: &registration::Model| newcomer.webinars.iter().find(|webinar| webinar.id == row.webinar_id);
        one.new.iter().filter_map(move |row| Some((row, webinar(row)?, &newcomer.session)))
    });
    tellings::made(tx, club, &new.collect::<Vec<_>>()).await
}

async fn give_consents(
    tx: &DatabaseTransaction,
    club: &Club,
    all: &[(&Newcomer<'_>, Registered)],
) -> Result<(), DbErr> {
    let first = |(newcomer, one): &'_ (&Newcomer<'_>, Registered)| (newcomer.form.clone(), one.person.id);
    let given: Vec<_> = all.iter().map(first).collect();
    let given = given.iter().map(|(form, person)| consent::First {
        person: *person,
        purposes: &form.consents,
        language: form.language,
        origin: &form.origin,
    });
    consent::give_first(tx, club, &given.collect::<Vec<_>>()).await
}

/// Confirms session by session: each has words of its own.
async fn confirm(
    tx: &DatabaseTransaction,
    club: &Club,
    all: &[(&Newcomer<'_>, Registered)],
    club_name: &str,
) -> Result<(), DbErr> {
    let mut by_session: BTreeMap<SessionId, Vec<_>> = BTreeMap::new();
    for one in all {
        by_session.entry(one.0.session.id).or_default().push(one);
    }
    for of_session in by_session.into_values() {
        let Some((newcomer, _)) = of_session.first() else { continue };
        let listeners: Vec<_> =
            of_session.iter().map(|(newcomer, one)| (one, newcomer.webinars.as_slice())).collect();
        emails::confirm_first(tx, club, &listeners, (&newcomer.session, club_name)).await?;
    }
    Ok(())
}
