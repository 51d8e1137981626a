//! Looking ahead: when the last e-mail of each domain goes out, and how many come too late.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::Limits;

/// E-mails of one domain that are due together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub domain: String,
    pub at: DateTime<Utc>,
    /// No attempt begins later.
    pub not_after: Option<DateTime<Utc>>,
    /// Small numbers go first.
    pub urgency: i32,
    pub count: u64,
}

/// What becomes of the e-mails of one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    pub domain: String,
    pub count: u64,
    /// When the last one goes out that goes out at all.
    pub last_at: DateTime<Utc>,
    /// How many would go out too late, so that they will not go at all.
    pub late: u64,
    pub per_minute: u32,
}

/// What becomes of e-mails at domains with a limit, by domain; others go out at once. Nothing is taken to fail.
#[must_use]
pub fn forecast(due: &[Due], limits: &Limits, now: DateTime<Utc>) -> Vec<Forecast> {
    let mut by_domain: BTreeMap<&str, Vec<&Due>> = BTreeMap::new();
    for group in due.iter().filter(|group| group.count > 0) {
        by_domain.entry(&group.domain).or_default().push(group);
    }
    let limited = by_domain.into_iter().filter_map(|(domain, groups)| {
        let rate = limits.of(domain)?;
        Some(of_domain(domain, groups, rate.per_minute.max(1), now))
    });
    limited.collect()
}

/// A queue with one server: of what is due, the most urgent goes first, each taking its part of a minute.
fn of_domain(domain: &str, mut groups: Vec<&Due>, per_minute: u32, now: DateTime<Utc>) -> Forecast {
    let each = 60_000_000 / i64::from(per_minute);
    let count = groups.iter().map(|group| group.count).sum();
    groups.sort_by_key(|group| (group.at.max(now), group.urgency));
    let mut waiting: Vec<(&Due, u64)> = vec![];
    let (mut clock, mut last_at, mut late) = (now, now, 0);
    let mut coming = groups.into_iter().peekable();
    loop {
        while let Some(group) = coming.next_if(|group| group.at <= clock) {
            waiting.push((group, group.count));
        }
        waiting.sort_by_key(|(group, _)| (group.urgency, group.at));
        let next_at = coming.peek().map(|group| group.at);
        let Some((group, left)) = waiting.first_mut() else {
            let Some(at) = next_at else { break };
            clock = at;
            continue;
        };
        // Up to its end, or until something more urgent may come.
        let until = [group.not_after, next_at].into_iter().flatten().min();
        let fits = until.map_or(*left, |until| places(until - clock, each).min(*left));
        clock += TimeDelta::microseconds(each * i64::try_from(fits).unwrap_or(i64::MAX / each));
        if fits > 0 {
            last_at = clock - TimeDelta::microseconds(each);
        }
        *left -= fits;
        let is_late = group.not_after.is_some_and(|end| clock >= end);
        if *left == 0 || is_late {
            late += *left;
            waiting.remove(0);
        } else if let Some(at) = next_at {
            clock = clock.max(at);
        }
    }
    Forecast { domain: domain.to_owned(), count, last_at, late, per_minute }
}

/// How many begin within a time, when each takes so many microseconds.
fn places(time: TimeDelta, each: i64) -> u64 {
    let time = time.num_microseconds().unwrap_or(i64::MAX).max(0);
    u64::try_from(time.div_euclid(each) + i64::from(time.rem_euclid(each) > 0)).unwrap_or(0)
}
