use entity::{CorrectionState, DocumentKind, EmailKind};
use lang::TextProblem;

use super::*;
use crate::document::tests::{Judged, judged};
use crate::document::{revoke, show_file, verify};
use crate::test_session::logged_in;

const KIND: DocumentKind = DocumentKind::AttendanceCertificate;

async fn issued() -> (Judged, document::Model) {
    let judged = judged().await;
    judged.issue().await.unwrap();
    judged.render().await;
    let document = judged.document(KIND).await;
    (judged, document)
}

#[tokio::test]
async fn an_owner_asks_and_organizers_see_it() {
    let (judged, document) = issued().await;
    let club = &judged.small.club;
    let owner = logged_in(club, &judged.anna);
    ask(club, &owner, document.id, "  Отчество\r\n\r\n\r\nс ошибкой\u{202e} ").await.unwrap();
    let open = open_of_session(club, &judged.small.organizer(), &judged.small.session).await.unwrap();
    let seen: Vec<_> =
        open.iter().map(|wish| (wish.correction.wish.as_str(), wish.owner.id, wish.document.id)).collect();
    assert_eq!(seen, [("Отчество\n\nс ошибкой", judged.anna.id, document.id)]);
    for other in [judged.small.stranger(), owner, Viewer::Guest] {
        assert!(open_of_session(club, &other, &judged.small.session).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_wish_at_a_time_stands_about_a_document() {
    let (judged, document) = issued().await;
    let club = &judged.small.club;
    let owner = logged_in(club, &judged.anna);
    let press = || ask(club, &owner, document.id, "Отчество");
    let (one, two) = tokio::join!(press(), press());
    let taken = [&one, &two].into_iter().filter(|result| result.is_ok()).count();
    assert_eq!(taken, 1, "{one:?} {two:?}");
    assert!(matches!(press().await, Err(AskError::OpenAlready)));
}

#[tokio::test]
async fn what_is_no_wish_of_an_owner_is_refused() {
    let (judged, document) = issued().await;
    let club = &judged.small.club;
    let owner = logged_in(club, &judged.anna);
    let empty = ask(club, &owner, document.id, " \u{200b}\n ").await;
    assert!(matches!(empty, Err(AskError::Text(TextProblem::Empty))), "{empty:?}");
    let long = ask(club, &owner, document.id, &"я".repeat(LONGEST_WISH + 1)).await;
    assert!(matches!(long, Err(AskError::Text(TextProblem::TooLong { .. }))), "{long:?}");
    for other in [logged_in(club, &judged.speaker), judged.small.organizer(), Viewer::Guest] {
        assert!(matches!(ask(club, &other, document.id, "Школа").await, Err(AskError::NotFound)));
    }
    revoke(club, &Viewer::Club, document.id, "Не был").await.unwrap();
    assert!(matches!(ask(club, &owner, document.id, "Школа").await, Err(AskError::NotStanding)));
}

#[tokio::test]
async fn a_declined_wish_is_answered_by_one_email_and_another_may_follow() {
    let (judged, document) = issued().await;
    let club = &judged.small.club;
    let owner = logged_in(club, &judged.anna);
    ask(club, &owner, document.id, "Вторая школа").await.unwrap();
    let wish =
        open_of_session(club, &Viewer::Club, &judged.small.session).await.unwrap().remove(0).correction;
    for other in [judged.small.stranger(), logged_in(club, &judged.anna), Viewer::Guest] {
        assert!(matches!(decline(club, &other, wish.id, "Нет").await, Err(DeclineError::NotFound)));
    }
    assert!(matches!(
        decline(club, &Viewer::Club, wish.id, " ").await,
        Err(DeclineError::Text(TextProblem::Empty))
    ));
    decline(club, &Viewer::Club, wish.id, "Стоит школа на день вебинара.").await.unwrap();
    assert!(matches!(decline(club, &Viewer::Club, wish.id, "Нет").await, Err(DeclineError::NotOpen)));

    let emails = crate::document::queries::stored_emails(club).await;
    let answers: Vec<_> = emails.iter().filter(|email| email.kind == EmailKind::CorrectionAnswered).collect();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].to_address, "anna@school.example");
    assert_eq!(answers[0].subject, "Документ № ВК-2027-В-Р/0001: ответ на Вашу просьбу");
    assert!(
        answers[0].text.contains("Вторая школа") && answers[0].text.contains("Стоит школа на день вебинара.")
    );

    let (of, newest) = of_viewer(club, &owner).await.unwrap().remove(0);
    assert_eq!(
        (of, newest.state, newest.answer.as_deref()),
        (document.id, CorrectionState::Declined, Some("Стоит школа на день вебинара."))
    );
    ask(club, &owner, document.id, "И всё же").await.unwrap();
    assert_eq!(of_viewer(club, &owner).await.unwrap()[0].1.state, CorrectionState::Open);
}

#[tokio::test]
async fn an_owner_shows_the_file_and_hides_it_again() {
    let (judged, document) = issued().await;
    let club = &judged.small.club;
    let owner = logged_in(club, &judged.anna);
    let is_public = async || verify(club, &document.code).await.unwrap().unwrap().document.is_file_public;
    assert!(!is_public().await, "hidden until the owner says otherwise");
    for _ in 0..2 {
        show_file(club, &owner, document.id, true).await.unwrap();
    }
    assert!(is_public().await);
    for other in [judged.small.organizer(), logged_in(club, &judged.speaker), Viewer::Guest] {
        assert!(show_file(club, &other, document.id, false).await.is_err());
    }
    show_file(club, &owner, document.id, false).await.unwrap();
    assert!(!is_public().await);
}
