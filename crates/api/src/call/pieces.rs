//! The pieces that the form of an application is made of, in the order that organizers gave them.

use club::call::{BuiltIn, FormField, Problem, Typed};
use entity::{FieldType, TeacherCategory, WebinarForm, talk_file};
use lang::{Lang, Texts, Value};

use crate::form::{Errors, Field};

/// A piece of the form.
pub(super) enum Piece {
    One(Field),
    /// Fields that belong together.
    Group {
        legend: String,
        hint: Option<String>,
        optional: Option<String>,
        fields: Vec<Field>,
    },
    /// A box to be ticked, and what is asked then.
    Tick {
        name: &'static str,
        label: String,
        is_ticked: bool,
        then: Field,
    },
    File(FilePiece),
}

/// A file to be sent along.
pub(super) struct FilePiece {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) optional: Option<String>,
    pub(super) error: Option<String>,
    /// Name and address of the one that is here.
    pub(super) kept: Option<(String, String)>,
}

/// Everything that a form is made from.
pub(super) struct Made<'a> {
    pub(super) fields: &'a [FormField],
    pub(super) typed: &'a Typed,
    pub(super) files: &'a [talk_file::Model],
    /// Where the form goes: files lie below.
    pub(super) action: &'a str,
    pub(super) errors: &'a Errors,
    pub(super) t: Texts,
}

impl Made<'_> {
    /// The pieces between the topic and the speaker.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let on = self.fields.iter().filter(|field| field.is_on);
        on.filter_map(|field| self.piece(field)).collect()
    }

    /// The topic, which every application has.
    pub(super) fn topic(&self) -> Field {
        self.line("topic", "page-call-topic")
    }

    fn value(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn line(&self, name: &str, key: &str) -> Field {
        Field::line(name.to_owned(), key, self.value(name), self.errors, self.t)
    }

    /// A field with the organizers' words, where they wrote some.
    fn worded(&self, field: &FormField, key: &str) -> Field {
        let mut shown = self.line(&field.name(), key);
        if let Some(label) = label(field, self.t.lang()) {
            shown.label = label;
        }
        if field.hint.is_some() {
            shown.hint.clone_from(&field.hint);
        }
        if field.is_required { shown } else { shown.optional(self.t) }
    }

    fn piece(&self, field: &FormField) -> Option<Piece> {
        let Some(built_in) = field.built_in else { return Some(self.own(field)) };
        let key = format!("page-call-{}", built_in.as_str());
        let shown = self.worded(field, &key);
        Some(match built_in {
            BuiltIn::Annotation => Piece::One(self.limited(shown.lines(), field)),
            BuiltIn::Audience => Piece::One(shown),
            BuiltIn::References => Piece::One(shown.lines()),
            BuiltIn::Form => Piece::One(shown.select(self.forms(), false)),
            BuiltIn::Category => Piece::One(shown.select(self.categories(), false)),
            BuiltIn::Wished => self.wished(shown),
            BuiltIn::Mentor => Piece::Tick {
                name: "mentor",
                label: shown.label,
                is_ticked: !self.value("mentor").is_empty(),
                then: self.line("mentor_topics", "page-call-mentor_topics").optional(self.t),
            },
            // They have a part of their own.
            BuiltIn::CoSpeakers => return None,
        })
    }

    /// Says how long the text may be, unless organizers wrote a hint.
    fn limited(&self, mut shown: Field, field: &FormField) -> Field {
        if field.hint.is_none() {
            let longest = Value::from(i64::from(field.longest));
            shown.hint = Some(self.t.say_with("page-call-longest", &[("most", longest)]));
        }
        shown
    }

    fn forms(&self) -> Vec<(String, String)> {
        let forms = WebinarForm::ALL
            .iter()
            .map(|form| (form.to_string(), self.t.say(&format!("page-webinar-form-{form}"))));
        self.choices(forms)
    }

    fn categories(&self) -> Vec<(String, String)> {
        let categories = TeacherCategory::ALL
            .iter()
            .map(|category| (category.to_string(), self.t.say(&format!("page-call-category-{category}"))));
        self.choices(categories)
    }

    fn choices(&self, choices: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
        std::iter::once((String::new(), self.t.say("page-call-choose"))).chain(choices).collect()
    }

    fn wished(&self, shown: Field) -> Piece {
        let day = |name: &str| self.line(name, "page-call-wished-day").of_kind("date").optional_silently();
        let time = |name: &str, key: &str| self.line(name, key).of_kind("time").optional_silently();
        let fields = vec![
            day("wished_day_1"),
            day("wished_day_2"),
            day("wished_day_3"),
            time("wished_from", "page-call-wished-from"),
            time("wished_until", "page-call-wished-until"),
            self.line("wished_note", "page-call-wished-note").optional_silently(),
        ];
        Piece::Group { legend: shown.label, hint: shown.hint, optional: shown.optional, fields }
    }

    /// A field that organizers added.
    fn own(&self, field: &FormField) -> Piece {
        let shown = self.worded(field, "page-call-own");
        match field.kind {
            FieldType::File => Piece::File(self.file(field, shown)),
            FieldType::LongText => Piece::One(self.limited(shown.lines(), field)),
            FieldType::Number => {
                let mut shown = shown.of_kind("text");
                shown.autocomplete = "off";
                Piece::One(shown)
            }
            FieldType::Date => Piece::One(shown.of_kind("date")),
            FieldType::Choice => {
                let choices = field.choices.iter().map(|choice| (choice.clone(), choice.clone()));
                Piece::One(shown.select(self.choices(choices), false))
            }
            FieldType::Text | FieldType::BuiltIn => Piece::One(shown),
        }
    }

    fn file(&self, field: &FormField, shown: Field) -> FilePiece {
        let kept = self.files.iter().find(|file| Some(file.form_field_id) == field.id);
        FilePiece {
            name: field.name(),
            label: shown.label,
            hint: shown.hint.unwrap_or_else(|| self.t.say("page-call-file-hint")),
            optional: shown.optional,
            error: shown.error,
            kept: kept.map(|file| (file.file_name.clone(), format!("{}/files/{}", self.action, file.id))),
        }
    }
}

/// The organizers' words for a field.
pub(super) fn label(field: &FormField, lang: Lang) -> Option<String> {
    match lang {
        Lang::En => field.label_en.clone().or_else(|| field.label.clone()),
        Lang::Ru => field.label.clone(),
    }
}

/// What is wrong with a field, in a sentence.
pub(super) fn problem(problem: Problem, t: Texts) -> String {
    match problem {
        Problem::Empty => t.say("page-form-empty"),
        Problem::TooLong { max } => t.say_with("page-form-too-long", &[("most", Value::from(max))]),
        Problem::NotANumber => t.say("page-call-not-a-number"),
        Problem::NotADate => t.say("page-call-not-a-date"),
        Problem::NotATime => t.say("page-call-not-a-time"),
        Problem::EndBeforeStart => t.say("page-call-end-before-start"),
        Problem::NotAChoice => t.say("page-call-not-a-choice"),
        Problem::NoFile => t.say("page-call-no-file"),
    }
}
