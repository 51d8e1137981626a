//! The pages of the call with sample data.

use std::collections::BTreeMap;

use askama::Template as _;
use club::call::{ApplicationView, BuiltIn, Consequences, FormField, Invitation, Typed};
use entity::{FieldType, SeenBy, TalkState, co_speaker, session, speaker, talk};
use lang::Lang;

use super::co_speaker::InvitationPage;
use super::fields::FieldsPage;
use super::form::{Filled, FormPage};
use super::status::{StatusPage, withdrawal_sample};
use crate::Sample;
use crate::form::Errors;
use crate::layout::Layout;
use crate::registration::form::RegistrationForm;
use crate::samples::data;

const SECRET: &str = "7k2qm2xhd4t9c8v1n5b3w6y0za";

fn called(lang: Lang) -> session::Model {
    session::Model { talks_until: Some(data::before() + chrono::TimeDelta::days(3)), ..data::session(lang) }
}

fn say(lang: Lang, ru: &str, en: &str) -> String {
    match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn field(built_in: Option<BuiltIn>, number: u128, kind: FieldType, label: Option<String>) -> FormField {
    FormField {
        id: Some(data::id(number)),
        built_in,
        kind,
        label_en: label.clone(),
        label,
        hint: None,
        choices: vec!["1–4".to_owned(), "5–9".to_owned()],
        is_on: true,
        is_required: built_in == Some(BuiltIn::Annotation),
        longest: if built_in == Some(BuiltIn::CoSpeakers) { 3 } else { 1000 },
        seen_by: SeenBy::Reviewers,
    }
}

/// Every field of the club's own, and one of each kind that organizers add.
pub(crate) fn form_fields(lang: Lang) -> Vec<FormField> {
    let built_in =
        (300..).zip(BuiltIn::ALL).map(|(number, of)| field(Some(of), number, FieldType::BuiltIn, None));
    let kinds = [
        (FieldType::Text, say(lang, "Предмет", "Subject")),
        (FieldType::LongText, say(lang, "Что нужно для занятия", "What is needed")),
        (FieldType::Number, say(lang, "Сколько раз Вы выступали", "How often you have spoken")),
        (FieldType::Choice, say(lang, "Классы", "Grades")),
        (FieldType::Date, say(lang, "Когда готова презентация", "When the slides are ready")),
        (FieldType::File, say(lang, "План занятия", "Plan of the lesson")),
    ];
    let own = (320..).zip(kinds).map(|(number, (kind, label))| field(None, number, kind, Some(label)));
    built_in.chain(own).collect()
}

/// An application in a state.
pub(crate) fn view(lang: Lang, state: TalkState) -> ApplicationView {
    let topic = data::webinar(lang, 1).title;
    let talk = talk::Model {
        state,
        secret: Some(SECRET.to_owned()),
        annotation: Some(say(lang, "Пять шагов к спокойному разговору.", "Five steps to a calm talk.")),
        form: Some(entity::WebinarForm::MasterClass),
        audience: Some(say(lang, "Классные руководители", "Class teachers")),
        wished: Some(
            serde_json::json!({ "days": ["2027-04-14"], "from": "14:00:00", "until": "17:00:00", "note": null }),
        ),
        references_text: Some(say(lang, "Статья из интернета", "An article")),
        is_ready_to_mentor: true,
        decision_note: Some(say(lang, "Добавьте примеры.", "Please add examples.")),
        released_at: (state != TalkState::Submitted).then(data::before),
        submitted_at: Some(data::before()),
        ..club::talk::blank(data::id(61), data::id(10), &topic, data::before())
    };
    let person = data::person(lang);
    let first = speaker::Model {
        id: data::id(350),
        talk_id: talk.id,
        person_id: person.id,
        place: 1,
        category: None,
    };
    ApplicationView {
        invited: vec![invited(talk.id)],
        talk,
        session: called(lang),
        fields: form_fields(lang),
        speakers: vec![(first, person)],
        files: vec![],
        answers: vec![],
        is_editable: matches!(state, TalkState::Draft | TalkState::Submitted | TalkState::NeedsFix),
    }
}

fn invited(talk_id: entity::TalkId) -> co_speaker::Model {
    co_speaker::Model {
        id: data::id(351),
        talk_id,
        email: "kim@school.example".to_owned(),
        secret: SECRET.to_owned(),
        person_id: None,
        invited_at: data::before(),
        accepted_at: None,
        declined_at: None,
        removed_at: None,
    }
}

fn form_page(lang: Lang, view: &ApplicationView, is_wrong: bool) -> FormPage {
    let typed: Typed = BTreeMap::from([
        ("topic".to_owned(), view.talk.topic.clone()),
        ("references".to_owned(), view.talk.references_text.clone().unwrap_or_default()),
    ]);
    let mut errors = Errors::default();
    if is_wrong {
        let t = lang::Texts(lang);
        errors.add("annotation", t.say("page-form-empty"));
        errors.add(view.fields.last().map(FormField::name).unwrap_or_default(), t.say("page-call-file-kind"));
        errors.add("authorship", t.say("page-call-authorship-needed"));
    }
    let filled = Filled {
        view,
        typed: &typed,
        consents: &[],
        is_author: false,
        is_organizer: false,
        action: "/a/7k2qm2xhd4t9c8v1n5b3w6y0za",
        saved: (!is_wrong).then(|| lang::Texts(lang).say("page-call-saved")),
    };
    FormPage::of(Layout::sample(lang), "sample".to_owned(), &filled, errors, data::before())
}

fn status(lang: Lang, state: TalkState) -> String {
    let today = data::before().date_naive();
    let page = StatusPage::of(
        Layout::sample(lang),
        "sample".to_owned(),
        &view(lang, state),
        (None, Errors::default()),
        today,
    );
    page.render().unwrap_or_else(|error| error.to_string())
}

fn invitation(lang: Lang, is_open: bool) -> InvitationPage {
    let ApplicationView { talk, session, speakers, .. } = view(lang, TalkState::Submitted);
    let row = co_speaker::Model { accepted_at: (!is_open).then(data::before), ..invited(talk.id) };
    let speakers = speakers.into_iter().map(|(_, person)| person).collect();
    let invitation = Invitation { row, talk, session, speakers, is_open };
    let form = RegistrationForm::default();
    InvitationPage::of(
        Layout::sample(lang),
        "sample".to_owned(),
        &invitation,
        (&form, Errors::default()),
        data::before(),
    )
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let draft = ApplicationView { speakers: vec![], ..view(lang, TalkState::Draft) };
    let organizer = || Layout::sample_of_curator(lang);
    let consequences = Consequences {
        talk: view(lang, TalkState::Scheduled).talk,
        session: called(lang),
        webinar: Some(data::webinar(lang, 1)),
        registered: 48,
        co_speakers: 1,
        may_withdraw: true,
    };
    let mut samples = super::apply::samples(lang);
    samples.extend([
        Sample::of("call-application", &form_page(lang, &draft, false)),
        Sample::of("call-application-wrong", &form_page(lang, &draft, true)),
        Sample::of("call-application-fix", &form_page(lang, &view(lang, TalkState::NeedsFix), false)),
        Sample::of("call-withdraw", &withdrawal_sample(Layout::sample(lang), &consequences)),
        Sample::of("call-invitation", &invitation(lang, true)),
        Sample::of("call-invitation-answered", &invitation(lang, false)),
        Sample::of("call-fields", &FieldsPage::sample(organizer(), &called(lang), &form_fields(lang), false)),
        Sample::of(
            "call-fields-wrong",
            &FieldsPage::sample(organizer(), &called(lang), &form_fields(lang), true),
        ),
    ]);
    let states = TalkState::ALL.iter();
    samples.extend(
        states.map(|state| Sample { name: format!("call-status-{state}"), html: Ok(status(lang, *state)) }),
    );
    samples
}
