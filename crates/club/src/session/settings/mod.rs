//! What organizers decide about a session: its name and place, its order, its rules and numbers; made new, or after an earlier session.

mod change;
mod check;
mod copied;
mod make;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{CodeWordRule, IssueMode, Level, SchoolId, Season, session};

use crate::Club;

pub use change::{ChangeError, Frozen, SettingsView, change, view};
pub use check::{LONGEST_SLUG, LONGEST_TITLE, Problem, check, suggested_slug};
pub use make::{From, MakeError, make, weeks_between};

/// Everything that organizers decide about a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub slug: String,
    pub title: String,
    pub season: Season,
    pub year: i32,
    pub host_school_id: SchoolId,
    pub zone: Tz,
    pub region: String,
    pub level: Level,
    /// Whose order is the basis of documents.
    pub order_school: String,
    /// Number and date; nothing while the order is not written.
    pub order: Option<(String, NaiveDate)>,
    pub watch_percent: i32,
    pub code_word_rule: CodeWordRule,
    pub early_career_years: i32,
    pub number_pattern: String,
    pub issue_mode: IssueMode,
    pub materials_until: Option<DateTime<Utc>>,
}

impl Settings {
    /// What is kept of a session.
    #[must_use]
    pub fn of(session: &session::Model) -> Settings {
        let has_order = !session.order_number.is_empty();
        Settings {
            slug: session.slug.clone(),
            title: session.title.clone(),
            season: session.season,
            year: session.year,
            host_school_id: session.host_school_id,
            zone: session.time_zone.parse().unwrap_or(Tz::Europe__Moscow),
            region: session.region.clone(),
            level: session.level,
            order_school: session.order_school.clone(),
            order: has_order.then(|| (session.order_number.clone(), session.order_on)),
            watch_percent: session.watch_percent,
            code_word_rule: session.code_word_rule,
            early_career_years: session.early_career_years,
            number_pattern: session.number_pattern.clone(),
            issue_mode: session.issue_mode,
            materials_until: session.materials_until,
        }
    }

    /// The same in a row that keeps what settings do not say.
    fn into_row(self, row: session::Model, club: &Club) -> session::Model {
        let today = || club.clock.now().with_timezone(&self.zone).date_naive();
        let (order_number, order_on) = self.order.clone().unwrap_or_else(|| (String::new(), today()));
        session::Model {
            slug: self.slug,
            title: self.title,
            season: self.season,
            year: self.year,
            host_school_id: self.host_school_id,
            time_zone: self.zone.name().to_owned(),
            region: self.region,
            level: self.level,
            order_school: self.order_school,
            order_number,
            order_on,
            watch_percent: self.watch_percent,
            code_word_rule: self.code_word_rule,
            early_career_years: self.early_career_years,
            number_pattern: self.number_pattern,
            issue_mode: self.issue_mode,
            materials_until: self.materials_until,
            ..row
        }
    }
}
