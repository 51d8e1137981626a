//! Slips in well-known domains: a registration with one would wait for an e-mail that never comes.

/// Providers that people slip on, the most used first.
const MEANT: &[&str] = &[
    "mail.ru",
    "yandex.ru",
    "gmail.com",
    "bk.ru",
    "inbox.ru",
    "list.ru",
    "rambler.ru",
    "ya.ru",
    "internet.ru",
    "vk.com",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
    "yahoo.com",
    "proton.me",
    "yandex.com",
    "lenta.ru",
    "ngs.ru",
    "mos.ru",
    "edu.ru",
];
/// Real domains that are one slip away from those.
const REAL: &[&str] = &[
    "email.com",
    "mail.com",
    "ymail.com",
    "email.ru",
    "mail.ua",
    "mail.kz",
    "mail.by",
    "mail.uz",
    "mail.de",
    "gmx.com",
    "gmx.net",
    "gmx.de",
    "live.ru",
    "live.com",
    "yandex.by",
    "yandex.kz",
    "yandex.ua",
    "yandex.uz",
    "hotmail.ru",
    "outlook.ru",
    "tmail.ru",
    "yahoo.de",
    "yahoo.fr",
    "fmail.ru",
    "umail.ru",
    "nmail.ru",
    "list.com",
    "inbox.com",
    "index.ru",
    "ramber.com",
    "me.com",
    "inbox.lv",
    "inbox.lt",
    "inbox.eu",
    "mail.bg",
    "mail.ee",
    "ukr.net",
    "rambler.ua",
    "proton.ch",
    "mail.rf",
    "xmail.ru",
    "gmail.eu",
];
/// Slips that are more than a letter or two.
const SLIPS: &[(&str, &str)] = &[
    ("gmail.ru", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("googlemail.ru", "gmail.com"),
    ("google.com", "gmail.com"),
    ("iclod.ru", "icloud.com"),
    ("icloud.ru", "icloud.com"),
    ("mail.ru.com", "mail.ru"),
    ("mail.ru.ru", "mail.ru"),
    ("yndx.ru", "yandex.ru"),
    ("yandeks.ru", "yandex.ru"),
    ("jandeks.ru", "yandex.ru"),
    ("mai.com", "mail.ru"),
];

/// The well-known domain that was probably meant, or `None` when the domain is one or is far from all.
pub(super) fn meant_domain(domain: &str) -> Option<&'static str> {
    if MEANT.contains(&domain) || REAL.contains(&domain) {
        return None;
    }
    if let Some((_, meant)) = SLIPS.iter().find(|(slip, _)| *slip == domain) {
        return Some(meant);
    }
    MEANT.iter().copied().find(|meant| is_slip(domain, meant))
}

/// One slip in a domain long enough to have it; a real short domain (`vk.ru`) is nobody's slip.
fn is_slip(domain: &str, meant: &str) -> bool {
    let allowed = match meant.len() {
        0..=6 => 0,
        7..=8 => 1,
        _ => 2,
    };
    let same_start = domain.chars().next() == meant.chars().next();
    let distance = distance(domain, meant);
    distance <= 1.min(allowed) || (same_start && distance <= allowed)
}

/// Letters added, left out, swapped or replaced (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut previous = None;
    for (row, letter) in left.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&above, column) + usize::from(letter != *other);
            let mut best = replaced.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            let is_swap = previous == Some(*other) && column > 0 && right.get(column - 1) == Some(&letter);
            if is_swap {
                best = best.min(at(&before, column - 1) + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
        previous = Some(letter);
    }
    above.last().copied().unwrap_or(0)
}

/// Every domain that may be offered.
#[cfg(test)]
pub(super) fn all_meant() -> impl Iterator<Item = &'static str> {
    MEANT.iter().copied().chain(SLIPS.iter().map(|(_, meant)| *meant))
}
