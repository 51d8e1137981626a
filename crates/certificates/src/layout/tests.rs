use super::*;
use crate::error::ContentFault;
use crate::placeholder::{Placeholder, UnknownPlaceholder};

/// A layout with one element.
fn with(element: &str) -> Result<Layout, LayoutError> {
    Layout::parse(&format!(
        r#"{{"format": 1, "name": "Проба", "page": {{"size": "a4", "orientation": "portrait"}}, "elements": [{element}]}}"#
    ))
}

fn text(attributes: &str) -> String {
    format!(
        r#"{{"type": "text", "id": "text", "x": 10, "y": 10, "w": 100, "h": 20, "size": 12, {attributes}}}"#
    )
}

#[test]
fn the_default_layouts_come_back_from_their_files_unchanged() {
    for json in [
        include_str!("../../../../templates/documents/proof_of_presentation.json"),
        include_str!("../../../../templates/documents/letter_of_thanks.json"),
        include_str!("../../../../templates/documents/attendance_certificate.json"),
    ] {
        let layout = Layout::parse(json).unwrap();
        assert_eq!(Layout::parse(&layout.to_json().unwrap()), Ok(layout.clone()));
        assert!(layout.placeholders().contains(&Placeholder::DocumentVerifyUrl));
    }
}

#[test]
fn every_placeholder_is_known_by_its_name() {
    for placeholder in Placeholder::ALL {
        assert_eq!(placeholder.to_string().parse(), Ok(*placeholder));
        assert_eq!(serde_json::to_string(placeholder).unwrap(), format!("\"{placeholder}\""));
        assert!(with(&text(&format!(r#""content": "{{{placeholder}}}""#))).is_ok(), "{placeholder}");
    }
}

#[test]
fn an_unknown_placeholder_is_named_in_every_variant() {
    let unknown = UnknownPlaceholder("person.salary".to_owned());
    let expected = Err(LayoutError::UnknownPlaceholder { element: "text".to_owned(), unknown });
    assert_eq!(with(&text(r#""content": "{person.salary}""#)), expected);
    assert_eq!(
        with(&text(r#""content": {"female": "", "male": "", "neutral": "[[ {person.salary}]]"}"#)),
        expected
    );
    let when = with(&text(r#""when": ["person.salary"], "content": """#)).unwrap_err();
    assert!(when.to_string().contains("there is no placeholder {person.salary}"), "{when}");
}

#[test]
fn an_element_over_the_edge_of_the_page_is_named() {
    let off = Err(LayoutError::OffPage { element: "it".to_owned() });
    let elements = [
        r#"{"type": "text", "id": "it", "x": 150, "y": 10, "w": 61, "h": 9, "size": 9, "content": "а"}"#,
        r#"{"type": "text", "id": "it", "x": -1, "y": 10, "w": 60, "h": 9, "size": 9, "content": "а"}"#,
        r#"{"type": "stack", "id": "it", "x": 1, "y": 290, "w": 60, "h": 9, "paragraphs": []}"#,
        r#"{"type": "qr", "id": "it", "x": 190, "y": 10, "size": 25, "content": "а"}"#,
        r#"{"type": "line", "id": "it", "x1": 1, "y1": 1, "x2": 1, "y2": 298, "width": 1}"#,
        r#"{"type": "rect", "id": "it", "x": 0, "y": 0, "w": 211, "h": 10}"#,
        r#"{"type": "image", "id": "it", "x": 0, "y": 300, "w": 1, "h": 1, "image": "logo"}"#,
    ];
    for element in elements {
        assert_eq!(with(element), off, "{element}");
    }
    assert!(with(r#"{"type": "rect", "id": "it", "x": 0, "y": 0, "w": 210, "h": 297}"#).is_ok());
}

#[test]
fn sizes_out_of_bounds_are_named_with_their_attribute() {
    for (attributes, attribute) in [
        (r#""min_size": 13, "content": """#, "min_size"),
        (r#""leading": 9, "content": """#, "leading"),
        (r#""tracking": -500, "content": """#, "tracking"),
        (r#""max_lines": 0, "content": """#, "max_lines"),
    ] {
        let expected = LayoutError::OutOfBounds { element: "text".to_owned(), attribute };
        assert_eq!(with(&text(attributes)), Err(expected), "{attributes}");
    }
}

#[test]
fn a_content_that_is_not_closed_is_refused() {
    for (content, reason) in [
        ("{verb", ContentFault::OpenBrace),
        ("verb}", ContentFault::LoneBrace),
        ("[[{verb}", ContentFault::OpenGroup),
        ("{verb}]]", ContentFault::LoneGroup),
        ("[[a [[b]]]]", ContentFault::NestedGroup),
        ("**a", ContentFault::OpenBold),
    ] {
        let expected = LayoutError::BadContent { element: "text".to_owned(), reason };
        assert_eq!(with(&text(&format!(r#""content": "{content}""#))), Err(expected), "{content}");
    }
}

#[test]
fn a_newer_file_is_told_from_a_broken_one() {
    let newer = r#"{"format": 2, "name": "x", "holograms": []}"#;
    assert_eq!(Layout::parse(newer), Err(LayoutError::UnknownFormat { found: 2, known: 1 }));
    for broken in ["", "[]", r#"{"format": 1}"#, r#"{"format": -1}"#, r#"{"name": "x"}"#] {
        assert!(matches!(Layout::parse(broken), Err(LayoutError::Unreadable(_))), "{broken}");
    }
    let unknown =
        with(r#"{"type": "rect", "id": "it", "x": 0, "y": 0, "w": 1, "h": 1, "script": "alert()"}"#);
    assert!(unknown.unwrap_err().to_string().contains("unknown field `script`"));
}

#[test]
fn ids_are_unique_and_files_have_a_bound() {
    let rect = r#"{"type": "rect", "id": "it", "x": 0, "y": 0, "w": 1, "h": 1}"#;
    assert_eq!(with(&format!("{rect}, {rect}")), Err(LayoutError::BadId("it".to_owned())));
    assert_eq!(with(&rect.replace("it", "")), Err(LayoutError::BadId(String::new())));
    let many = (0..201).map(|n| rect.replace("it", &n.to_string())).collect::<Vec<_>>().join(", ");
    assert_eq!(with(&many), Err(LayoutError::TooLarge(Oversize::Elements)));
    assert_eq!(Layout::parse(&" ".repeat(300 * 1024)), Err(LayoutError::TooLarge(Oversize::File)));
    let long = text(&format!(r#""content": "{}""#, "а".repeat(5_000)));
    assert_eq!(with(&long), Err(LayoutError::TooLarge(Oversize::Text)));
}

#[test]
fn names_and_descriptions_have_a_bound() {
    let long = "а".repeat(501);
    let image =
        r#"{"type": "image", "id": "a", "x": 1, "y": 1, "w": 1, "h": 1, "image": "logo", "alt": "ALT"}"#;
    assert_eq!(with(&image.replace("ALT", &long)), Err(LayoutError::TooLarge(Oversize::Text)));
    let mut layout = with(&image.replace("ALT", &"а".repeat(500))).unwrap();
    layout.name = long;
    assert_eq!(layout.validate(), Err(LayoutError::TooLarge(Oversize::Text)));
}

#[test]
fn colours_are_written_as_on_the_web() {
    assert_eq!("#1b2a4A".parse(), Ok(Color([0x1b, 0x2a, 0x4a])));
    assert_eq!(Color([0x1b, 0x2a, 0x4a]).to_string(), "#1b2a4a");
    for bad in ["", "#fff", "#gggggg", "123456", "#+12345", "#ééé"] {
        assert!(bad.parse::<Color>().is_err(), "{bad}");
    }
}

#[test]
fn images_are_counted_once_and_the_background_first() {
    let mut layout =
        with(r#"{"type": "image", "id": "a", "x": 1, "y": 1, "w": 1, "h": 1, "image": "logo"}"#).unwrap();
    layout.page.background = Some("paper".to_owned());
    layout.images = vec!["seal".to_owned(), "logo".to_owned()];
    assert_eq!(layout.image_names(), ["paper", "logo", "seal"]);
}
