//! Copying, saving, using, renaming, following and deleting designs; who signs.

use certificates::RenderError;
use entity::LayoutDesignId;

use super::*;
use crate::test_club::fresh_club;
use crate::{Viewer, audit};

/// A design of the session, copied from what documents are printed with.
async fn copied(small: &SmallSession, owner: Owner, from: Option<LayoutDesignId>) -> layout_design::Model {
    let new = NewCopy { kind: KIND, owner, from, name: "Наш макет".to_owned() };
    copy(&small.club, &Viewer::Club, new).await.unwrap()
}

fn owner(small: &SmallSession) -> Owner {
    Owner::of_session(&small.session)
}

async fn design(small: &SmallSession, id: LayoutDesignId) -> Design {
    find(&small.club, &Viewer::Club, owner(small), id).await.unwrap().unwrap()
}

/// Saves a change of the text that says where and when.
async fn change(
    small: &SmallSession,
    row: &layout_design::Model,
    owner: Owner,
    change: impl FnOnce(&mut Layout),
) -> Result<layout_design::Model, SaveError> {
    let found = find(&small.club, &Viewer::Club, owner, row.id).await.unwrap().unwrap();
    let mut layout = found.layout;
    change(&mut layout);
    let edit = Edit { revision: row.revision, layout, images: Default::default(), is_to_be_used: false };
    save(&small.club, &Viewer::Club, owner, row.id, edit).await
}

