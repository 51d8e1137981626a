//! The form of a session's settings: what was typed, its fields, and the checked value.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use club::session::settings::{Frozen, LONGEST_SLUG, LONGEST_TITLE, Problem, Settings};
use entity::{CodeWordRule, IssueMode, Level, SchoolId, Season, school};
use lang::Texts;

use crate::error::PageError;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::registration::suggestions;

/// The fields of the settings, in the order of the form.
const NAMES: [&str; 20] = [
    "title",
    "season",
    "year",
    "slug",
    "host",
    "zone",
    "region",
    "level",
    "order_school",
    "order_number",
    "order_on",
    "watch_percent",
    "code_word_rule",
    "early_career_years",
    "materials_until",
    "number_pattern",
    "issue_mode",
    "first_day",
    "last_day",
    "weeks",
];

/// The longest lines, in characters.
pub(crate) const LONGEST_REGION: usize = 100;
pub(crate) const LONGEST_ORDER_SCHOOL: usize = 200;
pub(crate) const LONGEST_ORDER_NUMBER: usize = 50;
pub(crate) const LONGEST_PATTERN: usize = 100;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypedSettings(BTreeMap<&'static str, String>);

/// A part of the form under its heading.
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) fields: Vec<Field>,
}

/// What the form offers to choose from.
pub(crate) struct Offer<'a> {
    pub(crate) schools: &'a [school::Model],
    pub(crate) frozen: &'a [Frozen],
    pub(crate) now: DateTime<Utc>,
    /// What a new session begins with; nothing for one that is there.
    pub(crate) begins: Option<Beginning>,
}

/// What a new session begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    Scratch,
    Session,
}

impl TypedSettings {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(crate) fn read(fields: &Fields) -> Result<Self, PageError> {
        let mut typed = BTreeMap::new();
        for name in NAMES {
            typed.insert(name, fields.text(name)?);
        }
        Ok(Self(typed))
    }

    /// What settings look like when typed.
    pub(crate) fn of(settings: &Settings) -> Self {
        let number = |number: i32| number.to_string();
        let order = settings.order.as_ref();
        let all = [
            ("title", settings.title.clone()),
            ("season", settings.season.to_string()),
            ("year", number(settings.year)),
            ("slug", settings.slug.clone()),
            ("host", settings.host_school_id.to_string()),
            ("zone", settings.zone.name().to_owned()),
            ("region", settings.region.clone()),
            ("level", settings.level.to_string()),
            ("order_school", settings.order_school.clone()),
            ("order_number", order.map(|(number, _)| number.clone()).unwrap_or_default()),
            ("order_on", order.map(|(_, on)| on.to_string()).unwrap_or_default()),
            ("watch_percent", number(settings.watch_percent)),
            ("code_word_rule", settings.code_word_rule.to_string()),
            ("early_career_years", number(settings.early_career_years)),
            (
                "materials_until",
                settings.materials_until.map(|at| typed_instant(at, settings.zone)).unwrap_or_default(),
            ),
            ("number_pattern", settings.number_pattern.clone()),
            ("issue_mode", settings.issue_mode.to_string()),
        ];
        Self(BTreeMap::from(all))
    }

