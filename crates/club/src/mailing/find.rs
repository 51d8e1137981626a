//! Looking at mailings: all of a session, one with its e-mails, one e-mail.

use std::collections::BTreeMap;

use entity::{MailingId, OutboxEmailId, OutboxState, mailing, outbox_email, session};
use sea_orm::{ConnectionTrait, DbErr};

use super::{Count, Plan, Texts, audience, queries};
use crate::emails::words::Words;
use crate::outbox::{WholeEmail, with_contents};
use crate::{Club, Viewer};

/// Mailings of a list.
const SHOWN: u64 = 100;

/// E-mails of a page.
pub(super) const PAGE: u64 = 50;

/// A mailing with how far it is.
#[derive(Clone, Debug)]
pub struct Summary {
    pub row: mailing::Model,
    /// How many e-mails there will be.
    pub expected: u64,
    /// Whether all e-mails are written with the newest words.
    pub is_written: bool,
    pub states: BTreeMap<OutboxState, u64>,
}

/// A mailing with one page of its e-mails.
#[derive(Clone, Debug)]
pub struct Shown {
    pub summary: Summary,
    pub texts: Texts,
    pub audience: super::Audience,
    /// Whom it does not reach, as things stand now.
    pub count: Count,
    pub emails: Vec<outbox_email::Model>,
    /// How many e-mails the search found, and how many stand on a page.
    pub found: u64,
    pub page_size: u64,
    /// E-mails with words of their own.
    pub edited: Vec<outbox_email::Model>,
    /// E-mails that did not arrive.
    pub failed: Vec<outbox_email::Model>,
}

impl Summary {
    /// How many e-mails are in a state.
    #[must_use]
    pub fn of(&self, state: OutboxState) -> u64 {
        self.states.get(&state).copied().unwrap_or(0)
    }
}

async fn summaries(db: &impl ConnectionTrait, rows: Vec<mailing::Model>) -> Result<Vec<Summary>, DbErr> {
    let mut states: BTreeMap<MailingId, BTreeMap<OutboxState, u64>> = BTreeMap::new();
    for (id, state, n) in queries::states(db, rows.iter().map(|row| row.id).collect()).await? {
        states.entry(id).or_default().insert(state, n.unsigned_abs());
    }
    let summary = |row: mailing::Model| {
        let plan = Plan::of(&row)?;
        let states = states.remove(&row.id).unwrap_or_default();
        Ok(Summary { expected: plan.expected, is_written: plan.written == row.revision, states, row })
    };
    rows.into_iter().map(summary).collect()
}

/// The mailings of a session, newest first; none for viewers who do not organize it.
///
/// # Errors
/// When the database refuses.
pub async fn all(club: &Club, viewer: &Viewer, session: &session::Model) -> Result<Vec<Summary>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    let reads = club.storage.reads();
    summaries(reads, queries::of_session(reads, session.id, SHOWN).await?).await
}

async fn visible(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    id: MailingId,
) -> Result<Option<mailing::Model>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(None);
    }
    let found = queries::by_id(club.storage.reads(), id).await?;
    Ok(found.filter(|row| row.session_id == session.id))
}

/// A mailing with those of its e-mails whose readers' names hold some letters; nothing for viewers who do not organize the session.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    id: MailingId,
    (name, page): (&str, u64),
) -> Result<Option<Shown>, DbErr> {
    let Some(row) = visible(club, viewer, session, id).await? else { return Ok(None) };
    let reads = club.storage.reads();
    let (plan, texts) = (Plan::of(&row)?, Texts::of(&row)?);
    let (_, count) = audience::reach(reads, session, &plan.audience).await?;
    let (emails, found) = queries::emails(reads, id, name, (page, PAGE)).await?;
    let edited = queries::emails_by_id(reads, id, plan.edited.keys().copied().collect()).await?;
    let failed = queries::failed(reads, id, SHOWN).await?;
    let Some(summary) = summaries(reads, vec![row]).await?.pop() else { return Ok(None) };
    let audience = plan.audience;
    Ok(Some(Shown { summary, texts, audience, count, emails, found, page_size: PAGE, edited, failed }))
}

/// A mailing's words; nothing for viewers who do not organize the session.
///
/// # Errors
/// When the database refuses.
pub async fn draft(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    id: MailingId,
) -> Result<Option<(mailing::Model, Texts)>, DbErr> {
    let Some(row) = visible(club, viewer, session, id).await? else { return Ok(None) };
    let texts = Texts::of(&row)?;
    Ok(Some((row, texts)))
}

/// One e-mail of a mailing with the words that it was written in; nothing for viewers who do not organize the session.
///
/// # Errors
/// When the database refuses.
pub async fn email(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (mailing, id): (MailingId, OutboxEmailId),
) -> Result<Option<(WholeEmail, Words)>, DbErr> {
    let Some(row) = visible(club, viewer, session, mailing).await? else { return Ok(None) };
    let reads = club.storage.reads();
    let found = queries::email(reads, mailing, id).await?;
    let Some(whole) = with_contents(reads, found.into_iter().collect()).await?.pop() else {
        return Ok(None);
    };
    let own = Plan::of(&row)?.edited.remove(&id).map(Words::from);
    let texts = Texts::of(&row)?;
    let of_all = match texts.en {
        Some(english) if whole.language == "en" => english,
        _ => texts.ru,
    };
    Ok(Some((whole, own.unwrap_or(of_all))))
}
