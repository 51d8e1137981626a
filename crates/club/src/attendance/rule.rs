//! The rule of attendance: from evidence to a verdict, by numbers alone.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{CodeWordRule, EvidenceKind, evidence, session, webinar};

/// From a webinar's start to its end: only time within counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
}

impl Window {
    /// The window of a webinar.
    #[must_use]
    pub fn of(webinar: &webinar::Model) -> Window {
        Window { start: webinar.starts_at, end: webinar.ends_at }
    }

    /// Its length in seconds, at least one.
    #[must_use]
    pub fn seconds(self) -> i64 {
        (self.end - self.start).num_seconds().max(1)
    }

    /// Whole seconds of the spans that lie within; what two devices watched at once counts once.
    #[must_use]
    pub fn watched(self, spans: impl IntoIterator<Item = (DateTime<Utc>, DateTime<Utc>)>) -> i64 {
        let clipped = spans.into_iter().map(|(from, until)| (from.max(self.start), until.min(self.end)));
        let mut spans: Vec<_> = clipped.filter(|(from, until)| from < until).collect();
        spans.sort_unstable();
        let (mut total, mut covered_until) = (TimeDelta::zero(), self.start);
        for (from, until) in spans {
            total += (until - from.max(covered_until)).max(TimeDelta::zero());
            covered_until = covered_until.max(until);
        }
        total.num_seconds()
    }
}

/// What a session asks of a listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Of the webinar's length; with 0 it is enough to have come.
    pub watch_percent: i32,
    pub code_word: CodeWordRule,
}

impl Rule {
    /// The rule of a session.
    #[must_use]
    pub fn of(session: &session::Model) -> Rule {
        Rule { watch_percent: session.watch_percent, code_word: session.code_word_rule }
    }

    /// The seconds to be watched, rounded up; 0 when no minutes are asked.
    #[must_use]
    pub fn needed_seconds(self, window: Window) -> i32 {
        let hundredths = window.seconds() * i64::from(self.watch_percent.clamp(0, 100));
        i32::try_from((hundredths + 99) / 100).unwrap_or(i32::MAX)
    }
}

/// What the evidence comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub seconds: i32,
    /// Tenths of a percent: 894 is 89.4 %.
    pub percent_tenths: i32,
    pub attended: bool,
    /// Kinds of evidence that hold, separated by spaces, in the order of the list.
    pub evidence: String,
}

/// Judges one registration. What staff say by hand holds over the rule, and the newest of it over the rest.
#[must_use]
pub fn verdict(rule: Rule, window: Window, evidence: &[evidence::Model]) -> Verdict {
    let watching = evidence.iter().filter(|fact| fact.kind == EvidenceKind::WatchTime && fact.holds);
    let seconds = window.watched(watching.map(|fact| (fact.starts_at, fact.ends_at)));
    let holds = |kind| evidence.iter().any(|fact| fact.kind == kind && fact.holds);
    let has_minutes = match rule.needed_seconds(window) {
        0 => seconds > 0 || holds(EvidenceKind::JoinClick),
        needed => seconds >= i64::from(needed),
    };
    let has_word = holds(EvidenceKind::CodeWord);
    let by_rule = match rule.code_word {
        CodeWordRule::Counts => has_minutes || has_word,
        CodeWordRule::Required => has_minutes && has_word,
        CodeWordRule::Ignored => has_minutes,
    };
    let by_hand = evidence.iter().filter(|fact| fact.kind == EvidenceKind::ByHand);
    let newest = by_hand.max_by_key(|fact| (fact.noted_at, fact.id));
    let kinds = EvidenceKind::ALL.iter().filter(|kind| holds(**kind)).map(|kind| kind.as_str());
    Verdict {
        seconds: i32::try_from(seconds).unwrap_or(i32::MAX),
        percent_tenths: tenths(seconds, window.seconds()),
        attended: newest.map_or(by_rule, |fact| fact.holds),
        evidence: kinds.collect::<Vec<_>>().join(" "),
    }
}

/// A share in tenths of a percent; a half goes to the even neighbour, so that halves push no sum one way.
fn tenths(part: i64, whole: i64) -> i32 {
    let (floor, twice_rest) = (part * 1000 / whole, part * 1000 % whole * 2);
    let rounds_up = twice_rest > whole || twice_rest == whole && floor % 2 == 1;
    i32::try_from(floor + i64::from(rounds_up)).unwrap_or(i32::MAX)
}
