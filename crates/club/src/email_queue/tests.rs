use entity::{EmailKind, OutboxState};
use sea_orm::{EntityTrait as _, Set};

use super::*;
use crate::outbox::{NewEmail, enqueue};
use crate::test_session::SmallSession;

async fn write(small: &SmallSession, key: &str, state: OutboxState, attempts: i32) -> OutboxEmailId {
    let email = NewEmail {
        kind: EmailKind::StreamLink,
        dedup_key: key.to_owned(),
        session_id: Some(small.session.id),
        person_id: None,
        to_name: Some(format!("Петрова {key}")),
        to_address: format!("{key}@school.example"),
        language: lang::Lang::Ru,
        subject: "Сегодня".to_owned(),
        text: "Сегодня".to_owned(),
        html: String::new(),
        unsubscribe_url: None,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: Some(small.webinars[0].starts_at),
    };
    let inside = small.club.clone();
    let work = small.club.storage.write(move |tx| {
        Box::pin(async move {
            let id = enqueue(tx, &inside, email).await?.expect("a new e-mail");
            let row = outbox_email::ActiveModel {
                id: sea_orm::Unchanged(id),
                state: Set(state),
                attempts: Set(attempts),
                ..Default::default()
            };
            outbox_email::Entity::update(row).exec(tx).await?;
            Ok::<_, DbErr>(id)
        })
    });
    work.await.unwrap()
}

async fn seen(small: &SmallSession, filter: &QueueFilter) -> Queue {
    let scope = QueueScope::Session(&small.session.slug);
    queue(&small.club, &small.organizer(), scope, filter).await.unwrap().expect("the organizer sees it")
}

#[tokio::test]
async fn each_email_is_counted_where_it_is_and_found_by_state_name_and_domain() {
    let small = SmallSession::new().await;
    write(&small, "one", OutboxState::Due, 0).await;
    let retrying = write(&small, "two", OutboxState::Due, 2).await;
    write(&small, "three", OutboxState::Leased, 1).await;
    let failed = write(&small, "four", OutboxState::Failed, 1).await;
    write(&small, "five", OutboxState::Sent, 1).await;
    let all = seen(&small, &QueueFilter::default()).await;
    let numbers: Vec<_> =
        all.summary.numbers.iter().map(|(state, number)| (state.as_str(), *number)).collect();
    assert_eq!(numbers, [("due", 1), ("in-flight", 1), ("retrying", 1), ("failed", 1), ("sent", 1)]);
    assert_eq!(all.emails.len(), 4, "what was sent is not in the queue");
    assert_eq!(all.kinds, [(EmailKind::StreamLink, 4)]);
    assert_eq!(all.domains, [("school.example".to_owned(), 4)]);
    let ids = async |filter: QueueFilter| -> Vec<OutboxEmailId> {
        seen(&small, &filter).await.emails.iter().map(|email| email.id).collect()
    };
    assert_eq!(
        ids(QueueFilter { state: Some(QueueState::Retrying), ..Default::default() }).await,
        [retrying]
    );
    assert_eq!(
        ids(QueueFilter { search: "петрова FOUR".to_lowercase(), ..Default::default() }).await,
        [failed]
    );
    assert_eq!(ids(QueueFilter { search: "100%".to_owned(), ..Default::default() }).await, []);
    assert_eq!(ids(QueueFilter { domain: Some("other.example".to_owned()), ..Default::default() }).await, []);
    assert_eq!(ids(QueueFilter { after: Some(failed), ..Default::default() }).await.len(), 3);
}

#[tokio::test]
async fn a_failed_email_is_tried_again_and_one_that_was_sent_is_left_alone() {
    let small = SmallSession::new().await;
    let (club, scope) = (&small.club, QueueScope::Session(&small.session.slug));
    let failed = write(&small, "one", OutboxState::Failed, 1).await;
    let sent = write(&small, "two", OutboxState::Sent, 1).await;
    try_again(club, &Viewer::Club, scope, failed).await.unwrap();
    assert_eq!(seen(&small, &QueueFilter::default()).await.summary.number_of(QueueState::Due), 1);
    assert!(matches!(try_again(club, &Viewer::Club, scope, sent).await, Err(QueueError::Moved)));
    assert!(matches!(discard(club, &Viewer::Club, scope, sent).await, Err(QueueError::Moved)));
    discard(club, &Viewer::Club, scope, failed).await.unwrap();
    assert_eq!(seen(&small, &QueueFilter::default()).await.emails.len(), 0);
    let late = write(&small, "three", OutboxState::Failed, 1).await;
    club.clock.set(small.webinars[0].starts_at);
    assert!(matches!(try_again(club, &Viewer::Club, scope, late).await, Err(QueueError::TooLate)));
}

#[tokio::test]
async fn a_queue_is_paused_and_resumed_by_its_own_people_only() {
    let small = SmallSession::new().await;
    let (club, scope) = (&small.club, QueueScope::Session(&small.session.slug));
    for _ in 0..2 {
        pause(club, &Viewer::Club, scope).await.unwrap();
    }
    assert_eq!(seen(&small, &QueueFilter::default()).await.summary.paused_at, Some(club.clock.now()));
    resume(club, &Viewer::Club, scope).await.unwrap();
    assert_eq!(seen(&small, &QueueFilter::default()).await.summary.paused_at, None);
    let deeds = crate::audit::of_session(club, &Viewer::Club, &small.session, 10).await.unwrap();
    let deeds: Vec<_> = deeds.iter().map(|line| line.entry.action.as_str()).collect();
    assert_eq!(deeds, ["outbox.resume", "outbox.pause"], "what changes nothing is no deed");
    for viewer in [small.stranger(), Viewer::Guest] {
        assert!(matches!(pause(club, &viewer, scope).await, Err(QueueError::NotFound)));
        assert!(queue(club, &viewer, scope, &QueueFilter::default()).await.unwrap().is_none());
    }
    let network = QueueScope::Network;
    assert!(matches!(pause(club, &small.organizer(), network).await, Err(QueueError::NotFound)));
}
