//! The page on which an application is filled in, by its applicant or by an organizer.

use askama::Template;
use club::call::{ApplicationView, FormField, Typed};
use club::references::{self, Hint};
use entity::{ConsentPurpose, FieldType, TalkState};
use lang::{Lang, Texts};

use super::apply::deadline;
use super::pieces::{Made, Piece};
use crate::error::PageError;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::Layout;
use crate::registration::form::RegistrationForm;
use crate::registration::pages::{
    ConsentChoice, consents, gender_field, name_fields, place_fields, work_fields,
};
use crate::session::view::title;

/// An application to be filled in.
#[derive(Template)]
#[template(path = "pages/call/application.html")]
pub(super) struct FormPage {
    pub(super) layout: Layout,
    t: Texts,
    csrf: String,
    action: String,
    title: String,
    deadline: String,
    /// The changes that were asked for.
    asked: Option<String>,
    saved: Option<String>,
    topic: Field,
    pieces: Vec<Piece>,
    references: Vec<(String, Vec<String>)>,
    /// Who speaks, where that is known.
    speaker: Option<String>,
    person: Vec<Field>,
    /// Of the applicant alone.
    asks_consents: bool,
    consents: Vec<ConsentChoice>,
    is_author: bool,
    authorship_error: Option<String>,
    errors: Errors,
}

/// What a form page is made of.
pub(super) struct Filled<'a> {
    pub(super) view: &'a ApplicationView,
    pub(super) typed: &'a Typed,
    pub(super) consents: &'a [ConsentPurpose],
    pub(super) is_author: bool,
    pub(super) is_organizer: bool,
    pub(super) action: &'a str,
    pub(super) saved: Option<String>,
}

impl FormPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        filled: &Filled<'_>,
        errors: Errors,
        today: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        let Filled { view, typed, .. } = filled;
        let t = Texts(layout.lang);
        let made = Made {
            fields: &view.fields,
            typed,
            files: &view.files,
            action: filled.action,
            errors: &errors,
            t,
        };
        let form = person_form(typed, filled.consents);
        let list = typed.get("references").map_or("", String::as_str);
        let has_speaker = view.first_speaker().is_some();
        let person = if has_speaker { vec![] } else { person_fields(&form, &errors, t, today) };
        let asked =
            (view.talk.state == TalkState::NeedsFix).then(|| view.talk.decision_note.clone()).flatten();
        Self {
            t,
            csrf,
            action: filled.action.to_owned(),
            title: title(&view.session),
            deadline: deadline(&view.session, t),
            asked,
            saved: filled.saved.clone(),
            topic: made.topic(),
            pieces: made.pieces(),
            references: hints(list, today.date_naive(), t),
            speaker: view.first_speaker().map(|person| club::person::full_name(person).full()),
            person,
            asks_consents: !filled.is_organizer,
            consents: if filled.is_organizer { vec![] } else { consents(&form, &errors, t) },
            is_author: filled.is_author,
            authorship_error: errors.of("authorship"),
            errors,
            layout,
        }
    }
}

fn person_fields(
    form: &RegistrationForm,
    errors: &Errors,
    t: Texts,
    now: chrono::DateTime<chrono::Utc>,
) -> Vec<Field> {
    let mut fields = name_fields(form, errors, t);
    fields.push(gender_field(form, errors, t));
    fields.extend(work_fields(form, errors, t));
    fields.extend(place_fields(form, errors, t, now));
    let phone = Field::line("phone", "page-register-phone", &form.phone, errors, t);
    fields.push(phone.of_kind("tel").autocomplete("tel").optional(t));
    fields
}

/// References with what looks odd in them.
pub(crate) fn hints(list: &str, today: chrono::NaiveDate, t: Texts) -> Vec<(String, Vec<String>)> {
    let odd = references::of_list(list, today).into_iter().filter(|reference| !reference.hints.is_empty());
    let say = |hint: &Hint| t.say(&format!("page-call-reference-{}", hint.key()));
    odd.map(|reference| (reference.text, reference.hints.iter().map(say).collect())).collect()
}

