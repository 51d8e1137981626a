//! What designs promise: inheritance by attribute, and which one prints.

mod actions;
mod exchange;
mod frozen;

use certificates::layout::Element;
use certificates::{Layout, LayoutError};
use entity::{DocumentKind, LayoutLevel, layout_design};
use sea_orm::IntoActiveModel as _;

use super::family::{Family, built_in};
use super::*;
use crate::Owner;
use crate::test_session::SmallSession;

const KIND: DocumentKind = DocumentKind::AttendanceCertificate;

fn standard() -> Layout {
    built_in(KIND).unwrap()
}

fn text<'a>(layout: &'a mut Layout, id: &str) -> &'a mut certificates::layout::Text {
    let found = layout.elements.iter_mut().find_map(|element| match element {
        Element::Text(text) if text.id == id => Some(text),
        _ => None,
    });
    found.unwrap()
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
    let network = design(&small, LayoutLevel::Network, None, r#"{"changed": {"issued": {"size": 9.5}}}"#);
    let network: layout_design::Model = small.write(network.into_active_model()).await;
    assert_eq!(printed(&small).await.name, "network");
    let school = design(
        &small,
        LayoutLevel::School,
        Some(&network),
        r##"{"changed": {"issued": {"color": "#112233"}}}"##,
    );
    let school: layout_design::Model = small.write(school.into_active_model()).await;
    let session = design(&small, LayoutLevel::Session, Some(&school), "{}");
    let _session: layout_design::Model = small.write(session.into_active_model()).await;
    let mut printed = printed(&small).await;
    assert_eq!(printed.name, "session");
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
    let broken = design(&small, LayoutLevel::Session, None, r#"{"changed": {"issued": {"x": 400}}}"#);
    let _broken: layout_design::Model = small.write(broken.into_active_model()).await;
    let error = of_session(&small.club, &small.session, KIND).await.err();
    let off = LayoutError::OffPage { element: "issued".to_owned() };
    assert!(matches!(&error, Some(UnusableLayout::Layout(found)) if *found == off), "{error:?}");
}
