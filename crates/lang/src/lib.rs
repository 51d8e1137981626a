//! Russian and English: texts, plurals, dates, zones, full names and positions in their cases, and clean typography.
//!
//! Nothing in here reads a clock, a file or a database, and nothing panics on any input.

mod date;
mod declension;
mod grammar;
mod language;
mod name;
mod position;
mod text;
mod texts;

pub use date::{
    date, date_range, day_month, known_zones, month_year, time, times, weekday_date, zone_label, zone_name,
};
pub use grammar::{Case, Gender, Verb, pronoun, verb};
pub use language::{Lang, UnknownLang};
pub use name::{FullName, NamePart, NameProblem};
pub use position::{position_in_case, positions};
pub use text::{TextProblem, decimal, many_lines, one_line, search_key, typeset};
pub use texts::{Counted, Texts, Value, count, keys, minutes, years};
