//! A club with stream-link e-mails in its outbox: SQLite in a file, as it is served.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use club::files::Files;
use club::lang::Lang;
use club::outbox::{self, NewEmail, Ways};
use club::storage::Storage;
use club::{Chance, Clock, Club, Settings};
use entity::EmailKind;
use mail::{Address, Attachment, Email, Mailbox};
use sea_orm::{Database, DbErr};
use tempfile::TempDir;
use tokio::sync::watch;

/// E-mails of one transaction.
const AT_ONCE: usize = 500;

/// Mail servers of the readers.
const DOMAINS: usize = 40;

/// A club in a folder of its own, whose clock stands still.
pub(crate) struct Bench {
    pub(crate) club: Club,
    _folder: TempDir,
}

impl Bench {
    pub(crate) async fn new() -> anyhow::Result<Bench> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("club.sqlite").display());
        let database = Database::connect(format!("{url}?mode=rwc")).await?;
        migrations::up(&database, migrations::Lock::None).await?;
        database.close().await?;
        let morning: DateTime<Utc> = "2027-04-12T02:30:00Z".parse()?;
        let sender = Mailbox::new(Some("Web-клуб"), Address::parse("club@club.example")?);
        let club = Club {
            storage: Storage::open(&url).await?,
            files: Files::in_memory(),
            clock: Clock::simulated(morning, 0.0),
            chance: Chance::seeded(1),
            settings: Settings::new("https://club.example".parse()?, sender),
        };
        Ok(Bench { club, _folder: folder })
    }

    /// Writes so many e-mails, due now; `word` begins the address of each.
    pub(crate) async fn write(
        &self,
        emails: usize,
        word: impl Fn(usize) -> &'static str,
    ) -> anyhow::Result<()> {
        for first in (0..emails).step_by(AT_ONCE) {
            let some = (first..emails.min(first + AT_ONCE)).map(|number| new(number, word(number)));
            self.enqueue(some.collect()).await?;
        }
        Ok(())
    }

    /// Writes one e-mail that is due later.
    pub(crate) async fn write_due_at(&self, at: DateTime<Utc>) -> anyhow::Result<()> {
        Ok(self.enqueue(vec![NewEmail { due_at: Some(at), ..new(0, "listener") }]).await?)
    }

    async fn enqueue(&self, emails: Vec<NewEmail>) -> Result<(), DbErr> {
        let club = self.club.clone();
        let work = self.club.storage.write(move |tx| {
            Box::pin(async move {
                for email in emails {
                    outbox::enqueue(tx, &club, email).await?;
                }
                Ok::<_, DbErr>(())
            })
        });
        work.await
    }

    /// Sends everything that is due now; how many went out.
    pub(crate) async fn send(&self, ways: &Ways) -> anyhow::Result<usize> {
        let (lane, turn) = ways.free_lanes(&self.club).await?.pop().context("nobody sends yet")?;
        let (_stop, stopped) = watch::channel(false);
        let delivered = outbox::send_by(&self.club, lane, turn, "bench", stopped).await?;
        Ok(delivered.sent.len())
    }
}

fn address(number: usize, word: &str) -> String {
    format!("{word}{number}@school{}.example", number % DOMAINS)
}

fn new(number: usize, word: &str) -> NewEmail {
    let line = "Ваша личная ссылка на вебинар: https://club.example/j/abcdefghijklmnopqrstuvwxyz\n";
    NewEmail {
        kind: EmailKind::StreamLink,
        dedup_key: format!("stream_link:{number}"),
        session_id: None,
        person_id: None,
        to_name: Some("Петрова Анна Сергеевна".to_owned()),
        to_address: address(number, word),
        language: Lang::Ru,
        subject: "Ссылка на сегодняшний вебинар «Как удержать внимание класса»".to_owned(),
        text: line.repeat(10),
        html: format!("<!DOCTYPE html><html lang=\"ru\"><body><p>{}</p></body></html>", line.repeat(15)),
        unsubscribe_url: None,
        attachments: vec![Attachment {
            file_name: "webinar.ics".to_owned(),
            content_type: "text/calendar".to_owned(),
            bytes: format!(
                "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\n{}END:VCALENDAR\r\n",
                "X-A:0123456789\r\n".repeat(50)
            )
            .into_bytes(),
        }],
        webinars: vec!["S01".to_owned()],
        due_at: None,
        not_after: None,
    }
}

/// The same e-mail as the outbox sends it.
pub(crate) fn email(bench: &Bench, number: usize) -> anyhow::Result<Email> {
    let new = new(number, "listener");
    Ok(Email {
        from: bench.club.settings.sender().clone(),
        reply_to: None,
        to: Mailbox::new(new.to_name.as_deref(), Address::parse(&new.to_address)?),
        subject: new.subject,
        text: new.text,
        html: Some(new.html),
        attachments: new.attachments,
        message_id: mail::message_id(&number.to_string(), "club.example"),
        date: bench.club.clock.now(),
        language: new.language,
        unsubscribe_url: None,
    })
}
