//! Samples of these pages, for the tests that look at every page.

use club::Owner;
use club::email_text::{Place, Text, Written};
use club::emails::words::{Words, of, worded_kinds};
use entity::{EmailKind, TextLevel, email_text};
use lang::{Lang, Texts};

use super::editor::{EditorPage, Frame};
use super::list::ListPage;
use super::place::Room;
use super::telling;
use crate::Sample;
use crate::layout::Layout;
use crate::samples::data::{self, before, id};

const KIND: EmailKind = EmailKind::StreamLink;

fn text(lang: Lang, is_own: bool) -> Option<Text> {
    let inherited = Words::default_of(KIND, lang)?;
    let own = is_own.then(|| email_text::Model {
        id: id(340),
        level: TextLevel::Session,
        school_id: None,
        session_id: Some(id(10)),
        kind: KIND,
        language: lang.code().to_owned(),
        subject: inherited.subject.clone(),
        body: inherited.body.clone(),
        revision: 2,
        updated_at: before(),
        updated_by: None,
    });
    Some(Text { kind: of(KIND)?, own, inherited, inherited_from: None })
}

fn editor(lang: Lang, room: &Room, words: Option<Words>) -> Option<EditorPage> {
    let text = text(lang, words.is_none())?;
    let place = Place::new(room.owner, KIND, lang);
    let problems = words.as_ref().and_then(|words| words.check(KIND).err()).unwrap_or_default();
    let errors = telling::errors(&problems, text.kind, Texts(lang));
    let frame = Frame {
        layout: Layout::sample_of_curator(lang),
        csrf: "sample".to_owned(),
        room,
        place,
        text: &text,
    };
    let editor = EditorPage::of(frame, words.unwrap_or_else(|| text.words()), errors).ok()?;
    Some(if lang == Lang::En { editor.without_people() } else { editor })
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let rooms = [("", Room::of_session(data::session(lang))), ("-network", Room::of_network())];
    let written: Vec<Written> = worded_kinds()
        .enumerate()
        .map(|(place, words)| Written {
            kind: words.kind,
            levels: vec![(Lang::Ru, (place == 0).then_some(TextLevel::School)), (Lang::En, None)],
        })
        .collect();
    let mut samples = vec![];
    for (name, room) in &rooms {
        let list = ListPage::of(Layout::sample_of_curator(lang), room, &written);
        samples.push(Sample::of(&format!("email_text-list{name}"), &list));
        let wrong = Words { subject: String::new(), body: "{nme} [x](ftp://x.example)".to_owned() };
        let words = (room.owner == Owner::Network).then_some(wrong);
        if let Some(mut editor) = editor(lang, room, words) {
            samples.push(Sample::of(&format!("email_text-editor{name}"), &editor));
            editor.show_theirs(Words { subject: "{headline}".to_owned(), body: "{webinars}".to_owned() });
            samples.push(Sample::of(&format!("email_text-conflict{name}"), &editor));
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_every_placeholder_is_explained_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts(lang);
            for words in worded_kinds() {
                let mut said = vec![telling::kind(words.kind, t), telling::purpose(words.kind, t)];
                said.extend(telling::placeholders(words, None, t).into_iter().map(|one| one.meaning));
                for sentence in said {
                    assert!(!sentence.contains('⟦'), "{} in {lang}: {sentence}", words.kind);
                }
            }
        }
    }
}
