//! Telling those who look after an account that it does not work any more; their e-mail goes the common way like all others.

use chrono::{DateTime, Utc};
use entity::{EmailKind, person, session, smtp_account};
use lang::Texts;
use mail::Trouble;
use sea_orm::{DatabaseTransaction, DbErr};

use super::queries;
use crate::alert::{self, Alert};
use crate::emails::unlinked;
use crate::person::language;
use crate::{Club, email_switch};

/// Writes to the organizers of the account's school, or to the curators when it is the network's, once for each state of the account and day;
/// to nobody when no session of theirs is still to come, or when it sends no alerts. Returns how many were written.
pub(super) async fn raise(
    tx: &DatabaseTransaction,
    club: &Club,
    account: &smtp_account::Model,
    trouble: &Trouble,
) -> Result<usize, DbErr> {
    let now = club.clock.now();
    let Some(session) = queries::next_session(tx, account.school_id, now).await? else { return Ok(0) };
    if !email_switch::is_on(tx, session.id, EmailKind::OrganizerAlert).await? {
        return Ok(0);
    }
    let people = match account.school_id {
        Some(school) => alert::organizers(tx, [school]).await?,
        None => alert::curators(tx).await?,
    };
    let address = club.settings.address(&page(account, &session));
    let key = format!("account:{}:{}:{}", account.id, account.revision, now.date_naive());
    let say = |person: &person::Model| worded(Texts(language(person)), account, trouble, &address);
    alert::write(tx, club, (&session, people), (&key, None::<DateTime<Utc>>), say).await
}

fn page(account: &smtp_account::Model, session: &session::Model) -> String {
    match account.school_id {
        Some(_) => format!("/organize/{}/smtp-accounts", session.slug),
        None => "/network/smtp-accounts".to_owned(),
    }
}

fn worded(t: Texts, account: &smtp_account::Model, trouble: &Trouble, address: &str) -> Alert {
    let about = [("name", account.name.as_str().into()), ("said", unlinked(&trouble.said).into())];
    Alert {
        headline: t.say_with("alert-email-account-headline", &about),
        lead: t.say_with("alert-email-account-lead", &about),
        page: (t.say("alert-email-account-page"), address.to_owned()),
    }
}
