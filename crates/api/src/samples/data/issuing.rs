//! What organizers see before documents are issued.

use std::collections::BTreeMap;

use club::document::{Concern, Doubtful, Earned, FormLine, Held, Preflight, Progress, Recipient, Unmade};
use club::person::NameForm;
use entity::{DocumentKind, document_hold, person};
use lang::{FullName, Lang};

use super::own::person;
use super::programme::{before, id, say, session, webinar};

fn concern(person: &person::Model, key: &'static str, blocks: bool) -> Concern {
    Concern {
        kind: DocumentKind::AttendanceCertificate,
        person_id: person.id,
        person_name: club::person::full_name(person).full(),
        key,
        detail: "12".to_owned(),
        blocks,
    }
}

fn hold(lang: Lang) -> document_hold::Model {
    document_hold::Model {
        session_id: id(10),
        kind: DocumentKind::AttendanceCertificate,
        subject_key: "sample".to_owned(),
        person_id: id(80),
        reason: say(lang, "Зарегистрирована дважды", "Registered twice").to_owned(),
        held_at: before(),
        held_by: None,
    }
}

pub(crate) fn preflight(lang: Lang) -> Preflight {
    let one = person(lang);
    let other = person::Model { id: id(81), family: one.family.to_uppercase(), ..one.clone() };
    let doubtful =
        |person: &person::Model, concerns, spelling| Doubtful { person: person.clone(), concerns, spelling };
    let blocked = vec![
        concern(&one, "document-concern-overflow", true),
        concern(&one, "document-concern-no-patronymic", false),
    ];
    let spelled = Some(club::person::full_name(&one).full());
    Preflight {
        ready: BTreeMap::from([
            (DocumentKind::ProofOfPresentation, 36),
            (DocumentKind::LetterOfThanks, 36),
            (DocumentKind::AttendanceCertificate, 54),
        ]),
        blocked: 1,
        schools_elsewhere: 7,
        people: vec![
            doubtful(&one, blocked, None),
            doubtful(&other, vec![concern(&other, "document-concern-one-case", false)], spelled),
        ],
        held: vec![Held { hold: hold(lang), person: one }],
        webinars: vec![webinar(lang, 1), webinar(lang, 2)],
    }
}

pub(crate) fn progress(lang: Lang) -> Progress {
    let unmade = Unmade {
        id: id(121),
        kind: DocumentKind::AttendanceCertificate,
        number: say(lang, "ВК-2027-В-Р/0042", "WK-2027-S-A/0042").to_owned(),
        name: club::person::full_name(&person(lang)).full(),
        key: "document-concern-missing-glyph".to_owned(),
        detail: "ʼ".to_owned(),
    };
    Progress { done: 120, total: 2000, unmade: vec![unmade] }
}

pub(crate) fn recipient(lang: Lang) -> Recipient {
    let person = person(lang);
    let name = club::person::full_name(&person);
    let gender = club::person::gender_of(&person);
    let computed = |form: NameForm| match form {
        NameForm::Salutation => name.salutation(gender, lang).unwrap_or_default(),
        form => form.computed(&name, gender),
    };
    let line = |form: &NameForm| FormLine { form: *form, computed: computed(*form), written: None };
    let earned = |hold| Earned {
        kind: DocumentKind::AttendanceCertificate,
        subject_key: "sample".to_owned(),
        about: webinar(lang, 1).title,
        name: name.full(),
        line: NameForm::Dative.computed(&name, gender),
        verb: say(lang, "приняла участие", "took part").to_owned(),
        hold,
    };
    Recipient {
        session: session(lang),
        forms: NameForm::ALL.iter().map(line).collect(),
        is_gender_known: true,
        // The tables are Russian.
        position: (lang == Lang::Ru)
            .then(|| ["учителю математики".to_owned(), "учителя математики".to_owned()]),
        spelling: Some(FullName { family: name.family.to_uppercase(), ..name.clone() }),
        earned: vec![earned(None), earned(Some(hold(lang)))],
        person,
    }
}
