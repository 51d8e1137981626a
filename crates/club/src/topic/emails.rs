//! What the e-mail about a topic says.

use entity::{person, session, topic_request};
use lang::{Lang, Texts};

use crate::Club;
use crate::emails::words::{Filling, Frame, Value};
use crate::emails::{club_values, greeting, sample_person, unlinked};
use crate::person::{full_name, grammar, language};

/// Tells somebody that a talk about a topic is in the programme.
pub(crate) struct TopicCoveredEmail {
    language: Lang,
    greeting: String,
    session: String,
    topic: String,
    talk: String,
    webinar_address: String,
    pub(super) end_address: Option<String>,
}

impl TopicCoveredEmail {
    /// The e-mail to somebody whose link was made; `webinar` is the address of the webinar.
    pub(super) fn new(
        club: &Club,
        person: &person::Model,
        session: &session::Model,
        (asked, talk, webinar): (&topic_request::Model, &str, &str),
    ) -> TopicCoveredEmail {
        let language = language(person);
        let secret = person.email_secret.as_ref();
        TopicCoveredEmail {
            language,
            greeting: greeting(&full_name(person), grammar(person.gender), language),
            session: session.title.clone(),
            topic: unlinked(&asked.title),
            talk: unlinked(talk),
            webinar_address: club.settings.address(&format!("/w/{webinar}")),
            end_address: secret.map(|secret| club.settings.address(&format!("/topics/{secret}"))),
        }
    }

    /// What fills the words.
    pub(super) fn filling(&self, club_name: &str) -> Filling {
        let t = Texts(self.language);
        let mut values = club_values(&self.greeting, &self.session, club_name);
        values.insert("topic", Value::Text(self.topic.clone()));
        values.insert("talk", Value::Text(self.talk.clone()));
        let button =
            Value::Button { label: t.say("topic-email-page"), address: self.webinar_address.clone() };
        values.insert("page", button);
        let why = t.say_with("topic-email-why", &[("session", self.session.as_str().into())]);
        Filling {
            values,
            frame: Frame {
                t,
                club_name: club_name.to_owned(),
                preview: self.talk.clone(),
                why,
                unsubscribe_address: self.end_address.clone(),
            },
        }
    }
}

/// What fills the words, with invented data.
pub(crate) fn sample(language: Lang) -> Filling {
    let person = sample_person(language);
    let email = TopicCoveredEmail {
        language,
        greeting: greeting(&full_name(&person), grammar(person.gender), language),
        session: "Весенняя сессия Web-клуба".to_owned(),
        topic: "Как говорить с родителями о трудностях ученика".to_owned(),
        talk: "Родительское собрание без конфликтов".to_owned(),
        webinar_address: "https://club.example/w/2027-spring-s02".to_owned(),
        end_address: Some("https://club.example/topics/0123456789abcdefghjkmnpqrs".to_owned()),
    };
    email.filling("Интернет-наставник")
}
