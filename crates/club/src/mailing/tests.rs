use chrono_tz::Tz::Asia__Yekaterinburg;
use entity::{ConsentPurpose, EmailKind, OutboxState, PersonId};

use super::*;
use crate::emails::words::Words;
use crate::test_session::SmallSession;
use crate::{Viewer, consent, outbox, registration};

const NAMES: [&str; 3] = ["Белова Ирина Львовна", "Орлова Дарья Игоревна", "Петрова Анна Сергеевна"];

fn words(subject: &str) -> Words {
    Words { subject: subject.to_owned(), body: "{greeting}!\n\nНовости.\n\n{programme}".to_owned() }
}

fn texts(subject: &str) -> Texts {
    Texts { ru: words(subject), en: None }
}

fn new(audience: Audience) -> NewMailing {
    NewMailing { kind: EmailKind::Announcement, audience, texts: texts("Новости") }
}

/// Three listeners, of whom the first has no address.
async fn listeners() -> SmallSession {
    let small = SmallSession::new().await;
    for (number, name) in NAMES.iter().enumerate() {
        let address = format!("listener{number}@school.example");
        let person = small.person(name, Asia__Yekaterinburg, (number > 0).then_some(&*address)).await;
        small.register(&person, 0).await;
    }
    small
}

async fn drafted(small: &SmallSession) -> entity::MailingId {
    let id = create(&small.club, &Viewer::Club, &small.session, new(Audience::Listeners)).await.unwrap();
    write(&small.club, id).await.unwrap();
    id
}

async fn states(small: &SmallSession, id: entity::MailingId) -> Vec<(String, OutboxState)> {
    let emails = queries::all_emails(small.club.storage.reads(), id).await;
    emails.into_iter().map(|email| (email.subject, email.state)).collect()
}

fn all(subject: &str, state: OutboxState) -> Vec<(String, OutboxState)> {
    vec![(subject.to_owned(), state); 2]
}

#[tokio::test]
async fn an_audience_is_counted_before_anything_is_written() {
    let small = listeners().await;
    let (first, second) = (Some("shared@school.example"), Some("shared@school.example"));
    for (name, address) in [("Ким Анна Сергеевна", first), ("Ким Илья Сергеевич", second)]
    {
        let person = small.person(name, Asia__Yekaterinburg, address).await;
        small.register(&person, 1).await;
    }
    let count = count(&small.club, &Viewer::Club, &small.session, &Audience::Listeners).await.unwrap();
    assert_eq!((count.people, count.emails), (5, 4));
    assert_eq!(count.without_address, [NAMES[0]]);
    let names = vec!["Ким Анна Сергеевна".to_owned(), "Ким Илья Сергеевич".to_owned()];
    assert_eq!(count.shared, [("shared@school.example".to_owned(), names)]);
    let first = Audience::Webinar { webinar: small.webinars[0].id };
    let of_first = super::count(&small.club, &Viewer::Club, &small.session, &first).await.unwrap();
    assert_eq!(of_first.people, 3);
    let stranger = super::count(&small.club, &small.stranger(), &small.session, &first).await.unwrap();
    assert_eq!(stranger, Count::default());
}

#[tokio::test]
async fn nothing_goes_out_before_it_is_sent_and_then_everything_once() {
    let small = listeners().await;
    let id = drafted(&small).await;
    assert_eq!(states(&small, id).await, all("Новости", OutboxState::Draft));
    assert_eq!(write(&small.club, id).await.unwrap(), 0, "written once");
    let memory = mail::Memory::new();
    let outlet = outbox::Ways::from(mail::Outlet::Memory(memory.clone()));
    assert!(outbox::deliver(&small.club, &outlet, "worker", 50).await.unwrap().is_empty());

    let organizer = Viewer::Club;
    let wrong = send(&small.club, &organizer, &small.session, (id, 3)).await;
    assert!(matches!(wrong, Err(MailingError::Changed)), "{wrong:?}");
    assert_eq!(send(&small.club, &organizer, &small.session, (id, 2)).await.unwrap(), 2);
    let twice = send(&small.club, &organizer, &small.session, (id, 2)).await;
    assert!(matches!(twice, Err(MailingError::NotDraft)), "{twice:?}");
    while !outbox::deliver(&small.club, &outlet, "worker", 50).await.unwrap().is_empty() {}
    let mut names: Vec<_> = memory.sent().into_iter().filter_map(|email| email.to.name).collect();
    names.sort();
    assert_eq!(names, NAMES[1..]);
}

