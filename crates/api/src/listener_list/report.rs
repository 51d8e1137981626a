//! The report by line: what would come of each, and why.

use club::listener_list::{CheckedLine, LineProblem, Outcome};
use lang::{NameProblem, Texts};

use crate::download::csv;
use crate::error::PageError;

/// Lines that the page shows of each sort; the file has the rest.
const SHOWN: usize = 200;

/// What would come of a list.
pub(super) struct Report {
    /// Label and number, as far as there are any.
    pub(super) counts: Vec<(String, usize)>,
    /// Lines that wait for an answer.
    pub(super) doubtful: Vec<DoubtfulLine>,
    /// What is refused and the rest, each under its title.
    pub(super) groups: Vec<(String, Vec<Line>)>,
    pub(super) is_cut: bool,
    /// Whether anything would change.
    pub(super) has_work: bool,
}

/// A line of the report.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) address: String,
    pub(super) said: String,
}

/// A line about which only a person can decide.
pub(super) struct DoubtfulLine {
    pub(super) line: Line,
    /// Value, label and whether it was chosen.
    pub(super) choices: Vec<(String, String, bool)>,
}

impl Report {
    pub(super) fn of(lines: &[CheckedLine], answer: impl Fn(usize) -> String, t: Texts) -> Self {
        let mut report = Self {
            counts: counts(lines, t),
            doubtful: vec![],
            groups: vec![],
            is_cut: false,
            has_work: lines.iter().any(|line| matches!(line.outcome, Outcome::New(_) | Outcome::Further(..))),
        };
        let (mut refused, mut rest) = (vec![], vec![]);
        for line in lines {
            match &line.outcome {
                Outcome::Doubtful(..) => {
                    report.doubtful.push(DoubtfulLine::of(line, &answer(line.number), t));
                }
                Outcome::Refused(_) => refused.push(Line::of(line, t)),
                _ => rest.push(Line::of(line, t)),
            }
        }
        for (title, mut lines) in
            [("listener-list-refused-title", refused), ("listener-list-rest-title", rest)]
        {
            report.is_cut |= lines.len() > SHOWN;
            lines.truncate(SHOWN);
            if !lines.is_empty() {
                report.groups.push((t.say(title), lines));
            }
        }
        report
    }
}

/// The whole report as a table: what every line says, and what would come of it.
pub(super) fn file(lines: &[CheckedLine], t: Texts) -> Result<Vec<u8>, PageError> {
    let keys = ["number", "teacher", "column-email", "outcome"];
    let head = keys.map(|key| t.say(&format!("listener-list-{key}"))).to_vec();
    let rows = lines.iter().map(|line| Line::of(line, t));
    let rows = rows.map(|line| vec![line.number.to_string(), line.name, line.address, line.said]);
    csv(std::iter::once(head).chain(rows))
}

fn counts(lines: &[CheckedLine], t: Texts) -> Vec<(String, usize)> {
    let words = ["new", "further", "before", "doubtful", "refused"];
    let count = |word: &str| lines.iter().filter(|line| sort(&line.outcome) == word).count();
    let mut counts: Vec<(String, usize)> =
        words.map(|word| (t.say(&format!("listener-list-count-{word}")), count(word))).to_vec();
    let silent = lines.iter().filter(|line| !line.has_address).count();
    counts.push((t.say("listener-list-count-silent"), silent));
    counts.retain(|(_, number)| *number > 0);
    counts
}

pub(super) fn sort(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::New(_) => "new",
        Outcome::Further(..) => "further",
        Outcome::Before | Outcome::Repeated(_) => "before",
        Outcome::Doubtful(..) => "doubtful",
        Outcome::Refused(_) => "refused",
    }
}

impl Line {
    pub(super) fn of(line: &CheckedLine, t: Texts) -> Self {
        Self {
            number: line.number,
            name: line.name.clone(),
            address: line.address.clone(),
            said: said(line, t),
        }
    }
}

fn said(line: &CheckedLine, t: Texts) -> String {
    let webinars = |count: usize| [("n", count.into())];
    let mut said = match &line.outcome {
        Outcome::New(entry) => t.say_with("listener-list-new", &webinars(entry.webinars.len())),
        Outcome::Further(entry, _) => t.say_with("listener-list-further", &webinars(entry.webinars.len())),
        Outcome::Before => t.say("listener-list-before"),
        Outcome::Repeated(first) => t.say_with("listener-list-repeated", &[("line", (*first).into())]),
        Outcome::Doubtful(..) => t.say("listener-list-doubtful"),
        Outcome::Refused(problem) => problem_text(problem, t),
    };
    if !line.has_address {
        said = format!("{said} {}", t.say("listener-list-silent"));
    }
    said
}

fn problem_text(problem: &LineProblem, t: Texts) -> String {
    let about = |key: &str, typed: &String| {
        let typed: String = typed.chars().take(100).collect();
        t.say_with(key, &[("typed", typed.into())])
    };
    match problem {
        LineProblem::NoName => t.say("listener-list-no-name"),
        LineProblem::Name(NameProblem::MixedAlphabets { hint, .. }) => {
            t.say_with("page-register-mixed-alphabets", &[("hint", hint.as_str().into())])
        }
        LineProblem::Name(_) => t.say("listener-list-wrong-name"),
        LineProblem::Email(typed) => about("listener-list-wrong-email", typed),
        LineProblem::Experience(typed) => about("listener-list-wrong-experience", typed),
        LineProblem::Webinar(typed) => about("listener-list-wrong-webinar", typed),
        LineProblem::NoWebinar => t.say("listener-list-no-webinar"),
        LineProblem::NoSchool => t.say("listener-list-no-school"),
        LineProblem::TooLong => t.say("listener-list-too-long"),
    }
}

impl DoubtfulLine {
    fn of(line: &CheckedLine, answer: &str, t: Texts) -> Self {
        let mut choices = vec![];
        if let Outcome::Doubtful(_, namesakes) = &line.outcome {
            for one in namesakes {
                let whom = [Some(one.school.as_str()), Some(one.city.as_str()), one.address.as_deref()];
                let whom: Vec<&str> = whom.into_iter().flatten().filter(|text| !text.is_empty()).collect();
                let about = [("name", one.name.as_str().into()), ("whom", whom.join(", ").into())];
                choices.push((one.id.to_string(), t.say_with("listener-list-same", &about)));
            }
        }
        choices.push(("another".to_owned(), t.say("listener-list-another")));
        choices.push((String::new(), t.say("listener-list-leave-out")));
        let choices = choices.into_iter().map(|(value, label)| {
            let is_chosen = value == answer;
            (value, label, is_chosen)
        });
        Self { line: Line::of(line, t), choices: choices.collect() }
    }
}
