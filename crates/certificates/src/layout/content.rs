//! The little language of contents: `{placeholder}`, `**bold**`, `[[left out when something in it is empty]]` and `\n`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ContentFault;
use crate::fields::Grammar;
use crate::placeholder::{Placeholder, UnknownPlaceholder};

/// The text of an element: one for all, or one for each grammatical gender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Content {
    /// The same text for everybody.
    Same(#[schemars(with = "super::schema::ContentText")] String),
    /// A text by gender.
    ByGrammar(Variants),
}

/// A text for each grammatical gender; an empty one leaves the element out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variants {
    /// For «она».
    #[schemars(with = "super::schema::ContentText")]
    pub female: String,
    /// For «он».
    #[schemars(with = "super::schema::ContentText")]
    pub male: String,
    /// For an unknown gender, or a name with initials only.
    #[schemars(with = "super::schema::ContentText")]
    pub neutral: String,
}

impl Content {
    /// The text for this gender.
    pub fn variant(&self, grammar: Grammar) -> &str {
        match (self, grammar) {
            (Content::Same(text), _) => text,
            (Content::ByGrammar(variants), Grammar::Female) => &variants.female,
            (Content::ByGrammar(variants), Grammar::Male) => &variants.male,
            (Content::ByGrammar(variants), Grammar::Neutral) => &variants.neutral,
        }
    }

    /// The placeholders of all variants; those that do not exist are left out.
    pub(crate) fn placeholders(&self) -> Vec<Placeholder> {
        [Grammar::Female, Grammar::Male, Grammar::Neutral]
            .iter()
            .filter_map(|grammar| Template::parse(self.variant(*grammar)).ok())
            .flat_map(|template| template.placeholders().collect::<Vec<_>>())
            .collect()
    }
}

/// What is wrong with a content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ContentError {
    /// A placeholder that does not exist.
    Unknown(UnknownPlaceholder),
    /// Something is open.
    Bad(ContentFault),
}

/// A content, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) pieces: Vec<Piece>,
}

/// A part of a content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Fixed text.
    Fixed(String),
    /// A value.
    Value(Placeholder),
    /// Bold begins or ends.
    Bold,
    /// A new line begins.
    Break,
    /// Left out when a value in it is empty; never nested.
    Group(Vec<Piece>),
}

impl Template {
    /// Reads a content.
    pub(crate) fn parse(text: &str) -> Result<Template, ContentError> {
        let mut reader = Reader::default();
        let mut rest = text;
        while !rest.is_empty() {
            rest = reader.take(rest)?;
        }
        reader.finish()
    }

    /// The placeholders in the order of the text.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        fn of(piece: &Piece) -> Vec<Placeholder> {
            match piece {
                Piece::Value(placeholder) => vec![*placeholder],
                Piece::Group(pieces) => pieces.iter().flat_map(of).collect(),
                _ => Vec::new(),
            }
        }
        self.pieces.iter().flat_map(of)
    }
}

#[derive(Default)]
struct Reader {
    done: Vec<Piece>,
    group: Option<Vec<Piece>>,
    is_bold: bool,
}

impl Reader {
    fn push(&mut self, piece: Piece) {
        match &mut self.group {
            Some(group) => group.push(piece),
            None => self.done.push(piece),
        }
    }

    /// Takes one piece from the front and returns what follows it.
    fn take<'a>(&mut self, rest: &'a str) -> Result<&'a str, ContentError> {
        if let Some(rest) = rest.strip_prefix("[[") {
            if self.group.replace(Vec::new()).is_some() {
                return Err(ContentError::Bad(ContentFault::NestedGroup));
            }
            return Ok(rest);
        }
        if let Some(rest) = rest.strip_prefix("]]") {
            let group = self.group.take().ok_or(ContentError::Bad(ContentFault::LoneGroup))?;
            self.done.push(Piece::Group(group));
            return Ok(rest);
        }
        if let Some(rest) = rest.strip_prefix("**") {
            self.is_bold = !self.is_bold;
            self.push(Piece::Bold);
            return Ok(rest);
        }
        if let Some(rest) = rest.strip_prefix('\n') {
            self.push(Piece::Break);
            return Ok(rest);
        }
        if let Some(rest) = rest.strip_prefix('{') {
            let (name, rest) = rest.split_once('}').ok_or(ContentError::Bad(ContentFault::OpenBrace))?;
            self.push(Piece::Value(name.trim().parse().map_err(ContentError::Unknown)?));
            return Ok(rest);
        }
        self.take_fixed(rest)
    }

    fn take_fixed<'a>(&mut self, rest: &'a str) -> Result<&'a str, ContentError> {
        let ends = ["[[", "]]", "**", "\n", "{"].iter().filter_map(|mark| rest.find(mark)).min();
        let (text, rest) = rest.split_at(ends.unwrap_or(rest.len()));
        if text.contains('}') {
            return Err(ContentError::Bad(ContentFault::LoneBrace));
        }
        self.push(Piece::Fixed(text.to_owned()));
        Ok(rest)
    }

    fn finish(self) -> Result<Template, ContentError> {
        if self.group.is_some() {
            return Err(ContentError::Bad(ContentFault::OpenGroup));
        }
        if self.is_bold {
            return Err(ContentError::Bad(ContentFault::OpenBold));
        }
        Ok(Template { pieces: self.done })
    }
}
