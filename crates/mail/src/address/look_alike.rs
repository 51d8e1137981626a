//! Cyrillic letters that crept into a Latin address because they look the same.

/// Cyrillic letters and their Latin doubles, lower case.
const DOUBLES: &[(char, char)] = &[
    ('а', 'a'),
    ('в', 'b'),
    ('е', 'e'),
    ('ё', 'e'),
    ('к', 'k'),
    ('м', 'm'),
    ('н', 'h'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
];
/// Zones typed in the wrong layout or sound by sound; none of them exists.
const ZONES: &[(&str, &str)] = &[("ру", "ru"), ("сом", "com"), ("ком", "com"), ("нет", "net"), ("су", "su")];

/// The address with Latin letters where single Cyrillic doubles stand among Latin ones, or `None` when it has no such.
///
/// A word that is Cyrillic throughout is left alone: `школа44.рф` is meant.
pub(super) fn with_latin_letters(typed: &str) -> Option<String> {
    let lower = typed.to_lowercase();
    let (local, domain) = lower.rsplit_once('@')?;
    let local = latin_word(local);
    let mut is_changed = local.is_some();
    let mut labels = Vec::new();
    let count = domain.split('.').count();
    let all_others_latin = domain.rsplit('.').skip(1).all(str::is_ascii);
    for (index, label) in domain.split('.').enumerate() {
        let zone = ZONES.iter().find(|(typed, _)| index + 1 == count && all_others_latin && *typed == label);
        let latin = zone.map(|(_, meant)| (*meant).to_owned()).or_else(|| latin_word(label));
        is_changed |= latin.is_some();
        labels.push(latin.unwrap_or_else(|| label.to_owned()));
    }
    let local = local
        .unwrap_or_else(|| lower.rsplit_once('@').map_or_else(String::new, |(local, _)| local.to_owned()));
    is_changed.then(|| format!("{local}@{}", labels.join(".")))
}

/// The word in Latin letters, when it mixes Latin letters with Cyrillic doubles and nothing else of Cyrillic.
fn latin_word(word: &str) -> Option<String> {
    let has_latin = word.chars().any(|c| c.is_ascii_alphabetic());
    if !has_latin || word.is_ascii() {
        return None;
    }
    word.chars()
        .map(|c| {
            if c.is_ascii() {
                Some(c)
            } else {
                DOUBLES.iter().find(|(double, _)| *double == c).map(|(_, latin)| *latin)
            }
        })
        .collect()
}