/// Names of the fields that say who speaks.
const PERSON: [&str; 11] = [
    "family",
    "given",
    "patronymic",
    "gender",
    "position",
    "school",
    "city",
    "region",
    "zone",
    "experience",
    "phone",
];

/// Names of the fields that every form may have, beside those that organizers added.
const BUILT_IN: [&str; 14] = [
    "topic",
    "annotation",
    "form",
    "audience",
    "wished_day_1",
    "wished_day_2",
    "wished_day_3",
    "wished_from",
    "wished_until",
    "wished_note",
    "category",
    "mentor",
    "mentor_topics",
    "references",
];

/// What was typed; consents and the declaration are given anew each time.
///
/// # Errors
/// When the form is not ours.
pub(super) fn read(fields: &Fields, asked: &[FormField]) -> Result<Typed, PageError> {
    let own = asked.iter().filter(|field| field.built_in.is_none() && field.kind != FieldType::File);
    let own = own.map(FormField::name);
    let names = PERSON.iter().chain(&BUILT_IN).map(|name| (*name).to_owned()).chain(own);
    let mut typed = Typed::new();
    for name in names {
        let value = fields.text(&name)?;
        if !value.is_empty() {
            typed.insert(name, value);
        }
    }
    Ok(typed)
}

/// The consents that are ticked.
pub(super) fn ticked(fields: &Fields) -> Vec<ConsentPurpose> {
    let ticked = ConsentPurpose::ALL.iter().filter(|purpose| fields.is_ticked(&format!("consent_{purpose}")));
    ticked.copied().collect()
}

/// Who speaks, as the form of a registration has it: both ask the same.
pub(super) fn person_form(typed: &Typed, consents: &[ConsentPurpose]) -> RegistrationForm {
    let of = |name: &str| typed.get(name).cloned().unwrap_or_default();
    RegistrationForm {
        family: of("family"),
        given: of("given"),
        patronymic: of("patronymic"),
        gender: of("gender"),
        position: of("position"),
        school: of("school"),
        city: of("city"),
        region: of("region"),
        zone: of("zone"),
        experience: of("experience"),
        // The club knows the address: the link went there.
        email: "speaker@school.example".to_owned(),
        phone: of("phone"),
        consents: consents.to_vec(),
        ..RegistrationForm::default()
    }
}

/// What an application says, question by question.
pub(crate) fn said(view: &ApplicationView, lang: Lang) -> Vec<(String, String)> {
    let (talk, t) = (&view.talk, Texts(lang));
    let mut lines = vec![];
    let mut tell = |key: &str, value: Option<String>| {
        lines.extend(value.filter(|value| !value.is_empty()).map(|value| (t.say(key), value)));
    };
    tell("page-call-annotation", talk.annotation.clone());
    tell("page-call-form", talk.form.map(|form| t.say(&format!("page-webinar-form-{form}"))));
    tell("page-call-audience", talk.audience.clone());
    tell("page-call-wished", club::call::wished(talk).map(|wished| wished_text(&wished, t)));
    let mentor = talk.mentor_topics.clone().unwrap_or_else(|| t.say("page-call-yes"));
    tell("page-call-mentor", talk.is_ready_to_mentor.then_some(mentor));
    tell("page-call-references", talk.references_text.clone());
    lines.extend(view.answers.iter().map(|answer| (answer.label.clone(), answer.value.clone())));
    lines
}

fn wished_text(wished: &club::call::Wished, t: Texts) -> String {
    let mut parts: Vec<String> = wished.days.iter().map(|day| lang::date(*day, t.lang())).collect();
    let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    match (wished.from, wished.until) {
        (Some(from), Some(until)) => parts.push(format!("{}–{}", time(from), time(until))),
        (Some(from), None) => {
            parts.push(t.say_with("page-call-wished-after", &[("time", time(from).into())]));
        }
        (None, Some(until)) => {
            parts.push(t.say_with("page-call-wished-before", &[("time", time(until).into())]));
        }
        (None, None) => {}
    }
    parts.extend(wished.note.clone());
    parts.join("; ")
}
