//! When an e-mail that was refused for the moment is tried again.

use chrono::{DateTime, TimeDelta, Utc};

/// How long before the webinar starts there is always one more attempt.
const LAST_TRY: TimeDelta = TimeDelta::minutes(3);

/// How long an e-mail without an end of its own is tried.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// The next attempt after `attempts` in vain: after 1, 5, 15 minutes, then every 30; one always shortly before `not_after`, from there
/// every minute. `None` when it is too late.
pub(super) fn next_attempt(
    attempts: i32,
    now: DateTime<Utc>,
    written_at: DateTime<Utc>,
    not_after: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    let minutes = match attempts {
        ..=1 => 1,
        2 => 5,
        3 => 15,
        _ => 30,
    };
    let next = now + TimeDelta::minutes(minutes);
    let Some(end) = not_after else {
        return (next <= written_at + PATIENCE).then_some(next);
    };
    let last = end - LAST_TRY;
    if next <= last {
        Some(next)
    } else if now < last {
        Some(last)
    } else {
        Some(now + TimeDelta::minutes(1)).filter(|next| *next < end)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2027-04-12T{time}:00Z").parse().unwrap()
    }

    #[rstest]
    #[case::first(1, "02:30", Some("02:31"))]
    #[case::second(2, "02:31", Some("02:36"))]
    #[case::third(3, "02:36", Some("02:51"))]
    #[case::later(4, "02:51", Some("03:21"))]
    #[case::much_later(40, "05:00", Some("05:30"))]
    #[case::one_last_try(9, "09:10", Some("09:27"))]
    #[case::at_the_last_try(10, "09:27", Some("09:28"))]
    #[case::a_minute_before_the_start(12, "09:29", None)]
    #[case::an_early_failure_near_the_start(1, "09:26", Some("09:27"))]
    fn an_email_is_tried_again_until_its_webinar_starts(
        #[case] attempts: i32,
        #[case] now: &str,
        #[case] next: Option<&str>,
    ) {
        let next_attempt = next_attempt(attempts, at(now), at("02:30"), Some(at("09:30")));
        assert_eq!(next_attempt, next.map(at));
    }

    #[test]
    fn an_email_without_an_end_is_tried_for_three_days() {
        let written = at("02:30");
        let almost = written + PATIENCE - TimeDelta::minutes(30);
        assert_eq!(next_attempt(90, almost, written, None), Some(written + PATIENCE));
        assert_eq!(next_attempt(91, almost + TimeDelta::minutes(1), written, None), None);
    }
}