    pub(crate) fn set(&mut self, name: &'static str, value: String) {
        self.0.insert(name, value);
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The settings, once everything can be read; what the club says about them comes later.
    pub(crate) fn check(&self, t: Texts) -> Result<Settings, Errors> {
        let mut errors = Errors::default();
        let title = errors.line("title", self.get("title"), LONGEST_TITLE, t);
        let season: Option<Season> = self.choice("season", &mut errors, t);
        let year = self.whole("year", "page-settings-year-wrong", &mut errors, t);
        let slug = errors.line("slug", self.get("slug"), LONGEST_SLUG, t);
        let host: Option<SchoolId> = self.choice("host", &mut errors, t);
        let zone: Option<Tz> = self.choice("zone", &mut errors, t);
        let region = errors.line("region", self.get("region"), LONGEST_REGION, t);
        let level: Option<Level> = self.choice("level", &mut errors, t);
        let order_school = errors
            .optional_line("order_school", self.get("order_school"), LONGEST_ORDER_SCHOOL, t)
            .unwrap_or_default();
        let order = self.order(&mut errors, t);
        let watch_percent = self.whole("watch_percent", "page-settings-percent-wrong", &mut errors, t);
        let rule: Option<CodeWordRule> = self.choice("code_word_rule", &mut errors, t);
        let years = self.whole("early_career_years", "page-settings-years-wrong", &mut errors, t);
        let until = instant_or_nothing(self.get("materials_until"), zone.unwrap_or(Tz::UTC));
        if until.is_none() {
            errors.add("materials_until", t.say("page-settings-instant-wrong"));
        }
        let number_pattern = errors.line("number_pattern", self.get("number_pattern"), LONGEST_PATTERN, t);
        let mode: Option<IssueMode> = self.choice("issue_mode", &mut errors, t);
        let chosen = season.zip(host).zip(zone).zip(level).zip(rule).zip(mode);
        match chosen {
            Some((((((season, host_school_id), zone), level), code_word_rule), issue_mode))
                if errors.is_empty() =>
            {
                Ok(Settings {
                    slug,
                    title,
                    season,
                    year,
                    host_school_id,
                    zone,
                    region,
                    level,
                    order_school,
                    order,
                    watch_percent,
                    code_word_rule,
                    early_career_years: years,
                    number_pattern,
                    issue_mode,
                    materials_until: until.flatten(),
                })
            }
            _ => Err(errors),
        }
    }

    fn choice<T: FromStr>(&self, name: &'static str, errors: &mut Errors, t: Texts) -> Option<T> {
        let chosen = self.get(name).trim().parse().ok();
        if chosen.is_none() {
            errors.add(name, t.say("page-settings-choose"));
        }
        chosen
    }

    fn whole(&self, name: &'static str, key: &str, errors: &mut Errors, t: Texts) -> i32 {
        self.get(name).trim().parse().unwrap_or_else(|_| {
            errors.add(name, t.say(key));
            0
        })
    }

    /// Number and date of the order: both or neither.
    fn order(&self, errors: &mut Errors, t: Texts) -> Option<(String, NaiveDate)> {
        let number = errors.optional_line("order_number", self.get("order_number"), LONGEST_ORDER_NUMBER, t);
        let typed = self.get("order_on").trim();
        let on = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
        match (number, typed.is_empty(), on) {
            (None, true, _) => None,
            (Some(number), false, Some(on)) => Some((number, on)),
            (None, false, _) => {
                errors.add("order_number", t.say("page-settings-order-number-missing"));
                None
            }
            (Some(_), ..) => {
                errors.add("order_on", t.say("page-settings-order-date-missing"));
                None
            }
        }
    }

    /// The first and the last day of the webinars; nothing when neither is known yet.
    pub(crate) fn days(&self, t: Texts) -> Result<Option<(NaiveDate, NaiveDate)>, Errors> {
        let (first, last) = (self.get("first_day").trim(), self.get("last_day").trim());
        if first.is_empty() && last.is_empty() {
            return Ok(None);
        }
        let mut errors = Errors::default();
        let mut day = |name: &'static str, typed: &str| {
            let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
            if day.is_none() {
                errors.add(name, t.say("page-settings-day-wrong"));
            }
            day
        };
        let days = day("first_day", first).zip(day("last_day", last));
        if days.is_some_and(|(first, last)| last < first) {
            errors.add("last_day", t.say("page-settings-last-day-early"));
        }
        if errors.is_empty() { Ok(days) } else { Err(errors) }
    }

    /// By how many weeks the dates of the earlier session are shifted.
    pub(crate) fn weeks(&self, t: Texts) -> Result<i32, Errors> {
        let weeks = self.get("weeks").trim().parse().ok().filter(|weeks| (0..=520).contains(weeks));
        weeks.ok_or_else(|| {
            let mut errors = Errors::default();
            errors.add("weeks", t.say("page-settings-weeks-wrong"));
            errors
        })
    }

