//! Forms as pages show them: fields with what was typed and what is wrong with it, tied together for people who hear the page.

use std::borrow::Cow;
use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use lang::{TextProblem, Texts, Value};

/// What is wrong in a form, field by field, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Errors(Vec<FieldError>);

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldError {
    pub(crate) field: Cow<'static, str>,
    /// Says what to do.
    pub(crate) text: String,
}

impl Errors {
    pub(crate) fn add(&mut self, field: impl Into<Cow<'static, str>>, text: String) {
        self.0.push(FieldError { field: field.into(), text });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn list(&self) -> &[FieldError] {
        &self.0
    }

    pub(crate) fn of(&self, field: &str) -> Option<String> {
        self.0.iter().find(|error| error.field == field).map(|error| error.text.clone())
    }

    /// Takes a required line of text: cleaned, of at most `most` characters.
    pub(crate) fn line(&mut self, field: &'static str, typed: &str, most: usize, t: Texts) -> String {
        self.keep(field, lang::one_line(typed, most), true, t)
    }

    /// Takes a line of text that may be left empty.
    pub(crate) fn optional_line(
        &mut self,
        field: &'static str,
        typed: &str,
        most: usize,
        t: Texts,
    ) -> Option<String> {
        let line = self.keep(field, lang::one_line(typed, most), false, t);
        (!line.is_empty()).then_some(line)
    }

    /// Takes a required text of several lines.
    pub(crate) fn lines(&mut self, field: &'static str, typed: &str, most: usize, t: Texts) -> String {
        self.keep(field, lang::many_lines(typed, most), true, t)
    }

    /// Takes a text of several lines that may be left empty.
    pub(crate) fn optional_lines(
        &mut self,
        field: &'static str,
        typed: &str,
        most: usize,
        t: Texts,
    ) -> Option<String> {
        let lines = self.keep(field, lang::many_lines(typed, most), false, t);
        (!lines.is_empty()).then_some(lines)
    }

    fn keep(
        &mut self,
        field: &'static str,
        text: Result<String, TextProblem>,
        is_required: bool,
        t: Texts,
    ) -> String {
        match text {
            Ok(text) => text,
            Err(problem) => {
                if is_required || !is_about_emptiness(&problem) {
                    self.add(field, problem_text(&problem, field, t));
                }
                String::new()
            }
        }
    }
}

fn is_about_emptiness(problem: &TextProblem) -> bool {
    matches!(problem, TextProblem::Empty)
}

fn problem_text(problem: &TextProblem, field: &str, t: Texts) -> String {
    let own_key = format!("page-empty-{field}");
    match problem {
        TextProblem::Empty if t.has(&own_key) => t.say(&own_key),
        TextProblem::Empty => t.say("page-form-empty"),
        TextProblem::TooLong { max, .. } => t.say_with("page-form-too-long", &[("most", Value::from(*max))]),
    }
}

/// A field of a form with its label, hint, value and error.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub(crate) struct Field {
    pub(crate) name: Cow<'static, str>,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) value: String,
    pub(crate) error: Option<String>,
    /// What stands behind the label of a field that may be left empty.
    pub(crate) optional: Option<String>,
    pub(crate) kind: FieldKind,
    pub(crate) autocomplete: &'static str,
    /// A script of ours suggests schools of the directory.
    pub(crate) finds_schools: bool,
}

/// How a field is filled in.
#[derive(Clone, Debug)]
pub(crate) enum FieldKind {
    /// `text`, `email`, `tel`, `url` or `number`.
    Line {
        kind: &'static str,
        suggestions: Vec<String>,
    },
    Lines,
    /// Value and label of each; `asks_browser`: a script may choose the browser's time zone.
    Select {
        choices: Vec<(String, String)>,
        asks_browser: bool,
    },
    Radio {
        choices: Vec<(String, String)>,
    },
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FieldKind::Line { kind, .. } => kind,
            FieldKind::Lines => "lines",
            FieldKind::Select { .. } => "select",
            FieldKind::Radio { .. } => "radio",
        })
    }
}

