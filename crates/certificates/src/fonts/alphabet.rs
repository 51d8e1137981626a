//! The characters that every prefix holds for texts that are not known yet, and those that no text may hold.

const SIGNS: &str = "«»§°©·×±Ёё–—‘’“”„…№−•";

/// Russian, English and the signs of office texts, each once and in order: all of almost every document.
pub(crate) fn alphabet() -> Vec<char> {
    let ranged = (' '..='~').chain('А'..='я');
    let mut characters: Vec<char> = ranged.chain(SIGNS.chars()).collect();
    characters.sort_unstable();
    characters.dedup();
    characters
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