#[tokio::test]
async fn other_words_reach_all_but_those_with_words_of_their_own() {
    let small = listeners().await;
    let (id, organizer) = (drafted(&small).await, Viewer::Club);
    let emails = queries::all_emails(small.club.storage.reads(), id).await;
    edit_one(&small.club, &organizer, &small.session, (id, emails[1].id), words("Анне")).await.unwrap();
    reword(&small.club, &organizer, &small.session, id, (1, texts("Другие"))).await.unwrap();
    let early = send(&small.club, &organizer, &small.session, (id, 2)).await;
    assert!(matches!(early, Err(MailingError::NotWritten)), "{early:?}");
    let late = reword(&small.club, &organizer, &small.session, id, (1, texts("Третьи"))).await;
    assert!(matches!(late, Err(MailingError::Changed)), "{late:?}");
    write(&small.club, id).await.unwrap();
    let subjects: Vec<_> = states(&small, id).await.into_iter().map(|(subject, _)| subject).collect();
    assert_eq!(subjects, ["Другие", "Анне"]);
    let shown = find(&small.club, &organizer, &small.session, id, ("", 0)).await.unwrap().unwrap();
    assert_eq!((shown.edited.len(), shown.edited[0].id), (1, emails[1].id));
}

#[tokio::test]
async fn one_taken_out_gets_nothing_and_a_discarded_draft_nobody() {
    let small = listeners().await;
    let (id, organizer) = (drafted(&small).await, Viewer::Club);
    let emails = queries::all_emails(small.club.storage.reads(), id).await;
    remove_one(&small.club, &organizer, &small.session, (id, emails[0].id)).await.unwrap();
    assert_eq!(send(&small.club, &organizer, &small.session, (id, 1)).await.unwrap(), 1);
    let other = drafted(&small).await;
    discard(&small.club, &organizer, &small.session, other).await.unwrap();
    assert_eq!(states(&small, other).await, all("Новости", OutboxState::Discarded));
}

#[tokio::test]
async fn the_same_words_reach_the_same_person_once() {
    let small = listeners().await;
    let (one, other, organizer) = (drafted(&small).await, drafted(&small).await, Viewer::Club);
    assert_eq!(send(&small.club, &organizer, &small.session, (one, 2)).await.unwrap(), 2);
    assert_eq!(send(&small.club, &organizer, &small.session, (other, 2)).await.unwrap(), 0);
    assert_eq!(states(&small, other).await, all("Новости", OutboxState::Discarded));
}

#[tokio::test]
async fn a_stranger_finds_no_mailing_and_starts_none() {
    let small = listeners().await;
    let (id, stranger) = (drafted(&small).await, small.stranger());
    assert!(super::all(&small.club, &stranger, &small.session).await.unwrap().is_empty());
    assert!(find(&small.club, &stranger, &small.session, id, ("", 0)).await.unwrap().is_none());
    let refused = |result: Result<(), MailingError>| matches!(result, Err(MailingError::NotFound));
    assert!(refused(
        create(&small.club, &stranger, &small.session, new(Audience::Listeners)).await.map(drop)
    ));
    assert!(refused(send(&small.club, &stranger, &small.session, (id, 2)).await.map(drop)));
    assert!(refused(discard(&small.club, &stranger, &small.session, id).await));
    assert!(refused(try_out(&small.club, &stranger, &small.session, id).await));
    assert!(refused(reword(&small.club, &stranger, &small.session, id, (1, texts("Чужие"))).await));
    let nobody = Audience::Picked { people: vec![PersonId::from(uuid::Uuid::nil())] };
    let empty = create(&small.club, &Viewer::Club, &small.session, new(nobody)).await;
    assert!(matches!(empty, Err(MailingError::Nobody)), "{empty:?}");
}

