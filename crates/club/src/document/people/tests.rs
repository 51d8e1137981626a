use entity::{DocumentKind, Gender, person, speaker};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

use super::{recipient, try_mend};
use crate::Viewer;
use crate::document::tests::{Judged, judged};
use crate::document::*;
use crate::person::{FormProblem, NameForm, NameForms, write_own_forms};
use crate::test_session::{at, logged_in, number};

const KIND: DocumentKind = DocumentKind::AttendanceCertificate;
const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Yekaterinburg;

fn mended(person: &person::Model) -> Mended {
    Mended {
        family: person.family.clone(),
        given: person.given.clone(),
        patronymic: person.patronymic.clone().unwrap_or_default(),
        gender: person.gender,
        position: person.position.clone(),
        school_name: person.school_name.clone(),
        city: person.city.clone(),
        forms: NameForms::new(),
    }
}

impl Judged {
    async fn seen(&self, person: &person::Model) -> Recipient {
        let session = self.small.session.id;
        recipient(&self.small.club, &self.small.organizer(), session, person.id).await.unwrap()
    }
}

#[tokio::test]
async fn what_an_organizer_writes_is_printed_in_place_of_what_is_computed() {
    let judged = judged().await;
    let (club, session) = (&judged.small.club, judged.small.session.id);
    let forms = NameForms::from([
        (NameForm::Dative, " Петровой  Анне Сергевне\u{202e}".to_owned()),
        (NameForm::Accusative, String::new()),
        (NameForm::Genitive, "Петровой Анны Сергеевны".to_owned()),
    ]);
    let typed = Mended { forms, school_name: "МБОУ СОШ № 7".to_owned(), ..mended(&judged.anna) };
    let shown = try_mend(club, &judged.small.organizer(), session, judged.anna.id, &typed).await.unwrap();
    assert_eq!(shown.earned[0].line, "Петровой Анне Сергевне");
    assert_eq!(judged.seen(&judged.anna).await.earned[0].line, "Петровой Анне Сергеевне", "only shown");

    mend(club, &Viewer::Club, session, judged.anna.id, &typed).await.unwrap();
    let seen = judged.seen(&judged.anna).await;
    let written: Vec<_> =
        seen.forms.iter().filter_map(|line| Some((line.form, line.written.as_deref()?))).collect();
    assert_eq!(
        written,
        [(NameForm::Dative, "Петровой Анне Сергевне")],
        "what is computed anyway is not kept"
    );
    judged.issue().await.unwrap();
    let document = judged.document(KIND).await;
    assert_eq!(
        (document.line.as_str(), document.name.as_str()),
        ("Петровой Анне Сергевне", "Петрова Анна Сергеевна")
    );
    let fields: certificates::Fields = serde_json::from_value(document.fields).unwrap();
    assert_eq!(fields.value(certificates::Placeholder::PersonSchool).replace('\u{a0}', " "), "МБОУ СОШ № 7");
}

#[tokio::test]
async fn what_is_wrong_is_named_all_at_once_and_nothing_is_kept() {
    let judged = judged().await;
    let (club, session) = (&judged.small.club, judged.small.session.id);
    let typed = Mended {
        family: "Петpова".to_owned(),
        forms: NameForms::from([(NameForm::Dative, "12".to_owned())]),
        city: "я".repeat(LONGEST_PLACE + 1),
        ..mended(&judged.anna)
    };
    let refused = mend(club, &Viewer::Club, session, judged.anna.id, &typed).await;
    let Err(MendError::Invalid(problems)) = refused else { panic!("{refused:?}") };
    assert!(
        matches!(
            problems.as_slice(),
            [
                MendProblem::Name(lang::NameProblem::MixedAlphabets { .. }),
                MendProblem::Form(NameForm::Dative, FormProblem::NoLetter),
                MendProblem::Text("city", lang::TextProblem::TooLong { .. })
            ]
        ),
        "{problems:?}"
    );
    assert_eq!(judged.seen(&judged.anna).await.person, judged.anna);
}

