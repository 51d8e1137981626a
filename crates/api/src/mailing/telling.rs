//! Human names of what mailings are made of, and of what is wrong with them.

use club::emails::words::{Words, of};
use club::mailing::{Audience, MailingError, Texts as MailingTexts};
use club::session::PublicWebinar;
use entity::{EmailKind, MailingState};
use lang::Texts;

use crate::email_text::telling as words;
use crate::error::PageError;
use crate::fields::Fields;
use crate::form::Errors;

/// The words of audiences, as a form sends them.
const AUDIENCES: [&str; 7] =
    ["listeners", "webinar", "attended", "absent", "speakers", "speakers_without_materials", "picked"];

/// Whom an e-mail of a kind may be for.
pub(super) fn audiences(kind: EmailKind, is_curator: bool) -> &'static [&'static str] {
    match (kind, is_curator) {
        (EmailKind::Invitation, true) => &["invited", "invited_everywhere"],
        (EmailKind::Invitation, false) => &["invited"],
        _ => &AUDIENCES,
    }
}

/// «тем, кто был на вебинаре S01»
pub(super) fn audience(audience: &Audience, webinars: &[PublicWebinar], t: Texts) -> String {
    let (word, webinar) = match audience {
        Audience::Listeners => ("listeners", None),
        Audience::Webinar { webinar } => ("webinar", Some(*webinar)),
        Audience::Attended { webinar } => ("attended", *webinar),
        Audience::Absent { webinar } => ("absent", *webinar),
        Audience::Speakers => ("speakers", None),
        Audience::SpeakersWithoutMaterials => ("speakers_without_materials", None),
        Audience::Picked { .. } => ("picked", None),
        Audience::Invited { everywhere: false } => ("invited", None),
        Audience::Invited { everywhere: true } => ("invited_everywhere", None),
    };
    let name = t.say(&format!("mailing-audience-{word}"));
    match webinars.iter().find(|row| Some(row.id) == webinar) {
        Some(row) => format!("{name}: {} {}", row.code, row.title),
        None => name,
    }
}

/// What an organizer chose.
pub(super) fn read_audience(fields: &Fields) -> Result<Option<Audience>, PageError> {
    let typed = fields.text("webinar")?;
    let webinar =
        if typed.is_empty() { None } else { Some(typed.parse().map_err(|_no_id| PageError::BadRequest)?) };
    let people = fields.all("person").iter().filter_map(|id| id.parse().ok()).collect();
    Ok(Some(match (fields.text("audience")?.as_str(), webinar) {
        ("listeners", _) => Audience::Listeners,
        ("webinar", Some(webinar)) => Audience::Webinar { webinar },
        ("attended", webinar) => Audience::Attended { webinar },
        ("absent", webinar) => Audience::Absent { webinar },
        ("speakers", _) => Audience::Speakers,
        ("speakers_without_materials", _) => Audience::SpeakersWithoutMaterials,
        ("picked", _) => Audience::Picked { people },
        ("invited", _) => Audience::Invited { everywhere: false },
        ("invited_everywhere", _) => Audience::Invited { everywhere: true },
        _ => return Ok(None),
    }))
}

/// Words as a form has them; English ones only where some were typed.
pub(super) fn read_texts(fields: &Fields) -> Result<MailingTexts, PageError> {
    let words = |subject: &str, body: &str| -> Result<Words, PageError> {
        let body = fields.text(body)?.replace("\r\n", "\n");
        Ok(Words { subject: fields.text(subject)?, body })
    };
    let english = words("subject_en", "body_en")?;
    let is_empty = english.subject.trim().is_empty() && english.body.trim().is_empty();
    Ok(MailingTexts { ru: words("subject", "body")?, en: (!is_empty).then_some(english) })
}

/// What is wrong with words, each sentence at its field.
pub(super) fn text_errors(kind: EmailKind, texts: &MailingTexts, t: Texts) -> Errors {
    let mut errors = Errors::default();
    let Some(known) = of(kind) else { return errors };
    let mut add = |found: &Words, fields: [&'static str; 2]| {
        let problems = found.check(kind).err().unwrap_or_default();
        for error in words::errors(&problems, known, t).list() {
            let field = if error.field == "subject" { fields[0] } else { fields[1] };
            errors.add(field, error.text.clone());
        }
    };
    add(&texts.ru, ["subject", "body"]);
    if let Some(english) = &texts.en {
        add(english, ["subject_en", "body_en"]);
    }
    errors
}

/// «черновик»
pub(super) fn state(state: MailingState, t: Texts) -> String {
    t.say(&format!("mailing-state-{state}"))
}

impl From<MailingError> for PageError {
    fn from(error: MailingError) -> Self {
        match error {
            MailingError::NotFound => PageError::NotFound,
            MailingError::NotDraft => PageError::Conflict("mailing-problem-not-draft"),
            MailingError::NotWritten => PageError::Conflict("mailing-problem-not-written"),
            MailingError::Changed => PageError::Conflict("mailing-problem-changed"),
            MailingError::Nobody => PageError::Conflict("mailing-problem-nobody"),
            MailingError::NoAddress => PageError::Conflict("mailing-problem-no-address"),
            MailingError::Unusable(_) | MailingError::NotTheirs => PageError::BadRequest,
            MailingError::Db(error) => error.into(),
        }
    }
}
