//! The e-mail that says that documents are ready.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use certificates::{Fields, Placeholder};
use chrono::TimeDelta;
use entity::{DocumentKind, EmailKind, WebinarId, document, person, session, webinar};
use lang::{Lang, Texts};
use sea_orm::{DatabaseTransaction, DbErr};

use super::queries;

use crate::emails::words::{Filling, Frame, Value, Wordings, wordings};
use crate::emails::{self, club_values};
use crate::outbox::{self, NewEmail};
use crate::person::{full_name, grammar, language};
use crate::{Club, login};

/// How long the link to the personal page is good.
const PAGE_LINK_VALID: TimeDelta = TimeDelta::days(30);

/// The e-mail about the documents that one issue gave to one person.
#[derive(Clone, Debug)]
pub struct DocumentsReadyEmail {
    t: Texts,
    subject: String,
    greeting: String,
    session_title: String,
    lead: String,
    open: String,
    page_address: String,
    club_name: String,
    documents: Vec<ReadyDocument>,
}

/// A document in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyDocument {
    title: String,
    /// The topic of the talk or the title of the webinar.
    about: String,
    number: String,
    verify_address: String,
}

#[derive(Template)]
#[template(path = "emails/blocks/documents.txt", escape = "none")]
struct TextDocuments<'a> {
    t: Texts,
    documents: &'a [ReadyDocument],
}

#[derive(Template)]
#[template(path = "emails/blocks/documents.html")]
struct HtmlDocuments<'a> {
    t: Texts,
    documents: &'a [ReadyDocument],
}

impl ReadyDocument {
    fn new(
        t: Texts,
        kind: DocumentKind,
        about: String,
        number: &str,
        verify_address: String,
    ) -> ReadyDocument {
        ReadyDocument {
            title: t.say(&format!("document-email-kind-{kind}")),
            about,
            number: t.say_with("document-email-number", &[("number", number.into())]),
            verify_address,
        }
    }
}

impl DocumentsReadyEmail {
    /// The e-mail to a person.
    #[must_use]
    pub fn new(
        person: &person::Model,
        session_title: &str,
        club_name: &str,
        page_address: String,
        documents: Vec<ReadyDocument>,
    ) -> DocumentsReadyEmail {
        let t = Texts(language(person));
        let about = [("n", documents.len().into()), ("session", session_title.into())];
        DocumentsReadyEmail {
            t,
            subject: t.say_with("document-email-subject", &about),
            greeting: emails::greeting(&full_name(person), grammar(person.gender), t.lang()),
            session_title: session_title.to_owned(),
            lead: t.say_with("document-email-lead", &about),
            open: t.say_with("document-email-open", &about),
            page_address,
            club_name: club_name.to_owned(),
            documents,
        }
    }

    /// What fills its words.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn filling(&self) -> Result<Filling, DbErr> {
        let (t, documents) = (self.t, self.documents.as_slice());
        let mut values = club_values(&self.greeting, &self.session_title, &self.club_name);
        values.extend([
            ("headline", Value::Text(self.subject.clone())),
            ("lead", Value::Text(self.lead.clone())),
            ("page", Value::Button { label: self.open.clone(), address: self.page_address.clone() }),
            ("documents", Value::block(&TextDocuments { t, documents }, &HtmlDocuments { t, documents })?),
        ]);
        let frame = Frame {
            t,
            club_name: self.club_name.clone(),
            preview: self.lead.clone(),
            why: t.say("document-email-why"),
            unsubscribe_address: None,
        };
        Ok(Filling { values, frame })
    }

    /// An e-mail with invented data.
    #[must_use]
    pub fn sample(language: Lang) -> DocumentsReadyEmail {
        let person = emails::sample_person(language);
        let address = |code: &str| format!("https://club.example/verify/{code}");
        let document = |kind, about: &str, number: &str, code: &str| {
            ReadyDocument::new(Texts(language), kind, about.to_owned(), number, address(code))
        };
        let topic = "Родительское собрание без конфликтов";
        let documents = vec![
            document(
                DocumentKind::ProofOfPresentation,
                topic,
                "ВК-2027-В-С/0003",
                "7k2qm2xhd4t9c8v1n5b3w6y0za",
            ),
            document(DocumentKind::LetterOfThanks, "", "ВК-2027-В-Б/0003", "h4d8r2t6y0p1s5f9g3k7m2n6qv"),
        ];
        let page = "https://club.example/me".to_owned();
        DocumentsReadyEmail::new(&person, "Весенняя сессия Web-клуба", "Интернет-наставник", page, documents)
    }
}

