//! What is issued is printed for ever as it was issued.

use super::*;
use crate::document::{Scope, issue, queries, registry, render};
use crate::test_session::at;
use crate::{Viewer, attendance};

#[tokio::test]
async fn a_document_is_made_again_byte_for_byte_whatever_became_of_its_layout_and_signatures() {
    let small = SmallSession::new().await;
    let (club, place) = (&small.club, Owner::of_session(&small.session));
    let zone = chrono_tz::Tz::Asia__Yekaterinburg;
    let anna = small.person("Петрова Анна Сергеевна", zone, Some("anna@school.example")).await;
    let registration = small.register(&anna, 0).await;
    club.clock.set(at("2027-04-12T10:00:00Z"));
    attendance::give_code_word(club, &registration.join_secret, "рассвет").await.unwrap();
    club.clock.set(at("2027-04-12T10:40:00Z"));
    attendance::judge(club, small.webinars[0].id).await.unwrap();

    let image = add_image(club, &Viewer::Club, place, exchange::png()).await.unwrap();
    let signatory = |image: Option<String>| NewSignatory {
        position: "Директор".to_owned(),
        name: lang::FullName::parse("Белых", "Тимур", "Рашидович").unwrap(),
        signature_image: image,
        seal_image: None,
    };
    let signing = vec![signatory(Some(image.sha256.clone()))];
    set_signatories(club, &Viewer::Club, &small.session, signing).await.unwrap();
    let new = NewCopy { kind: KIND, owner: place, from: None, name: "Наш макет".to_owned() };
    let row = copy(club, &Viewer::Club, new).await.unwrap();
    let mut layout = standard();
    layout.page.background = Some(image.sha256.clone());
    let edit = Edit { revision: 1, layout, images: Default::default(), is_to_be_used: true };
    save(club, &Viewer::Club, place, row.id, edit).await.unwrap();

    issue(club, &Viewer::Club, small.session.id, Scope::Session).await.unwrap();
    assert_eq!(render(club, small.session.id).await.unwrap(), 1);
    let document =
        || async { registry(club, &Viewer::Club, &small.session).await.unwrap().remove(0).document };
    let issued = document().await;

    set_signatories(club, &Viewer::Club, &small.session, vec![signatory(None)]).await.unwrap();
    delete(club, &Viewer::Club, place, row.id).await.unwrap();
    queries::forget_file(club, issued.id).await;
    assert_eq!(document().await.sha256, None);
    assert_eq!(render(club, small.session.id).await.unwrap(), 1);
    assert_eq!(document().await.sha256, issued.sha256);
    assert!(issued.sha256.is_some());
}
