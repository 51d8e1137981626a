//! The page on which words of e-mails are edited.

use askama::Template;
use club::email_text::{Place, Text};
use club::emails::words::{Filling, Wordings, Words};
use club::emails::{Content, sample_filling};
use lang::Texts;

use super::place::Room;
use super::telling::{self, Listed};
use crate::error::PageError;
use crate::form::Errors;
use crate::layout::Layout;
use crate::session::organize::SessionWays;

/// The editor.
#[derive(Template)]
#[template(path = "pages/email_text/editor.html")]
pub(crate) struct EditorPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: Option<SessionWays>,
    base: String,
    address: String,
    title: String,
    purpose: String,
    level: String,
    language: String,
    language_name: String,
    /// The same words in the other languages: address and name.
    others: Vec<(String, String)>,
    is_own: bool,
    inherited_from: String,
    revision: i32,
    words: Words,
    errors: Errors,
    placeholders: Vec<Listed>,
    /// As it would be read; none where that cannot be shown.
    content: Option<Content>,
    /// What somebody else wrote meanwhile.
    theirs: Option<Words>,
    done: Option<String>,
}

/// What an editor is made of.
pub(super) struct Frame<'a> {
    pub(super) layout: Layout,
    pub(super) csrf: String,
    pub(super) room: &'a Room,
    pub(super) place: Place,
    pub(super) text: &'a Text,
}

impl EditorPage {
    /// The editor with words that are stored, or were typed.
    pub(super) fn of(frame: Frame<'_>, words: Words, errors: Errors) -> Result<Self, PageError> {
        let Frame { layout, csrf, room, place, text } = frame;
        let t = Texts(layout.lang);
        let filling = sample(place)?;
        let others = lang::Lang::ALL
            .into_iter()
            .filter(|other| *other != place.language)
            .map(|language| (room.address(Place { language, ..place }), telling::language(language, t)));
        let content = filling.as_ref().map(|filling| compose(place, &words, filling)).transpose()?;
        Ok(Self {
            csrf,
            ways: room.ways(t),
            base: room.base.clone(),
            address: room.address(place),
            title: telling::kind(place.kind, t),
            purpose: telling::purpose(place.kind, t),
            level: t.say(&format!("email-text-for-level-{}", club::email_text::level(place.owner))),
            language: place.language.code().to_owned(),
            language_name: telling::language(place.language, t),
            others: others.collect(),
            is_own: text.own.is_some(),
            inherited_from: telling::level(text.inherited_from, t),
            revision: text.revision(),
            words,
            errors,
            placeholders: telling::placeholders(text.kind, filling.as_ref().map(|one| &one.values), t),
            content,
            theirs: None,
            done: None,
            t,
            layout,
        })
    }

    /// Somebody else was faster: both versions stand on the page.
    pub(super) fn show_theirs(&mut self, theirs: Words) {
        self.theirs = Some(theirs);
    }

    /// Without invented people, who are Russian in every language.
    pub(super) fn without_people(mut self) -> Self {
        self.content = None;
        for placeholder in &mut self.placeholders {
            placeholder.sample.clear();
        }
        self
    }

    pub(super) fn tell(&mut self, done: Option<String>) {
        self.done = done;
    }
}

/// Invented data for a place.
pub(super) fn sample(place: Place) -> Result<Option<Filling>, PageError> {
    Ok(sample_filling(place.kind, place.language)?)
}

/// Words with invented data in them.
pub(super) fn compose(place: Place, words: &Words, filling: &Filling) -> Result<Content, PageError> {
    Ok(Wordings::with(place.kind, vec![(place.language, words.clone())]).compose(filling)?)
}