    fn line(&self, name: &'static str, errors: &Errors, t: Texts) -> Field {
        Field::line(name, &format!("page-settings-{}", name.replace('_', "-")), self.get(name), errors, t)
    }

    /// The parts of the form.
    pub(crate) fn parts(&self, offer: &Offer<'_>, errors: &Errors, t: Texts) -> Vec<Part> {
        let line = |name: &'static str| self.line(name, errors, t);
        let mut parts = self.parts_of_place(offer, errors, t);
        parts.push(part(
            "order",
            vec![
                line("order_school").optional(t),
                line("order_number").optional(t),
                line("order_on").of_kind("date").optional(t),
            ],
            t,
        ));
        parts.extend(self.parts_of_rules(errors, t));
        let days = ["first_day", "last_day"].map(|name| line(name).of_kind("date").optional(t));
        match offer.begins {
            Some(Beginning::Scratch) => parts.push(part("days", days.to_vec(), t)),
            Some(Beginning::Session) => parts.push(part("shift", vec![line("weeks").of_kind("number")], t)),
            None => {}
        }
        for field in parts.iter_mut().flat_map(|part| &mut part.fields) {
            if offer.frozen.iter().any(|frozen| field_of(*frozen) == field.name) {
                field.hint = Some(t.say("page-settings-frozen"));
            }
        }
        parts
    }

    fn parts_of_place(&self, offer: &Offer<'_>, errors: &Errors, t: Texts) -> Vec<Part> {
        let line = |name: &'static str| self.line(name, errors, t);
        let seasons = words("season", Season::ALL.iter().map(|season| season.as_str()), t);
        let level = |level: &Level| (level.to_string(), t.say(&format!("page-session-level-{level}")));
        let host = |school: &school::Model| {
            let place = if school.city.is_empty() { String::new() } else { format!(", {}", school.city) };
            (school.id.to_string(), format!("{}{place}", school.short_name))
        };
        let what =
            vec![line("title"), line("season").radio(seasons), line("year").of_kind("number"), line("slug")];
        let place = vec![
            line("host").select(offer.schools.iter().map(host).collect(), false),
            line("zone").select(suggestions::zones(offer.now, t), false),
            line("region").suggesting(suggestions::regions(t.lang())),
            line("level").select(Level::ALL.iter().map(level).collect(), false),
        ];
        vec![part("what", what, t), part("where", place, t)]
    }

    fn parts_of_rules(&self, errors: &Errors, t: Texts) -> Vec<Part> {
        let line = |name: &'static str| self.line(name, errors, t);
        let rules = words("rule", CodeWordRule::ALL.iter().map(|rule| rule.as_str()), t);
        let modes = words("mode", IssueMode::ALL.iter().map(|mode| mode.as_str()), t);
        let rules = vec![
            line("watch_percent").of_kind("number"),
            line("code_word_rule").select(rules, false),
            line("early_career_years").of_kind("number"),
            line("materials_until").of_kind("datetime-local").optional(t),
        ];
        let documents = vec![line("number_pattern"), line("issue_mode").radio(modes)];
        vec![part("rules", rules, t), part("documents", documents, t)]
    }
}

fn part(key: &str, fields: Vec<Field>, t: Texts) -> Part {
    let text = format!("page-settings-{key}-text");
    let text = if t.has(&text) { t.say(&text) } else { String::new() };
    Part { title: t.say(&format!("page-settings-{key}")), text, fields }
}

fn words<'a>(prefix: &str, words: impl Iterator<Item = &'a str>, t: Texts) -> Vec<(String, String)> {
    words.map(|word| (word.to_owned(), t.say(&format!("page-settings-{prefix}-{word}")))).collect()
}

/// The field of something that may not be changed any more.
pub(crate) fn field_of(frozen: Frozen) -> &'static str {
    match frozen {
        Frozen::Slug => "slug",
        Frozen::Season => "season",
        Frozen::Year => "year",
        Frozen::NumberPattern => "number_pattern",
        Frozen::HostSchool => "host",
    }
}

