//! The e-mail that answers a wish for a correction.

use entity::{EmailKind, correction, document, person, session};
use lang::{Lang, Texts};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::Club;
use crate::emails::words::{Filling, Frame, Value, wordings};
use crate::emails::{self, club_values};
use crate::outbox::{self, NewEmail};
use crate::person::{full_name, grammar, language, queries as people};

/// The e-mail that says why a document stays as it is.
#[derive(Clone, Debug)]
pub struct CorrectionAnsweredEmail {
    t: Texts,
    greeting: String,
    number: String,
    session_title: String,
    wish: String,
    answer: String,
    club_name: String,
}

impl CorrectionAnsweredEmail {
    /// The e-mail to the owner of a document.
    #[must_use]
    pub fn new(
        owner: &person::Model,
        (number, session_title): (&str, &str),
        (wish, answer): (&str, &str),
        club_name: &str,
    ) -> CorrectionAnsweredEmail {
        let t = Texts(language(owner));
        CorrectionAnsweredEmail {
            t,
            greeting: emails::greeting(&full_name(owner), grammar(owner.gender), t.lang()),
            number: number.to_owned(),
            session_title: session_title.to_owned(),
            wish: wish.to_owned(),
            answer: answer.to_owned(),
            club_name: club_name.to_owned(),
        }
    }

    /// What fills its words.
    #[must_use]
    pub fn filling(&self) -> Filling {
        let mut values = club_values(&self.greeting, &self.session_title, &self.club_name);
        values.extend([
            ("number", Value::Text(self.number.clone())),
            ("wish", Value::typed_lines(&self.wish)),
            ("answer", Value::typed_lines(&self.answer)),
        ]);
        let frame = Frame {
            t: self.t,
            club_name: self.club_name.clone(),
            preview: emails::unlinked(&self.answer),
            why: self.t.say("correction-email-why"),
            unsubscribe_address: None,
        };
        Filling { values, frame }
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
        let about = ("ВК-2027-В-Р/0042", "Весенняя сессия Web-клуба");
        CorrectionAnsweredEmail::new(&owner, about, (wish, answer), "Интернет-наставник")
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
    let about = (document.number.as_str(), session.title.as_str());
    let email = CorrectionAnsweredEmail::new(&owner, about, (&wish.wish, answer), &club_name);
    let words = wordings(tx, EmailKind::CorrectionAnswered, Some(session)).await?;
    let content = words.compose(&email.filling())?;
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
        unsubscribe_url: None,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: None,
    };
    outbox::enqueue(tx, club, new).await?;
    Ok(())
}