/// Somebody whose documents of one issue are all there, by kind and serial.
pub(super) struct Ready {
    pub(super) person: person::Model,
    pub(super) documents: Vec<document::Model>,
}

/// Writes the e-mails about documents that are ready, each with a link that logs in; nothing for whoever has no address.
pub(super) async fn announce(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    club_name: &str,
    mut ready: Vec<Ready>,
) -> Result<(), DbErr> {
    ready.retain(|ready| ready.person.email.is_some() && !ready.documents.is_empty());
    let webinars = ready.iter().flat_map(|ready| &ready.documents).filter_map(|document| document.webinar_id);
    let webinars: BTreeSet<WebinarId> = webinars.collect();
    let webinars = queries::webinars_by_id(tx, webinars.into_iter().collect()).await?;
    let owners = ready.iter().map(|ready| ready.person.id).collect();
    let pages = login::new_links(tx, club, owners, "/me", PAGE_LINK_VALID).await?;
    let words = wordings(tx, EmailKind::DocumentsReady, Some(session)).await?;
    let mut emails = vec![];
    for (ready, page) in ready.iter().zip(pages) {
        let email = email((session, club_name, &words), ready, &webinars, (club, page))?;
        emails.push((club.chance.id(club.clock.now()), email));
    }
    outbox::enqueue_all(tx, club, emails).await?;
    Ok(())
}

fn email(
    (session, club_name, words): (&session::Model, &str, &Wordings),
    Ready { person, documents }: &Ready,
    webinars: &BTreeMap<WebinarId, webinar::Model>,
    (club, page): (&Club, String),
) -> Result<NewEmail, DbErr> {
    let t = Texts(language(person));
    let lines = documents.iter().map(|document| {
        let webinar = document.webinar_id.and_then(|id| webinars.get(&id));
        let address = club.settings.address(&format!("/verify/{}", document.code));
        ReadyDocument::new(t, document.kind, about(document, webinar), &document.number, address)
    });
    let page = club.settings.address(&page);
    let email = DocumentsReadyEmail::new(person, &session.title, club_name, page, lines.collect());
    let content = words.compose(&email.filling()?)?;
    let codes = documents.iter().filter_map(|document| webinars.get(&document.webinar_id?));
    let codes: BTreeSet<&str> = codes.map(|webinar| webinar.code.as_str()).collect();
    // The documents of one issue are always the same, and each belongs to one.
    let first = documents.first().map(|first| first.id.to_string()).unwrap_or_default();
    Ok(NewEmail {
        kind: EmailKind::DocumentsReady,
        dedup_key: format!("documents_ready:{first}"),
        session_id: Some(session.id),
        person_id: Some(person.id),
        to_name: Some(full_name(person).full()),
        to_address: person.email.clone().unwrap_or_default(),
        language: t.lang(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        unsubscribe_url: None,
        attachments: vec![],
        webinars: codes.into_iter().map(str::to_owned).collect(),
        due_at: None,
        not_after: None,
    })
}

/// What a document is about, in a line.
fn about(document: &document::Model, webinar: Option<&webinar::Model>) -> String {
    match document.kind {
        DocumentKind::ProofOfPresentation => {
            let fields: Option<Fields> = serde_json::from_value(document.fields.clone()).ok();
            fields.map(|fields| fields.value(Placeholder::TalkTopic).to_owned()).unwrap_or_default()
        }
        DocumentKind::AttendanceCertificate => {
            webinar.map(|webinar| webinar.title.clone()).unwrap_or_default()
        }
        DocumentKind::LetterOfThanks => String::new(),
    }
}
