//! What a mail server answered, in plain words.

use lang::Texts;

/// What an answer means for whoever reads it, beside its code; the whole answer is in the server's own words.
pub(crate) fn plain(answer: &str, t: Texts) -> String {
    t.say(key(answer))
}

/// Key of the text: by the code of the answer, then by what it says.
fn key(answer: &str) -> &'static str {
    let small = answer.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| small.contains(word));
    if matches!(code(&small), Some(530 | 534 | 535 | 538)) {
        return "page-reason-account";
    }
    let enhanced = enhanced(&small);
    match enhanced.as_deref() {
        Some("4.2.2" | "5.2.2") => return "page-reason-full",
        Some("5.1.1" | "5.1.0" | "5.1.6" | "5.1.10" | "5.2.1") => return "page-reason-nobody",
        Some("5.1.2" | "4.1.2" | "5.4.4" | "4.4.4") => return "page-reason-domain",
        Some("5.3.4" | "5.2.3") => return "page-reason-large",
        Some("4.7.1" | "4.2.0") => return "page-reason-later",
        Some(code) if code.starts_with("5.7") => return "page-reason-blocked",
        _ => {}
    }
    match code(&small) {
        _ if says(&["слишком много людей"]) => "page-reason-crowded",
        _ if says(&["не успели", "too late"]) => "page-reason-too-late",
        _ if says(&["каждый раз прерывалась", "the program failed", "cannot be read"]) => {
            "page-reason-program"
        }
        Some(552) => "page-reason-full",
        _ if says(&["mailbox full", "quota", "over quota"]) => "page-reason-full",
        Some(550 | 551 | 553) if says(&["spam", "blocked", "blacklist", "policy", "reputation"]) => {
            "page-reason-blocked"
        }
        Some(550 | 551 | 553) => "page-reason-nobody",
        Some(554) => "page-reason-blocked",
        Some(400..=499) => "page-reason-later",
        Some(500..=599) => "page-reason-refused",
        _ if says(&["dns", "resolve", "lookup"]) => "page-reason-domain",
        _ => "page-reason-silent",
    }
}

/// The three digits with which a server began its answer.
fn code(answer: &str) -> Option<u16> {
    let words =
        answer.split(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '-' | '(' | ')'));
    let mut numbers = words.filter(|word| word.len() == 3).filter_map(|word| word.parse().ok());
    numbers.find(|code| (400..600).contains(code))
}

/// The enhanced status code: `5.1.1`.
fn enhanced(answer: &str) -> Option<String> {
    let words = answer.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    words.map(|word| word.trim_matches('.')).find(|word| is_enhanced(word)).map(str::to_owned)
}

fn is_enhanced(word: &str) -> bool {
    let mut parts = word.split('.');
    let class = parts.next().is_some_and(|class| matches!(class, "4" | "5"));
    let rest: Vec<&str> = parts.collect();
    class && rest.len() == 2 && rest.iter().all(|part| (1..=3).contains(&part.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_plain_meaning() {
        for (answer, expected) in [
            ("RCPT TO: 550 5.1.1 user unknown", "page-reason-nobody"),
            ("RCPT TO: 550 no such mailbox", "page-reason-nobody"),
            ("RCPT TO: 451 4.7.1 greylisted, try again in 5 minutes", "page-reason-later"),
            ("DATA: 421 closing", "page-reason-later"),
            ("RCPT TO: 452 4.2.2 over quota", "page-reason-full"),
            ("DATA: 554 5.7.1 looks like spam", "page-reason-blocked"),
            ("AUTH: 535 5.7.8 wrong password", "page-reason-account"),
            ("AUTH: 535 wrong password", "page-reason-account"),
            ("the server did not answer in time", "page-reason-silent"),
            ("не успели до начала: RCPT TO: no answer", "page-reason-too-late"),
            ("MAIL FROM: 503 bad sequence", "page-reason-refused"),
            ("10.0.0.1 said nothing", "page-reason-silent"),
        ] {
            assert_eq!(key(answer), expected, "{answer}");
        }
    }
}
