use certificates::Placeholder;
use entity::{CorrectionState, DocumentKind, DocumentState, EmailKind, person};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

use super::*;
use crate::document::tests::{Judged, judged};
use crate::document::{registry, revoke, verify};
use crate::test_session::logged_in;

const KIND: DocumentKind = DocumentKind::AttendanceCertificate;

/// Issued and made, then the listener's patronymic was mended.
async fn mended() -> Judged {
    let mut judged = judged().await;
    judged.issue().await.unwrap();
    judged.render().await;
    judged.anna.patronymic = Some("Сергеевна-Мария".to_owned());
    let row = person::Model { ..judged.anna.clone() }.into_active_model().reset_all();
    judged.small.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await })).await.unwrap();
    judged
}

#[tokio::test]
async fn a_replacement_is_shown_before_it_is_made_and_changes_nothing() {
    let judged = mended().await;
    let old = judged.document(KIND).await;
    let shown = replacement(&judged.small.club, &Viewer::Club, old.id).await.unwrap();
    let changed: Vec<_> = shown.lines.iter().filter(|line| line.is_changed()).collect();
    let expected = ReplacedLine {
        placeholder: Placeholder::PersonNameNominative,
        before: "Петрова Анна Сергеевна".to_owned(),
        after: "Петрова Анна Сергеевна-Мария".to_owned(),
    };
    assert_eq!(changed, [&expected]);
    assert_eq!(shown.signatories[0], shown.signatories[1]);
    assert_eq!(judged.document(KIND).await, old);
}

#[tokio::test]
async fn the_new_document_has_a_new_number_and_names_the_old_one() {
    let judged = mended().await;
    let (club, old) = (&judged.small.club, judged.document(KIND).await);
    let new = reissue(club, &Viewer::Club, old.id, " Отчество ").await.unwrap();
    assert_eq!((old.number.as_str(), new.number.as_str()), ("ВК-2027-В-Р/0001", "ВК-2027-В-Р/0002"));
    assert_eq!((new.replaces_id, new.name.as_str()), (Some(old.id), "Петрова Анна Сергеевна-Мария"));
    assert_eq!(
        frozen(&new).unwrap().value(Placeholder::Replaces),
        "Взамен сертификата №\u{a0}ВК-2027-В-Р/0001 от\u{a0}12\u{a0}апреля 2027\u{a0}г."
    );
    assert_eq!(judged.render().await, 1);

    let before = verify(club, &old.code).await.unwrap().unwrap();
    assert_eq!(before.document.state, DocumentState::Revoked);
    assert_eq!(before.document.revoke_reason.as_deref(), Some("Отчество"));
    assert_eq!(before.replaced_by.map(|other| other.number).as_deref(), Some("ВК-2027-В-Р/0002"));
    assert_eq!((before.document.sha256, before.document.fields), (old.sha256, old.fields), "frozen");
    let after = verify(club, &new.code).await.unwrap().unwrap();
    assert_eq!(after.document.state, DocumentState::Issued);

    let emails = queries::stored_emails(club).await;
    let about_new = |email: &&crate::outbox::WholeEmail| {
        email.kind == EmailKind::DocumentsReady && email.text.contains("ВК-2027-В-Р/0002")
    };
    assert_eq!(emails.iter().filter(about_new).count(), 1);
}