/// What the club says about settings, at the fields that it is about.
pub(crate) fn of_problems(problems: Vec<Problem>, t: Texts) -> Errors {
    let mut errors = Errors::default();
    for problem in problems {
        let (field, key) = match problem {
            Problem::Slug => ("slug", "page-settings-slug-wrong"),
            Problem::SlugTaken => ("slug", "page-settings-slug-taken"),
            Problem::Title => ("title", "page-form-empty"),
            Problem::Year => ("year", "page-settings-year-wrong"),
            Problem::WatchPercent => ("watch_percent", "page-settings-percent-wrong"),
            Problem::EarlyCareerYears => ("early_career_years", "page-settings-years-wrong"),
            Problem::HostSchool => ("host", "page-settings-choose"),
            Problem::NumberPattern(_) => ("number_pattern", "page-settings-pattern-wrong"),
        };
        errors.add(field, t.say(key));
    }
    errors
}

/// An instant as browsers write it into a field, by the clocks of a zone.
pub(crate) fn typed_instant(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone).naive_local();
    let format = if local.and_utc().timestamp() % 60 == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
    local.format(format).to_string()
}

/// What was typed as an instant by the clocks of a zone: `Some(None)` when nothing was, `None` when it cannot be read.
pub(crate) fn instant_or_nothing(typed: &str, zone: Tz) -> Option<Option<DateTime<Utc>>> {
    let typed = typed.trim().replace(' ', "T");
    if typed.is_empty() {
        return Some(None);
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&typed, format).ok())?;
    let is_near = (1990..=2200).contains(&chrono::Datelike::year(&local.date()));
    let at = local.and_local_timezone(zone).earliest().filter(|_| is_near)?;
    Some(Some(at.to_utc()))
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;
    use crate::samples::data;

    const T: Texts = Texts(Lang::Ru);

    fn typed() -> TypedSettings {
        TypedSettings::of(&Settings::of(&data::session(Lang::Ru)))
    }

    fn wrong(name: &'static str, value: &str) -> Vec<String> {
        let mut typed = typed();
        typed.set(name, value.to_owned());
        typed.check(T).map_or_else(
            |errors| errors.list().iter().map(|error| error.field.to_string()).collect(),
            |_| vec![],
        )
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let settings = Settings {
            materials_until: Some("2027-04-09T18:59:30Z".parse().unwrap()),
            ..Settings::of(&data::session(Lang::Ru))
        };
        assert_eq!(TypedSettings::of(&settings).check(T), Ok(settings));
    }

    #[test]
    fn what_cannot_be_read_is_named_at_its_field() {
        for (name, value) in [
            ("title", " "),
            ("season", "autumn"),
            ("year", "двадцать"),
            ("host", "x"),
            ("zone", "Mars"),
            ("level", ""),
            ("order_on", "01.03.2027"),
            ("order_number", ""),
            ("watch_percent", "50%"),
            ("early_career_years", "три"),
            ("materials_until", "завтра"),
            ("materials_until", "99999-01-01T00:00"),
            ("number_pattern", ""),
        ] {
            assert_eq!(wrong(name, value), [name], "{value}");
        }
        assert!(TypedSettings::default().check(T).is_err());
    }

    #[test]
    fn days_and_weeks_are_what_they_are_called() {
        let with = |pairs: &[(&'static str, &str)]| {
            let mut typed = typed();
            pairs.iter().for_each(|(name, value)| typed.set(name, (*value).to_owned()));
            typed
        };
        assert_eq!(typed().days(T), Ok(None));
        assert!(with(&[("first_day", "2027-04-12"), ("last_day", "2027-04-16")]).days(T).unwrap().is_some());
        assert!(with(&[("first_day", "2027-04-12")]).days(T).is_err());
        assert!(with(&[("first_day", "2027-04-12"), ("last_day", "2027-04-11")]).days(T).is_err());
        assert_eq!(with(&[("weeks", " 52 ")]).weeks(T), Ok(52));
        for weeks in ["", "-1", "521", "год"] {
            assert!(with(&[("weeks", weeks)]).weeks(T).is_err(), "{weeks}");
        }
    }
}
