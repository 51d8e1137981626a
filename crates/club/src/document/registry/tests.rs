//! What the registry finds, and what leaves the club.

use entity::{CorrectionState, correction};
use sea_orm::{EntityTrait as _, IntoActiveModel as _};

use super::*;
use crate::document::tests::{Judged, judged};
use crate::document::{queries as documents, revoke};
use crate::{audit, session};

async fn issued() -> Judged {
    let judged = judged().await;
    judged.issue().await.unwrap();
    judged.render().await;
    judged
}

async fn found(judged: &Judged, filter: RegistryFilter) -> Vec<String> {
    let (club, session) = (&judged.small.club, &judged.small.session);
    let page = search(club, &Viewer::Club, Reach::Session(session), &filter, 1).await.unwrap();
    assert_eq!(u64::try_from(page.lines.len()).unwrap(), page.found);
    page.lines.into_iter().map(|line| line.document.number).collect()
}

fn text(text: &str) -> RegistryFilter {
    RegistryFilter { text: text.to_owned(), ..RegistryFilter::default() }
}

const PROOF: &str = "ВК-2027-В-С/0001";
const LETTER: &str = "ВК-2027-В-Б/0001";
const CERTIFICATE: &str = "ВК-2027-В-Р/0001";

#[tokio::test]
async fn names_numbers_and_codes_are_found_however_they_are_typed() {
    let judged = issued().await;
    assert_eq!(found(&judged, text("")).await, [PROOF, LETTER, CERTIFICATE]);
    assert_eq!(found(&judged, text("СИНИЦЫН илья")).await, [PROOF, LETTER]);
    assert_eq!(found(&judged, text("илья синиц")).await, [PROOF, LETTER]);
    assert_eq!(found(&judged, text("пётрова")).await, [CERTIFICATE], "ё is е");
    assert_eq!(found(&judged, text("bk-2027-b-p")).await, [CERTIFICATE]);
    assert_eq!(found(&judged, text("/0001")).await, [PROOF, LETTER, CERTIFICATE]);
    let code = judged.document(DocumentKind::LetterOfThanks).await.code;
    assert_eq!(found(&judged, text(&code.to_uppercase())).await, [LETTER]);
    assert_eq!(found(&judged, text(code.get(..8).unwrap())).await, [LETTER]);
    for nobody in ["%", "_", "\\", "'; DROP TABLE document", "Иванова", "0002"] {
        assert_eq!(found(&judged, text(nobody)).await, Vec::<String>::new(), "{nobody}");
    }
}

#[tokio::test]
async fn filters_narrow_and_kinds_are_counted_beside_them() {
    let judged = issued().await;
    let (club, session) = (&judged.small.club, &judged.small.session);
    let certificate = judged.document(DocumentKind::AttendanceCertificate).await;
    let letter = judged.document(DocumentKind::LetterOfThanks).await;
    let proof = judged.document(DocumentKind::ProofOfPresentation).await;
    revoke(club, &Viewer::Club, certificate.id, "ошибка").await.unwrap();
    documents::forget_file(club, letter.id).await;
    let asked = correction::Model {
        id: club.chance.id(club.clock.now()),
        document_id: proof.id,
        asked_by: judged.speaker.id,
        asked_at: club.clock.now(),
        wish: "Отчество с буквой ё".to_owned(),
        state: CorrectionState::Open,
        answer: None,
        closed_at: None,
        closed_by: None,
    };
    let _kept: correction::Model = judged.small.write(asked.into_active_model()).await;
    let of_state = |state| RegistryFilter { state: Some(state), ..RegistryFilter::default() };
    assert_eq!(found(&judged, of_state(RegistryState::Ready)).await, [PROOF]);
    assert_eq!(found(&judged, of_state(RegistryState::BeingMade)).await, [LETTER]);
    assert_eq!(found(&judged, of_state(RegistryState::Revoked)).await, [CERTIFICATE]);
    assert_eq!(found(&judged, of_state(RegistryState::CorrectionAsked)).await, [PROOF]);
    let of_webinar = |place: usize| RegistryFilter {
        webinar: Some(judged.small.webinars[place].id),
        ..RegistryFilter::default()
    };
    assert_eq!(found(&judged, of_webinar(0)).await, [PROOF, CERTIFICATE]);
    assert_eq!(found(&judged, of_webinar(1)).await, Vec::<String>::new());
    let letters = RegistryFilter { kind: Some(DocumentKind::LetterOfThanks), ..RegistryFilter::default() };
    let page = search(club, &Viewer::Club, Reach::Session(session), &letters, 1).await.unwrap();
    assert_eq!((page.found, page.without_file, page.kinds.len()), (1, 1, 3));
    let all = search(club, &Viewer::Club, Reach::Network, &RegistryFilter::default(), 1).await.unwrap();
    assert_eq!(all.corrections, [proof.id]);
    assert_eq!(all.sessions.keys().copied().collect::<Vec<_>>(), [session.id]);
}

#[tokio::test]
async fn lists_go_by_number_name_or_time() {
    let judged = issued().await;
    let in_order = |order| RegistryFilter { order, ..RegistryFilter::default() };
    assert_eq!(found(&judged, in_order(RegistryOrder::Name)).await, [CERTIFICATE, PROOF, LETTER]);
    assert_eq!(found(&judged, in_order(RegistryOrder::Newest)).await.len(), 3);
}

