//! How fast domains take e-mails: what a curator wrote, else what is known of a few large providers, and what a server asked for meanwhile.

mod forecast;
mod queries;
mod slow;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr};

pub use forecast::{Due, Forecast, forecast};
pub use queries::{domain_limits, slowdowns};
pub(super) use queries::{newest_tries, tries_of_account};
pub(super) use slow::{is_of_rate, slow_down};

/// How fast a domain takes e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub per_minute: u32,
    /// Side by side.
    pub connections: usize,
}

/// What holds for large providers until a curator says otherwise: cautious figures of ours, no promise of theirs. Other domains have no limit.
pub const DEFAULTS: [(&str, Rate); 8] = [
    ("mail.ru", LARGE),
    ("bk.ru", LARGE),
    ("inbox.ru", LARGE),
    ("list.ru", LARGE),
    ("internet.ru", LARGE),
    ("yandex.ru", LARGE),
    ("ya.ru", LARGE),
    ("rambler.ru", Rate { per_minute: 300, connections: 4 }),
];
const LARGE: Rate = Rate { per_minute: 600, connections: 8 };

/// Quick domains are counted over this time, so that a minute's share does not go out in one second.
const SHORT: TimeDelta = TimeDelta::seconds(10);
const MINUTE: TimeDelta = TimeDelta::seconds(60);

impl Rate {
    /// So many e-mails in any stretch of so much time.
    pub(super) fn stretch(self) -> (u64, TimeDelta) {
        stretch(self.per_minute)
    }
}

/// So many e-mails in any stretch of so much time, for a number a minute.
pub(super) fn stretch(per_minute: u32) -> (u64, TimeDelta) {
    if per_minute < 60 { (u64::from(per_minute.max(1)), MINUTE) } else { (u64::from(per_minute / 6), SHORT) }
}

/// The limits that hold at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits(BTreeMap<String, Rate>);

impl Limits {
    /// Reads what holds now.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn read(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Limits, DbErr> {
        let mut rates: BTreeMap<String, Rate> =
            DEFAULTS.iter().map(|(domain, rate)| ((*domain).to_owned(), *rate)).collect();
        for row in domain_limits(db).await? {
            let rate = Rate { per_minute: at_least_one(row.per_minute), connections: whole(row.connections) };
            rates.insert(row.domain, rate);
        }
        for row in slowdowns(db, now).await? {
            let per_minute = at_least_one(row.per_minute);
            let rate = rates.entry(row.domain).or_insert(Rate { per_minute, connections: 1 });
            *rate = Rate { per_minute: rate.per_minute.min(per_minute), connections: 1 };
        }
        Ok(Limits(rates))
    }

    /// The limit of a domain, if it has one.
    #[must_use]
    pub fn of(&self, domain: &str) -> Option<Rate> {
        self.0.get(domain).copied()
    }

    /// Every domain with a limit.
    pub fn domains(&self) -> impl Iterator<Item = (&str, Rate)> {
        self.0.iter().map(|(domain, rate)| (domain.as_str(), *rate))
    }
}

impl FromIterator<(String, Rate)> for Limits {
    fn from_iter<I: IntoIterator<Item = (String, Rate)>>(rates: I) -> Limits {
        Limits(rates.into_iter().collect())
    }
}

fn at_least_one(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0).max(1)
}

fn whole(number: i32) -> usize {
    usize::try_from(number).unwrap_or(0).max(1)
}
