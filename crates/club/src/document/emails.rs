//! The e-mail that says that documents are ready.

use askama::Template;
use certificates::{Fields, Placeholder};
use chrono::TimeDelta;
use entity::{DocumentKind, EmailKind, document, person, session, webinar};
use lang::{Lang, Texts};
use sea_orm::{DatabaseTransaction, DbErr};

use super::queries;

use crate::emails::{self, Content};
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
#[template(path = "emails/documents_ready.txt", escape = "none")]
struct TextForm<'a> {
    email: &'a DocumentsReadyEmail,
    t: Texts,
}

#[derive(Template)]
#[template(path = "emails/documents_ready.html")]
struct HtmlForm<'a> {
    email: &'a DocumentsReadyEmail,
    t: Texts,
    subject: &'a str,
    club_name: &'a str,
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
            lead: t.say_with("document-email-lead", &about),
            open: t.say_with("document-email-open", &about),
            page_address,
            club_name: club_name.to_owned(),
            documents,
        }
    }

    /// Subject, text and HTML.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn content(&self) -> Result<Content, DbErr> {
        let html = HtmlForm { email: self, t: self.t, subject: &self.subject, club_name: &self.club_name };
        Content::render(self.subject.clone(), &TextForm { email: self, t: self.t }, &html)
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

/// Writes the e-mail about what one issue gave to a person, with a link that logs in; nothing for whoever has no address.
pub(super) async fn announce(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    club_name: &str,
    (person, documents): (&person::Model, &[document::Model]),
) -> Result<(), DbErr> {
    let (Some(to_address), Some(first)) = (person.email.clone(), documents.first()) else { return Ok(()) };
    let webinars = documents.iter().filter_map(|document| document.webinar_id).collect();
    let webinars = queries::webinars_by_id(tx, webinars).await?;
    let page = login::new_link(tx, club, Some(person.id), Some("/me".to_owned()), PAGE_LINK_VALID).await?;
    let t = Texts(language(person));
    let ready = documents.iter().map(|document| {
        let webinar = document.webinar_id.and_then(|id| webinars.get(&id));
        let address = club.settings.address(&format!("/verify/{}", document.code));
        ReadyDocument::new(t, document.kind, about(document, webinar), &document.number, address)
    });
    let page = club.settings.address(&page);
    let content =
        DocumentsReadyEmail::new(person, &session.title, club_name, page, ready.collect()).content()?;
    let mut codes: Vec<String> = documents
        .iter()
        .filter_map(|document| webinars.get(&document.webinar_id?))
        .map(|webinar| webinar.code.clone())
        .collect();
    codes.sort();
    codes.dedup();
    let email = NewEmail {
        kind: EmailKind::DocumentsReady,
        // The documents of one issue are always the same, and each belongs to one.
        dedup_key: format!("documents_ready:{}", first.id),
        session_id: Some(session.id),
        person_id: Some(person.id),
        to_name: Some(full_name(person).full()),
        to_address,
        language: t.lang(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        attachments: vec![],
        webinars: codes,
        due_at: None,
        not_after: None,
    };
    outbox::enqueue(tx, club, email).await?;
    Ok(())
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
