//! The club's texts: Fluent messages from every file under `locales/`, embedded in the program.
//!
//! A message that is missing or lacks a variable shows itself in ⟦ ⟧, so that a test or a person sees it at once.

mod counted;
mod value;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Entry;
use unic_langid::LanguageIdentifier;

use crate::Lang;

pub use counted::{Counted, count, minutes, years};
pub use value::Value;

/// One text file: its language, its name, its text.
type File = (&'static str, &'static str, &'static str);

const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

static RUSSIAN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| load(Lang::Ru));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| load(Lang::En));

/// All texts of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Texts(pub Lang);

impl Texts {
    /// The message under this key, or ⟦key⟧ if there is none.
    ///
    /// `message.attribute` names an attribute of a message.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The message under this key with its variables filled in, or ⟦key⟧ if there is none.
    ///
    /// A variable that the message uses and `args` lacks shows as ⟦$variable⟧.
    pub fn say_with(&self, key: &str, args: &[(&str, Value)]) -> String {
        let bundle = bundle(self.0);
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, name)| (id, Some(name)));
        let pattern = bundle.get_message(id).and_then(|message| match attribute {
            Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
            None => message.value(),
        });
        let Some(pattern) = pattern else { return format!("⟦{key}⟧") };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.to_fluent())).collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        if errors.is_empty() { text.into_owned() } else { reveal(&text) }
    }

    /// Whether there is a message under this key.
    pub fn has(&self, key: &str) -> bool {
        bundle(self.0).has_message(key)
    }

    /// The language of these texts.
    pub const fn lang(&self) -> Lang {
        self.0
    }
}

/// The keys of all messages of a language in the order of the alphabet, so that tests can compare both languages.
pub fn keys(lang: Lang) -> Vec<String> {
    let mut keys = Vec::new();
    for (_, _, text) in files(lang) {
        let resource = parsed(text);
        keys.extend(resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        }));
    }
    keys.sort();
    keys
}

fn files(lang: Lang) -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(move |(code, _, _)| *code == lang.code())
}

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    match lang {
        Lang::Ru => &RUSSIAN,
        Lang::En => &ENGLISH,
    }
}

/// Builds the bundle of one language from its files.
///
/// A fault in a file costs only the message it is in: the tests of this crate refuse such a file, and a program that
/// runs must not stop for it.
fn load(lang: Lang) -> FluentBundle<FluentResource> {
    // Both codes are well formed; the default only keeps the program from stopping.
    let id = lang.code().parse::<LanguageIdentifier>().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The marks would end up in PDF files, mail subjects and tests, and our texts never mix directions.
    bundle.set_use_isolating(false);
    for (_, _, text) in files(lang) {
        bundle.add_resource_overriding(parsed(text));
    }
    bundle
}

fn parsed(text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

/// Marks what Fluent could not fill in: it leaves `{$name}` where a variable is missing.
fn reveal(text: &str) -> String {
    text.replace('{', "⟦").replace('}', "⟧")
}

#[cfg(test)]
mod tests;
