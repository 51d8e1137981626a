//! The characters that a prefix holds for texts that are not known yet.

/// Which characters a prefix holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// Russian, English and the signs of office texts: almost every document.
    Russian,
    /// All of Cyrillic and Latin that the font has, for Khanty, Mansi, Tatar and other names.
    Extended,
}

const SIGNS: &str = "«»§°©·×±ЁёЙй–—‘’“”„…№−•";

impl Alphabet {
    /// The characters, each once and in order; the font may lack some of the extended ones.
    pub(crate) fn characters(self) -> Vec<char> {
        let ranges: &[(u32, u32)] = match self {
            Alphabet::Russian => &[(0x20, 0x7e), (0x410, 0x44f)],
            Alphabet::Extended => &[
                (0x20, 0x7e),
                (0xa1, 0x17f),
                (0x18f, 0x18f),
                (0x259, 0x259),
                (0x218, 0x21b),
                (0x300, 0x304),
                (0x306, 0x30c),
                (0x323, 0x331),
                (0x400, 0x52f),
                (0x1e00, 0x1eff),
                (0x2010, 0x2026),
                (0x2030, 0x203a),
            ],
        };
        let ranged = ranges.iter().flat_map(|(first, last)| *first..=*last).filter_map(char::from_u32);
        let mut characters: Vec<char> = ranged.chain(SIGNS.chars()).filter(|ch| !is_invisible(*ch)).collect();
        characters.sort_unstable();
        characters.dedup();
        characters
    }
}

/// Controls, soft hyphens, joiners, selectors and bidirectional marks: shaping would swallow them in silence, but a name
/// that holds one is not the name that it looks like.
pub(crate) fn is_invisible(ch: char) -> bool {
    ch.is_control()
        || matches!(
            ch,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}'
        )
}
