//! A teacher with what is her own.

use club::registration::{JoinPhase, JoinView, OwnRegistration};
use club::talk::OwnTalk;
use club::waiting::{WaitingPhase, WaitingView};
use entity::{
    ConsentPurpose, Gender, attendance, consent, consent_text, login, person, registration, waiting_place,
    webinar,
};
use lang::Lang;

use super::programme::{before, between, id, say, session, talk_row, webinar};

pub(crate) fn person(lang: Lang) -> person::Model {
    person::Model {
        id: id(80),
        family: say(lang, "Петрова", "Peters").to_owned(),
        given: say(lang, "Анна", "Ann").to_owned(),
        patronymic: (lang == Lang::Ru).then(|| "Сергеевна".to_owned()),
        gender: Gender::Female,
        name_forms: None,
        search_name: String::new(),
        position: say(lang, "учитель математики", "teacher of mathematics").to_owned(),
        school_id: None,
        school_name: say(lang, "МБОУ лицей № 34", "Lyceum No. 34").to_owned(),
        city: say(lang, "Екатеринбург", "Yekaterinburg").to_owned(),
        region: say(lang, "Свердловская область", "Sverdlovsk Region").to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        experience_years: Some(2),
        email: Some("anna@school.example".to_owned()),
        phone: None,
        language: lang.code().to_owned(),
        email_secret: None,
        email_bounced_at: None,
        disabled_at: None,
        created_at: before(),
    }
}

pub(crate) fn registration(number: u8) -> registration::Model {
    registration::Model {
        id: id(100 + u128::from(number)),
        webinar_id: id(20 + u128::from(number)),
        person_id: id(80),
        join_secret: "0123456789abcdefghjkmnpqrs".to_owned(),
        question: None,
        registered_at: before(),
        cancelled_at: None,
        stream_link_email_id: None,
        opened_at: None,
        joined_at: None,
    }
}

pub(crate) fn join_view(lang: Lang) -> JoinView {
    JoinView {
        registration: registration(1),
        webinar: webinar::Model { code_word: None, ..webinar(lang, 1) },
        session: session(lang),
        person: person(lang),
        phase: JoinPhase::Open,
        watched_seconds: 1200,
        code_word_given: false,
    }
}

pub(crate) fn waiting_view(lang: Lang) -> WaitingView {
    let place = waiting_place::Model {
        id: id(150),
        webinar_id: id(21),
        person_id: id(80),
        secret: "0123456789abcdefghjkmnpqrs".to_owned(),
        question: None,
        queued_at: before(),
        offered_at: None,
        offered_until: None,
        taken_at: None,
        left_at: None,
    };
    let (phase, webinar) = (WaitingPhase::Waits { ahead: 3 }, join_view(lang).webinar);
    WaitingView { place, webinar, session: session(lang), person: person(lang), phase }
}

pub(crate) fn own_registrations(lang: Lang) -> Vec<OwnRegistration> {
    let own = |number: u8| OwnRegistration {
        registration: registration(number),
        webinar: webinar(lang, number),
        session: session(lang),
        attendance: (number == 1).then(|| attendance::Model {
            registration_id: id(101),
            seconds: 3219,
            percent_tenths: 894,
            attended: true,
            evidence: "join_click watch_time".to_owned(),
            judged_at: between(),
        }),
    };
    vec![own(1), own(2), own(3)]
}

pub(crate) fn own_talks(lang: Lang) -> Vec<OwnTalk> {
    let talk = talk_row(1, &webinar(lang, 1).title);
    vec![OwnTalk { talk, session: session(lang), webinar: Some(webinar(lang, 1)), is_first: true }]
}

pub(crate) fn consents(lang: Lang) -> Vec<(consent::Model, consent_text::Model)> {
    let texts = club_texts(lang);
    let rows = ConsentPurpose::ALL.iter().zip(1..).map(|(purpose, number)| {
        let consent = consent::Model {
            id: id(140 + number),
            person_id: id(80),
            purpose: *purpose,
            consent_text_id: id(150 + number),
            given_at: before(),
            ip: None,
            user_agent: None,
            given_how: "form".to_owned(),
            withdrawn_at: (*purpose == ConsentPurpose::Publication).then(between),
        };
        let text = consent_text::Model {
            id: id(150 + number),
            purpose: *purpose,
            language: lang.code().to_owned(),
            version: 1,
            body: texts.clone(),
            sha256: String::new(),
            created_at: before(),
        };
        (consent, text)
    });
    rows.collect()
}

fn club_texts(lang: Lang) -> String {
    say(lang, "Текст согласия.", "The text of the consent.").to_owned()
}

pub(crate) fn login() -> login::Model {
    login::Model {
        id: id(200),
        token_sha256: String::new(),
        person_id: id(80),
        csrf_token: String::new(),
        user_agent: Some("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0".to_owned()),
        created_at: before(),
        last_seen_at: before(),
        ended_at: None,
    }
}