#[tokio::test]
async fn a_copy_prints_nothing_until_it_is_used_and_then_what_was_changed() {
    let small = SmallSession::new().await;
    let row = copied(&small, owner(&small), None).await;
    let row = change(&small, &row, owner(&small), |layout| text(layout, "issued").size = 9.0).await.unwrap();
    assert_eq!(
        (row.revision, row.changes.as_str()),
        (2, r#"{"format":1,"changed":{"issued":{"size":9.0,"type":"text"}}}"#)
    );
    assert_eq!(printed(&small).await, standard());
    set_used(&small.club, &Viewer::Club, owner(&small), row.id, true).await.unwrap();
    assert_eq!(text(&mut printed(&small).await, "issued").size, 9.0);
    set_used(&small.club, &Viewer::Club, owner(&small), row.id, false).await.unwrap();
    assert_eq!(printed(&small).await, standard());
    let deeds = audit::of_session(&small.club, &Viewer::Club, &small.session, 10).await.unwrap();
    let mut actions: Vec<String> = deeds.into_iter().map(|deed| deed.entry.action).collect();
    actions.sort();
    assert_eq!(actions, ["layout.copy", "layout.save", "layout.stop_using", "layout.use"]);
}

#[tokio::test]
async fn a_change_of_the_network_shows_where_school_and_session_did_not_change_the_same() {
    let small = SmallSession::new().await;
    let network = copied(&small, Owner::Network, None).await;
    let school = copied(&small, Owner::School(small.school.id), Some(network.id)).await;
    let session = copied(&small, owner(&small), Some(school.id)).await;
    change(&small, &school, owner(&small), |layout| text(layout, "issued").x = 40.0).await.unwrap();
    change(&small, &network, Owner::Network, |layout| {
        let issued = text(layout, "issued");
        (issued.x, issued.size) = (50.0, 9.0);
    })
    .await
    .unwrap();
    let mut layout = design(&small, session.id).await.layout;
    let issued = text(&mut layout, "issued");
    assert_eq!((issued.x, issued.size), (40.0, 9.0));
}

#[tokio::test]
async fn one_at_a_time_is_used_for_an_owner() {
    let small = SmallSession::new().await;
    let (one, two) = (copied(&small, owner(&small), None).await, copied(&small, owner(&small), None).await);
    for id in [one.id, two.id, two.id] {
        set_used(&small.club, &Viewer::Club, owner(&small), id, true).await.unwrap();
    }
    let shelf = shelf(&small.club, &Viewer::Club, owner(&small)).await.unwrap().unwrap();
    let used: Vec<_> = shelf.designs.iter().filter(|design| design.is_used).map(|design| design.id).collect();
    assert_eq!(used, [two.id]);
}

#[tokio::test]
async fn who_saves_an_older_revision_gets_both_versions_and_overwrites_nothing() {
    let small = SmallSession::new().await;
    let row = copied(&small, owner(&small), None).await;
    change(&small, &row, owner(&small), |layout| text(layout, "issued").x = 40.0).await.unwrap();
    let late = change(&small, &row, owner(&small), |layout| text(layout, "issued").x = 50.0).await;
    let Err(SaveError::Conflict(mut theirs)) = late else { panic!("{late:?}") };
    assert_eq!((theirs.row.revision, text(&mut theirs.layout, "issued").x), (2, 40.0));
    assert_eq!(text(&mut design(&small, row.id).await.layout, "issued").x, 40.0);
}

#[tokio::test]
async fn what_cannot_print_is_not_saved() {
    let small = SmallSession::new().await;
    let row = copied(&small, owner(&small), None).await;
    let same = |content: &str| certificates::layout::Content::Same(content.to_owned());
    let refused = |result: Result<layout_design::Model, SaveError>| match result {
        Err(SaveError::Unusable(
            UnusableLayout::Layout(error) | UnusableLayout::Compile(CompileError::Layout(error)),
        )) => error.key(),
        Err(SaveError::Unusable(UnusableLayout::Compile(error))) => error.key(),
        Err(SaveError::Render(error)) => error.key(),
        other => panic!("{other:?}"),
    };
    let mut keys = vec![];
    for content in ["{person.age}", &"ж".repeat(5_000), "\u{202e}абв", "а\u{7}б", "Ж".repeat(120).as_str()]
    {
        let content = same(content);
        keys.push(refused(
            change(&small, &row, owner(&small), |layout| text(layout, "issued").content = content).await,
        ));
    }
    keys.push(refused(change(&small, &row, owner(&small), |layout| text(layout, "issued").x = 400.0).await));
    keys.push(refused(
        change(&small, &row, owner(&small), |layout| layout.page.background = Some("none".to_owned())).await,
    ));
    let for_men = certificates::layout::Content::ByGrammar(certificates::layout::Variants {
        female: String::new(),
        male: "\u{202e}абв".to_owned(),
        neutral: String::new(),
    });
    keys.push(refused(
        change(&small, &row, owner(&small), |layout| text(layout, "issued").content = for_men).await,
    ));
    let expected = [
        "layout-error-unknown-placeholder",
        "layout-error-long-text",
        "layout-error-missing-glyph",
        "layout-error-missing-glyph",
        "render-error-overflow",
        "layout-error-off-page",
        "layout-error-missing-image",
        "layout-error-missing-glyph",
    ];
    assert_eq!(keys, expected);
    assert_eq!(design(&small, row.id).await.row.revision, 1);
}

#[tokio::test]
async fn a_change_that_would_break_a_follower_is_refused_by_its_name() {
    let small = SmallSession::new().await;
    let network = copied(&small, Owner::Network, None).await;
    let session = copied(&small, owner(&small), Some(network.id)).await;
    // Far to the right of a landscape page: nowhere on a portrait one.
    change(&small, &session, owner(&small), |layout| text(layout, "issued").x = 170.0).await.unwrap();
    rename(&small.club, &Viewer::Club, owner(&small), session.id, "Весенний".to_owned()).await.unwrap();
    let broken = change(&small, &network, Owner::Network, |layout| {
        layout.page.orientation = certificates::layout::Orientation::Portrait;
        layout.elements.retain(|element| element.id() == "issued");
    })
    .await;
    assert!(matches!(&broken, Err(SaveError::Breaks(names)) if names[..] == ["Весенний"]), "{broken:?}");
}

#[tokio::test]
async fn a_layout_that_others_follow_is_not_deleted() {
    let small = SmallSession::new().await;
    let school = copied(&small, Owner::School(small.school.id), None).await;
    let session = copied(&small, owner(&small), Some(school.id)).await;
    let refused = delete(&small.club, &Viewer::Club, owner(&small), school.id).await;
    assert!(
        matches!(&refused, Err(DeleteError::IsFollowed(names)) if names[..] == ["Наш макет"]),
        "{refused:?}"
    );
    delete(&small.club, &Viewer::Club, owner(&small), session.id).await.unwrap();
    delete(&small.club, &Viewer::Club, owner(&small), school.id).await.unwrap();
    let gone = delete(&small.club, &Viewer::Club, owner(&small), school.id).await;
    assert!(matches!(gone, Err(DeleteError::NotFound)));
}

#[tokio::test]
async fn no_layout_follows_itself_a_lower_one_or_nothing() {
    let small = SmallSession::new().await;
    let (one, two) = (copied(&small, owner(&small), None).await, copied(&small, owner(&small), None).await);
    let school = copied(&small, Owner::School(small.school.id), None).await;
    let (club, place) = (&small.club, owner(&small));
    change(&small, &one, place, |layout| text(layout, "issued").x = 40.0).await.unwrap();
    let before = design(&small, one.id).await.layout;
    follow(club, &Viewer::Club, place, one.id, Some(two.id)).await.unwrap();
    assert_eq!(design(&small, one.id).await.layout, before, "it looks as before");
    let cyclic = follow(club, &Viewer::Club, place, two.id, Some(one.id)).await;
    assert!(matches!(cyclic, Err(FollowError::Cycle)), "{cyclic:?}");
    let own = follow(club, &Viewer::Club, place, two.id, Some(two.id)).await;
    assert!(matches!(own, Err(FollowError::Cycle)), "{own:?}");
    for (id, parent) in [(school.id, one.id), (one.id, uuid::Uuid::nil().into())] {
        let missing = follow(club, &Viewer::Club, place, id, Some(parent)).await;
        assert!(matches!(missing, Err(FollowError::MissingParent)), "{missing:?}");
    }
    let other_kind =
        NewCopy { kind: DocumentKind::LetterOfThanks, owner: place, from: Some(one.id), name: String::new() };
    assert!(matches!(copy(club, &Viewer::Club, other_kind).await, Err(CopyError::NotFound)));
}

#[tokio::test]
async fn layouts_of_others_are_not_found() {
    let small = SmallSession::new().await;
    let (club, place) = (&small.club, owner(&small));
    let own = copied(&small, place, None).await;
    let network = copied(&small, Owner::Network, None).await;
    for viewer in [small.stranger(), Viewer::Guest] {
        assert!(shelf(club, &viewer, place).await.unwrap().is_none());
        assert!(find(club, &viewer, place, own.id).await.unwrap().is_none());
        assert!(matches!(delete(club, &viewer, place, own.id).await, Err(DeleteError::NotFound)));
        assert!(matches!(export(club, &viewer, place, own.id).await, Err(ExportError::NotFound)));
        let draft =
            Draft { kind: KIND, layout: standard(), images: Default::default(), choice: SampleChoice::Usual };
        assert!(preview(club, &viewer, place, draft).await.unwrap().is_none());
    }
    // An organizer sees the network's layouts and changes none of them.
    let organizer = small.organizer();
    assert_eq!(shelf(club, &organizer, place).await.unwrap().unwrap().designs.len(), 2);
    assert!(find(club, &organizer, place, network.id).await.unwrap().is_none());
    assert!(find(club, &organizer, Owner::Network, network.id).await.unwrap().is_none());
}

#[tokio::test]
async fn the_longest_name_of_the_session_is_the_sample_and_an_invented_one_while_there_is_nobody() {
    let small = SmallSession::new().await;
    let zone = chrono_tz::Tz::Asia__Yekaterinburg;
    let person = |choice| {
        let draft = Draft { kind: KIND, layout: standard(), images: Default::default(), choice };
        let (club, place) = (small.club.clone(), owner(&small));
        async move { preview(&club, &Viewer::Club, place, draft).await.unwrap().unwrap().person_name }
    };
    assert_eq!(
        person(SampleChoice::Longest).await,
        "Шарафутдинова-Константинопольская Александра Вячеславовна"
    );
    for name in ["Ли Анна Юрьевна", "Щербатова-Жмыховская Юлия Филипповна", "Ильина Татьяна Григорьевна"]
    {
        let somebody = small.person(name, zone, None).await;
        small.register(&somebody, 0).await;
    }
    assert_eq!(person(SampleChoice::Longest).await, "Щербатова-Жмыховская Юлия Филипповна");
    assert_eq!(person(SampleChoice::Usual).await, "Иванова Мария Петровна");
    assert_eq!(person(SampleChoice::Neutral).await, "Иванова М. П.");
}

#[tokio::test]
async fn a_network_without_a_session_has_a_preview_too() {
    let club = fresh_club().await;
    for kind in DocumentKind::ALL {
        let layout = built_in(*kind).unwrap();
        let draft = Draft { kind: *kind, layout, images: Default::default(), choice: SampleChoice::Longest };
        let preview = preview(&club, &Viewer::Club, Owner::Network, draft).await.unwrap().unwrap();
        let png = preview.picture(200).await.unwrap();
        assert_eq!(&png[1..4], b"PNG");
        assert_eq!(preview.picture(200).await.unwrap(), png);
    }
}

#[tokio::test]
async fn signatories_are_set_with_images_that_are_there() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let image = add_image(club, &Viewer::Club, owner(&small), super::exchange::png()).await.unwrap();
    let somebody = |image: Option<String>| NewSignatory {
        position: "Директор".to_owned(),
        name: lang::FullName::parse("Белых", "Тимур", "Рашидович").unwrap(),
        signature_image: image.clone(),
        seal_image: image,
    };
    let set = |people| set_signatories(club, &Viewer::Club, &small.session, people);
    assert!(matches!(set(vec![]).await, Err(SetSignatoriesError::Nobody)));
    assert!(matches!(set(vec![somebody(None); 4]).await, Err(SetSignatoriesError::TooMany)));
    let absent = set(vec![somebody(Some("0".repeat(64)))]).await;
    assert!(matches!(absent, Err(SetSignatoriesError::MissingImage)), "{absent:?}");
    set(vec![somebody(None), somebody(Some(image.sha256.clone()))]).await.unwrap();
    let rows = crate::session::signatories(club, small.session.id).await.unwrap();
    let kept: Vec<_> = rows.iter().map(|row| (row.place, row.seal_image.clone())).collect();
    assert_eq!(kept, [(1, None), (2, Some(image.sha256.clone()))]);
    assert_eq!(printed(&small).await.images, [image.sha256], "the frozen file names the image");
    let stranger = set_signatories(club, &small.stranger(), &small.session, vec![somebody(None)]).await;
    assert!(matches!(stranger, Err(SetSignatoriesError::NotFound)));
}

#[test]
fn an_error_of_a_render_names_its_element() {
    let error = RenderError::Overflow { element: "issued".to_owned(), needed_mm: 9.0, available_mm: 6.0 };
    assert_eq!(SaveError::from(error).to_string(), "no document can be printed with the layout");
}
