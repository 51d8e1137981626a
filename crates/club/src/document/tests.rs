use certificates::Placeholder;
use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use entity::{DocumentKind, DocumentState, EmailKind, document as rows, person};
use sha2::{Digest as _, Sha256};

use super::*;
use crate::test_club::{fixture_club, fixture_folder};
use crate::test_session::{SmallSession, at, logged_in, number};
use crate::{Viewer, attendance, jobs, session_files};

const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Yekaterinburg;

/// The small session after its first webinar: one speaker, and two listeners of whom one gave the code word.
pub(crate) struct Judged {
    pub(crate) small: SmallSession,
    pub(crate) speaker: person::Model,
    pub(crate) anna: person::Model,
}

pub(crate) async fn judged() -> Judged {
    judged_with("Портфолио учителя: «за» и «против»").await
}

async fn judged_with(topic: &str) -> Judged {
    let small = SmallSession::new().await;
    let speaker = small.person("Синицын Илья Ильич", ZONE, Some("sinitsyn@school.example")).await;
    let anna = small.person("Петрова Анна Сергеевна", ZONE, Some("anna@school.example")).await;
    let absent = small.person("Яковлев Пётр Ильич", ZONE, Some("petr@school.example")).await;
    small.talk(&speaker, 0, topic).await;
    small.register(&absent, 0).await;
    attends(&small, &anna).await;
    small.club.clock.set(at("2027-04-12T10:40:00Z"));
    attendance::judge(&small.club, small.webinars[0].id).await.unwrap();
    small.club.clock.set(at("2027-04-12T11:30:00Z"));
    Judged { small, speaker, anna }
}

async fn attends(small: &SmallSession, person: &person::Model) {
    let registration = small.register(person, 0).await;
    small.club.clock.set(at("2027-04-12T10:00:00Z"));
    let answer = attendance::give_code_word(&small.club, &registration.join_secret, "рассвет").await.unwrap();
    assert_eq!(answer, attendance::CodeWordAnswer::Right);
}

impl Judged {
    pub(crate) async fn issue(&self) -> Result<Issued, IssueError> {
        issue(
            &self.small.club,
            &Viewer::Club,
            self.small.session.id,
            Scope::Webinar(self.small.webinars[0].id),
        )
        .await
    }

    pub(crate) async fn documents(&self) -> Vec<rows::Model> {
        let lines = registry(&self.small.club, &Viewer::Club, &self.small.session).await.unwrap();
        lines.into_iter().map(|line| line.document).collect()
    }

    pub(crate) async fn document(&self, kind: DocumentKind) -> rows::Model {
        self.documents().await.into_iter().find(|document| document.kind == kind).unwrap()
    }

    pub(crate) async fn render(&self) -> usize {
        render(&self.small.club, self.small.session.id).await.unwrap()
    }
}

#[tokio::test]
async fn what_a_webinar_earned_is_numbered_and_frozen() {
    let judged = judged().await;
    let issued = judged.issue().await.unwrap();
    assert_eq!(issued.numbers, ["ВК-2027-В-С/0001", "ВК-2027-В-Б/0001", "ВК-2027-В-Р/0001"]);
    assert_eq!(issued.refused, []);
    let lines: Vec<_> =
        judged.documents().await.into_iter().map(|row| (row.name, row.line, row.verb)).collect();
    let expected = [
        ("Синицын Илья Ильич", "Синицыну Илье Ильичу", "представил"),
        ("Синицын Илья Ильич", "Уважаемый Илья Ильич", "Синицына Илью Ильича"),
        ("Петрова Анна Сергеевна", "Петровой Анне Сергеевне", "приняла участие"),
    ];
    let expected = expected.map(|(name, line, verb)| (name.to_owned(), line.to_owned(), verb.to_owned()));
    assert_eq!(lines, expected);
    let proof = judged.document(DocumentKind::ProofOfPresentation).await;
    assert_eq!((proof.state, proof.sha256, proof.issued_by), (DocumentState::Numbered, None, None));
    let mut fields: certificates::Fields = serde_json::from_value(proof.fields).unwrap();
    // Chance made these.
    assert_eq!(fields.values.remove(&Placeholder::DocumentCode).map(|code| code.len()), Some(32));
    let address = fields.values.remove(&Placeholder::DocumentVerifyUrl);
    assert_eq!(address, Some(format!("https://club.example/verify/{}", proof.code)));
    insta::assert_json_snapshot!(fields);
}

