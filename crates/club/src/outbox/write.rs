//! Writing e-mails to the outbox.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::{
    EmailKind, MailingId, OutboxEmailId, OutboxState, PersonId, SessionId, outbox_content, outbox_email,
    person,
};
use lang::Lang;
use mail::Attachment;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, Set};
use sha2::{Digest as _, Sha256};

use super::queries;
use crate::Club;
use crate::emails::Content;
use crate::person::{full_name, language};

/// The urgency of what is rehearsed.
const REHEARSED: i32 = 7;

/// An e-mail to be written to the outbox.
#[derive(Clone, Debug)]
pub struct NewEmail {
    pub kind: EmailKind,
    /// One e-mail a cause: a second one with the same key is not written.
    pub dedup_key: String,
    pub session_id: Option<SessionId>,
    pub person_id: Option<PersonId>,
    pub to_name: Option<String>,
    pub to_address: String,
    pub language: Lang,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where its reader ends e-mails like it, with one click: of those that may be ended.
    pub unsubscribe_url: Option<String>,
    pub attachments: Vec<Attachment>,
    pub webinars: Vec<String>,
    /// Now, when `None`.
    pub due_at: Option<DateTime<Utc>>,
    /// No attempt begins later.
    pub not_after: Option<DateTime<Utc>>,
}

impl NewEmail {
    /// An e-mail to a person, due now; `None` for whoever has no address.
    pub(crate) fn to(
        person: &person::Model,
        kind: EmailKind,
        dedup_key: String,
        content: Content,
    ) -> Option<NewEmail> {
        Some(NewEmail {
            kind,
            dedup_key,
            session_id: None,
            person_id: Some(person.id),
            to_name: Some(full_name(person).full()),
            to_address: person.email.clone()?,
            language: language(person),
            subject: content.subject,
            text: content.text,
            html: content.html,
            unsubscribe_url: None,
            attachments: vec![],
            webinars: vec![],
            due_at: None,
            not_after: None,
        })
    }
}

/// The Message-ID of an e-mail: the same at every attempt, so that a mailbox shows a repeated e-mail once.
#[must_use]
pub fn message_id(club: &Club, id: OutboxEmailId) -> String {
    mail::message_id(&id.to_string(), club.settings.base_url().host_str().unwrap_or("localhost"))
}

/// Writes an e-mail; `None` when one with its key is there already.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(
    tx: &DatabaseTransaction,
    club: &Club,
    email: NewEmail,
) -> Result<Option<OutboxEmailId>, DbErr> {
    let id = club.chance.id(club.clock.now());
    let content = content(id, &email)?;
    let insert = outbox_email::Entity::insert(row(club, id, email)).on_conflict(first_of_a_cause());
    if insert.exec_without_returning(tx).await? == 0 {
        return Ok(None);
    }
    outbox_content::Entity::insert(content).exec_without_returning(tx).await?;
    Ok(Some(id))
}

/// Writes many e-mails in one statement. Returns which id stands under each key: its own, or that of an earlier e-mail with the key.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn enqueue_all(
    tx: &DatabaseTransaction,
    club: &Club,
    emails: Vec<(OutboxEmailId, NewEmail)>,
) -> Result<Vec<(String, OutboxEmailId)>, DbErr> {
    if emails.is_empty() {
        return Ok(vec![]);
    }
    let own: Vec<_> = emails.iter().map(|(id, email)| (email.dedup_key.clone(), *id)).collect();
    let contents = emails
        .iter()
        .map(|(id, email)| Ok((*id, content(*id, email)?)))
        .collect::<Result<Vec<_>, DbErr>>()?;
    let rows = emails.into_iter().map(|(id, email)| row(club, id, email));
    let insert = outbox_email::Entity::insert_many(rows).on_conflict(first_of_a_cause());
    let written = insert.exec_without_returning(tx).await?;
    let stands = if usize::try_from(written) == Ok(own.len()) {
        own
    } else {
        queries::ids_of_keys(tx, own.into_iter().map(|(key, _)| key).collect()).await?
    };
    let standing: BTreeSet<_> = stands.iter().map(|(_, id)| *id).collect();
    let contents: Vec<_> =
        contents.into_iter().filter(|(id, _)| standing.contains(id)).map(|(_, row)| row).collect();
    if !contents.is_empty() {
        outbox_content::Entity::insert_many(contents).exec_without_returning(tx).await?;
    }
    Ok(stands)
}

fn content(id: OutboxEmailId, email: &NewEmail) -> Result<outbox_content::ActiveModel, DbErr> {
    let attachments =
        serde_json::to_value(&email.attachments).map_err(|error| DbErr::Json(error.to_string()))?;
    Ok(outbox_content::ActiveModel {
        outbox_email_id: Set(id),
        text: Set(email.text.clone()),
        html: Set(email.html.clone()),
        attachments: Set(attachments),
    })
}

/// Writes many e-mails in one statement; how many of them had no earlier one with their key.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn enqueue_new(
    tx: &DatabaseTransaction,
    club: &Club,
    emails: Vec<(OutboxEmailId, NewEmail)>,
) -> Result<usize, DbErr> {
    let own: BTreeSet<_> = emails.iter().map(|(id, _)| *id).collect();
    let stands = enqueue_all(tx, club, emails).await?;
    Ok(stands.iter().filter(|(_, id)| own.contains(id)).count())
}