#[tokio::test]
async fn only_who_organizes_sees_and_takes_out() {
    let judged = issued().await;
    let (club, session) = (&judged.small.club, &judged.small.session);
    let filter = RegistryFilter::default();
    for viewer in [Viewer::Guest, judged.small.stranger()] {
        for reach in [Reach::Session(session), Reach::Network] {
            assert_eq!(search(club, &viewer, reach, &filter, 1).await.unwrap().found, 0);
            let refused = export(club, &viewer, reach, &filter, ExportForm::Csv).await;
            assert!(matches!(refused, Err(ExportError::NotFound)), "{refused:?}");
        }
    }
    let organizer = judged.small.organizer();
    assert_eq!(search(club, &organizer, Reach::Session(session), &filter, 1).await.unwrap().found, 3);
    assert_eq!(search(club, &organizer, Reach::Network, &filter, 1).await.unwrap().found, 0);
    let deeds = audit::of_session(club, &Viewer::Club, session, 100).await.unwrap();
    assert!(deeds.iter().all(|line| line.entry.action != "document.export"));
    assert!(session::find_organized(club, &organizer, "2027-spring").await.unwrap().is_some());
}

#[tokio::test]
async fn an_export_holds_what_the_filter_finds_and_is_written_down() {
    let judged = issued().await;
    let (club, session) = (&judged.small.club, &judged.small.session);
    let filter = text("Синицын");
    let lines = export(club, &Viewer::Club, Reach::Session(session), &filter, ExportForm::Zip).await.unwrap();
    let names: Vec<String> = lines.iter().map(ExportLine::file_name).collect();
    assert_eq!(names, ["ВК-2027-В-С-0001 Синицын И. И..pdf", "ВК-2027-В-Б-0001 Синицын И. И..pdf"]);
    assert_eq!(lines[0].topic, "Портфолио учителя: „за“ и\u{a0}„против“");
    let file = export_file(club, &lines[0]).await.unwrap().unwrap();
    assert!(file.starts_with(b"%PDF-"));
    let deeds = audit::of_session(club, &Viewer::Club, session, 1).await.unwrap();
    let deed = &deeds[0].entry;
    assert_eq!(
        (deed.action.as_str(), deed.details.clone()),
        ("document.export", serde_json::json!({ "form": "zip", "documents": 2 }))
    );
    let nothing =
        export(club, &Viewer::Club, Reach::Session(session), &text("Иванова"), ExportForm::Csv).await;
    assert!(matches!(nothing, Err(ExportError::Nothing)));
    let missing = ExportLine { sha256: None, ..lines[0].clone() };
    assert_eq!(export_file(club, &missing).await.unwrap(), None);
    let lost = ExportLine { sha256: Some("0".repeat(64)), ..lines[0].clone() };
    assert_eq!(export_file(club, &lost).await.unwrap(), None);
}

/// So many more certificates of Anna's, in the registry only.
async fn add_certificates(judged: &Judged, many: i32) {
    let first = judged.document(DocumentKind::AttendanceCertificate).await;
    let copy = |serial: i32| document::Model {
        id: judged.small.club.chance.id(judged.small.club.clock.now()),
        serial,
        number: format!("ВК-2027-В-Р/{serial:04}"),
        code: format!("{serial:026}"),
        subject_key: format!("copy {serial}"),
        ..first.clone()
    };
    let rows: Vec<_> = (2..many + 2).map(|serial| copy(serial).into_active_model()).collect();
    let work = judged.small.club.storage.write(move |tx| {
        Box::pin(async move {
            for rows in rows.chunks(200) {
                document::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
            }
            Ok::<_, DbErr>(())
        })
    });
    work.await.unwrap();
}

#[tokio::test]
async fn a_large_registry_is_turned_page_by_page_and_asks_no_more_often() {
    let judged = issued().await;
    let (club, session) = (&judged.small.club, &judged.small.session);
    let (filter, reach) = (text("петрова"), Reach::Session(session));
    let asked = || async {
        let before = club.storage.queries();
        let page = search(club, &Viewer::Club, reach, &filter, u64::MAX).await.unwrap();
        (club.storage.queries() - before, page)
    };
    let (of_one, page) = asked().await;
    assert_eq!((page.found, page.page, page.pages), (1, 1, 1));
    add_certificates(&judged, 1200).await;
    let (of_many, page) = asked().await;
    assert_eq!((page.found, page.page, page.pages), (1201, 25, 25));
    assert_eq!(page.lines.iter().map(|line| line.document.serial).collect::<Vec<_>>(), [1201]);
    assert_eq!(of_many, of_one);
    let lines = export(club, &Viewer::Club, reach, &filter, ExportForm::Csv).await.unwrap();
    let numbers: Vec<&str> = lines.iter().map(|line| line.number.as_str()).collect();
    let expected: Vec<String> = (1..=1201).map(|serial| format!("ВК-2027-В-Р/{serial:04}")).collect();
    assert_eq!(numbers, expected);
}