#[tokio::test]
async fn issuing_twice_issues_once() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    assert!(matches!(judged.issue().await, Err(IssueError::Nobody)));
    let club = &judged.small.club;
    let again = issue(club, &Viewer::Club, judged.small.session.id, Scope::Session).await;
    assert!(matches!(again, Err(IssueError::Nobody)), "{again:?}");
    let found = preflight(club, &Viewer::Club, judged.small.session.id, Scope::Session).await.unwrap();
    assert_eq!((found.ready_in_all(), found.people.len()), (0, 0));
    assert_eq!(judged.documents().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_organizers_at_once_issue_once_and_leave_no_gap() {
    let judged = judged().await;
    let (club, id) = (&judged.small.club, judged.small.session.id);
    let organizer = judged.small.organizer();
    let press = || issue(club, &organizer, id, Scope::Session);
    // The organizer of this test has no row that a document could point to.
    let organizers = tokio::join!(press(), press(), press());
    let refused = [organizers.0, organizers.1, organizers.2];
    assert!(refused.iter().all(|result| matches!(result, Err(IssueError::Db(_)))), "{refused:?}");
    let press = || issue(club, &Viewer::Club, id, Scope::Session);
    let (one, two, three) = tokio::join!(press(), press(), press());
    let given: usize = [one, two, three]
        .into_iter()
        .map(|result| match result {
            Ok(issued) => issued.numbers.len(),
            Err(IssueError::Nobody) => 0,
            Err(error) => panic!("{error:?}"),
        })
        .sum();
    assert_eq!(given, 3);
    let numbers: Vec<String> = judged.documents().await.into_iter().map(|document| document.number).collect();
    let kinds = [
        DocumentKind::ProofOfPresentation,
        DocumentKind::LetterOfThanks,
        DocumentKind::AttendanceCertificate,
    ];
    assert_eq!(numbers, kinds.map(|kind| number(kind, 1)), "what was rolled back left no gap");
}

#[tokio::test]
async fn who_may_issue() {
    let judged = judged().await;
    let (club, id) = (&judged.small.club, judged.small.session.id);
    for viewer in [judged.small.stranger(), Viewer::Guest, logged_in(club, &judged.anna)] {
        assert!(matches!(issue(club, &viewer, id, Scope::Session).await, Err(IssueError::Forbidden)));
        let seen = preflight(club, &viewer, id, Scope::Session).await;
        assert!(matches!(seen, Err(IssueError::Forbidden)));
        assert_eq!(registry(club, &viewer, &judged.small.session).await.unwrap().len(), 0);
    }
    let unjudged = Scope::Webinar(judged.small.webinars[1].id);
    assert!(matches!(issue(club, &Viewer::Club, id, unjudged).await, Err(IssueError::NotJudged)));
    let unknown = issue(club, &Viewer::Club, uuid::Uuid::nil().into(), Scope::Session).await;
    assert!(matches!(unknown, Err(IssueError::NotFound)));
}

#[tokio::test]
async fn what_cannot_be_printed_is_refused_by_name_and_takes_no_number() {
    let judged = judged_with("Радость \u{1f600} в классе").await;
    let (club, id) = (&judged.small.club, judged.small.session.id);
    let concern = |kind| Concern {
        kind,
        person_id: judged.speaker.id,
        person_name: "Синицын Илья Ильич".to_owned(),
        key: "document-concern-missing-glyph",
        detail: "\u{1f600}".to_owned(),
        blocks: true,
    };
    let refused = [concern(DocumentKind::ProofOfPresentation), concern(DocumentKind::LetterOfThanks)];
    let found = preflight(club, &Viewer::Club, id, Scope::Session).await.unwrap();
    assert_eq!((found.ready_in_all(), found.blocked), (1, 2));
    assert_eq!(found.people[0].concerns, refused[..1], "an obstacle is named once a person");
    let issued = judged.issue().await.unwrap();
    assert_eq!((issued.numbers, issued.refused), (vec!["ВК-2027-В-Р/0001".to_owned()], refused.to_vec()));
}

#[tokio::test]
async fn the_preflight_names_what_looks_odd() {
    let small = SmallSession::new().await;
    let twin = |email: &'static str| small.person("Ким Саша", ZONE, Some(email));
    for person in [twin("one@school.example").await, twin("two@school.example").await] {
        attends(&small, &person).await;
    }
    small.club.clock.set(at("2027-04-12T10:40:00Z"));
    attendance::judge(&small.club, small.webinars[0].id).await.unwrap();
    let found = preflight(&small.club, &Viewer::Club, small.session.id, Scope::Session).await.unwrap();
    let keys = |doubtful: &Doubtful| doubtful.concerns.iter().map(|one| one.key).collect::<Vec<_>>();
    let each = ["document-concern-namesakes", "document-concern-no-gender", "document-concern-no-patronymic"];
    assert_eq!(
        (found.ready_in_all(), found.people.iter().map(keys).collect::<Vec<_>>()),
        (2, vec![each.to_vec(); 2])
    );
    let mut concerns = found.people.iter().flat_map(|doubtful| &doubtful.concerns);
    assert!(concerns.all(|concern| !concern.blocks && concern.person_name == "Ким Саша"));
    issue(&small.club, &Viewer::Club, small.session.id, Scope::Session).await.unwrap();
    let rows = registry(&small.club, &Viewer::Club, &small.session).await.unwrap();
    assert!(
        rows.iter().all(|row| row.document.line == "Ким Саша" && row.document.verb.is_empty()),
        "neutral"
    );
}

#[test]
fn every_concern_has_its_sentence_in_both_languages() {
    let keys = [
        "missing-glyph",
        "overflow",
        "missing-field",
        "unusable",
        "shrunk",
        "no-patronymic",
        "no-gender",
        "one-case",
        "namesakes",
        "two-addresses",
        "only-initials",
        "by-hand",
        "no-school",
        "no-position",
        "unknown-position",
    ];
    for language in lang::Lang::ALL {
        for key in keys {
            let key = format!("document-concern-{key}");
            let sentence = lang::Texts(language).say_with(&key, &[("detail", "5".into())]);
            assert!(!sentence.contains('⟦') && sentence.ends_with('.'), "{key} in {language}: {sentence}");
        }
    }
}

#[tokio::test]
async fn files_are_made_stored_under_their_hash_and_announced_once() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let club = &judged.small.club;
    let due = jobs::lease(club, "worker", 9, std::time::Duration::from_secs(60)).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].job, jobs::Job::RenderDocuments { session: judged.small.session.id });
    assert_eq!(judged.render().await, 3);
    assert_eq!(judged.render().await, 0);
    for document in judged.documents().await {
        assert_eq!(document.state, DocumentState::Issued);
        let file = file(club, &Viewer::Club, document.id).await.unwrap();
        assert!(file.bytes.starts_with(b"%PDF-"));
        let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&file.bytes));
        assert_eq!(Some(sha256), document.sha256);
        assert_eq!(document.size_bytes, i32::try_from(file.bytes.len()).ok());
        assert_eq!(file.file_name, format!("{}.pdf", document.number.replace('/', "-")));
    }
    let emails = queries::stored_emails(club).await;
    let about: Vec<_> =
        emails.iter().map(|email| (email.kind, email.to_address.as_str(), email.subject.as_str())).collect();
    let expected = [
        (EmailKind::DocumentsReady, "anna@school.example", "Ваш документ готов"),
        (EmailKind::DocumentsReady, "sinitsyn@school.example", "Ваши документы готовы"),
    ];
    assert_eq!(about, expected);
    let text = emails[1].text.replace('\u{a0}', " ");
    for words in
        ["Уважаемый Илья Ильич!", "№ ВК-2027-В-С/0001", "№ ВК-2027-В-Б/0001", "https://club.example/login/"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn a_crash_between_two_people_is_made_up_for() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let club = &judged.small.club;
    assert_eq!(judged.render().await, 3);
    let before = judged.documents().await;
    // As if the process had died after the speaker's documents: the listener's is still to be made.
    let anna = judged.document(DocumentKind::AttendanceCertificate).await;
    queries::forget_file(club, anna.id).await;
    assert_eq!(judged.render().await, 1);
    assert_eq!(judged.documents().await, before, "the same bytes again");
    assert_eq!(queries::stored_emails(club).await.len(), 2);
}

