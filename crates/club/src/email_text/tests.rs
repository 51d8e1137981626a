use entity::{EmailKind, TextLevel};
use lang::Lang;

use super::*;
use crate::Viewer;
use crate::emails::words::{Words, WordsError, wordings};
use crate::test_session::SmallSession;

const KIND: EmailKind = EmailKind::RegistrationConfirmed;

fn words(subject: &str) -> Words {
    Words { subject: subject.to_owned(), body: "{webinars}\r\n\r\n{page}\r\n".to_owned() }
}

fn edit(revision: i32, subject: &str) -> Edit {
    Edit { revision, words: words(subject) }
}

fn owners(small: &SmallSession) -> [Owner; 3] {
    let session = Owner::of_session(&small.session);
    [Owner::Network, Owner::School(small.session.host_school_id), session]
}

#[tokio::test]
async fn the_nearest_words_hold_and_going_back_brings_those_above() {
    let small = SmallSession::new().await;
    let (club, places) = (&small.club, owners(&small).map(|owner| Place::new(owner, KIND, Lang::Ru)));
    let [network, school, session] = places;
    for (place, subject) in [(network, "Сеть"), (school, "Школа"), (session, "Сессия")] {
        save(club, &Viewer::Club, place, edit(0, subject)).await.unwrap();
    }
    let subject = || async {
        let text = find(club, &Viewer::Club, session).await.unwrap().unwrap();
        (text.words().subject, text.inherited.subject, text.inherited_from)
    };
    let own = ("Сессия".to_owned(), "Школа".to_owned(), Some(TextLevel::School));
    assert_eq!(subject().await, own);
    reset(club, &Viewer::Club, session, 1).await.unwrap();
    assert_eq!(subject().await.0, "Школа");
    reset(club, &Viewer::Club, school, 1).await.unwrap();
    assert_eq!(subject().await, ("Сеть".to_owned(), "Сеть".to_owned(), Some(TextLevel::Network)));
    let levels = all(club, &Viewer::Club, session.owner).await.unwrap().unwrap();
    let of_kind = levels.into_iter().find(|written| written.kind == KIND).unwrap();
    assert_eq!(of_kind.levels, [(Lang::Ru, Some(TextLevel::Network)), (Lang::En, None)]);
    assert!(wordings(club.storage.reads(), KIND, Some(&small.session)).await.is_ok());
}

#[tokio::test]
async fn who_saves_second_gets_what_the_first_one_wrote() {
    let small = SmallSession::new().await;
    let place = Place::new(Owner::of_session(&small.session), KIND, Lang::Ru);
    let first = save(&small.club, &Viewer::Club, place, edit(0, "Первая")).await.unwrap();
    assert_eq!((first.revision, first.body.as_str()), (1, "{webinars}\n\n{page}"));
    let second = save(&small.club, &Viewer::Club, place, edit(0, "Вторая")).await;
    let Err(SaveError::Conflict(theirs)) = second else { panic!("{second:?}") };
    assert_eq!((theirs.words().subject.as_str(), theirs.revision()), ("Первая", 1));
    let late = reset(&small.club, &Viewer::Club, place, 0).await;
    assert!(matches!(late, Err(ResetError::Conflict(_))), "{late:?}");
    assert_eq!(save(&small.club, &Viewer::Club, place, edit(1, "Вторая")).await.unwrap().revision, 2);
}

#[tokio::test]
async fn words_that_would_not_do_are_not_kept() {
    let small = SmallSession::new().await;
    let place = Place::new(Owner::Network, EmailKind::StreamLink, Lang::Ru);
    let words = Words { subject: "Сегодня".to_owned(), body: "Приходите, {nme}!".to_owned() };
    let refused = save(&small.club, &Viewer::Club, place, Edit { revision: 0, words }).await;
    let Err(SaveError::Unusable(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(errors, [WordsError::Unknown("nme".to_owned()), WordsError::Missing("webinars")]);
    let text = find(&small.club, &Viewer::Club, place).await.unwrap().unwrap();
    assert!(text.own.is_none());
}

#[tokio::test]
async fn nobody_else_sees_or_changes_them() {
    let small = SmallSession::new().await;
    for owner in owners(&small) {
        let place = Place::new(owner, KIND, Lang::Ru);
        assert!(all(&small.club, &Viewer::Guest, owner).await.unwrap().is_none());
        assert!(find(&small.club, &Viewer::Guest, place).await.unwrap().is_none());
        let saved = save(&small.club, &Viewer::Guest, place, edit(0, "Чужая")).await;
        assert!(matches!(saved, Err(SaveError::NotFound)), "{saved:?}");
        let reset = reset(&small.club, &Viewer::Guest, place, 0).await;
        assert!(matches!(reset, Err(ResetError::NotFound)), "{reset:?}");
    }
}