#[tokio::test]
async fn only_organizers_of_the_session_mend_and_only_its_people() {
    let judged = judged().await;
    let (club, session) = (&judged.small.club, judged.small.session.id);
    let typed = mended(&judged.anna);
    for viewer in [judged.small.stranger(), logged_in(club, &judged.anna), Viewer::Guest] {
        let refused = mend(club, &viewer, session, judged.anna.id, &typed).await;
        assert!(matches!(refused, Err(MendError::NotFound)), "{refused:?}");
        assert!(matches!(recipient(club, &viewer, session, judged.anna.id).await, Err(MendError::NotFound)));
        assert!(matches!(
            mend_spelling(club, &viewer, session, judged.anna.id).await,
            Err(MendError::NotFound)
        ));
        let held = hold(club, &viewer, session, (KIND, String::new()), "Дважды").await;
        assert!(matches!(held, Err(HoldError::NotFound)));
    }
    let elsewhere = judged.small.person("Орлова Дарья Игоревна", ZONE, None).await;
    let refused = recipient(club, &Viewer::Club, session, elsewhere.id).await;
    assert!(matches!(refused, Err(MendError::NotFound)), "not of this session");
}

#[tokio::test]
async fn a_name_that_somebody_has_at_this_address_is_no_name_for_another() {
    let judged = judged().await;
    let twin = judged.small.person("Петрова Алла Сергеевна", ZONE, Some("anna@school.example")).await;
    judged.small.register(&twin, 1).await;
    let (club, session) = (&judged.small.club, judged.small.session.id);
    let typed = Mended { given: "Анна".to_owned(), ..mended(&twin) };
    let refused = mend(club, &Viewer::Club, session, twin.id, &typed).await;
    assert!(matches!(refused, Err(MendError::Twin)), "{refused:?}");
}

#[tokio::test]
async fn a_name_in_capitals_is_spelled_by_one_press() {
    let judged = judged().await;
    let (club, session) = (&judged.small.club, judged.small.session.id);
    let shouted = person::Model { family: "ПЕТРОВА".to_owned(), ..judged.anna.clone() };
    let row = shouted.into_active_model().reset_all();
    let work = club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
    work.await.unwrap();
    let found = preflight(club, &Viewer::Club, session, Scope::Session).await.unwrap();
    let doubtful = found.people.iter().find(|doubtful| doubtful.person.id == judged.anna.id).unwrap();
    assert_eq!(
        (doubtful.concerns[0].key, doubtful.spelling.as_deref()),
        ("document-concern-one-case", Some("Петрова Анна Сергеевна"))
    );
    for _ in 0..2 {
        mend_spelling(club, &Viewer::Club, session, judged.anna.id).await.unwrap();
    }
    assert_eq!(judged.seen(&judged.anna).await.person, judged.anna);
}

#[tokio::test]
async fn what_is_kept_back_is_not_issued_until_it_is_let_go() {
    let judged = judged().await;
    let (club, session) = (&judged.small.club, judged.small.session.id);
    let subject = (KIND, judged.seen(&judged.anna).await.earned[0].subject_key.clone());
    let nothing = hold(club, &Viewer::Club, session, subject.clone(), " ").await;
    assert!(matches!(nothing, Err(HoldError::NoReason)));
    for _ in 0..2 {
        hold(club, &Viewer::Club, session, subject.clone(), "Зарегистрирована дважды").await.unwrap();
    }
    let found = preflight(club, &Viewer::Club, session, Scope::Session).await.unwrap();
    let held: Vec<_> = found.held.iter().map(|held| (held.person.id, held.hold.reason.as_str())).collect();
    assert_eq!((found.ready_in_all(), held), (2, vec![(judged.anna.id, "Зарегистрирована дважды")]));
    assert_eq!(judged.issue().await.unwrap().numbers.len(), 2);
    assert!(matches!(judged.issue().await, Err(IssueError::Nobody)));
    for _ in 0..2 {
        release(club, &Viewer::Club, session, subject.clone()).await.unwrap();
    }
    assert_eq!(judged.issue().await.unwrap().numbers, [number(KIND, 1)]);
    let issued = hold(club, &Viewer::Club, session, subject, "Поздно").await;
    assert!(matches!(issued, Err(HoldError::NotFound)), "{issued:?}");
}