#[tokio::test]
async fn a_document_is_verified_by_code_or_by_number_and_name() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let club = &judged.small.club;
    let proof = judged.document(DocumentKind::ProofOfPresentation).await;
    let typed = format!(" {} ", proof.code.to_uppercase().replace('A', "A-"));
    let found = verify(club, &typed).await.unwrap().unwrap();
    assert_eq!((found.document.id, found.session.id), (proof.id, judged.small.session.id));
    assert_eq!(found.host_school_name, "МБОУ СОШ № 44, г. Сургут");
    assert_eq!(found.fields.value(Placeholder::DocumentNumber), "ВК-2027-В-С/0001");
    assert_eq!(found.webinar.unwrap().stream_url, None);
    assert!(verify(club, "0123456789abcdefghjkmnpqrs").await.unwrap().is_none());
    for (number, family, is_found) in [
        ("ВК-2027-В-С/0001", "Синицын", true),
        (" BK-2027-B-C/0001 ", "синицын", true),
        ("ВК-2027-В-С/0001", "Синиц", false),
        ("ВК-2027-В-С/0001", "", false),
        ("ВК-2027-В-С/0001", "Петрова", false),
        ("ВК-2027-В-С/0002", "Синицын", false),
    ] {
        let found = verify_number(club, number, family).await.unwrap();
        assert_eq!(found.is_some(), is_found, "{number} {family}");
    }
}