impl HtmlSafe for Field {}

impl Field {
    /// A line of text that has to be filled in. `key` is the label's; `key-hint` beside it is the hint's.
    pub(crate) fn line(
        name: impl Into<Cow<'static, str>>,
        key: &str,
        value: &str,
        errors: &Errors,
        t: Texts,
    ) -> Self {
        let name = name.into();
        let hint_key = format!("{key}-hint");
        Self {
            label: t.say(key),
            hint: t.has(&hint_key).then(|| t.say(&hint_key)),
            value: value.to_owned(),
            error: errors.of(&name),
            name,
            optional: None,
            kind: FieldKind::Line { kind: "text", suggestions: Vec::new() },
            autocomplete: "off",
            finds_schools: false,
        }
    }

    /// The field may be left empty.
    pub(crate) fn optional(mut self, t: Texts) -> Self {
        self.optional = Some(t.say("page-form-optional"));
        self
    }

    /// The field of a search may be left empty, and nobody need be told.
    pub(crate) fn optional_silently(mut self) -> Self {
        self.optional = Some(String::new());
        self
    }

    /// What browsers may fill in.
    pub(crate) fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// A script of ours suggests schools and fills in the city, region and zone of the one that is chosen.
    pub(crate) fn finding_schools(mut self) -> Self {
        self.finds_schools = true;
        self
    }

    pub(crate) fn of_kind(mut self, kind: &'static str) -> Self {
        self.kind = FieldKind::Line { kind, suggestions: Vec::new() };
        self
    }

    pub(crate) fn suggesting(mut self, suggestions: Vec<String>) -> Self {
        self.kind = FieldKind::Line { kind: "text", suggestions };
        self
    }

    pub(crate) fn lines(mut self) -> Self {
        self.kind = FieldKind::Lines;
        self
    }

    pub(crate) fn select(mut self, choices: Vec<(String, String)>, asks_browser: bool) -> Self {
        self.kind = FieldKind::Select { choices, asks_browser };
        self
    }

    pub(crate) fn radio(mut self, choices: Vec<(String, String)>) -> Self {
        self.kind = FieldKind::Radio { choices };
        self
    }

    /// What describes the field: hint and error, for people who hear the page.
    fn described_by(&self) -> Option<String> {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;

    #[test]
    fn a_field_is_tied_to_its_hint_and_its_error() {
        let t = Texts(Lang::Ru);
        let mut errors = Errors::default();
        errors.add("email", "Укажите адрес".to_owned());
        let field =
            Field::line("email", "page-register-email", "a@<b>", &errors, t).of_kind("email").to_string();
        assert!(field.contains(r#"aria-describedby="email-hint email-error""#), "{field}");
        assert!(field.contains(r#"aria-invalid="true""#), "{field}");
        assert!(field.contains("a@&#60;b&#62;"), "{field}");
        assert!(field.contains("Укажите адрес"), "{field}");
    }

    #[test]
    fn a_line_is_cleaned_and_its_length_minded() {
        let t = Texts(Lang::Ru);
        let mut errors = Errors::default();
        assert_eq!(errors.line("city", " Сургут\r\n\u{202e} ", 100, t), "Сургут");
        assert_eq!(errors, Errors::default());
        assert_eq!(errors.line("city", "\u{a0}\u{200b} ", 100, t), "");
        assert_eq!(errors.of("city").unwrap(), t.say("page-empty-city"));
        errors.line("anything", "", 100, t);
        assert_eq!(errors.of("anything").unwrap(), t.say("page-form-empty"));
        errors.line("school", &"я".repeat(5000), 200, t);
        assert_eq!(
            errors.of("school").unwrap(),
            t.say_with("page-form-too-long", &[("most", 200_i64.into())])
        );
        assert_eq!(errors.optional_line("phone", "  ", 100, t), None);
    }
}
