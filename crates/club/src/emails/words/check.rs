//! Looking over words before they are kept: an e-mail that cannot do what it is for is refused while somebody can still mend it.

use url::Url;

use super::kinds::{KindWords, Shape};
use super::parse::{self, Inline, Node};
use super::{Words, of};
use entity::EmailKind;

/// Characters of a subject; longer ones are cut by mail programs.
const LONGEST_SUBJECT: usize = 200;

/// Characters of a body.
const LONGEST_BODY: usize = 20_000;

/// What is wrong with words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    #[error("there is no subject")]
    NoSubject,
    #[error("the subject is longer than 200 characters")]
    LongSubject,
    #[error("the subject has more than one line")]
    LinesInSubject,
    #[error("there is no text")]
    NoBody,
    #[error("the text is longer than 20,000 characters")]
    LongBody,
    #[error("there is no placeholder {{{0}}}")]
    Unknown(String),
    #[error("the placeholder {{{0}}} is missing")]
    Missing(&'static str),
    #[error("the placeholder {{{0}}} cannot stand in the subject")]
    BlockInSubject(&'static str),
    #[error("the placeholder {{{0}}} must stand alone in a paragraph")]
    BlockInLine(&'static str),
    #[error("{0} is not the address of a page")]
    NotAWebAddress(String),
    #[error("pictures cannot be shown")]
    Picture,
    /// Words for a kind that organizers do not word.
    #[error("e-mails of this kind always say the same")]
    NotWorded,
}

impl WordsError {
    /// The word that its sentence is filed under.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            WordsError::NoSubject => "no-subject",
            WordsError::LongSubject => "long-subject",
            WordsError::LinesInSubject => "lines-in-subject",
            WordsError::NoBody => "no-body",
            WordsError::LongBody => "long-body",
            WordsError::Unknown(_) => "unknown",
            WordsError::Missing(_) => "missing",
            WordsError::BlockInSubject(_) => "block-in-subject",
            WordsError::BlockInLine(_) => "block-in-line",
            WordsError::NotAWebAddress(_) => "not-a-web-address",
            WordsError::Picture => "picture",
            WordsError::NotWorded => "not-worded",
        }
    }

    /// What it is about: the name of a placeholder, an address.
    #[must_use]
    pub fn about(&self) -> &str {
        match self {
            WordsError::Unknown(about) | WordsError::NotAWebAddress(about) => about,
            WordsError::Missing(name) | WordsError::BlockInSubject(name) | WordsError::BlockInLine(name) => {
                name
            }
            _ => "",
        }
    }

    /// Whether it is in the subject.
    #[must_use]
    pub fn is_in_subject(&self) -> bool {
        matches!(
            self,
            WordsError::NoSubject
                | WordsError::LongSubject
                | WordsError::LinesInSubject
                | WordsError::BlockInSubject(_)
        )
    }
}

impl Words {
    /// Looks the words over as those of a kind.
    ///
    /// # Errors
    /// Everything that is wrong with them, the subject first.
    pub fn check(&self, kind: EmailKind) -> Result<(), Vec<WordsError>> {
        let Some(kind) = of(kind) else { return Err(vec![WordsError::NotWorded]) };
        let mut errors = self.subject_errors(kind);
        errors.extend(self.body_errors(kind));
        errors.dedup();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn subject_errors(&self, kind: KindWords) -> Vec<WordsError> {
        let mut errors = vec![];
        if self.subject.trim().is_empty() {
            errors.push(WordsError::NoSubject);
        }
        if self.subject.chars().count() > LONGEST_SUBJECT {
            errors.push(WordsError::LongSubject);
        }
        if self.subject.chars().any(|letter| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}'))
        {
            errors.push(WordsError::LinesInSubject);
        }
        for name in names(&parse::line(&self.subject)) {
            match kind.placeholder(&name) {
                Some(found) if found.shape == Shape::Block => {
                    errors.push(WordsError::BlockInSubject(found.name));
                }
                Some(_) => {}
                None => errors.push(WordsError::Unknown(name)),
            }
        }
        errors
    }

    fn body_errors(&self, kind: KindWords) -> Vec<WordsError> {
        if self.body.trim().is_empty() {
            return vec![WordsError::NoBody];
        }
        if self.body.chars().count() > LONGEST_BODY {
            return vec![WordsError::LongBody];
        }
        let (mut errors, mut seen) = (vec![], vec![]);
        for node in parse::body(&self.body) {
            node_errors(&node, kind, &mut errors);
            seen.extend(words_of(&node).into_iter().flat_map(names));
        }
        let required = kind.placeholders.iter().filter(|placeholder| placeholder.is_required);
        let missing = required.filter(|placeholder| !seen.iter().any(|name| name == placeholder.name));
        errors.extend(missing.map(|placeholder| WordsError::Missing(placeholder.name)));
        errors
    }
}

fn words_of(node: &Node) -> Vec<&[Inline]> {
    match node {
        Node::Paragraph(words) | Node::Heading(words) => vec![words],
        Node::List { items, .. } => items.iter().map(Vec::as_slice).collect(),
        Node::Rule => vec![],
    }
}

fn node_errors(node: &Node, kind: KindWords, errors: &mut Vec<WordsError>) {
    for words in words_of(node) {
        let is_alone = matches!((node, words), (Node::Paragraph(_), [Inline::Placeholder(_)]));
        for name in names(words) {
            match kind.placeholder(&name) {
                Some(found) if found.shape == Shape::Block && !is_alone => {
                    errors.push(WordsError::BlockInLine(found.name));
                }
                Some(_) => {}
                None => errors.push(WordsError::Unknown(name)),
            }
        }
        piece_errors(words, errors);
    }
}

fn piece_errors(words: &[Inline], errors: &mut Vec<WordsError>) {
    for piece in words {
        match piece {
            Inline::Strong(words) | Inline::Emphasis(words) => piece_errors(words, errors),
            Inline::Link { address, words } => {
                if !is_web_address(address) {
                    errors.push(WordsError::NotAWebAddress(address.clone()));
                }
                piece_errors(words, errors);
            }
            Inline::Picture(_) => errors.push(WordsError::Picture),
            Inline::Text(_) | Inline::Placeholder(_) | Inline::Break => {}
        }
    }
}

/// The names of all placeholders in a line.
fn names(words: &[Inline]) -> Vec<String> {
    let mut found = vec![];
    for piece in words {
        match piece {
            Inline::Placeholder(name) => found.push(name.clone()),
            Inline::Strong(words)
            | Inline::Emphasis(words)
            | Inline::Picture(words)
            | Inline::Link { words, .. } => found.extend(names(words)),
            Inline::Text(_) | Inline::Break => {}
        }
    }
    found
}

/// Whether a link may lead there: to a page, by a whole address without a password.
pub(super) fn is_web_address(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    })
}
