use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::layout::{Color, Content, Font, Line, Qr, Rect, Stack, Text, Variants};

const PROOF: &str = include_str!("../../../../../templates/documents/proof_of_presentation.json");
const LETTER: &str = include_str!("../../../../../templates/documents/letter_of_thanks.json");
const CERTIFICATE: &str = include_str!("../../../../../templates/documents/attendance_certificate.json");

fn proof() -> Layout {
    Layout::parse(PROOF).unwrap()
}

/// What comes out when changes have been kept as a file.
fn kept(changes: &Changes) -> Changes {
    Changes::parse(&serde_json::to_string(changes).unwrap()).unwrap()
}

fn paragraph<'a>(layout: &'a mut Layout, id: &str) -> &'a mut Paragraph {
    let stacks = layout.elements.iter_mut().filter_map(|element| match element {
        Element::Stack(stack) => Some(stack),
        _ => None,
    });
    stacks.flat_map(|stack| &mut stack.paragraphs).find(|paragraph| paragraph.id == id).unwrap()
}

fn rect(id: &str) -> Element {
    let color = Color::INK;
    Element::Rect(Rect { id: id.to_owned(), x: 1.0, y: 1.0, w: 5.0, h: 5.0, width: 1.0, color, fill: None })
}

#[test]
fn nothing_changed_is_an_empty_object() {
    let changes = Changes::between(&proof(), &proof());
    assert!(changes.is_empty());
    assert_eq!(Changes::parse("{}").unwrap(), changes);
    assert_eq!(Changes::parse("{}").unwrap().apply(&proof()), Ok(proof()));
    assert_eq!(serde_json::to_string(&changes).unwrap(), r#"{"format":1}"#);
}

#[test]
fn only_the_attributes_that_differ_are_kept() {
    let mut child = proof();
    paragraph(&mut child, "name").size = 20.0;
    paragraph(&mut child, "name").min_size = None;
    let changes = Changes::between(&proof(), &child);
    let expected = serde_json::json!({"format": 1, "changed": {"name": {"size": 20.0, "min_size": null}}});
    assert_eq!(serde_json::to_value(&changes).unwrap(), expected);
}

#[test]
fn the_child_follows_the_parent_in_all_that_it_has_not_touched() {
    let mut child = proof();
    paragraph(&mut child, "name").size = 20.0;
    child.elements.push(rect("own"));
    let changes = kept(&Changes::between(&proof(), &child));
    let mut parent = proof();
    parent.name = "Новое имя".to_owned();
    parent.page.background = Some("paper".to_owned());
    paragraph(&mut parent, "name").size = 30.0;
    paragraph(&mut parent, "name").font = Font::Italic;
    paragraph(&mut parent, "number").size = 9.5;
    parent.elements.insert(0, rect("new"));
    let mut expected = parent.clone();
    paragraph(&mut expected, "name").size = 20.0;
    expected.elements.push(rect("own"));
    assert_eq!(changes.apply(&parent), Ok(expected));
}

#[test]
fn changes_to_what_the_parent_has_dropped_or_replaced_are_ignored() {
    let mut child = proof();
    paragraph(&mut child, "name").size = 20.0;
    let Some(Element::Qr(Qr { size, .. })) = child.elements.iter_mut().find(|element| element.id() == "qr")
    else {
        panic!("the proof has a QR code")
    };
    *size = 24.0;
    let name = paragraph(&mut child, "name").clone();
    let Some(Element::Stack(body)) = child.elements.iter_mut().find(|element| element.id() == "body") else {
        panic!("the proof has a body")
    };
    body.paragraphs.push(Paragraph { id: "own".to_owned(), ..name });
    let changes = kept(&Changes::between(&proof(), &child));
    let mut parent = proof();
    parent.elements.retain(|element| !["body", "qr"].contains(&element.id()));
    parent.elements.push(rect("qr"));
    assert_eq!(changes.apply(&parent), Ok(parent));
}

#[test]
fn what_stood_after_something_that_is_gone_goes_to_the_end() {
    let mut child = proof();
    let last = child.elements.len() - 1;
    child.elements.insert(last, rect("own"));
    let changes = Changes::between(&proof(), &child);
    let mut parent = proof();
    parent.elements.remove(last - 1);
    assert_eq!(changes.apply(&parent).unwrap().elements.last(), Some(&rect("own")));
}

#[test]
fn an_id_that_the_parent_takes_later_is_no_conflict() {
    let mut child = proof();
    child.elements.push(rect("own"));
    child.elements.push(rect("second"));
    let changes = Changes::between(&proof(), &child);
    let mut parent = proof();
    parent.elements.insert(0, rect("own"));
    let layout = changes.apply(&parent).unwrap();
    let ids: Vec<&str> = layout.elements.iter().map(Element::id).collect();
    assert_eq!((ids[0], &ids[ids.len() - 2..]), ("own", ["own-2", "second"].as_slice()));
    assert_eq!(kept(&Changes::between(&parent, &layout)).apply(&parent), Ok(layout));
}

#[test]
fn elements_can_change_their_order_and_their_type() {
    let mut child = proof();
    child.elements.reverse();
    let qr = child.elements.iter().position(|element| element.id() == "qr").unwrap();
    child.elements[qr] = rect("qr");
    let changes = kept(&Changes::between(&proof(), &child));
    assert_eq!(changes.apply(&proof()), Ok(child));
    let mut parent = proof();
    parent.elements.insert(1, rect("new"));
    let ids =
        |layout: &Layout| layout.elements.iter().map(|element| element.id().to_owned()).collect::<Vec<_>>();
    let follows = ids(&changes.apply(&parent).unwrap());
    let neighbour = proof().elements[0].id().to_owned();
    let place = follows.iter().position(|id| *id == neighbour).unwrap();
    assert_eq!(follows[place + 1], "new");
}

#[test]
fn bad_changes_are_refused_with_the_element() {
    let refused = |json: &str| Changes::parse(json).and_then(|changes| changes.apply(&proof())).unwrap_err();
    assert_eq!(refused(r#"{"format": 2}"#), LayoutError::UnknownFormat { found: 2, known: 1 });
    assert!(refused("[").to_string().starts_with("the layout cannot be read"));
    assert!(refused(r#"{"script": 1}"#).to_string().contains("unknown field `script`"));
    let unknown = refused(r#"{"changed": {"name": {"script": 1}}}"#).to_string();
    assert!(unknown.contains("name: unknown field `script`"), "{unknown}");
    assert_eq!(
        refused(r#"{"changed": {"body": {"x": 900}}}"#),
        LayoutError::OffPage { element: "body".to_owned() }
    );
    assert!(matches!(
        refused(r#"{"changed": {"name": {"content": "{person.salary}"}}}"#),
        LayoutError::UnknownPlaceholder { element, .. } if element == "name"
    ));
    assert_eq!(refused(&" ".repeat(300 * 1024)), LayoutError::TooLarge(Oversize::File));
    // An id cannot be changed, nor a stack's paragraphs behind its back.
    let renamed = Changes::parse(r#"{"changed": {"body": {"id": "it", "paragraphs": []}}}"#).unwrap();
    assert_eq!(renamed.apply(&proof()), Ok(proof()));
}

/// Some way to edit a layout; where its place is too far it does nothing.
#[derive(Clone, Debug)]
enum Edit {
    Name(String),
    Background(Option<String>),
    Remove(Index),
    Move(Index, Index),
    Add(Index, u8),
    Nudge(Index, u8),
    RemoveParagraph(Index, Index),
    MoveParagraph(Index, Index, Index, Index),
    AddParagraph(Index, Index, u8),
    Style(Index, Index, u8),
    Retype(Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let i = any::<Index>;
    let edit = prop_oneof![
        "[а-я]{1,9}".prop_map(Edit::Name),
        proptest::option::of("[a-z]{1,4}").prop_map(Edit::Background),
        i().prop_map(Edit::Remove),
        (i(), i()).prop_map(|(from, to)| Edit::Move(from, to)),
        (i(), any::<u8>()).prop_map(|(at, kind)| Edit::Add(at, kind)),
        (i(), any::<u8>()).prop_map(|(at, by)| Edit::Nudge(at, by)),
        (i(), i()).prop_map(|(stack, at)| Edit::RemoveParagraph(stack, at)),
        (i(), i(), i(), i()).prop_map(|(a, b, c, d)| Edit::MoveParagraph(a, b, c, d)),
        (i(), i(), any::<u8>()).prop_map(|(stack, at, id)| Edit::AddParagraph(stack, at, id)),
        (i(), i(), any::<u8>()).prop_map(|(stack, at, how)| Edit::Style(stack, at, how)),
        i().prop_map(Edit::Retype),
    ];
    proptest::collection::vec(edit, 0..12)
}

fn stacks(layout: &mut Layout) -> Vec<&mut Stack> {
    let stacks = layout.elements.iter_mut().filter_map(|element| match element {
        Element::Stack(stack) => Some(stack),
        _ => None,
    });
    stacks.collect()
}

fn ids(layout: &Layout) -> BTreeSet<String> {
    let inner = layout.elements.iter().flat_map(|element| match element {
        Element::Stack(stack) => stack.paragraphs.iter().map(|paragraph| paragraph.id.clone()).collect(),
        _ => Vec::new(),
    });
    layout.elements.iter().map(|element| element.id().to_owned()).chain(inner).collect()
}

fn edit(layout: &mut Layout, edit: &Edit) {
    let (count, used) = (layout.elements.len(), ids(layout));
    match edit {
        Edit::Name(name) => layout.name.clone_from(name),
        Edit::Background(background) => layout.page.background.clone_from(background),
        Edit::Remove(at) if count > 0 => drop(layout.elements.remove(at.index(count))),
        Edit::Move(from, to) if count > 0 => {
            let element = layout.elements.remove(from.index(count));
            layout.elements.insert(to.index(count), element);
        }
        Edit::Add(at, kind) => {
            let id = format!("own-{kind}");
            if !used.contains(&id) {
                let element = match kind % 2 {
                    0 => rect(&id),
                    _ => {
                        let (x1, y1, x2, y2, width, color) = (1.0, 1.0, 2.0, 2.0, 0.5, Color::INK);
                        Element::Line(Line { id, x1, y1, x2, y2, width, color })
                    }
                };
                layout.elements.insert(at.index(count + 1), element);
            }
        }
        Edit::Nudge(at, by) if count > 0 => match &mut layout.elements[at.index(count)] {
            Element::Stack(stack) => stack.y = hundredths(stack.y, *by),
            Element::Qr(qr) => qr.size = hundredths(qr.size, *by),
            Element::Signatures(signatures) => signatures.seal_mark = by.to_string(),
            Element::Rect(rect) => rect.fill = (by % 2 == 0).then_some(Color([*by, 0, 0])),
            _ => {}
        },
        Edit::Retype(at) if count > 0 => {
            let place = at.index(count);
            layout.elements[place] = rect(layout.elements[place].id());
        }
        _ => edit_paragraph(layout, edit, &used),
    }
}

/// A little less, with two decimals as in a form.
fn hundredths(measure: f64, less: u8) -> f64 {
    (measure * 100.0 - f64::from(less)).round() / 100.0
}

fn edit_paragraph(layout: &mut Layout, edit: &Edit, used: &BTreeSet<String>) {
    let mut stacks = stacks(layout);
    if stacks.is_empty() {
        return;
    }
    let count = stacks.len();
    match edit {
        Edit::RemoveParagraph(stack, at) => {
            let paragraphs = &mut stacks[stack.index(count)].paragraphs;
            if !paragraphs.is_empty() {
                paragraphs.remove(at.index(paragraphs.len()));
            }
        }
        Edit::MoveParagraph(from, at, to, place) => {
            let paragraphs = &mut stacks[from.index(count)].paragraphs;
            if !paragraphs.is_empty() {
                let mut paragraph = paragraphs.remove(at.index(paragraphs.len()));
                paragraph.inset = 0.0;
                let paragraphs = &mut stacks[to.index(count)].paragraphs;
                paragraphs.insert(place.index(paragraphs.len() + 1), paragraph);
            }
        }
        Edit::AddParagraph(stack, at, id) => {
            let id = format!("own-{id}");
            let paragraphs = &mut stacks[stack.index(count)].paragraphs;
            if let (false, Some(first)) = (used.contains(&id), paragraphs.first().cloned()) {
                paragraphs.insert(at.index(paragraphs.len() + 1), Paragraph { id, ..first });
            }
        }
        Edit::Style(stack, at, how) => {
            let paragraphs = &mut stacks[stack.index(count)].paragraphs;
            if paragraphs.is_empty() {
                return;
            }
            let place = at.index(paragraphs.len());
            let paragraph = &mut paragraphs[place];
            match how % 4 {
                0 => paragraph.content = Content::Same(format!("Текст {how}")),
                1 => {
                    let [female, male, neutral] = ["а", "б", ""].map(str::to_owned);
                    paragraph.content = Content::ByGrammar(Variants { female, male, neutral });
                }
                2 => paragraph.max_lines = None,
                _ => paragraph.font = Font::Semibold,
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn changes_between_two_layouts_make_the_one_out_of_the_other(
        json in select(vec![PROOF, LETTER, CERTIFICATE]),
        before in edits(),
        after in edits(),
    ) {
        let mut parent = Layout::parse(json).unwrap();
        before.iter().for_each(|change| edit(&mut parent, change));
        let mut child = parent.clone();
        after.iter().for_each(|change| edit(&mut child, change));
        prop_assume!(parent.validate().is_ok() && child.validate().is_ok());
        let changes = Changes::between(&parent, &child);
        prop_assert_eq!(changes.is_empty(), parent == child);
        prop_assert_eq!(kept(&changes).apply(&parent), Ok(child));
    }

    #[test]
    fn a_layout_of_another_kind_can_be_made_too(
        pair in select(vec![(PROOF, LETTER), (LETTER, CERTIFICATE), (CERTIFICATE, PROOF)]),
    ) {
        let (parent, child) = (Layout::parse(pair.0).unwrap(), Layout::parse(pair.1).unwrap());
        prop_assert_eq!(kept(&Changes::between(&parent, &child)).apply(&parent), Ok(child));
    }

    #[test]
    fn whatever_the_parent_becomes_nothing_panics_and_the_result_is_valid(
        first in edits(),
        second in edits(),
    ) {
        let (mut child, mut parent) = (proof(), proof());
        first.iter().for_each(|change| edit(&mut child, change));
        second.iter().for_each(|change| edit(&mut parent, change));
        if let Ok(layout) = Changes::between(&proof(), &child).apply(&parent) {
            prop_assert_eq!(layout.validate(), Ok(()));
        }
    }
}

#[test]
fn a_text_element_keeps_what_makes_it_a_text() {
    let json = |attributes: &str| {
        format!(
            r#"{{"format": 1, "name": "Проба", "page": {{"size": "a5", "orientation": "portrait"}}, "elements":
            [{{"type": "text", "id": "it", "x": 1, "y": 1, "w": 50, "h": 20, "size": 12, {attributes}}}]}}"#
        )
    };
    let parent = Layout::parse(&json(r#""content": "а""#)).unwrap();
    let child = Layout::parse(&json(r#""content": "б", "valign": "middle""#)).unwrap();
    let changes = Changes::between(&parent, &child);
    let expected = serde_json::json!({"type": "text", "content": "б", "valign": "middle"});
    assert_eq!(serde_json::to_value(&changes.changed["it"]).unwrap(), expected);
    let Element::Text(Text { content, .. }) = &changes.apply(&parent).unwrap().elements[0] else {
        panic!("a text stays a text")
    };
    assert_eq!(content, &Content::Same("б".to_owned()));
}
