//! What fills the words of e-mails about applications.

use askama::Template;
use entity::{EmailKind, person, session};
use lang::{Lang, Texts};
use sea_orm::{ConnectionTrait, DbErr};

use crate::emails::words::{self, Filling, Frame, Value, wordings};
use crate::emails::{club_values, greeting, sample_person, unlinked};
use crate::outbox::NewEmail;
use crate::person::{full_name, grammar, language};

/// What an e-mail is about.
pub(crate) struct About {
    pub(crate) kind: EmailKind,
    pub(crate) headline: String,
    pub(crate) lead: String,
    /// What organizers wrote to the speaker.
    pub(crate) note: Option<String>,
    pub(crate) topic: Option<String>,
    /// What the button says, and where it leads.
    pub(crate) page: (String, String),
    /// Further links: label and address.
    pub(crate) lines: Vec<(String, String)>,
}

/// Who reads it: a person, or nobody but an address.
pub(crate) struct Reader<'a> {
    person: Option<&'a person::Model>,
    address: String,
    language: Lang,
}

impl<'a> Reader<'a> {
    pub(crate) fn address(address: &str, language: Lang) -> Reader<'a> {
        Reader { person: None, address: address.to_owned(), language }
    }

    pub(crate) fn person(person: &'a person::Model) -> Option<Reader<'a>> {
        let address = person.email.clone()?;
        Some(Reader { person: Some(person), address, language: language(person) })
    }

    pub(crate) fn texts(&self) -> Texts {
        Texts(self.language)
    }
}

#[derive(Template)]
#[template(path = "emails/blocks/applications.txt", escape = "none")]
struct TextLines<'a> {
    lines: &'a [(String, String)],
}

#[derive(Template)]
#[template(path = "emails/blocks/applications.html")]
struct HtmlLines<'a> {
    lines: &'a [(String, String)],
}

/// Writes an e-mail that is about an application; its key is empty.
pub(crate) async fn compose(
    db: &impl ConnectionTrait,
    session: &session::Model,
    (about, reader, club_name): (&About, &Reader<'_>, &str),
) -> Result<NewEmail, DbErr> {
    let words = wordings(db, about.kind, Some(session)).await?;
    let content = words.compose(&filling(about, reader, (&session.title, club_name))?)?;
    Ok(NewEmail {
        kind: about.kind,
        dedup_key: String::new(),
        session_id: Some(session.id),
        person_id: reader.person.map(|person| person.id),
        to_name: reader.person.map(|person| full_name(person).full()),
        to_address: reader.address.clone(),
        language: reader.language,
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

fn filling(about: &About, reader: &Reader<'_>, (session, club): (&str, &str)) -> Result<Filling, DbErr> {
    let t = reader.texts();
    let greeting = reader.person.map_or_else(
        || t.say("email-hello"),
        |person| greeting(&full_name(person), grammar(person.gender), t.lang()),
    );
    let (label, address) = about.page.clone();
    let mut values = club_values(&greeting, session, club);
    let nothing = Value::Block { text: String::new(), html: String::new() };
    let lines = if about.lines.is_empty() {
        nothing.clone()
    } else {
        Value::block(&TextLines { lines: &about.lines }, &HtmlLines { lines: &about.lines })?
    };
    values.extend([
        ("headline", Value::Text(about.headline.clone())),
        ("lead", Value::Text(about.lead.clone())),
        ("topic", Value::Text(unlinked(about.topic.as_deref().unwrap_or_default()))),
        ("note", about.note.as_deref().map_or(nothing, Value::typed_lines)),
        ("applications", lines),
        ("page", Value::Button { label, address }),
    ]);
    // Each kind has its own; what was typed is in none of those that go to an unknown address.
    if let Some(kind) = words::of(about.kind) {
        values.retain(|name, _| kind.placeholder(name).is_some());
    }
    let why = t.say_with("call-email-why", &[("session", session.into())]);
    let preview = about.headline.clone();
    let frame = Frame { t, club_name: club.to_owned(), preview, why, unsubscribe_address: None };
    Ok(Filling { values, frame })
}

/// Invented data for a kind of this folder; `None` for others.
pub(crate) fn sample(kind: EmailKind, language: Lang) -> Result<Option<Filling>, DbErr> {
    let t = Texts(language);
    let Some(word) = word(kind) else { return Ok(None) };
    let say = |part: &str| t.say(&format!("call-email-{word}-{part}"));
    let about = About {
        kind,
        headline: say("headline"),
        lead: say("lead"),
        note: (kind == EmailKind::TalkDecided).then(|| t.say("call-email-sample-note")),
        topic: Some("Родительское собрание без конфликтов".to_owned()),
        page: (say("page"), "https://club.example/a/7k2qm2xhd4t9c8v1n5b3w6y0za".to_owned()),
        lines: vec![],
    };
    let person = sample_person(language);
    let reader = match kind {
        EmailKind::ApplicationLink | EmailKind::CoSpeakerInvited => Reader::address("", language),
        _ => Reader { person: Some(&person), address: String::new(), language },
    };
    filling(&about, &reader, ("Весенняя сессия Web-клуба", "Интернет-наставник")).map(Some)
}

fn word(kind: EmailKind) -> Option<&'static str> {
    Some(match kind {
        EmailKind::ApplicationLink => "link",
        EmailKind::ApplicationReceived => "received",
        EmailKind::CoSpeakerInvited => "invited",
        EmailKind::TalkDecided => "accept",
        EmailKind::TalkUnconfirmed => "unconfirmed",
        _ => return None,
    })
}
