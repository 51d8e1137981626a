//! What fills the words of a mailing for one reader.

use entity::{EmailKind, person, session};
use lang::{Lang, Texts};

use crate::emails::words::{Filling, Frame, Value};
use crate::emails::{self, club_values};
use crate::person::{full_name, grammar, language};

/// An e-mail of a mailing to one reader.
#[derive(Clone, Debug)]
pub struct MailingEmail {
    t: Texts,
    greeting: String,
    session_title: String,
    club_name: String,
    /// Of the session's public page.
    programme_address: String,
    /// Of the reader's own page.
    page_address: String,
    /// Where the reader ends e-mails like it.
    unsubscribe_address: Option<String>,
}

impl MailingEmail {
    /// The e-mail to a person.
    #[must_use]
    pub fn new(
        person: &person::Model,
        session: &session::Model,
        club_name: &str,
        (programme_address, page_address): (String, String),
    ) -> MailingEmail {
        let addresses = (programme_address, page_address);
        let mut email = MailingEmail::about(&session.title, club_name, addresses, language(person));
        email.greeting = emails::greeting(&full_name(person), grammar(person.gender), email.t.lang());
        email
    }

    fn about(
        title: &str,
        club_name: &str,
        (programme_address, page_address): (String, String),
        language: Lang,
    ) -> MailingEmail {
        MailingEmail {
            t: Texts(language),
            greeting: String::new(),
            session_title: title.to_owned(),
            club_name: club_name.to_owned(),
            programme_address,
            page_address,
            unsubscribe_address: None,
        }
    }

    /// The same with a link that ends such e-mails.
    #[must_use]
    pub fn with_end(mut self, unsubscribe_address: Option<String>) -> MailingEmail {
        self.unsubscribe_address = unsubscribe_address;
        self
    }

    /// What fills its words.
    #[must_use]
    pub fn filling(&self, kind: EmailKind) -> Filling {
        let mut values = club_values(&self.greeting, &self.session_title, &self.club_name);
        let programme = Value::Button {
            label: self.t.say("mailing-email-programme"),
            address: self.programme_address.clone(),
        };
        values.insert("programme", programme);
        if kind != EmailKind::Invitation {
            let label = self.t.say("thanks-email-page");
            values.insert("page", Value::Button { label, address: self.page_address.clone() });
        }
        let why = match kind {
            EmailKind::Thanks => "thanks-email-why",
            EmailKind::Invitation => "mailing-email-why-invited",
            _ => "mailing-email-why",
        };
        let frame = Frame {
            t: self.t,
            club_name: self.club_name.clone(),
            preview: self.session_title.clone(),
            why: self.t.say_with(why, &[("session", self.session_title.as_str().into())]),
            unsubscribe_address: self.unsubscribe_address.clone(),
        };
        Filling { values, frame }
    }

    /// An e-mail with invented data.
    #[must_use]
    pub fn sample(language: Lang) -> MailingEmail {
        let addresses =
            ("https://club.example/s/2027-spring".to_owned(), "https://club.example/me".to_owned());
        let mut email =
            MailingEmail::about("Весенняя сессия Web-клуба", "Интернет-наставник", addresses, language);
        let person = emails::sample_person(language);
        email.greeting = emails::greeting(&full_name(&person), grammar(person.gender), language);
        email
    }
}
