//! What all e-mails share: the frame around their words, and samples of each for the rules of the house.

pub mod words;

use askama::Template;
use entity::EmailKind;
use lang::{Lang, Texts};
use sea_orm::DbErr;

use words::{Filling, Value, Values, Wordings};

use crate::{
    Club, alert, call, correction, document, login, mailing, network, registration, release, stream_link,
    talk, team, thanks, topic, webinar,
};

/// The words of an e-mail, ready for the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Content {
    /// Renders both forms of an e-mail.
    ///
    /// # Errors
    /// When a template cannot be written; nothing in them can fail by itself.
    pub fn render(subject: String, text: &impl Template, html: &impl Template) -> Result<Content, DbErr> {
        let failed = |error: askama::Error| DbErr::Custom(format!("an e-mail cannot be written: {error}"));
        let text = text.render().map_err(failed)?;
        // What is left out of a plain text leaves empty lines.
        let text = squeeze(&text);
        Ok(Content { subject, text, html: html.render().map_err(failed)? })
    }
}

/// At most one empty line between two others, none at the ends, no spaces at the end of a line.
fn squeeze(text: &str) -> String {
    let mut lines: Vec<&str> = vec![];
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    format!("{}\n", lines.join("\n").trim())
}

/// What the club is called in its e-mails: its network's name, else that of its mailbox.
///
/// # Errors
/// When the database refuses.
pub async fn club_name(club: &Club) -> Result<String, DbErr> {
    let network = network::find(club).await?.map(|network| network.name);
    let sender = || club.settings.sender();
    Ok(network.or_else(|| sender().name.clone()).unwrap_or_else(|| sender().address.as_str().to_owned()))
}

/// How an e-mail greets: by given name and patronymic where the grammar is known.
#[must_use]
pub fn greeting(name: &lang::FullName, gender: lang::Gender, language: Lang) -> String {
    let gender = if gender == lang::Gender::Unknown { name.gender() } else { gender };
    let salutation = name.salutation(gender, language).map(|salutation| unlinked(&salutation));
    salutation.unwrap_or_else(|| Texts(language).say("email-hello"))
}

/// «Понедельник, 12 апреля 2027 г.»
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What somebody typed, as it may stand in an e-mail to somebody else: programs that read e-mails make links of addresses in a text, and whoever
/// writes one into the name on a form would have us send it on. After full stops and the like comes a space that does not break.
#[must_use]
pub fn unlinked(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        text.push(letter);
        if matches!(letter, '.' | ':' | '/' | '@')
            && letters.peek().is_some_and(|next| next.is_alphanumeric())
        {
            text.push('\u{a0}');
        }
    }
    text
}

/// The values that every e-mail about a session has.
pub(crate) fn club_values(greeting: &str, session_title: &str, club_name: &str) -> Values {
    Values::from([
        ("greeting", Value::Text(greeting.to_owned())),
        ("session", Value::Text(session_title.to_owned())),
        ("club", Value::Text(club_name.to_owned())),
    ])
}

/// Invented data that fills the words of a kind; `None` for kinds that are not worded by organizers.
///
/// # Errors
/// When a template cannot be written.
pub fn sample_filling(kind: EmailKind, language: Lang) -> Result<Option<Filling>, DbErr> {
    Ok(Some(match kind {
        EmailKind::RegistrationConfirmed => {
            registration::RegistrationConfirmedEmail::sample(language).filling()?
        }
        EmailKind::StreamLink => stream_link::StreamLinkEmail::sample(language).filling()?,
        EmailKind::DocumentsReady => document::DocumentsReadyEmail::sample(language).filling()?,
        EmailKind::CorrectionAnswered => correction::CorrectionAnsweredEmail::sample(language).filling(),
        EmailKind::Reminder
        | EmailKind::NewStreamLink
        | EmailKind::WebinarMoved
        | EmailKind::WebinarCancelled
        | EmailKind::PlaceOffered => return webinar::emails::sample(kind, language),
        EmailKind::ProgrammeChanged => return release::emails::sample(kind, language),
        EmailKind::TalkDeadline | EmailKind::MaterialsMissing => return talk::emails::sample(kind, language),
        EmailKind::ApplicationLink
        | EmailKind::ApplicationReceived
        | EmailKind::CoSpeakerInvited
        | EmailKind::TalkDecided
        | EmailKind::TalkUnconfirmed => return call::emails::sample(kind, language),
        EmailKind::Thanks => thanks::sample(language),
        EmailKind::TopicCovered => topic::emails::sample(language),
        EmailKind::Announcement | EmailKind::Invitation => {
            mailing::MailingEmail::sample(language).filling(kind)
        }
        EmailKind::OrganizerAlert => alert::sample(language),
        EmailKind::TeamInvitation => team::sample(language),
        EmailKind::LoginLink => return Ok(None),
    }))
}

