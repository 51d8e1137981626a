//! A mailbox that strangers typed into the form again and again, and that nobody has ever shown to read, gets three e-mails a day.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use entity::{
    EmailKind, OutboxEmailId, OutboxState, PersonId, consent, login_link, outbox_email, person, registration,
};
use mail::Address;
use sea_orm::sea_query::{Expr, ExprTrait as _, LikeExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QuerySelect as _,
};

use super::lease;
use super::picks::Pick;
use crate::consent::BY_SCHOOL;
use outbox_email::Column;

/// E-mails that such a mailbox gets on a day (by UTC).
pub(super) const MOST_A_DAY: usize = 3;

/// People who may share a mailbox before anybody wonders: a family, an office.
const MOST_PEOPLE: usize = 3;

/// What waits for this is looked at again: once somebody there has opened any of our e-mails, the rest goes.
const WAITS: TimeDelta = TimeDelta::hours(1);

/// What stands beside an e-mail that waits for this.
pub const FLOODED: &str =
    "на этот адрес записано слишком много людей, и никто из них ещё не открывал наших писем";

/// Takes out of what a worker is about to lease whatever such mailboxes get beyond their share: it waits, with the reason beside it, until
/// somebody proves to read there, or its time has passed.
pub(super) async fn without_flood(
    tx: &DatabaseTransaction,
    picks: Vec<Pick>,
    now: DateTime<Utc>,
) -> Result<Vec<Pick>, DbErr> {
    let mailboxes: BTreeMap<String, Vec<&Pick>> =
        picks.iter().filter(|pick| is_counted(pick)).fold(BTreeMap::new(), |mut all, pick| {
            all.entry(base(&pick.to_address)).or_default().push(pick);
            all
        });
    let mut refused: BTreeSet<OutboxEmailId> = BTreeSet::new();
    // Somebody who counts with `+1`, `+2`, … leaves no two people with one address.
    let tagged = |own: &Vec<&Pick>| own.iter().any(|pick| pick.to_address.contains('+'));
    let asked = mailboxes.iter().map(|(mailbox, own)| (mailbox.as_str(), tagged(own))).collect();
    for (mailbox, people) in crowded(tx, asked).await? {
        let ids: Vec<PersonId> = people.iter().map(|(id, _)| *id).collect();
        if is_read(tx, &ids).await? || is_vouched_for(tx, &ids).await? {
            continue;
        }
        let Some(own) = mailboxes.get(&mailbox) else { continue };
        let gone = had_today(tx, &people, own, now).await?;
        refused.extend(own.iter().skip(MOST_A_DAY.saturating_sub(gone)).map(|pick| pick.id));
    }
    if refused.is_empty() {
        return Ok(picks);
    }
    outbox_email::Entity::update_many()
        .set(lease::due_again(now + WAITS, FLOODED))
        .filter(Column::Id.is_in(refused.iter().copied()))
        .exec(tx)
        .await?;
    Ok(picks.into_iter().filter(|pick| !refused.contains(&pick.id)).collect())
}

/// Log-in links have a limit of their own, and staff are nobody's victims.
fn is_counted(pick: &Pick) -> bool {
    !pick.is_rehearsal && !matches!(pick.kind, EmailKind::LoginLink | EmailKind::OrganizerAlert)
}

fn base(address: &str) -> String {
    Address::parse(address).map_or_else(|_odd| address.to_owned(), |address| address.base())
}

type People = Vec<(PersonId, String)>;

/// Mailboxes of more people than an office has, with their people and addresses; those that are asked for with whether tags are in use there.
async fn crowded(
    db: &impl ConnectionTrait,
    mailboxes: BTreeMap<&str, bool>,
) -> Result<Vec<(String, People)>, DbErr> {
    if mailboxes.is_empty() {
        return Ok(vec![]);
    }
    let of = |which: Condition| person::Entity::find().filter(which).select_only();
    let plain = Condition::all().add(person::Column::Email.is_in(mailboxes.keys().copied()));
    let counts: Vec<(String, i64)> = of(plain)
        .column(person::Column::Email)
        .column_as(person::Column::Id.count(), "number")
        .group_by(person::Column::Email)
        .into_tuple()
        .all(db)
        .await?;
    let most = i64::try_from(MOST_PEOPLE).unwrap_or(i64::MAX);
    let mut suspects: BTreeSet<&str> =
        counts.iter().filter(|(_, number)| *number > most).map(|(mailbox, _)| mailbox.as_str()).collect();
    suspects.extend(mailboxes.iter().filter(|(_, is_tagged)| **is_tagged).map(|(mailbox, _)| *mailbox));
    let mut found = vec![];
    for mailbox in suspects {
        let people: People = of(is_of(mailbox))
            .column(person::Column::Id)
            .column(person::Column::Email)
            .into_tuple()
            .all(db)
            .await?;
        if people.len() > MOST_PEOPLE {
            found.push((mailbox.to_owned(), people));
        }
    }
    Ok(found)
}

/// People of a mailbox, whatever stands behind a `+`.
fn is_of(mailbox: &str) -> Condition {
    let (local, domain) = mailbox.rsplit_once('@').unwrap_or((mailbox, ""));
    let escape = |text: &str| text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let tagged = LikeExpr::new(format!("{}+%@{}", escape(local), escape(domain))).escape('\\');
    Condition::any()
        .add(person::Column::Email.eq(mailbox))
        .add(Expr::col((person::Entity, person::Column::Email)).like(tagged))
}

/// Whether one of these people has shown that the mailbox is read: went through a link of an e-mail.
pub(super) async fn is_read(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<bool, DbErr> {
    let went_in = Condition::any()
        .add(registration::Column::OpenedAt.is_not_null())
        .add(registration::Column::JoinedAt.is_not_null());
    let joined = registration::Entity::find()
        .filter(registration::Column::PersonId.is_in(people.iter().copied()))
        .filter(went_in)
        .limit(1)
        .one(db)
        .await?;
    if joined.is_some() {
        return Ok(true);
    }
    let used = login_link::Entity::find()
        .filter(login_link::Column::PersonId.is_in(people.iter().copied()))
        .filter(login_link::Column::UsedAt.is_not_null())
        .limit(1)
        .one(db)
        .await?;
    Ok(used.is_some())
}

/// Whether a school registered one of these people by its list: its teachers may all read e-mails in the school's mailbox.
async fn is_vouched_for(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<bool, DbErr> {
    let by_list = consent::Entity::find()
        .filter(consent::Column::PersonId.is_in(people.iter().copied()))
        .filter(consent::Column::GivenHow.eq(BY_SCHOOL));
    Ok(by_list.limit(1).one(db).await?.is_some())
}

/// How many e-mails went to these people today, or are with another worker.
async fn had_today(
    db: &impl ConnectionTrait,
    people: &People,
    own: &[&Pick],
    now: DateTime<Utc>,
) -> Result<usize, DbErr> {
    let today = now.date_naive().and_time(NaiveTime::MIN).and_utc();
    let own: BTreeSet<OutboxEmailId> = own.iter().map(|pick| pick.id).collect();
    let addresses: BTreeSet<&str> = people.iter().map(|(_, address)| address.as_str()).collect();
    let gone = Condition::any().add(Column::SentAt.gte(today)).add(Column::State.eq(OutboxState::Leased));
    let found: Vec<OutboxEmailId> = outbox_email::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ToAddress.is_in(addresses))
        .filter(gone)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.iter().filter(|id| !own.contains(id)).count())
}
