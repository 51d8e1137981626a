//! What staff see: listeners, documents, e-mails, deeds.

use std::collections::BTreeMap;

use club::audit::Entry;
use club::correction::OpenWish;
use club::document::{
    OtherDocument, Placeholder, RegistryLine, RegistryPage, ReplacedLine, Replacement, Verified,
};
use club::outbox::WholeEmail;
use club::session::checklist::{Item, Lack};
use club::session::{Dashboard, DashboardWebinar};
use club::signing::Statement;
use club::webinar::{ChangeView, ListenerLine, StaffView};
use entity::{
    CorrectionState, DocumentKind, DocumentState, EmailKind, OutboxState, audit_entry, correction, document,
    outbox_email, webinar,
};
use lang::Lang;

use super::own::person;
use super::programme::{before, between, id, say, school, session, webinar};

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

pub(crate) fn change_view(lang: Lang) -> ChangeView {
    ChangeView {
        session: session(lang),
        webinar: webinar::Model { capacity: Some(50), ..webinar(lang, 1) },
        host_school: school(lang),
        registered: 43,
        listeners: 41,
        speakers: 2,
        waiting: 3,
    }
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
        file_problem: None,
        signing_key_id: None,
        is_file_public: false,
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

/// The first page of a registry with three documents.
pub(crate) fn registry_page(lang: Lang) -> RegistryPage {
    let lines = registry(lang);
    RegistryPage {
        corrections: lines.iter().take(1).map(|line| line.document.id).collect(),
        sessions: BTreeMap::from([(session(lang).id, session(lang))]),
        page: 1,
        pages: 3,
        kinds: BTreeMap::from([
            (DocumentKind::ProofOfPresentation, 14),
            (DocumentKind::LetterOfThanks, 14),
            (DocumentKind::AttendanceCertificate, 98),
        ]),
        found: 126,
        without_file: 1,
        lines,
    }
}

pub(crate) fn open_wish(lang: Lang) -> OpenWish {
    let wish = say(
        lang,
        "Отчество напечатано с ошибкой:\nя Сергеевна, а не Сергеева.",
        "My name is printed wrongly:\nI am Ann, not Anne.",
    );
    OpenWish {
        correction: correction::Model {
            id: id(140),
            document_id: id(121),
            asked_by: id(80),
            asked_at: between(),
            wish: wish.to_owned(),
            state: CorrectionState::Open,
            answer: None,
            closed_at: None,
            closed_by: None,
        },
        document: document(lang, 1, DocumentState::Issued),
        owner: person(lang),
    }
}

pub(crate) fn replacement(lang: Lang) -> Replacement {
    let line = |placeholder, before: &str, after: &str| ReplacedLine {
        placeholder,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    Replacement {
        document: document(lang, 1, DocumentState::Issued),
        session: session(lang),
        lines: vec![
            line(
                Placeholder::PersonNameDative,
                say(lang, "Петровой Анне Сергеевой", "Anne Peters"),
                say(lang, "Петровой Анне Сергеевне", "Ann Peters"),
            ),
            line(Placeholder::PersonSchool, &person(lang).school_name, &person(lang).school_name),
        ],
        signatories: [vec![], vec![]],
        concern: None,
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
        lacks: lacks(lang),
    }
}

fn lacks(lang: Lang) -> Vec<Item> {
    let title = webinar(lang, 2).title;
    let item = |lack, count| Item { lack, webinars: vec![], stages: vec![], count };
    vec![
        item(Lack::Order, 1),
        Item { webinars: vec![("2027-spring-s02".to_owned(), title)], ..item(Lack::StreamLink, 1) },
        Item { stages: vec![entity::Stage::Call, entity::Stage::Review], ..item(Lack::StageDates, 2) },
    ]
}

/// What a signed file says of itself.
pub(crate) fn statement(lang: Lang) -> Option<Statement> {
    let verified = verified(lang, DocumentState::Issued)?;
    Some(Statement {
        format: Statement::FORMAT.to_owned(),
        version: Statement::VERSION,
        key: String::new(),
        number: verified.document.number,
        code: verified.document.code,
        kind: verified.document.kind,
        name: verified.document.name,
        issued_on: verified.fields.issued_on,
        session: verified.session.slug,
        organizers: vec![],
        verify: String::new(),
        layout: String::new(),
        printed: serde_json::to_value(&verified.fields).ok()?,
    })
}

/// A document as anybody may see it.
pub(crate) fn verified(lang: Lang, state: DocumentState) -> Option<Verified> {
    let fields = serde_json::json!({
        "values": {
            "person.position.nominative": person(lang).position,
            "person.school": person(lang).school_name,
            "person.city": person(lang).city,
            "talk.topic": webinar(lang, 1).title,
            "webinar.date": say(lang, "12 апреля 2027 г.", "12 April 2027"),
            "talk.level": say(lang, "региональном", "regional"),
            "session.title": session(lang).title,
            "organizer.name": school(lang).full_name,
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
        replaced_by: (state == DocumentState::Revoked).then(|| other(lang, 5)),
        replaces: (state != DocumentState::Revoked).then(|| other(lang, 4)),
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
        mailing_id: None,
        account_id: None,
        to_domain: "school.example".to_owned(),
        urgency: 5,
        content_sha256: None,
        last_tried_at: None,
        bounced_at: None,
        bounce_reason: None,
        is_rehearsal: false,
    };
    vec![
        email(1, EmailKind::StreamLink, OutboxState::Sent),
        email(2, EmailKind::RegistrationConfirmed, OutboxState::Failed),
        email(3, EmailKind::DocumentsReady, OutboxState::Due),
    ]
}

/// An e-mail with what it says.
pub(crate) fn whole_email(row: outbox_email::Model) -> WholeEmail {
    WholeEmail {
        row,
        text: "https://club.example/j/0123456789abcdefghjkmnpqrs\n".to_owned(),
        html: String::new(),
        attachments: serde_json::Value::Null,
    }
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

fn other(lang: Lang, number: u8) -> OtherDocument {
    let document = document(lang, number, DocumentState::Issued);
    OtherDocument { number: document.number, code: document.code }
}