#[tokio::test]
async fn a_revoked_document_stays_and_says_so() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let club = &judged.small.club;
    let id = judged.document(DocumentKind::AttendanceCertificate).await.id;
    let owner = logged_in(club, &judged.anna);
    assert!(matches!(revoke(club, &owner, id, "ошибка").await, Err(RevokeError::Forbidden)));
    assert!(matches!(revoke(club, &judged.small.stranger(), id, "ошибка").await, Err(RevokeError::NotFound)));
    assert!(matches!(revoke(club, &Viewer::Club, id, "  ").await, Err(RevokeError::NoReason)));
    let revoked = revoke(club, &Viewer::Club, id, " не присутствовала ").await.unwrap();
    assert_eq!(revoked.revoke_reason.as_deref(), Some("не присутствовала"));
    assert_eq!(revoked.revoked_at, Some(club.clock.now()));
    assert!(matches!(revoke(club, &Viewer::Club, id, "ещё раз").await, Err(RevokeError::AlreadyRevoked)));
    let found = verify(club, &revoked.code).await.unwrap().unwrap();
    assert_eq!((found.document.state, found.replaced_by), (DocumentState::Revoked, None));
    assert!(
        matches!(judged.issue().await, Err(IssueError::Nobody)),
        "nobody gets it back by the next press of a button"
    );
    assert_eq!(judged.render().await, 2, "its file is not made any more");
    assert_eq!(queries::stored_emails(club).await.len(), 1);
}

#[tokio::test]
async fn a_file_is_for_its_owner_and_the_organizers() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let club = &judged.small.club;
    let id = judged.document(DocumentKind::AttendanceCertificate).await.id;
    let owner = logged_in(club, &judged.anna);
    assert!(matches!(file(club, &owner, id).await, Err(FileError::NotFound)), "not made yet");
    judged.render().await;
    for viewer in [owner.clone(), judged.small.organizer(), Viewer::Club] {
        assert!(file(club, &viewer, id).await.is_ok());
    }
    for viewer in [Viewer::Guest, judged.small.stranger(), logged_in(club, &judged.speaker)] {
        assert!(matches!(file(club, &viewer, id).await, Err(FileError::NotFound)));
    }
    let own =
        |lines: Vec<RegistryLine>| lines.iter().map(|line| line.document.number.clone()).collect::<Vec<_>>();
    assert_eq!(own(of_viewer(club, &owner).await.unwrap()), ["ВК-2027-В-Р/0001"]);
    let speaker = logged_in(club, &judged.speaker);
    assert_eq!(own(of_viewer(club, &speaker).await.unwrap()), ["ВК-2027-В-С/0001", "ВК-2027-В-Б/0001"]);
    assert_eq!(own(of_viewer(club, &Viewer::Guest).await.unwrap()), Vec::<String>::new());
}

