//! What designs promise: inheritance by attribute, and which one prints.

use certificates::layout::Element;
use certificates::{Layout, LayoutError};
use entity::{DocumentKind, LayoutLevel, layout_design};
use sea_orm::IntoActiveModel as _;

use super::changes::Changes;
use super::family::{Family, built_in};
use super::*;
use crate::test_session::SmallSession;

const KIND: DocumentKind = DocumentKind::AttendanceCertificate;

fn standard() -> Layout {
    built_in(KIND).unwrap()
}

fn ids(layout: &Layout) -> Vec<&str> {
    layout.elements.iter().map(Element::id).collect()
}

fn text<'a>(layout: &'a mut Layout, id: &str) -> &'a mut certificates::layout::Text {
    let found = layout.elements.iter_mut().find_map(|element| match element {
        Element::Text(text) if text.id == id => Some(text),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn a_layout_that_changes_nothing_differs_in_nothing() {
    let changes = Changes::between(&standard(), &standard()).unwrap();
    assert_eq!(changes.to_json(), "{}");
    assert_eq!(changes.apply(&standard()).unwrap(), standard());
}

#[test]
fn what_was_not_changed_goes_on_to_follow_the_parent() {
    let mut child = standard();
    text(&mut child, "issued").x = 40.0;
    let changes = Changes::between(&standard(), &child).unwrap();
    assert_eq!(changes.to_json(), r#"{"elements":{"by_id":{"issued":{"x":40.0}}}}"#);
    let mut parent = standard();
    text(&mut parent, "issued").size = 9.0;
    text(&mut parent, "issued").x = 50.0;
    let mut followed = changes.apply(&parent).unwrap();
    assert_eq!((text(&mut followed, "issued").size, text(&mut followed, "issued").x), (9.0, 40.0));
}

#[test]
fn added_removed_and_moved_elements_survive_what_the_parent_adds() {
    let mut child = standard();
    child.elements.retain(|element| element.id() != "watermark");
    let seal = Element::Rect(serde_json::from_str(r#"{"id":"seal","x":1,"y":1,"w":5,"h":5}"#).unwrap());
    child.elements.insert(1, seal.clone());
    let last = child.elements.pop().unwrap();
    child.elements.insert(0, last);
    let changes = Changes::between(&standard(), &child).unwrap();
    assert_eq!(changes.apply(&standard()).unwrap(), child);
    let mut parent = standard();
    let fresh = Element::Rect(serde_json::from_str(r#"{"id":"fresh","x":1,"y":1,"w":5,"h":5}"#).unwrap());
    let behind_the_frame = parent.elements.iter().position(|element| element.id() == "frame").unwrap() + 1;
    parent.elements.insert(behind_the_frame, fresh);
    let followed = changes.apply(&parent).unwrap();
    let mut expected = ids(&child);
    let frame = expected.iter().position(|id| *id == "frame").unwrap();
    expected.insert(frame + 1, "fresh");
    assert_eq!(ids(&followed), expected);
}

fn design(
    small: &SmallSession,
    level: LayoutLevel,
    parent: Option<&layout_design::Model>,
    changes: &str,
) -> layout_design::Model {
    let now = small.club.clock.now();
    layout_design::Model {
        id: small.club.chance.id(now),
        kind: KIND,
        level,
        school_id: (level == LayoutLevel::School).then_some(small.school.id),
        session_id: (level == LayoutLevel::Session).then_some(small.session.id),
        name: level.to_string(),
        parent_id: parent.map(|parent| parent.id),
        changes: changes.to_owned(),
        is_used: true,
        revision: 1,
        created_at: now,
        updated_at: now,
        updated_by: None,
    }
}

async fn printed(small: &SmallSession) -> Layout {
    let usable = of_session(&small.club, &small.session, KIND).await.unwrap();
    Layout::parse(&usable.body).unwrap()
}

#[tokio::test]
async fn the_lowest_used_design_prints_with_all_that_it_inherits() {
    let small = SmallSession::new().await;
    assert_eq!(printed(&small).await, standard());
    let network = design(
        &small,
        LayoutLevel::Network,
        None,
        r#"{"name": "Сети", "elements": {"by_id": {"issued": {"size": 9.5}}}}"#,
    );
    let network: layout_design::Model = small.write(network.into_active_model()).await;
    assert_eq!(printed(&small).await.name, "Сети");
    let school = design(
        &small,
        LayoutLevel::School,
        Some(&network),
        r##"{"elements": {"by_id": {"issued": {"color": "#112233"}}}}"##,
    );
    let school: layout_design::Model = small.write(school.into_active_model()).await;
    let session = design(&small, LayoutLevel::Session, Some(&school), r#"{"name": "Сессии"}"#);
    let _session: layout_design::Model = small.write(session.into_active_model()).await;
    let mut printed = printed(&small).await;
    assert_eq!(printed.name, "Сессии");
    let issued = text(&mut printed, "issued");
    assert_eq!((issued.size, issued.color.to_string().as_str()), (9.5, "#112233"));
}

#[tokio::test]
async fn a_design_that_follows_itself_or_nothing_is_an_error_and_no_endless_loop() {
    let small = SmallSession::new().await;
    let mut one = design(&small, LayoutLevel::Network, None, "{}");
    let mut two = design(&small, LayoutLevel::Session, Some(&one), "{}");
    one.parent_id = Some(two.id);
    let family = Family::new(vec![one.clone(), two.clone()]);
    assert!(matches!(family.resolve(&two), Err(UnusableLayout::Cycle)));
    two.parent_id = Some(two.id);
    assert!(matches!(Family::new(vec![two.clone()]).resolve(&two), Err(UnusableLayout::Cycle)));
    two.parent_id = Some(one.id);
    assert!(matches!(Family::new(vec![two.clone()]).resolve(&two), Err(UnusableLayout::MissingParent)));
    one.parent_id = None;
    one.kind = DocumentKind::LetterOfThanks;
    let other_kind = Family::new(vec![one, two.clone()]).resolve(&two);
    assert!(matches!(other_kind, Err(UnusableLayout::MissingParent)));
}

#[tokio::test]
async fn a_layout_whose_differences_lead_off_the_page_is_named_so() {
    let small = SmallSession::new().await;
    let broken =
        design(&small, LayoutLevel::Session, None, r#"{"elements": {"by_id": {"issued": {"x": 400}}}}"#);
    let _broken: layout_design::Model = small.write(broken.into_active_model()).await;
    let error = of_session(&small.club, &small.session, KIND).await.err();
    let off = LayoutError::OffPage { element: "issued".to_owned() };
    assert!(matches!(&error, Some(UnusableLayout::Layout(found)) if *found == off), "{error:?}");
}
