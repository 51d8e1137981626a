//! Writing the drafts of a mailing, piece by piece, so that nobody else waits.

use entity::{
    EmailKind, MailingId, MailingState, OutboxEmailId, mailing, outbox_content, outbox_email, person, session,
};
use lang::Lang;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _, Set};

use super::emails::MailingEmail;
use super::{Plan, Texts, audience, queries};
use crate::emails::words::{Wordings, Words};
use crate::emails::{self, Content};
use crate::outbox::{self, NewEmail};
use crate::person::{full_name, language};
use crate::session::queries as sessions;
use crate::{Club, unsubscribe};

/// E-mails of one transaction: it stays short, and so do the statements.
const EMAILS_AT_ONCE: usize = 200;

/// What all e-mails of a mailing share.
pub(super) struct Batch {
    pub(super) row: mailing::Model,
    pub(super) session: session::Model,
    club_name: String,
    words: Wordings,
}

impl Batch {
    pub(super) async fn of(club: &Club, row: mailing::Model) -> Result<Option<Batch>, DbErr> {
        let Some(session) = sessions::by_id(club.storage.reads(), row.session_id).await? else {
            return Ok(None);
        };
        let words = wordings(&row, &Texts::of(&row)?);
        Ok(Some(Batch { session, club_name: emails::club_name(club).await?, words, row }))
    }

    /// Whether its readers may end e-mails like it with one click.
    fn may_be_ended(&self) -> bool {
        self.row.kind == EmailKind::Invitation
    }

    /// Where a reader ends e-mails like it.
    fn end(&self, club: &Club, person: &person::Model) -> Option<String> {
        if self.may_be_ended() { unsubscribe::address_of(club, person) } else { None }
    }

    /// What a person reads.
    pub(super) fn content(&self, club: &Club, person: &person::Model) -> Result<Content, DbErr> {
        self.content_of(club, person, &self.words)
    }

    /// What a person reads with words of her own.
    pub(super) fn content_with(
        &self,
        club: &Club,
        person: &person::Model,
        words: &Words,
    ) -> Result<Content, DbErr> {
        let own = Lang::ALL.into_iter().map(|language| (language, words.clone())).collect();
        self.content_of(club, person, &Wordings::with(self.row.kind, own))
    }

    fn content_of(&self, club: &Club, person: &person::Model, words: &Wordings) -> Result<Content, DbErr> {
        let programme = club.settings.address(&format!("/s/{}", self.session.slug));
        let addresses = (programme, club.settings.address("/me"));
        let email = MailingEmail::new(person, &self.session, &self.club_name, addresses);
        let email = email.with_end(self.end(club, person));
        words.compose(&email.filling(self.row.kind))
    }

    /// The same people, each with a link that ends e-mails like it, if there is one.
    async fn with_links(&self, club: &Club, people: Vec<person::Model>) -> Result<Vec<person::Model>, DbErr> {
        if self.may_be_ended() { unsubscribe::with_links(club, people).await } else { Ok(people) }
    }

    pub(super) fn email(&self, club: &Club, person: &person::Model) -> Result<NewEmail, DbErr> {
        let Content { subject, text, html } = self.content(club, person)?;
        Ok(NewEmail {
            kind: self.row.kind,
            dedup_key: format!("mailing:{}:{}", self.row.id, person.id),
            session_id: Some(self.session.id),
            person_id: Some(person.id),
            to_name: Some(full_name(person).full()),
            to_address: person.email.clone().unwrap_or_default(),
            language: language(person),
            subject,
            text,
            html,
            unsubscribe_url: self.end(club, person),
            attachments: vec![],
            webinars: vec![],
            due_at: None,
            not_after: None,
        })
    }
}

fn wordings(row: &mailing::Model, texts: &Texts) -> Wordings {
    let english = texts.en.as_ref().unwrap_or(&texts.ru);
    Wordings::with(row.kind, vec![(Lang::Ru, texts.ru.clone()), (Lang::En, english.clone())])
}

/// Writes the e-mails of a mailing that are not there yet, and those again whose words have changed; e-mails with words of their own stay.
/// Running it twice writes nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn write(club: &Club, id: MailingId) -> Result<usize, DbErr> {
    let Some(row) = queries::by_id(club.storage.reads(), id).await? else { return Ok(0) };
    if row.state != MailingState::Draft || Plan::of(&row)?.written == row.revision {
        return Ok(0);
    }
    let Some(batch) = Batch::of(club, row).await? else { return Ok(0) };
    let again = write_again(club, &batch).await?;
    let new = write_new(club, &batch).await?;
    let row = batch.row;
    let work = club.storage.write(move |tx| Box::pin(async move { finish(tx, row).await }));
    work.await?;
    Ok(again + new)
}