/// Every e-mail of the club with invented data: name, subject, text and HTML.
///
/// # Errors
/// When a template cannot be written.
pub fn samples(language: Lang) -> Result<Vec<(&'static str, Content)>, DbErr> {
    let mut samples =
        vec![(EmailKind::LoginLink.as_str(), login::LoginLinkEmail::sample(language).content()?)];
    for kind in words::worded_kinds().map(|words| words.kind) {
        if let Some(filling) = sample_filling(kind, language)? {
            samples.push((kind.as_str(), Wordings::default_of(kind).compose(&filling)?));
        }
    }
    Ok(samples)
}

/// Somebody who does not exist.
#[must_use]
pub(crate) fn sample_person(language: Lang) -> entity::person::Model {
    entity::person::Model {
        id: uuid::Uuid::nil().into(),
        family: "Иванова".to_owned(),
        given: "Мария".to_owned(),
        patronymic: Some("Петровна".to_owned()),
        gender: entity::Gender::Female,
        name_forms: None,
        search_name: "иванова мария петровна".to_owned(),
        position: "учитель математики".to_owned(),
        school_id: None,
        school_name: "МБОУ гимназия № 2".to_owned(),
        city: "Новосибирск".to_owned(),
        region: "Новосибирская область".to_owned(),
        time_zone: "Asia/Novosibirsk".to_owned(),
        experience_years: Some(2),
        email: Some("maria@school.example".to_owned()),
        phone: None,
        language: language.code().to_owned(),
        email_secret: None,
        email_bounced_at: None,
        disabled_at: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_email_says_all_its_words_in_both_languages() {
        for language in Lang::ALL {
            let samples = samples(language).unwrap();
            assert_eq!(samples.len(), words::worded_kinds().count() + 1, "each kind has a sample");
            for (name, Content { subject, text, html }) in samples {
                for (part, words) in [("subject", &subject), ("text", &text), ("html", &html)] {
                    assert!(!words.contains('⟦'), "{name} {part} in {language}: {words}");
                    assert!(!words.contains(['{', '}']) || part == "html", "{name} {part}: {words}");
                    assert!(!words.trim().is_empty(), "{name} {part} in {language} is empty");
                }
            }
        }
    }

    #[test]
    fn an_email_loads_nothing_from_elsewhere() {
        for (name, Content { html, .. }) in samples(Lang::Ru).unwrap() {
            for loading in ["<img", "src=", "url(", "@import", "<link", "<script"] {
                assert!(!html.contains(loading), "{name} holds {loading}");
            }
        }
    }

    #[test]
    fn an_address_in_a_name_or_town_is_no_link_and_real_ones_stay_readable() {
        for (typed, written) in [
            ("https://evil.example/win", "https://\u{a0}evil.\u{a0}example/\u{a0}win"),
            ("pay@evil.example", "pay@\u{a0}evil.\u{a0}example"),
            ("г.Сургут", "г.\u{a0}Сургут"),
            ("С.-Петербург", "С.-Петербург"),
            ("О’Нил-Иванова Анна", "О’Нил-Иванова Анна"),
        ] {
            assert_eq!(unlinked(typed), written);
        }
        let name = lang::FullName::parse("Иванова", "www.evil.example", "Петровна").expect("a name");
        let greeting = greeting(&name, lang::Gender::Female, Lang::Ru);
        assert!(!greeting.contains("evil.example"), "{greeting}");
    }

    #[test]
    fn a_plain_text_has_no_two_empty_lines() {
        assert_eq!(squeeze("\n\nа  \n\n\n\nб\n \nв\n\n"), "а\n\nб\n\nв\n");
    }

    #[test]
    fn whoever_has_no_known_gender_is_greeted_all_the_same() {
        let name = |family: &str, given: &str, patronymic: &str| {
            lang::FullName::parse(family, given, patronymic).expect("a name")
        };
        let anna = name("Петрова", "Анна", "Сергеевна");
        assert_eq!(greeting(&anna, lang::Gender::Unknown, Lang::Ru), "Уважаемая Анна Сергеевна");
        let initials = name("Петрова", "А.", "С.");
        assert_eq!(greeting(&initials, lang::Gender::Female, Lang::Ru), "Здравствуйте");
    }
}
