use entity::{DeliveryState, WebhookEvent};
use secrecy::SecretString;

use super::*;
use crate::sealing::SealingKey;
use crate::test_session::SmallSession;

async fn small() -> SmallSession {
    let mut small = SmallSession::new().await;
    let key = SealingKey::parse(&"A".repeat(43)).unwrap();
    small.club.settings = small.club.settings.clone().sealing_with(key);
    small
}

fn new(url: &str) -> NewWebhook {
    NewWebhook { url: url.to_owned(), events: [WebhookEvent::RegistrationMade].into() }
}

async fn told(small: &SmallSession, event: WebhookEvent) -> usize {
    let (inside, school) = (small.club.clone(), small.school.id);
    let work = small.club.storage.write(move |tx| {
        Box::pin(async move {
            let about = serde_json::json!({ "webinar": "S01" });
            announce(tx, &inside, event, vec![Happening { schools: vec![school], about }]).await
        })
    });
    work.await.unwrap()
}

#[test]
fn a_signature_is_that_of_the_standard() {
    // Signed by the library of Standard Webhooks with the key «secret».
    let signed = sign::signature(&SecretString::from("whsec_c2VjcmV0"), "id", 1, "{}");
    assert_eq!(signed, "v1,490pAcC1LQ1k1cOcmH0da199+A88OKCj0Io4WnJlp68=");
}

#[tokio::test]
async fn addresses_inside_the_network_and_in_the_clear_are_refused() {
    let small = small().await;
    let owner = Owner::School(small.school.id);
    for url in [
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://10.0.0.1",
        "https://localhost/x",
        "https://intranet/x",
    ] {
        assert!(
            matches!(add(&small.club, &Viewer::Club, owner, new(url)).await, Err(AddError::Inside)),
            "{url}"
        );
    }
    for url in
        ["http://school.example/x", "ftp://school.example", "school.example", "https://u:p@school.example/"]
    {
        assert!(
            matches!(add(&small.club, &Viewer::Club, owner, new(url)).await, Err(AddError::Url)),
            "{url}"
        );
    }
    for viewer in [Viewer::Guest, small.stranger()] {
        let refused = add(&small.club, &viewer, owner, new("https://school.example/x")).await;
        assert!(matches!(refused, Err(AddError::NotFound)));
    }
}

#[tokio::test]
async fn a_telling_is_written_for_those_who_asked_and_signed_when_it_goes() {
    let small = small().await;
    let owner = Owner::School(small.school.id);
    let (_, row) = add(&small.club, &Viewer::Club, owner, new("https://school.example/x")).await.unwrap();
    assert_eq!(told(&small, WebhookEvent::RegistrationCancelled).await, 0);
    assert_eq!(told(&small, WebhookEvent::RegistrationMade).await, 1);
    let (_, tellings) = log(&small.club, &Viewer::Club, owner, row.id).await.unwrap().unwrap();
    let telling = &tellings[0];
    let outgoing_now = outgoing(&small.club, telling.id).await.unwrap().unwrap();
    assert_eq!(outgoing_now.id, telling.id.to_string());
    assert!(outgoing_now.body.contains("\"webinar\":\"S01\""), "{}", outgoing_now.body);
    settle(&small.club, telling.id, Outcome::Refused(503)).await.unwrap();
    assert!(outgoing(&small.club, telling.id).await.unwrap().is_some());
    settle(&small.club, telling.id, Outcome::Delivered(204)).await.unwrap();
    assert!(outgoing(&small.club, telling.id).await.unwrap().is_none(), "it is not sent twice");
    let (_, tellings) = log(&small.club, &Viewer::Club, owner, row.id).await.unwrap().unwrap();
    assert_eq!(
        (tellings[0].state, tellings[0].attempts, tellings[0].status),
        (DeliveryState::Delivered, 2, Some(204))
    );
}

#[tokio::test]
async fn a_webhook_that_never_answers_is_switched_off_at_last() {
    let small = small().await;
    let owner = Owner::School(small.school.id);
    let (_, row) = add(&small.club, &Viewer::Club, owner, new("https://school.example/x")).await.unwrap();
    for number in 0..20 {
        assert_eq!(told(&small, WebhookEvent::RegistrationMade).await, 1, "{number}");
        let (_, tellings) = log(&small.club, &Viewer::Club, owner, row.id).await.unwrap().unwrap();
        settle(&small.club, tellings[0].id, Outcome::Gone(410)).await.unwrap();
    }
    assert_eq!(told(&small, WebhookEvent::RegistrationMade).await, 0);
    set_on(&small.club, &Viewer::Club, owner, (row.id, true)).await.unwrap();
    assert_eq!(told(&small, WebhookEvent::RegistrationMade).await, 1);
}