/// The words have changed: drafts that are there already say them, too.
async fn write_again(club: &Club, batch: &Batch) -> Result<usize, DbErr> {
    let (mut after, mut written) = (None, 0);
    loop {
        let reads = club.storage.reads();
        let drafts = queries::drafts_after(reads, batch.row.id, after, EMAILS_AT_ONCE as u64).await?;
        let Some((last, _)) = drafts.last() else { return Ok(written) };
        after = Some(last.id);
        let contents = drafts.iter().filter_map(|(draft, person)| Some((draft, person.as_ref()?)));
        let contents: Vec<_> = contents
            .map(|(draft, person)| Ok((draft.clone(), batch.content(club, person)?)))
            .collect::<Result<_, DbErr>>()?;
        let row = batch.row.clone();
        let work = club.storage.write(move |tx| {
            Box::pin(async move {
                let Some(plan) = standing(tx, &row).await? else { return Ok(0) };
                let mut written = 0;
                for (draft, content) in contents {
                    if !plan.edited.contains_key(&draft.id) {
                        set_content(tx, draft, content).await?;
                        written += 1;
                    }
                }
                Ok::<_, DbErr>(written)
            })
        });
        written += work.await?;
    }
}

async fn write_new(club: &Club, batch: &Batch) -> Result<usize, DbErr> {
    let reads = club.storage.reads();
    let plan = Plan::of(&batch.row)?;
    let (people, _) = audience::reach(reads, &batch.session, &plan.audience).await?;
    let there = queries::readers(reads, batch.row.id).await?;
    let missing: Vec<_> = people.into_iter().filter(|person| !there.contains(&person.id)).collect();
    let mut written = 0;
    for people in missing.chunks(EMAILS_AT_ONCE) {
        let people = batch.with_links(club, people.to_vec()).await?;
        let emails = people.iter().map(|person| {
            let id: OutboxEmailId = club.chance.id(club.clock.now());
            Ok((id, batch.email(club, person)?))
        });
        let emails = emails.collect::<Result<Vec<_>, DbErr>>()?;
        let (inside, row) = (club.clone(), batch.row.clone());
        let work = club.storage.write(move |tx| {
            Box::pin(async move {
                if standing(tx, &row).await?.is_none() {
                    return Ok(0);
                }
                outbox::enqueue_drafts(tx, &inside, row.id, emails).await
            })
        });
        written += work.await?;
    }
    Ok(written)
}

/// The plan of a mailing whose words are still those of this run.
async fn standing(tx: &DatabaseTransaction, row: &mailing::Model) -> Result<Option<Plan>, DbErr> {
    let found = queries::held(tx, row.id).await?;
    let found = found.filter(|now| now.state == MailingState::Draft && now.revision == row.revision);
    found.as_ref().map(Plan::of).transpose()
}

/// Says that all e-mails are written.
async fn finish(tx: &DatabaseTransaction, row: mailing::Model) -> Result<(), DbErr> {
    let Some(mut plan) = standing(tx, &row).await? else { return Ok(()) };
    plan.written = row.revision;
    plan.expected = queries::readers(tx, row.id).await?.len() as u64;
    let mut row = row.into_active_model();
    row.audience = Set(plan.json()?);
    row.update(tx).await?;
    Ok(())
}

/// Gives a draft other words.
pub(super) async fn set_content(
    tx: &DatabaseTransaction,
    draft: outbox_email::Model,
    content: Content,
) -> Result<(), DbErr> {
    let Content { subject, text, html } = content;
    let hash = outbox::content_sha256((draft.person_id, &draft.to_address), (&subject, &text), &[]);
    let id = draft.id;
    let mut row = draft.into_active_model();
    row.subject = Set(subject);
    row.content_sha256 = Set(Some(hash));
    row.update(tx).await?;
    let content = outbox_content::ActiveModel {
        outbox_email_id: Set(id),
        text: Set(text),
        html: Set(html),
        ..Default::default()
    };
    content.update(tx).await?;
    Ok(())
}
