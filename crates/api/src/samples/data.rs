//! Sample rows: a small session with three webinars, in Russian and in English.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use club::audit::Entry;
use club::document::{Concern, RegistryLine, Verified};
use club::registration::{JoinPhase, JoinView, OwnRegistration};
use club::session::{
    Dashboard, DashboardWebinar, Programme, ProgrammeSpeaker, ProgrammeTalk, ProgrammeWebinar,
};
use club::talk::OwnTalk;
use club::webinar::{ListenerLine, StaffView};
use entity::{
    CodeWordRule, ConsentPurpose, DocumentKind, DocumentState, EmailKind, Gender, IssueMode, Level,
    MaterialState, OutboxState, Season, SessionState, TalkState, WebinarForm, WebinarState, attendance,
    audit_entry, consent, consent_text, document, login, outbox_email, person, registration, school, session,
    talk, webinar,
};
use lang::Lang;
use uuid::Uuid;

/// The sample's text in a language.
pub(crate) fn say<'a>(lang: Lang, russian: &'a str, english: &'a str) -> &'a str {
    match lang {
        Lang::Ru => russian,
        Lang::En => english,
    }
}

/// The same id for the same number.
pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// Monday, 12 April 2027, 14:30 in Surgut.
fn first_start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_807_522_200, 0).unwrap_or_default()
}

/// A week before the first webinar.
pub(crate) fn before() -> DateTime<Utc> {
    first_start() - TimeDelta::days(7)
}

/// Twenty minutes into the first webinar.
pub(crate) fn during() -> DateTime<Utc> {
    first_start() + TimeDelta::minutes(20)
}

pub(crate) fn school(lang: Lang) -> school::Model {
    school::Model {
        id: id(1),
        full_name: say(
            lang,
            "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа № 44",
            "Municipal secondary school No. 44",
        )
        .to_owned(),
        short_name: say(lang, "МБОУ СОШ № 44", "School No. 44").to_owned(),
        search_name: String::new(),
        city: say(lang, "Сургут", "Surgut").to_owned(),
        region: say(lang, "Ханты-Мансийский автономный округ — Югра", "Khanty-Mansi Autonomous Area")
            .to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        created_at: before(),
    }
}

pub(crate) fn session(lang: Lang) -> session::Model {
    session::Model {
        id: id(10),
        slug: "2027-spring".to_owned(),
        title: say(
            lang,
            "Весенняя сессия Web-клуба молодых специалистов и наставников «Интернет-наставник»",
            "Spring session of the Web-club of young teachers and mentors",
        )
        .to_owned(),
        season: Season::Spring,
        year: 2027,
        host_school_id: id(1),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        region: school(lang).region,
        level: Level::Regional,
        order_school: school(lang).short_name,
        order_number: say(lang, "118-од", "118").to_owned(),
        order_on: NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default(),
        watch_percent: 50,
        code_word_rule: CodeWordRule::Counts,
        early_career_years: 3,
        number_pattern: "{serial:04}".to_owned(),
        issue_mode: IssueMode::ByHand,
        state: SessionState::Published,
        published_at: Some(before()),
        created_at: before(),
    }
}

pub(crate) fn earlier_session(lang: Lang) -> session::Model {
    session::Model {
        id: id(11),
        slug: "2026-winter".to_owned(),
        title: say(
            lang,
            "Зимняя сессия Web-клуба «Интернет-наставник»",
            "Winter session of the Web-club of mentors",
        )
        .to_owned(),
        season: Season::Winter,
        year: 2026,
        ..session(lang)
    }
}

pub(crate) fn webinar(lang: Lang, number: u8) -> webinar::Model {
    let (title, form, starts_at) = match number {
        1 => (
            say(
                lang,
                "Аттестация молодого педагога: с чего начать",
                "Attestation of a young teacher: where to begin",
            ),
            WebinarForm::Webinar,
            first_start(),
        ),
        2 => (
            say(
                lang,
                "Портфолио учителя: структура и типичные ошибки",
                "A teacher's portfolio: structure and common mistakes",
            ),
            WebinarForm::MasterClass,
            first_start() + TimeDelta::minutes(90),
        ),
        _ => (
            say(lang, "Родительское собрание без конфликтов", "A parents' meeting without conflicts"),
            WebinarForm::PedagogicalWorkshop,
            first_start() + TimeDelta::days(1),
        ),
    };
    webinar::Model {
        id: id(20 + u128::from(number)),
        session_id: id(10),
        code: format!("S{number:02}"),
        slug: format!("2027-spring-s{number:02}"),
        title: title.to_owned(),
        form,
        track: 1,
        host_school_id: id(1),
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        stream_url: Some("https://stream.example/spring/01".to_owned()),
        stream_platform: None,
        code_word: Some(say(lang, "рассвет", "sunrise").to_owned()),
        state: WebinarState::Planned,
        sequence: 0,
        attendance_judged_at: None,
        created_at: before(),
    }
}

