//! A list of words in small letters, written in the source as one text.

/// Words in small letters with spaces between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct List(pub(super) &'static str);

impl List {
    /// Whether the list has this word.
    pub(super) fn contains(self, word: &str) -> bool {
        self.words().any(|listed| listed == word)
    }

    /// The words.
    pub(super) fn words(self) -> impl Iterator<Item = &'static str> {
        self.0.split_ascii_whitespace()
    }
}
