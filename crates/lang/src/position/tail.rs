//! What may follow the head of a position: a complement in its own case, which stays as it is.

/// Words that begin a complement.
const PREPOSITIONS: &[&str] =
    &["в", "во", "для", "и", "к", "на", "о", "об", "от", "по", "при", "с", "со", "у"];

/// Short names of subjects and fields that people also write in small letters.
const ABBREVIATIONS: &[&str] =
    &["ахр", "ахч", "вр", "гпд", "изо", "икт", "мо", "мхк", "обж", "обзр", "орксэ", "спо", "увр", "ур"];

/// Subjects in the nominative, as in the careless «учитель математика»: declining the head alone would make it worse.
const NOMINATIVES: &[&str] = &[
    "алгебра",
    "астрономия",
    "биология",
    "география",
    "геометрия",
    "информатика",
    "история",
    "литература",
    "математика",
    "музыка",
    "технология",
    "физика",
    "физкультура",
    "химия",
    "экономика",
];

/// Endings of the genitive («начальных классов»), the instrumental («кафедрой») and of shortened words («доп.»).
const ENDINGS: &[&str] = &[
    "ого",
    "его",
    "ой",
    "ей",
    "ых",
    "их",
    "ов",
    "ев",
    "ций",
    "ний",
    "гий",
    "а",
    "я",
    "и",
    "ы",
    "у",
    "ю",
    "ом",
    "ем",
    "им",
    "ым",
    "ами",
    "ями",
    "ств",
    "ью",
    "дисциплин",
    "программ",
    "систем",
    ".",
];

/// Whether the words can follow the head of a position without a change.
pub(super) fn is_complement(words: &[&str]) -> bool {
    let Some(first) = words.first() else { return true };
    if words.iter().any(|word| matches!(*word, "-" | "–" | "—")) {
        return false;
    }
    let lower = first.trim_end_matches(',').to_lowercase();
    let is_name =
        first.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "«\"„(№".contains(c));
    is_name
        || PREPOSITIONS.contains(&lower.as_str())
        || ABBREVIATIONS.contains(&lower.as_str())
        || (!NOMINATIVES.contains(&lower.as_str()) && ENDINGS.iter().any(|ending| lower.ends_with(ending)))
}
