//! Which words a line break must not part: the no-break rules of Russian typography.

/// Whether no line may end between these neighbours.
pub(super) fn sticks(before: &str, after: &str) -> bool {
    let before = before.trim_start_matches(['«', '„', '(', '“', '"']);
    let after = after.trim_start_matches(['«', '„', '(', '“', '"']);
    is_short(before)
        || matches!(before, "№" | "§")
        || is_initial(before)
        || (is_initial(after) && starts_with_capital(before))
        || (before == "г." && starts_with_capital(after))
        || is_count(before)
        || after.starts_with(['—', '–', '%'])
        || (after == "№" && is_abbreviation(before))
        || after.trim_end_matches([',', '.', ';', ')', '»']) == "г"
}

/// A preposition, conjunction or particle of one or two letters.
fn is_short(word: &str) -> bool {
    let mut letters = word.chars();
    let is_letter = |ch: Option<char>| ch.is_some_and(char::is_alphabetic);
    match (letters.next(), letters.next(), letters.next()) {
        (first, None, None) => is_letter(first),
        (first, second, None) => is_letter(first) && is_letter(second),
        _ => false,
    }
}

/// «М.», and «П.» with a mark behind it.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    let is_letter = chars.next().is_some_and(char::is_uppercase);
    is_letter && chars.next() == Some('.') && chars.all(|ch| !ch.is_alphanumeric())
}

fn starts_with_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// «12», «12–16», «1,5»: a number stays with what it counts.
fn is_count(word: &str) -> bool {
    word.chars().any(|ch| ch.is_ascii_digit())
        && word.chars().all(|ch| ch.is_ascii_digit() || "–-,".contains(ch))
        && !word.ends_with(',')
}

/// «СОШ», «МБОУ».
fn is_abbreviation(word: &str) -> bool {
    word.chars().count() <= 6 && word.chars().all(char::is_uppercase)
}