/// Writes e-mails that organizers get in place of their readers; what is real goes first.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn enqueue_rehearsal(
    tx: &DatabaseTransaction,
    club: &Club,
    emails: Vec<(OutboxEmailId, NewEmail)>,
) -> Result<(), DbErr> {
    if emails.is_empty() {
        return Ok(());
    }
    let contents: Vec<_> =
        emails.iter().map(|(id, email)| content(*id, email)).collect::<Result<_, DbErr>>()?;
    let rows = emails.into_iter().map(|(id, email)| {
        let row = row(club, id, email);
        outbox_email::ActiveModel { is_rehearsal: Set(true), urgency: Set(REHEARSED), ..row }
    });
    outbox_email::Entity::insert_many(rows).exec_without_returning(tx).await?;
    outbox_content::Entity::insert_many(contents).exec_without_returning(tx).await?;
    Ok(())
}

fn first_of_a_cause() -> OnConflict {
    OnConflict::column(outbox_email::Column::DedupKey).do_nothing().to_owned()
}

/// The domain of an address: limits are a domain's.
pub(super) fn domain_of(address: &str) -> String {
    address.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned()
}

/// What goes first when much is due at once: a log-in that somebody waits for, then what the webinars of the day need, invitations last.
pub(super) fn urgency(kind: EmailKind) -> i32 {
    match kind {
        EmailKind::LoginLink => 0,
        EmailKind::OrganizerAlert | EmailKind::NewStreamLink => 1,
        EmailKind::StreamLink
        | EmailKind::Reminder
        | EmailKind::WebinarMoved
        | EmailKind::WebinarCancelled => 2,
        EmailKind::ApplicationLink => 0,
        EmailKind::PlaceOffered | EmailKind::TeamInvitation => 3,
        EmailKind::RegistrationConfirmed
        | EmailKind::DocumentsReady
        | EmailKind::CorrectionAnswered
        | EmailKind::ApplicationReceived
        | EmailKind::CoSpeakerInvited
        | EmailKind::TalkDecided
        | EmailKind::TalkUnconfirmed
        | EmailKind::TalkDeadline
        | EmailKind::MaterialsMissing
        | EmailKind::ProgrammeChanged => 5,
        EmailKind::Announcement | EmailKind::Thanks | EmailKind::TopicCovered => 6,
        EmailKind::Invitation => 8,
    }
}

fn row(club: &Club, id: OutboxEmailId, email: NewEmail) -> outbox_email::ActiveModel {
    let now = club.clock.now();
    let reader = (email.person_id, email.to_address.as_str());
    let hash = content_sha256(reader, (&email.subject, &email.text), &email.attachments);
    let to_domain = domain_of(&email.to_address);
    outbox_email::ActiveModel {
        id: Set(id),
        dedup_key: Set(email.dedup_key),
        kind: Set(email.kind),
        session_id: Set(email.session_id),
        person_id: Set(email.person_id),
        to_name: Set(email.to_name),
        to_address: Set(email.to_address),
        language: Set(email.language.code().to_owned()),
        subject: Set(email.subject),
        webinars: Set(email.webinars.join(" ")),
        message_id: Set(message_id(club, id)),
        unsubscribe_url: Set(email.unsubscribe_url),
        state: Set(OutboxState::Due),
        due_at: Set(email.due_at.unwrap_or(now)),
        not_after: Set(email.not_after),
        attempts: Set(0),
        lease_owner: Set(None),
        lease_until: Set(None),
        last_error: Set(None),
        sent_at: Set(None),
        created_at: Set(now),
        mailing_id: Set(None),
        account_id: Set(None),
        to_domain: Set(to_domain),
        urgency: Set(urgency(email.kind)),
        content_sha256: Set(Some(hash)),
        last_tried_at: Set(None),
        bounced_at: Set(None),
        bounce_reason: Set(None),
        is_rehearsal: Set(false),
    }
}

/// What an e-mail says to whom: the same hash, the same e-mail.
#[must_use]
pub(crate) fn content_sha256(
    (person, address): (Option<PersonId>, &str),
    (subject, text): (&str, &str),
    attachments: &[Attachment],
) -> String {
    let mut hasher = Sha256::new();
    let person = person.map(|person| person.to_string()).unwrap_or_default();
    let words = [person.as_str(), address, subject, text].map(str::as_bytes);
    for part in words.into_iter().chain(attachments.iter().map(|file| file.bytes.as_slice())) {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part);
    }
    data_encoding::HEXLOWER.encode(&hasher.finalize())
}

/// Writes the drafts of a mailing in one statement; a second one to the same reader is not written. Returns how many were new.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn enqueue_drafts(
    tx: &DatabaseTransaction,
    club: &Club,
    mailing: MailingId,
    emails: Vec<(OutboxEmailId, NewEmail)>,
) -> Result<usize, DbErr> {
    let mut written = 0;
    let (ids, rows): (Vec<_>, Vec<_>) = emails
        .into_iter()
        .map(|(id, email)| {
            let content = content(id, &email);
            let mut row = row(club, id, email);
            row.state = Set(OutboxState::Draft);
            row.mailing_id = Set(Some(mailing));
            (content, row)
        })
        .unzip();
    let keys = rows.iter().filter_map(|row| row.dedup_key.try_as_ref().cloned()).collect();
    if rows.is_empty() {
        return Ok(written);
    }
    let insert = outbox_email::Entity::insert_many(rows).on_conflict(first_of_a_cause());
    insert.exec_without_returning(tx).await?;
    let stands: BTreeSet<_> = queries::ids_of_keys(tx, keys).await?.into_iter().map(|(_, id)| id).collect();
    let mut contents = vec![];
    for content in ids {
        let content = content?;
        if content.outbox_email_id.try_as_ref().is_some_and(|id| stands.contains(id)) {
            written += 1;
            contents.push(content);
        }
    }
    if !contents.is_empty() {
        outbox_content::Entity::insert_many(contents).exec_without_returning(tx).await?;
    }
    Ok(written)
}
