//! The form of a text in which it is kept for searches, because a database does not lower Cyrillic letters.

use unicode_normalization::UnicodeNormalization;

use super::clean::{collapse_spaces, visible};

/// The text as searches compare it: NFC, lower case, е for ё, one kind of hyphen and apostrophe, single spaces.
pub fn search_key(text: &str) -> String {
    let lower: String = visible(text)
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'ё' => 'е',
            '\u{2010}'..='\u{2015}' | '−' => '-',
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            c => c,
        })
        .nfc()
        .collect();
    collapse_spaces(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_finds_yo_by_ye_and_capitals_by_small_letters() {
        assert_eq!(search_key("  Щёлокова   АННА-Мария "), "щелокова анна-мария");
        assert_eq!(search_key("Е\u{308}лкина"), "елкина");
        assert_eq!(search_key("Лук’яненко – 2"), "лук'яненко - 2");
        assert_eq!(search_key("И\u{306}ван"), "йван");
    }

    #[test]
    fn a_search_key_of_a_search_key_is_itself() {
        for text in ["Ёж", "İstanbul", "ß—Ё", "\u{202e}Иванов"] {
            assert_eq!(search_key(&search_key(text)), search_key(text), "{text:?}");
        }
    }
}
