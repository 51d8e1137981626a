//! Samples of these pages, for the tests that look at every page.

use club::layout::{Design, Layout as Sheet, Placeholder, Shelf};
use entity::{DocumentKind, LayoutLevel, layout_design, signatory};
use lang::Lang;

use super::editor::{Conflict, EditorPage, Frame};
use super::form::{LayoutForm, Trouble};
use super::list::ListPage;
use super::place::Place;
use crate::Sample;
use crate::layout::Layout;
use crate::samples::data::{self, before, id, say};

const KIND: DocumentKind = DocumentKind::AttendanceCertificate;

fn row(lang: Lang, level: LayoutLevel, number: u128) -> layout_design::Model {
    layout_design::Model {
        id: id(300 + number),
        kind: KIND,
        level,
        school_id: None,
        session_id: None,
        name: say(lang, "Сертификат с эмблемой", "Certificate with an emblem").to_owned(),
        parent_id: (number > 1).then(|| id(301)),
        changes: "{}".to_owned(),
        is_used: number == 1,
        revision: 3,
        created_at: before(),
        updated_at: before(),
        updated_by: None,
    }
}

fn shelf(lang: Lang, level: LayoutLevel) -> Shelf {
    let used = row(lang, level, 1);
    Shelf {
        designs: vec![used.clone(), row(lang, level, 2)],
        current: vec![(DocumentKind::ProofOfPresentation, None), (KIND, Some(used))],
    }
}

/// A sheet with one element of each type.
fn sheet(lang: Lang) -> Option<Sheet> {
    let text = say(lang, "Сертификат № {document.number}", "Certificate No. {document.number}");
    let (verb, mark) = (say(lang, "{verb} участие", "{verb} part"), say(lang, "М. П.", "Seal"));
    let file = serde_json::json!({
        "format": 1, "name": "sample", "page": { "size": "a4", "orientation": "landscape", "background": "0".repeat(64) },
        "elements": [
            { "type": "ornament", "id": "frame", "kind": "guilloche_frame", "x": 10, "y": 10, "w": 277, "h": 190, "color": "#0f4c46", "accent": "#b9954a" },
            { "type": "stack", "id": "body", "x": 40, "y": 60, "w": 200, "h": 80, "paragraphs": [
                { "id": "number", "size": 12, "content": text },
                { "id": "took_part", "size": 12.5, "min_size": 9, "when": ["order"], "content": { "female": verb, "male": verb, "neutral": "" } },
            ] },
            { "type": "text", "id": "issued", "x": 40, "y": 180, "w": 100, "h": 6, "size": 10, "content": "{document.date}" },
            { "type": "image", "id": "image_1", "x": 20, "y": 20, "w": 20, "h": 20, "image": "0".repeat(64) },
            { "type": "line", "id": "line_1", "x1": 20, "y1": 50, "x2": 60, "y2": 50, "width": 1 },
            { "type": "rect", "id": "rect_1", "x": 20, "y": 50, "w": 20, "h": 5 },
            { "type": "qr", "id": "qr", "x": 240, "y": 150, "size": 28, "content": "{document.verify_url}" },
            { "type": "signatures", "id": "signatures", "x": 40, "y": 145, "w": 150, "h": 32, "row": 14, "position_w": 66, "rule_w": 42, "size": 11, "min_size": 7, "seal": 36, "seal_mark": mark },
        ],
    });
    serde_json::from_value(file).ok()
}

fn editor(lang: Lang, place: &Place, has_trouble: bool) -> Option<EditorPage> {
    let parent = sheet(lang)?;
    let mut form = LayoutForm::of(&parent, lang);
    if let Some(element) = form.elements.get_mut(2) {
        element.values.insert("size".to_owned(), "11".to_owned());
    }
    form.elements.pop();
    let layout = parent.clone();
    let design = Design { row: row(lang, LayoutLevel::Session, 2), layout, parent, parent_name: None };
    let text = say(lang, "выходит за край листа.", "it leaves the sheet.").to_owned();
    let trouble = Trouble { element: "issued".to_owned(), attribute: "x".to_owned(), text };
    let troubles = if has_trouble { vec![trouble] } else { vec![] };
    let frame = Frame {
        layout: Layout::sample_of_curator(lang),
        csrf: "sample".to_owned(),
        place,
        design: &design,
        values: vec![
            (Placeholder::DocumentNumber, "0042".to_owned()),
            (Placeholder::Replaces, String::new()),
        ],
    };
    let mut editor = EditorPage::of(frame, &form, (&troubles, None));
    if !has_trouble {
        editor.picture = Some(format!("{}/{}/picture.png", editor.base, editor.id));
        editor.person = say(lang, "Петрова Анна Сергеевна", "Ann Peters").to_owned();
        editor.conflict = Some(Conflict { differs: vec![say(lang, "Номер", "Number").to_owned()] });
    }
    Some(editor)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let session = Place::of_session(data::session(lang));
    let network = Place { owner: club::Owner::Network, base: "/network/layouts".to_owned(), session: None };
    let signatory = signatory::Model {
        id: id(320),
        session_id: id(10),
        place: 1,
        position: say(lang, "Директор МБОУ СОШ № 44", "Head of School No. 44").to_owned(),
        family: say(lang, "Воронцова", "Crow").to_owned(),
        given: say(lang, "Галина", "Galina").to_owned(),
        patronymic: None,
        signature_image: Some("0".repeat(64)),
        seal_image: None,
    };
    let layout = || Layout::sample_of_curator(lang);
    let list = |place: &Place, shelf: &Shelf| {
        ListPage::of(layout(), "sample".to_owned(), place, shelf, std::slice::from_ref(&signatory))
    };
    let mut samples = vec![
        Sample::of("layout_design-list", &list(&session, &shelf(lang, LayoutLevel::Session))),
        Sample::of("layout_design-list-network", &list(&network, &shelf(lang, LayoutLevel::Network))),
    ];
    let places = [("", &session, true), ("-network", &network, false)];
    let editors = places.into_iter().filter_map(|(name, place, has_trouble)| {
        Some(Sample::of(&format!("layout_design-editor{name}"), &editor(lang, place, has_trouble)?))
    });
    samples.extend(editors);
    samples
}
