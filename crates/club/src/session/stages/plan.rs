//! A sensible plan: when stages open and close, seen from the days of the webinars.

use chrono::{DateTime, Days, NaiveDate, TimeZone as _, Utc};
use chrono_tz::Tz;
use entity::Stage;

use super::Disorder;

/// When a stage is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub opens_at: Option<DateTime<Utc>>,
    pub closes_at: Option<DateTime<Utc>>,
}

/// Days before the first webinar (negative) or after the last one (positive) on which a stage opens and closes.
#[derive(Clone, Copy)]
enum Day {
    Before(u64),
    After(u64),
}

/// Days of every stage by the custom of the network: demand survey from D−60, call from D−35 to D−14, review until D−7, registration from D−10.
fn days_of(stage: Stage) -> (Day, Option<Day>) {
    match stage {
        Stage::Topics => (Day::Before(60), Some(Day::Before(45))),
        Stage::Call => (Day::Before(35), Some(Day::Before(13))),
        Stage::Review => (Day::Before(14), Some(Day::Before(7))),
        Stage::Programme => (Day::Before(14), Some(Day::After(1))),
        Stage::Registration => (Day::Before(10), Some(Day::After(1))),
        Stage::Live => (Day::Before(0), Some(Day::After(1))),
        Stage::Documents => (Day::After(1), Some(Day::After(11))),
        Stage::Report => (Day::After(1), Some(Day::After(15))),
        Stage::Archive => (Day::After(30), None),
    }
}

/// The plan of all stages for webinars from `first` to `last`; stages begin and end with midnights of the session's zone.
#[must_use]
pub fn plan(first: NaiveDate, last: NaiveDate, zone: Tz) -> Vec<(Stage, Span)> {
    let at = |day: Day| {
        let date = match day {
            Day::Before(days) => first.checked_sub_days(Days::new(days)),
            Day::After(days) => last.checked_add_days(Days::new(days)),
        };
        let midnight = date?.and_hms_opt(0, 0, 0)?;
        zone.from_local_datetime(&midnight).earliest().map(|at| at.to_utc())
    };
    let span = |stage: &Stage| {
        let (opens, closes) = days_of(*stage);
        (*stage, Span { opens_at: at(opens), closes_at: closes.and_then(at) })
    };
    Stage::ALL.iter().map(span).collect()
}

/// What is wrong with a plan, in the order of the way: a stage opens before it closes, and not before those that come earlier.
#[must_use]
pub fn check(plan: &[(Stage, Span)]) -> Vec<Disorder> {
    let mut stages = plan.to_vec();
    stages.sort_by_key(|(stage, _)| *stage);
    let mut wrong = vec![];
    let mut latest: Option<(Stage, DateTime<Utc>)> = None;
    for (stage, span) in stages {
        if span.closes_at.is_some_and(|closes| span.opens_at.is_none_or(|opens| closes <= opens)) {
            wrong.push(Disorder::Backwards(stage));
        }
        let Some(opens) = span.opens_at else { continue };
        match latest {
            Some((earlier, at)) if opens < at => wrong.push(Disorder::Before { stage, earlier }),
            _ => latest = Some((stage, opens)),
        }
    }
    wrong
}