/// Whoever takes part, whoever did once, whoever never was here, all of them willing; and somebody who is not.
async fn willing() -> SmallSession {
    let small = SmallSession::new().await;
    let people = [
        ("Белова Ирина Львовна", true, Some(true)),
        ("Орлова Дарья Игоревна", true, Some(false)),
        ("Ким Илья Сергеевич", true, None),
        ("Петрова Анна Сергеевна", false, Some(false)),
    ];
    for (number, (name, is_willing, takes_part)) in people.into_iter().enumerate() {
        let address = format!("guest{number}@school.example");
        let person = small.person(name, Asia__Yekaterinburg, Some(&address)).await;
        if let Some(stays) = takes_part {
            let registration = small.register(&person, 0).await;
            if !stays {
                registration::cancel(&small.club, &registration.join_secret).await.unwrap();
            }
        }
        let inside = small.club.clone();
        let purposes: &[ConsentPurpose] = if is_willing { &[ConsentPurpose::Invitations] } else { &[] };
        let work = small.club.storage.write(move |tx| {
            let origin = consent::Origin::default();
            Box::pin(async move {
                consent::give(tx, &inside, person.id, purposes, (lang::Lang::Ru, &origin)).await
            })
        });
        work.await.unwrap();
    }
    small
}

fn invitation(everywhere: bool) -> NewMailing {
    let kind = EmailKind::Invitation;
    NewMailing { kind, audience: Audience::Invited { everywhere }, texts: texts("Приглашаем") }
}

#[tokio::test]
async fn only_the_willing_are_invited_and_each_invitation_ends_them_with_one_click() {
    let small = willing().await;
    let club = &small.club;
    let id = create(club, &Viewer::Club, &small.session, invitation(false)).await.unwrap();
    write(club, id).await.unwrap();
    let emails = queries::all_emails(club.storage.reads(), id).await;
    let names: Vec<_> = emails.iter().filter_map(|email| email.to_name.as_deref()).collect();
    assert_eq!(names, ["Орлова Дарья Игоревна"]);
    let end = emails[0].unsubscribe_url.as_deref().unwrap();
    let (email, _words) =
        super::email(club, &small.organizer(), &small.session, (id, emails[0].id)).await.unwrap().unwrap();
    assert!(email.text.contains(end) && email.html.contains(end), "{}", email.text);
    crate::unsubscribe::withdraw(club, end.rsplit('/').next().unwrap()).await.unwrap();
    assert_eq!(states(&small, id).await, [("Приглашаем".to_owned(), OutboxState::Discarded)]);
    let sent = send(club, &small.organizer(), &small.session, (id, 1)).await;
    assert!(matches!(sent, Err(MailingError::Changed)), "{sent:?}");

    let id = create(club, &Viewer::Club, &small.session, invitation(true)).await.unwrap();
    write(club, id).await.unwrap();
    let emails = queries::all_emails(club.storage.reads(), id).await;
    let names: Vec<_> = emails.iter().filter_map(|email| email.to_name.as_deref()).collect();
    assert_eq!(names, ["Ким Илья Сергеевич"], "and nobody who withdrew");
}

#[tokio::test]
async fn invitations_go_to_nobody_else_and_other_emails_not_to_the_invited() {
    let small = willing().await;
    let (club, organizer) = (&small.club, small.organizer());
    let everybody = create(club, &organizer, &small.session, invitation(true)).await;
    assert!(matches!(everybody, Err(MailingError::NotTheirs)), "the network is the curators': {everybody:?}");
    let everywhere = Audience::Invited { everywhere: true };
    assert_eq!(count(club, &organizer, &small.session, &everywhere).await.unwrap(), Count::default());
    let listeners = NewMailing { audience: Audience::Listeners, ..invitation(false) };
    let unasked = create(club, &organizer, &small.session, listeners).await;
    assert!(matches!(unasked, Err(MailingError::NotTheirs)), "{unasked:?}");
    let news = create(club, &organizer, &small.session, new(Audience::Invited { everywhere: false })).await;
    assert!(matches!(news, Err(MailingError::NotTheirs)), "{news:?}");
    let leads_nowhere = Words { body: "{greeting}!".to_owned(), ..words("Приглашаем") };
    let nowhere = NewMailing { texts: Texts { ru: leads_nowhere, en: None }, ..invitation(false) };
    let refused = create(club, &organizer, &small.session, nowhere).await;
    assert!(matches!(refused, Err(MailingError::Unusable(_))), "{refused:?}");
}