fn speaker(lang: Lang, number: u8) -> ProgrammeSpeaker {
    let (name, position) = match number {
        1 => (say(lang, "Синицын Илья Ильич", "Elias Finch"), say(lang, "методист", "methodologist")),
        2 => (
            say(lang, "Гончар Лев Яковлевич", "Leo Potter"),
            say(lang, "учитель физики", "teacher of physics"),
        ),
        3 => (
            say(lang, "Пименова Вероника Магомедовна", "Veronica Pimen"),
            say(lang, "учитель-логопед", "speech therapist"),
        ),
        _ => (
            say(
                lang,
                "Шарафутдинова-Константинопольская Александра Вячеславовна",
                "Alexandra Sharaf-Constantine",
            ),
            say(lang, "заместитель директора по УВР", "deputy head"),
        ),
    };
    ProgrammeSpeaker {
        person_id: id(40 + u128::from(number)),
        name: name.to_owned(),
        position: position.to_owned(),
        school_name: say(lang, "МАОУ СОШ № 62", "School No. 62").to_owned(),
        city: say(lang, "Мурино", "Murino").to_owned(),
        region: say(lang, "Ленинградская область", "Leningrad Region").to_owned(),
    }
}

fn talk(lang: Lang, number: u8, topic: &str) -> ProgrammeTalk {
    let row = talk::Model {
        id: id(60 + u128::from(number)),
        session_id: id(10),
        webinar_id: None,
        code: None,
        topic: topic.to_owned(),
        minutes: 20,
        state: TalkState::Scheduled,
        materials: MaterialState::Received,
        references_count: 7,
        place: i32::from(number),
        created_at: before(),
    };
    ProgrammeTalk { talk: row, speakers: vec![speaker(lang, number)] }
}

pub(crate) fn programme_webinar(lang: Lang, number: u8) -> ProgrammeWebinar {
    let webinar = webinar::Model { stream_url: None, code_word: None, ..webinar(lang, number) };
    let mut talks = vec![talk(lang, number, &webinar.title)];
    if number == 1 {
        talks.push(talk(
            lang,
            4,
            say(
                lang,
                "Как собрать доказательства своей работы за год",
                "How to collect the evidence of a year's work",
            ),
        ));
    }
    ProgrammeWebinar { webinar, host_school: school(lang), talks }
}

pub(crate) fn programme(lang: Lang) -> Programme {
    let webinars = [1, 2, 3].map(|number| programme_webinar(lang, number)).to_vec();
    Programme { session: session(lang), host_school: school(lang), webinars }
}

pub(crate) fn person(lang: Lang) -> person::Model {
    person::Model {
        id: id(80),
        family: say(lang, "Петрова", "Peters").to_owned(),
        given: say(lang, "Анна", "Ann").to_owned(),
        patronymic: (lang == Lang::Ru).then(|| "Сергеевна".to_owned()),
        gender: Gender::Female,
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
        joined_at: None,
    }
}

