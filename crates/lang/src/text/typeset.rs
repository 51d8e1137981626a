//! Where a Russian line must not break.

use super::NO_BREAK_SPACE;

/// Joins by no-break spaces what must stay on one line, and changes nothing else.
pub fn typeset(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            let glued = matches!(word, "—" | "%" | "г." | "гг.") || out.ends_with('№');
            out.push(if glued { NO_BREAK_SPACE } else { ' ' });
        }
        out.push_str(word);
    }
    out
}
