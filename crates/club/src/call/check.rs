//! Looking an application over: what was typed becomes what a talk holds, or a list of what is wrong.

use chrono::{NaiveDate, NaiveTime};
use entity::{FieldType, FormFieldId, TeacherCategory, WebinarForm};
use lang::TextProblem;

use super::{BuiltIn, FormField, LONGEST_TOPIC, Typed, Wished};

/// What an application says of its talk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Application {
    pub topic: String,
    pub annotation: Option<String>,
    pub form: Option<WebinarForm>,
    pub audience: Option<String>,
    pub wished: Option<Wished>,
    pub category: Option<TeacherCategory>,
    pub is_ready_to_mentor: bool,
    pub mentor_topics: Option<String>,
    pub references: Option<String>,
    /// To the fields that organizers added.
    pub answers: Vec<(FormFieldId, String)>,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    Empty,
    TooLong {
        max: usize,
    },
    NotANumber,
    NotADate,
    NotATime,
    /// The end of the wished time is not after its beginning.
    EndBeforeStart,
    NotAChoice,
    NoFile,
}

/// Days and times are years that a session may have.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2200;

struct Look<'a> {
    typed: &'a Typed,
    problems: Vec<(String, Problem)>,
}

/// Looks over what was typed into the fields of a form; `files` are the fields that hold a file. Every problem is found at once.
///
/// # Errors
/// The names of the fields with what is wrong there, in the order of the form.
pub fn check(
    fields: &[FormField],
    typed: &Typed,
    files: &[FormFieldId],
) -> Result<Application, Vec<(String, Problem)>> {
    let mut look = Look { typed, problems: vec![] };
    let topic = look.text("topic", LONGEST_TOPIC, true, false).unwrap_or_default();
    let mut application = Application { topic, ..Application::default() };
    for field in fields.iter().filter(|field| field.is_on) {
        match (field.built_in, field.id) {
            (Some(built_in), _) => look.built_in(built_in, field, &mut application),
            (None, Some(id)) => {
                let answer = look.own(field, files.contains(&id));
                application.answers.extend(answer.map(|answer| (id, answer)));
            }
            (None, None) => {}
        }
    }
    if look.problems.is_empty() { Ok(application) } else { Err(look.problems) }
}

impl Look<'_> {
    fn of(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str).trim()
    }

    fn tell(&mut self, name: &str, problem: Problem) {
        self.problems.push((name.to_owned(), problem));
    }

    fn text(&mut self, name: &str, max: usize, is_required: bool, has_lines: bool) -> Option<String> {
        let typed = self.of(name);
        let text = if has_lines { lang::many_lines(typed, max) } else { lang::one_line(typed, max) };
        match text {
            Ok(text) => Some(text),
            Err(TextProblem::Empty) => {
                if is_required {
                    self.tell(name, Problem::Empty);
                }
                None
            }
            Err(TextProblem::TooLong { max, .. }) => {
                self.tell(name, Problem::TooLong { max });
                None
            }
        }
    }

    fn built_in(&mut self, built_in: BuiltIn, field: &FormField, application: &mut Application) {
        let name = built_in.as_str();
        let longest = usize::try_from(field.longest).unwrap_or(0);
        match built_in {
            BuiltIn::Annotation => application.annotation = self.text(name, longest, field.is_required, true),
            BuiltIn::Audience => application.audience = self.text(name, longest, field.is_required, false),
            BuiltIn::References => application.references = self.text(name, longest, field.is_required, true),
            BuiltIn::Form => application.form = self.choice(name, field.is_required),
            BuiltIn::Category => application.category = self.choice(name, field.is_required),
            BuiltIn::Wished => application.wished = self.wished(field.is_required),
            BuiltIn::Mentor => {
                application.is_ready_to_mentor = !self.of(name).is_empty();
                application.mentor_topics = self.text("mentor_topics", longest, false, false);
            }
            // They are invited one by one.
            BuiltIn::CoSpeakers => {}
        }
    }

    fn choice<T: std::str::FromStr>(&mut self, name: &str, is_required: bool) -> Option<T> {
        let typed = self.of(name);
        if typed.is_empty() {
            if is_required {
                self.tell(name, Problem::Empty);
            }
            return None;
        }
        let chosen = typed.parse().ok();
        if chosen.is_none() {
            self.tell(name, Problem::NotAChoice);
        }
        chosen
    }

    fn wished(&mut self, is_required: bool) -> Option<Wished> {
        let mut wished = Wished::default();
        for name in ["wished_day_1", "wished_day_2", "wished_day_3"] {
            wished.days.extend(self.day(name));
        }
        wished.days.dedup();
        wished.from = self.time("wished_from");
        wished.until = self.time("wished_until");
        if wished.from.zip(wished.until).is_some_and(|(from, until)| until <= from) {
            self.tell("wished_until", Problem::EndBeforeStart);
        }
        wished.note = self.text("wished_note", 300, false, false);
        if wished == Wished::default() {
            if is_required && self.problems.is_empty() {
                self.tell("wished_day_1", Problem::Empty);
            }
            return None;
        }
        Some(wished)
    }

    fn day(&mut self, name: &str) -> Option<NaiveDate> {
        let typed = self.of(name);
        if typed.is_empty() {
            return None;
        }
        let day = day(typed);
        if day.is_none() {
            self.tell(name, Problem::NotADate);
        }
        day
    }

    fn time(&mut self, name: &str) -> Option<NaiveTime> {
        let typed = self.of(name);
        if typed.is_empty() {
            return None;
        }
        let time = NaiveTime::parse_from_str(typed, "%H:%M").ok();
        if time.is_none() {
            self.tell(name, Problem::NotATime);
        }
        time
    }

    /// The answer to a field that organizers added.
    fn own(&mut self, field: &FormField, has_file: bool) -> Option<String> {
        let name = field.name();
        let longest = usize::try_from(field.longest).unwrap_or(0);
        if field.kind == FieldType::File {
            if field.is_required && !has_file {
                self.tell(&name, Problem::NoFile);
            }
            return None;
        }
        let has_lines = field.kind == FieldType::LongText;
        let answer = self.text(&name, longest, field.is_required, has_lines)?;
        let problem = match field.kind {
            FieldType::Number => answer
                .replace(',', ".")
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
                .is_none()
                .then_some(Problem::NotANumber),
            FieldType::Date => day(&answer).is_none().then_some(Problem::NotADate),
            FieldType::Choice => (!field.choices.contains(&answer)).then_some(Problem::NotAChoice),
            _ => None,
        };
        match problem {
            Some(problem) => {
                self.tell(&name, problem);
                None
            }
            None => Some(answer),
        }
    }
}

/// A day of the calendar, as browsers send it or as people type it.
fn day(typed: &str) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(typed, "%d.%m.%Y"));
    day.ok().filter(|day| YEARS.contains(&day.year()))
}
