//! The e-mail that answers a wish for a correction.

use askama::Template;
use entity::{EmailKind, correction, document, person, session};
use lang::{Lang, Texts};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::Club;
use crate::emails::{self, Content};
use crate::outbox::{self, NewEmail};
use crate::person::{full_name, grammar, language, queries as people};

/// The e-mail that says why a document stays as it is.
#[derive(Clone, Debug)]
pub struct CorrectionAnsweredEmail {
    t: Texts,
    subject: String,
    greeting: String,
    lead: String,
    wish: String,
    answer: String,
    club_name: String,
}

#[derive(Template)]
#[template(path = "emails/correction_answered.txt", escape = "none")]
struct TextForm<'a> {
    email: &'a CorrectionAnsweredEmail,
    t: Texts,
}

#[derive(Template)]
#[template(path = "emails/correction_answered.html")]
struct HtmlForm<'a> {
    email: &'a CorrectionAnsweredEmail,
    t: Texts,
    subject: &'a str,
    club_name: &'a str,
}

impl CorrectionAnsweredEmail {
    /// The e-mail to the owner of a document.
    #[must_use]
    pub fn new(
        owner: &person::Model,
        number: &str,
        (wish, answer): (&str, &str),
        club_name: &str,
    ) -> CorrectionAnsweredEmail {
        let t = Texts(language(owner));
        CorrectionAnsweredEmail {
            t,
            subject: t.say_with("correction-email-subject", &[("number", number.into())]),
            greeting: emails::greeting(&full_name(owner), grammar(owner.gender), t.lang()),
            lead: t.say_with("correction-email-lead", &[("number", number.into())]),
            wish: emails::unlinked(wish),
            answer: emails::unlinked(answer),
            club_name: club_name.to_owned(),
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
    pub fn sample(language: Lang) -> CorrectionAnsweredEmail {
        let owner = emails::sample_person(language);
        let (wish, answer) = match language {
            Lang::Ru => (
                "Добавьте, пожалуйста, вторую школу.",
                "В документе стоит место работы на день вебинара.\nВторую школу мы указать не можем.",
            ),
            Lang::En => (
                "Please add my second school.",
                "The document names the school of the day of the webinar.\nWe cannot add another one.",
            ),
        };
        CorrectionAnsweredEmail::new(&owner, "ВК-2027-В-Р/0042", (wish, answer), "Интернет-наставник")
    }
}

/// Writes the answer to the owner; nothing for whoever has no address.
pub(super) async fn announce(
    tx: &DatabaseTransaction,
    club: &Club,
    wish: &correction::Model,
    (document, session): (&document::Model, &session::Model),
    answer: &str,
) -> Result<(), DbErr> {
    let Some(owner) = people::by_id(tx, wish.asked_by).await? else { return Ok(()) };
    let Some(to_address) = owner.email.clone() else { return Ok(()) };
    let club_name = emails::club_name(club).await?;
    let email = CorrectionAnsweredEmail::new(&owner, &document.number, (&wish.wish, answer), &club_name);
    let content = email.content()?;
    let new = NewEmail {
        kind: EmailKind::CorrectionAnswered,
        dedup_key: format!("correction_answered:{}", wish.id),
        session_id: Some(session.id),
        person_id: Some(owner.id),
        to_name: Some(full_name(&owner).full()),
        to_address,
        language: language(&owner),
        subject: content.subject,
        text: content.text,
        html: content.html,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: None,
    };
    outbox::enqueue(tx, club, new).await?;
    Ok(())
}
