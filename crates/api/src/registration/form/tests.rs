//! What the form takes and what it asks again.

use std::borrow::Cow;

use lang::Lang;

use super::*;
use crate::form::FieldError;
use crate::samples::data;

fn good() -> RegistrationForm {
    let text = |text: &str| text.to_owned();
    RegistrationForm {
        family: text("Петрова"),
        given: text("Анна"),
        patronymic: text("Сергеевна"),
        gender: text("female"),
        position: text("учитель математики"),
        school: text("МБОУ лицей № 34"),
        city: text("Екатеринбург"),
        region: text("Свердловская область"),
        zone: text("Asia/Yekaterinburg"),
        experience: text("2"),
        email: text(" ANNA@School.example "),
        phone: text(""),
        webinars: vec![data::id::<WebinarId>(21).to_string(), data::id::<WebinarId>(23).to_string()],
        question: text("Как начать?\r\n\r\n\r\nСпасибо"),
        consents: vec![ConsentPurpose::Participation],
    }
}

fn check(form: &RegistrationForm) -> Result<Registering, Errors> {
    let programme = data::programme(Lang::Ru);
    let known: Vec<WebinarId> = programme.webinars.iter().map(|line| line.webinar.id).collect();
    Registering::try_from(Registration { form, known: &known, origin: Origin::default(), t: Texts(Lang::Ru) })
}

/// The only field that is wrong, or what else there is.
fn wrong_field(change: impl FnOnce(&mut RegistrationForm)) -> Result<&'static str, String> {
    let mut form = good();
    change(&mut form);
    match check(&form) {
        Ok(_) => Err("accepted".to_owned()),
        Err(errors) => match errors.list() {
            [FieldError { field: Cow::Borrowed(field), text }] if !text.contains('⟦') => Ok(field),
            others => Err(format!("{others:?}")),
        },
    }
}

#[test]
fn a_good_form_becomes_a_registration() {
    let registering = check(&good()).unwrap();
    assert_eq!(registering.profile.name.full(), "Петрова Анна Сергеевна");
    assert_eq!(
        registering.profile.email.map(|address| address.as_str().to_owned()).as_deref(),
        Some("anna@school.example")
    );
    assert_eq!(registering.profile.experience_years, Some(2));
    assert_eq!(registering.webinars, [data::id::<WebinarId>(21), data::id(23)]);
    assert_eq!(registering.question.as_deref(), Some("Как начать?\n\nСпасибо"));
    assert_eq!(registering.consents, [ConsentPurpose::Participation]);
}

#[test]
fn an_empty_name_is_asked_for() {
    for empty in ["", "   ", "\u{a0}\u{a0}", "\u{200b}\u{200b}"] {
        assert_eq!(wrong_field(|form| form.family = empty.into()), Ok("family"));
        assert_eq!(wrong_field(|form| form.given = empty.into()), Ok("given"));
    }
}

#[test]
fn a_name_is_not_longer_than_two_hundred_characters() {
    assert_eq!(wrong_field(|form| form.family = "а".repeat(5000)), Ok("family"));
    assert_eq!(wrong_field(|form| form.patronymic = "а".repeat(201)), Ok("patronymic"));
}

#[test]
fn a_word_of_two_alphabets_is_asked_about() {
    assert_eq!(wrong_field(|form| form.family = "Пeтрова".into()), Ok("family"));
}

#[test]
fn what_looks_like_code_is_text() {
    for typed in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{7*7}}",
        "'; DROP TABLE person",
        "=HYPERLINK(\"http://x\")",
    ] {
        let form = RegistrationForm { school: typed.into(), ..good() };
        assert_eq!(check(&form).unwrap().profile.school_name, typed);
    }
}

#[test]
fn line_breaks_and_invisible_characters_leave_a_line() {
    let form =
        RegistrationForm { position: "учитель\r\nBcc: v@x\u{0}\u{1b}[31m\u{202e}".into(), ..good() };
    assert_eq!(check(&form).unwrap().profile.position, "учитель Bcc: v@x[31m");
}

#[test]
fn what_is_no_single_address_comes_back() {
    let long_local = format!("{}@x.ru", "a".repeat(65));
    let long = format!("a@{}.ru", "b".repeat(255));
    for typed in [
        "",
        "a@",
        "a@b",
        "a b@c.ru",
        "a@x.ru,b@y.ru",
        "a@x.ru\r\nRCPT TO:<v>",
        "\"a\r\n\"@x.ru",
        "иван@почта.рф",
        "a@127.0.0.1",
        "a@[::1]",
        "a@localhost",
        &long_local,
        &long,
    ] {
        assert_eq!(wrong_field(|form| form.email = typed.into()), Ok("email"), "{typed}");
    }
}

#[test]
fn several_addresses_are_called_by_their_name() {
    assert_eq!(email_problem("a@x.ru,b@y.ru"), "page-email-one");
    assert_eq!(email_problem("иван@почта.рф"), "page-email-cyrillic");
    assert_eq!(email_problem("a@b"), "page-email-wrong");
}

#[test]
fn an_unknown_zone_comes_back() {
    for typed in ["", "Mars/X", "+05:00"] {
        assert_eq!(wrong_field(|form| form.zone = typed.into()), Ok("zone"));
    }
}

#[test]
fn experience_is_a_number_of_years() {
    for typed in ["-1", "1.5", "1e9", "три", "71"] {
        assert_eq!(wrong_field(|form| form.experience = typed.into()), Ok("experience"), "{typed}");
    }
    let form = RegistrationForm { experience: String::new(), ..good() };
    assert_eq!(check(&form).unwrap().profile.experience_years, None);
}

#[test]
fn a_webinar_of_this_session_has_to_be_chosen() {
    assert_eq!(wrong_field(|form| form.webinars.clear()), Ok("webinars"));
    assert_eq!(wrong_field(|form| form.webinars.push("S99".into())), Ok("webinars"));
}

#[test]
fn without_the_first_consent_nobody_is_registered() {
    assert_eq!(
        wrong_field(|form| form.consents = vec![ConsentPurpose::Publication]),
        Ok("consent_participation")
    );
}
