//! When a job that failed is tried again.

use chrono::{DateTime, TimeDelta, Utc};

/// After half a minute, then 2, 10 and 30 minutes: a database that restarts is back soon, a full disk needs somebody to notice. Programs of others
/// that are told something get more attempts, 2, 6 and 12 hours apart: theirs is a day.
pub(crate) fn next_attempt(attempts: i32, now: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = match attempts {
        ..=1 => 30,
        2 => 2 * 60,
        3 => 10 * 60,
        4 => 30 * 60,
        5 => 2 * 60 * 60,
        6 => 6 * 60 * 60,
        _ => 12 * 60 * 60,
    };
    now + TimeDelta::seconds(seconds)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, "07:30:30")]
    #[case(1, "07:30:30")]
    #[case(2, "07:32:00")]
    #[case(3, "07:40:00")]
    #[case(4, "08:00:00")]
    #[case(5, "09:30:00")]
    #[case(6, "13:30:00")]
    #[case(7, "19:30:00")]
    #[case(100, "19:30:00")]
    fn the_delay_grows_and_stays_bounded(#[case] attempts: i32, #[case] next: &str) {
        let at = |time: &str| format!("2027-04-12T{time}Z").parse::<DateTime<Utc>>().unwrap();
        assert_eq!(next_attempt(attempts, at("07:30:00")), at(next));
    }
}