#[tokio::test]
async fn of_a_speaker_each_kind_is_replaced_by_its_own() {
    let judged = mended().await;
    for kind in [DocumentKind::ProofOfPresentation, DocumentKind::LetterOfThanks] {
        let old = judged.document(kind).await;
        let new = reissue(&judged.small.club, &Viewer::Club, old.id, "Опечатка").await.unwrap();
        assert_eq!((new.kind, new.person_id, new.subject_key), (kind, old.person_id, old.subject_key));
        assert_eq!((old.serial, new.serial), (1, 2));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn replacing_twice_at_once_replaces_once() {
    let judged = mended().await;
    let (club, old) = (&judged.small.club, judged.document(KIND).await);
    let press = || reissue(club, &Viewer::Club, old.id, "Отчество");
    let (one, two, three) = tokio::join!(press(), press(), press());
    let made = [&one, &two, &three].into_iter().filter(|result| result.is_ok()).count();
    let refused = [&one, &two, &three]
        .into_iter()
        .filter(|result| matches!(result, Err(ReissueError::NotStanding)))
        .count();
    assert_eq!((made, refused), (1, 2), "{one:?} {two:?} {three:?}");
    let serials: Vec<i32> =
        judged.documents().await.into_iter().filter(|row| row.kind == KIND).map(|row| row.serial).collect();
    assert_eq!(serials, [1, 2]);
}

#[tokio::test]
async fn only_the_newest_of_a_chain_is_replaced_and_a_revoked_one_never() {
    let judged = mended().await;
    let (club, old) = (&judged.small.club, judged.document(KIND).await);
    let second = reissue(club, &Viewer::Club, old.id, "Отчество").await.unwrap();
    let refused = reissue(club, &Viewer::Club, old.id, "ещё раз").await;
    assert!(matches!(refused, Err(ReissueError::NotStanding)), "{refused:?}");
    let third = reissue(club, &Viewer::Club, second.id, "Школа").await.unwrap();
    assert_eq!((third.serial, third.replaces_id), (3, Some(second.id)));
    revoke(club, &Viewer::Club, third.id, "Не был").await.unwrap();
    let refused = reissue(club, &Viewer::Club, third.id, "ещё раз").await;
    assert!(matches!(refused, Err(ReissueError::NotStanding)), "{refused:?}");
}

#[tokio::test]
async fn what_cannot_be_printed_leaves_the_old_one_in_force() {
    let mut judged = mended().await;
    judged.anna.school_name = "Школа \u{1f600}".to_owned();
    let row = judged.anna.clone().into_active_model().reset_all();
    judged.small.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await })).await.unwrap();
    let (club, old) = (&judged.small.club, judged.document(KIND).await);
    let refused = reissue(club, &Viewer::Club, old.id, "Школа").await;
    let Err(ReissueError::Blocked(concern)) = refused else { panic!("{refused:?}") };
    assert_eq!((concern.key, concern.detail.as_str()), ("document-concern-missing-glyph", "\u{1f600}"));
    assert_eq!(judged.document(KIND).await, old);
}

#[tokio::test]
async fn who_may_replace_and_a_reason_is_needed() {
    let judged = mended().await;
    let (club, old) = (&judged.small.club, judged.document(KIND).await);
    let owner = logged_in(club, &judged.anna);
    assert!(matches!(reissue(club, &owner, old.id, "Школа").await, Err(ReissueError::Forbidden)));
    for viewer in [judged.small.stranger(), Viewer::Guest, logged_in(club, &judged.speaker)] {
        assert!(matches!(reissue(club, &viewer, old.id, "Школа").await, Err(ReissueError::NotFound)));
        assert!(matches!(replacement(club, &viewer, old.id).await, Err(ReissueError::NotFound)));
    }
    assert!(matches!(reissue(club, &Viewer::Club, old.id, " \u{200b} ").await, Err(ReissueError::NoReason)));
    assert_eq!(registry(club, &Viewer::Club, &judged.small.session).await.unwrap().len(), 3);
}

#[tokio::test]
async fn an_open_wish_is_done_by_the_replacement() {
    let judged = mended().await;
    let (club, old) = (&judged.small.club, judged.document(KIND).await);
    let owner = logged_in(club, &judged.anna);
    correction::ask(club, &owner, old.id, "Отчество двойное").await.unwrap();
    assert_eq!(
        correction::open_of_session(club, &Viewer::Club, &judged.small.session).await.unwrap().len(),
        1
    );
    reissue(club, &Viewer::Club, old.id, "Отчество").await.unwrap();
    assert_eq!(
        correction::open_of_session(club, &Viewer::Club, &judged.small.session).await.unwrap().len(),
        0
    );
    let own = correction::of_viewer(club, &owner).await.unwrap();
    assert_eq!(own[0].1.state, CorrectionState::Done);
}