#[tokio::test]
async fn only_the_chosen_kind_is_issued() {
    let judged = judged().await;
    let (club, session) = (&judged.small.club, judged.small.session.id);
    let only = issue_kinds(club, &Viewer::Club, session, Scope::Session, &[KIND]).await.unwrap();
    assert_eq!(only.numbers, [number(KIND, 1)]);
    let again = issue_kinds(club, &Viewer::Club, session, Scope::Session, &[KIND]).await;
    assert!(matches!(again, Err(IssueError::Nobody)));
    assert_eq!(judged.issue().await.unwrap().numbers.len(), 2);
}

#[tokio::test]
async fn two_speakers_of_one_talk_get_both_documents_each_and_certificates_where_they_listened() {
    let judged = judged().await;
    let small = &judged.small;
    let club = &small.club;
    let second = small.person("Орлова Дарья Игоревна", ZONE, Some("daria@school.example")).await;
    let talk = small.talk(&judged.speaker, 1, "Вдвоём").await;
    let row = speaker::Model {
        id: club.chance.id(club.clock.now()),
        talk_id: talk.id,
        person_id: second.id,
        place: 2,
        category: None,
    };
    let _row: speaker::Model = small.write(row.into_active_model()).await;
    let registration = small.register(&second, 2).await;
    club.clock.set(at("2027-04-12T12:10:00Z"));
    crate::attendance::judge(club, small.webinars[1].id).await.unwrap();
    club.clock.set(at("2027-04-13T10:00:00Z"));
    crate::attendance::give_code_word(club, &registration.join_secret, "рассвет").await.unwrap();
    club.clock.set(at("2027-04-13T10:40:00Z"));
    crate::attendance::judge(club, small.webinars[2].id).await.unwrap();
    issue(club, &Viewer::Club, small.session.id, Scope::Session).await.unwrap();
    let mut of_two: Vec<_> = judged
        .documents()
        .await
        .into_iter()
        .map(|document| (document.name, document.kind))
        .filter(|(name, _)| name != "Петрова Анна Сергеевна")
        .collect();
    of_two.sort();
    let (one, two) = ("Орлова Дарья Игоревна", "Синицын Илья Ильич");
    let expected = [
        (one, DocumentKind::ProofOfPresentation),
        (one, DocumentKind::LetterOfThanks),
        (one, KIND),
        (two, DocumentKind::ProofOfPresentation),
        (two, DocumentKind::ProofOfPresentation),
        (two, DocumentKind::LetterOfThanks),
    ];
    assert_eq!(of_two, expected.map(|(name, kind)| (name.to_owned(), kind)));
}

#[tokio::test]
async fn no_later_change_alters_an_issued_document_or_its_verification() {
    let mut judged = judged().await;
    judged.issue().await.unwrap();
    judged.render().await;
    let before = judged.documents().await;
    let club = judged.small.club.clone();
    let verified = async |code: &str| {
        let found = verify(&club, code).await.unwrap().unwrap();
        (found.document, found.fields)
    };
    let seen = verified(&before[2].code).await;
    let file_before = file(&club, &Viewer::Club, before[2].id).await.unwrap().bytes;

    let typed = Mended {
        family: "Новикова".to_owned(),
        gender: Gender::Male,
        school_name: "Лицей".to_owned(),
        ..mended(&judged.anna)
    };
    mend(&club, &Viewer::Club, judged.small.session.id, judged.anna.id, &typed).await.unwrap();
    let forms = NameForms::from([(NameForm::Dative, "Новиковой Анне Сергеевне".to_owned())]);
    write_own_forms(&club, &logged_in(&club, &judged.anna), &forms).await.unwrap();
    judged.small.change(|session| session.title = "Другая сессия".to_owned()).await;
    judged.small.change_webinar(0, |webinar| webinar.title = "Другой вебинар".to_owned()).await;
    assert_eq!(judged.documents().await, before);
    assert_eq!(verified(&before[2].code).await, seen);
    assert_eq!(file(&club, &Viewer::Club, before[2].id).await.unwrap().bytes, file_before);
    queries::forget_file(&club, before[2].id).await;
    assert_eq!(judged.render().await, 1);
    assert_eq!(judged.documents().await, before, "made again, the same bytes");
}