pub(crate) fn staff_view(lang: Lang) -> StaffView {
    let line =
        |number: u8, name: &str, seconds: i32, percent_tenths: i32, attended: Option<bool>| ListenerLine {
            registration_id: id(100 + u128::from(number)),
            name: name.to_owned(),
            school_name: person(lang).school_name,
            city: person(lang).city,
            question: (number == 1).then(|| {
                say(lang, "Сколько работ класть в портфолио?", "How many works belong in a portfolio?")
                    .to_owned()
            }),
            has_joined: seconds > 0,
            seconds,
            percent_tenths,
            attended,
            evidence: if seconds > 0 { "join_click watch_time".to_owned() } else { String::new() },
        };
    StaffView {
        session: session(lang),
        webinar: webinar(lang, 1),
        host_school: school(lang),
        listeners: vec![
            line(1, say(lang, "Петрова Анна Сергеевна", "Ann Peters"), 3219, 894, Some(true)),
            line(2, say(lang, "Лю Нинель", "Ninel Liu"), 0, 0, Some(false)),
            line(3, say(lang, "Гуляев Тимофей Магомедович", "Timothy Gulyaev"), 600, 167, None),
        ],
        may_organize: true,
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

/// Between the first webinar and the others.
pub(crate) fn between() -> DateTime<Utc> {
    first_start() + TimeDelta::minutes(75)
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
    let talk = talk(lang, 1, &webinar(lang, 1).title).talk;
    vec![OwnTalk { talk, session: session(lang), webinar: Some(webinar(lang, 1)) }]
}

pub(crate) fn document(lang: Lang, number: u8, state: DocumentState) -> document::Model {
    let kind =
        if number == 1 { DocumentKind::ProofOfPresentation } else { DocumentKind::AttendanceCertificate };
    let is_revoked = state == DocumentState::Revoked;
    document::Model {
        id: id(120 + u128::from(number)),
        session_id: id(10),
        kind,
        person_id: id(80),
        webinar_id: Some(id(21)),
        subject_key: String::new(),
        serial: i32::from(number),
        number: format!("{}-2027/{number:04}", say(lang, "ВК", "WK")),
        code: "0123456789abcdefghjkmnpqrs".to_owned(),
        state,
        layout_id: id(130),
        fields: serde_json::Value::Null,
        name: club::person::full_name(&person(lang)).full(),
        line: String::new(),
        verb: String::new(),
        search_name: String::new(),
        sha256: (state != DocumentState::Numbered)
            .then(|| "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned()),
        size_bytes: Some(64_000),
        issued_at: between(),
        issued_by: None,
        replaces_id: None,
        revoked_at: is_revoked.then(between),
        revoked_by: None,
        revoke_reason: is_revoked.then(|| say(lang, "ошибка в фамилии", "a mistake in the name").to_owned()),
    }
}

pub(crate) fn registry(lang: Lang) -> Vec<RegistryLine> {
    let states = [(1, DocumentState::Issued), (2, DocumentState::Numbered), (3, DocumentState::Revoked)];
    let line = |(number, state)| RegistryLine {
        document: document(lang, number, state),
        person: person(lang),
        webinar: Some(webinar(lang, 1)),
    };
    states.map(line).to_vec()
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

pub(crate) fn dashboard(lang: Lang) -> Dashboard {
    let line = |number: u8, registered, joined, attended| DashboardWebinar {
        webinar: webinar::Model {
            attendance_judged_at: (number == 1).then(between),
            ..webinar(lang, number)
        },
        registered,
        joined,
        attended,
    };
    Dashboard {
        session: session(lang),
        host_school: school(lang),
        webinars: vec![line(1, 21, 19, 17), line(2, 15, 0, 0), line(3, 18, 0, 0)],
        registrations: 54,
        listeners: 31,
        attended_visits: 17,
        documents_issued: 0,
        documents_being_made: 0,
        emails_due: 33,
        emails_sent: 85,
        emails_failed: 0,
    }
}

pub(crate) fn concerns(lang: Lang) -> Vec<Concern> {
    let concern = |kind, key, blocks| Concern {
        kind,
        person_name: club::person::full_name(&person(lang)).full(),
        key,
        detail: "12".to_owned(),
        blocks,
    };
    vec![concern(DocumentKind::AttendanceCertificate, "document-concern-no-patronymic", false)]
}

/// A document as anybody may see it.
pub(crate) fn verified(lang: Lang, state: DocumentState) -> Option<Verified> {
    let fields = serde_json::json!({
        "values": {
            "person.position.nominative": person(lang).position,
            "person.school": person(lang).school_name,
            "person.city": person(lang).city,
            "talk.topic": webinar(lang, 1).title,
            "order": say(lang, "приказ МБОУ СОШ № 44 от 1 марта 2027 г. № 118-од", "order of School No. 44 of 1 March 2027, No. 118"),
        },
        "grammar": "female",
        "signatories": [{ "position": say(lang, "Директор МБОУ СОШ № 44", "Head of School No. 44"), "name": say(lang, "Г. А. Воронцова", "G. Crow") }],
        "issued_on": "2027-04-12",
        "language": lang.code(),
        "title": "",
        "author": "",
    });
    Some(Verified {
        document: document(lang, 1, state),
        session: session(lang),
        webinar: Some(webinar(lang, 1)),
        host_school_name: school(lang).full_name,
        replaced_by: (state == DocumentState::Revoked).then(|| document(lang, 4, state).number),
        fields: serde_json::from_value(fields).ok()?,
    })
}

pub(crate) fn emails(lang: Lang) -> Vec<outbox_email::Model> {
    let email = |number: u8, kind, state| outbox_email::Model {
        id: id(160 + u128::from(number)),
        dedup_key: String::new(),
        kind,
        session_id: Some(id(10)),
        person_id: Some(id(80)),
        to_name: Some(club::person::full_name(&person(lang)).full()),
        to_address: "anna@school.example".to_owned(),
        language: lang.code().to_owned(),
        subject: say(lang, "Ваши вебинары сегодня", "Your webinars today").to_owned(),
        text: "https://club.example/j/0123456789abcdefghjkmnpqrs\n".to_owned(),
        html: String::new(),
        attachments: serde_json::Value::Null,
        webinars: "S01".to_owned(),
        message_id: String::new(),
        unsubscribe_url: None,
        state,
        due_at: between(),
        not_after: None,
        attempts: 1,
        lease_owner: None,
        lease_until: None,
        last_error: (state == OutboxState::Failed).then(|| "550 5.1.1 User unknown".to_owned()),
        sent_at: (state == OutboxState::Sent).then(between),
        created_at: before(),
    };
    vec![
        email(1, EmailKind::StreamLink, OutboxState::Sent),
        email(2, EmailKind::RegistrationConfirmed, OutboxState::Failed),
        email(3, EmailKind::DocumentsReady, OutboxState::Due),
    ]
}

pub(crate) fn audit(lang: Lang) -> Vec<Entry> {
    let entry = |number: u8, action: &str, person_name: &str| Entry {
        entry: audit_entry::Model {
            id: id(170 + u128::from(number)),
            at: between(),
            person_id: None,
            school_id: None,
            session_id: Some(id(10)),
            action: action.to_owned(),
            subject: "session 2027-spring".to_owned(),
            details: serde_json::Value::Null,
        },
        person_name: person_name.to_owned(),
    };
    vec![
        entry(1, "document.issue", ""),
        entry(2, "session.publish", &club::person::full_name(&person(lang)).full()),
    ]
}
