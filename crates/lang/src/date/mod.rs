//! Dates, times of day and time zones in words.

mod dates;
mod times;
mod zone;

pub use dates::{date, date_range, day_month, month_year, weekday_date};
pub use times::{time, times};
pub use zone::{known_zones, zone_label, zone_name};

#[cfg(test)]
mod tests;