#[tokio::test]
async fn a_speaker_of_two_webinars_gets_two_proofs_and_one_letter() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let small = &judged.small;
    small.talk(&judged.speaker, 1, "Портфолио ученика").await;
    small.club.clock.set(at("2027-04-12T12:10:00Z") + TimeDelta::minutes(1));
    attendance::judge(&small.club, small.webinars[1].id).await.unwrap();
    let issued = issue(&small.club, &Viewer::Club, small.session.id, Scope::Session).await.unwrap();
    assert_eq!(issued.numbers, [number(DocumentKind::ProofOfPresentation, 2)]);
}

#[tokio::test]
async fn nothing_is_issued_by_a_bad_pattern_or_seen_of_a_draft() {
    let mut judged = judged().await;
    judged.small.change(|session| session.number_pattern = "ВК-{yeer}-{kind}/{serial:04}".to_owned()).await;
    let Err(IssueError::Pattern(reason)) = judged.issue().await else { panic!("a number was given") };
    assert_eq!(reason, "a number has no place called {yeer}");
    judged.small.change(|session| session.state = entity::SessionState::Draft).await;
    let session = judged.small.session.id;
    let seen = preflight(&judged.small.club, &judged.small.stranger(), session, Scope::Session).await;
    assert!(matches!(seen, Err(IssueError::NotFound)), "{seen:?}");
}

/// Kind, webinar and name: what a document is about.
type About = (DocumentKind, String, String);

/// The lines and verbs that the documents of the spring session must carry.
fn expected() -> BTreeMap<About, (String, String)> {
    let mut file = csv::Reader::from_path(fixture_folder().join("expected_documents.csv")).unwrap();
    let rows = file.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    let row = |row: BTreeMap<String, String>| {
        let kind = match row["doc"].as_str() {
            "svidetelstvo" => DocumentKind::ProofOfPresentation,
            "blagodarnost" => DocumentKind::LetterOfThanks,
            _ => DocumentKind::AttendanceCertificate,
        };
        ((kind, row["webinar"].clone(), row["fio"].clone()), (row["line"].clone(), row["verb"].clone()))
    };
    rows.map(row).collect()
}

#[tokio::test]
async fn the_spring_session_earns_exactly_its_126_documents() {
    let (club, session) = fixture_club().await;
    let (files, _) = session_files::read(&fixture_folder());
    let files = files.unwrap();
    session_files::import_registrations(&club, &files).await.unwrap();
    let mut webinars = files.webinars.clone();
    webinars.sort_by_key(|webinar| webinar.ends_at);
    let programme = queries::webinars(club.storage.reads(), session.id).await.unwrap();
    for webinar in &webinars {
        club.clock.set(webinar.ends_at + TimeDelta::hours(1));
        session_files::import_watching(&club, &files).await.unwrap();
        let id = programme.iter().find(|row| row.code == webinar.code).unwrap().id;
        attendance::judge(&club, id).await.unwrap();
        let issued = issue(&club, &Viewer::Club, session.id, Scope::Webinar(id)).await.unwrap();
        assert_eq!(issued.refused, []);
    }
    assert_eq!(render(&club, session.id).await.unwrap(), 126);
    let registry = registry(&club, &Viewer::Club, &session).await.unwrap();
    let printed: BTreeMap<About, (String, String)> = registry
        .iter()
        .map(|line| {
            let webinar = line.webinar.as_ref().map(|webinar| webinar.code.clone()).unwrap_or_default();
            let document = line.document.clone();
            ((document.kind, webinar, document.name), (document.line, document.verb))
        })
        .collect();
    assert_eq!(registry.len(), 126);
    assert_eq!(printed, expected());
    for kind in DocumentKind::ALL {
        let serials: Vec<i32> = registry
            .iter()
            .filter(|line| line.document.kind == *kind)
            .map(|line| line.document.serial)
            .collect();
        assert_eq!(
            serials,
            (1..=i32::try_from(serials.len()).unwrap()).collect::<Vec<_>>(),
            "{kind} without gaps"
        );
    }
    let hashes: BTreeSet<_> = registry.iter().map(|line| line.document.sha256.clone().unwrap()).collect();
    assert_eq!(hashes.len(), 126, "no two files are the same");
}
