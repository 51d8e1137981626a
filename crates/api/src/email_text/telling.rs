//! Human names of what words of e-mails are made of, and of what is wrong with them.

use club::emails::words::{KindWords, Shape, Value, Values, WordsError};
use entity::{EmailKind, TextLevel};
use lang::{Lang, Texts};

use crate::form::Errors;

/// A placeholder as the page lists it.
pub(crate) struct Listed {
    pub(crate) name: &'static str,
    /// What it stands for.
    pub(crate) meaning: String,
    /// What it would say to somebody invented.
    pub(crate) sample: String,
    /// It stands in a paragraph of its own.
    pub(crate) is_block: bool,
    pub(crate) is_required: bool,
}

/// Characters of a sample.
const LONGEST_SAMPLE: usize = 90;

/// «ссылка в день вебинара»
pub(crate) fn kind(kind: EmailKind, t: Texts) -> String {
    t.say(&format!("page-email-kind-{kind}"))
}

/// What a kind is for and when it goes out.
pub(crate) fn purpose(kind: EmailKind, t: Texts) -> String {
    t.say(&format!("email-text-for-{kind}"))
}

/// On which level words were written.
pub(crate) fn level(level: Option<TextLevel>, t: Texts) -> String {
    match level {
        Some(level) => t.say(&format!("email-text-level-{level}")),
        None => t.say("email-text-level-standard"),
    }
}

/// A language in the reader's own.
pub(crate) fn language(language: Lang, t: Texts) -> String {
    t.say(&format!("email-text-language-{}", language.code()))
}

/// The placeholders of a kind with what they stand for.
pub(crate) fn placeholders(kind: KindWords, values: Option<&Values>, t: Texts) -> Vec<Listed> {
    let list = kind.placeholders.iter().map(|placeholder| {
        let own = format!("email-text-placeholder-{}-{}", kind.kind, placeholder.name);
        let usual = format!("email-text-placeholder-{}", placeholder.name);
        let sample = match values.and_then(|values| values.get(placeholder.name)) {
            Some(Value::Text(text) | Value::Block { text, .. }) => excerpt(text),
            Some(Value::Button { label, .. }) => label.clone(),
            None => String::new(),
        };
        Listed {
            name: placeholder.name,
            meaning: t.say(if t.has(&own) { &own } else { &usual }),
            sample,
            is_block: placeholder.shape == Shape::Block,
            is_required: placeholder.is_required,
        }
    });
    list.collect()
}

fn excerpt(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_SAMPLE {
        return text;
    }
    let cut: String = text.chars().take(LONGEST_SAMPLE).collect();
    format!("{}…", cut.trim_end())
}

/// What is wrong with words, each sentence at its field.
pub(crate) fn errors(problems: &[WordsError], kind: KindWords, t: Texts) -> Errors {
    let mut errors = Errors::default();
    for problem in problems {
        let field = if problem.is_in_subject() { "subject" } else { "body" };
        let known = kind.placeholders.iter().map(|one| format!("{{{}}}", one.name));
        let about = match problem {
            WordsError::NotAWebAddress(address) => address.clone(),
            _ => format!("{{{}}}", problem.about()),
        };
        let values = [("about", about.into()), ("known", known.collect::<Vec<_>>().join(", ").into())];
        errors.add(field, t.say_with(&format!("email-text-problem-{}", problem.key()), &values));
    }
    errors
}
