//! The schema says what the program takes.

use regex::Regex;
use serde_json::{Value, json};

use super::Layout;

const LAYOUTS: [&str; 3] = [
    include_str!("../../../../templates/documents/proof_of_presentation.json"),
    include_str!("../../../../templates/documents/letter_of_thanks.json"),
    include_str!("../../../../templates/documents/attendance_certificate.json"),
];

/// Says what of `value` a schema refuses; knows every keyword that ours uses, and no other.
fn refusal(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let keywords = schema.as_object().unwrap();
    keywords.iter().find_map(|(keyword, rule)| {
        let refused = || Some(format!("{keyword} {rule}: {value}"));
        let number = |rule: &Value| rule.as_f64().unwrap();
        let length = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap());
        let holds = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" => true,
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                return refusal(root, target, value);
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|rule| is_of(rule, value)),
                rule => is_of(rule, value),
            },
            "const" => rule == value,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_none_or(|value| value >= number(rule)),
            "maximum" => value.as_f64().is_none_or(|value| value <= number(rule)),
            "minLength" => value.as_str().is_none_or(|value| length(value) >= number(rule)),
            "maxLength" => value.as_str().is_none_or(|value| length(value) <= number(rule)),
            "pattern" => {
                let pattern = Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|value| pattern.is_match(value))
            }
            "required" => {
                rule.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some())
            }
            "additionalProperties" => {
                assert_eq!(*rule, json!(false));
                let known = keywords["properties"].as_object().unwrap();
                value.as_object().is_none_or(|value| value.keys().all(|name| known.contains_key(name)))
            }
            "properties" => {
                return rule.as_object().unwrap().iter().find_map(|(name, rule)| {
                    refusal(root, rule, value.get(name)?).map(|reason| format!("{name}: {reason}"))
                });
            }
            "items" => return value.as_array()?.iter().find_map(|item| refusal(root, rule, item)),
            "oneOf" => {
                rule.as_array().unwrap().iter().filter(|rule| refusal(root, rule, value).is_none()).count()
                    == 1
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|rule| refusal(root, rule, value).is_none()),
            other => panic!("the schema says {other}"),
        };
        if holds { None } else { refused() }
    })
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        other => panic!("the schema has the type {other}"),
    }
}

fn refused(layout: &Value) -> Option<String> {
    let schema = Layout::schema();
    refusal(&schema, &schema, layout)
}

#[test]
fn the_schema_takes_the_default_layouts_as_they_are_and_as_they_are_written() {
    for json in LAYOUTS {
        assert_eq!(refused(&serde_json::from_str(json).unwrap()), None);
        let written = Layout::parse(json).unwrap().to_json().unwrap();
        assert_eq!(refused(&serde_json::from_str(&written).unwrap()), None);
    }
}

#[test]
fn the_schema_takes_every_type_of_element() {
    let elements = [
        json!({"type": "text", "id": "a", "x": 1, "y": 1, "w": 9, "h": 9, "size": 9, "content": "**а** {verb}[[, {order}]]"}),
        json!({"type": "stack", "id": "b", "x": 1, "y": 1, "w": 9, "h": 9, "paragraphs": []}),
        json!({"type": "image", "id": "c", "x": 1, "y": 1, "w": 9, "h": 9, "image": "logo", "alt": "Логотип"}),
        json!({"type": "line", "id": "d", "x1": 1, "y1": 1, "x2": 9, "y2": 9, "width": 1}),
        json!({"type": "rect", "id": "e", "x": 1, "y": 1, "w": 9, "h": 9, "fill": "#ffffff"}),
    ];
    for element in elements {
        let layout = json!({
            "format": 1, "name": "Проба", "page": {"size": "a5", "orientation": "landscape", "background": "paper"},
            "images": ["seal"], "elements": [element]
        });
        assert_eq!(refused(&layout), None);
        assert!(Layout::parse(&layout.to_string()).is_ok());
    }
}

#[test]
fn what_the_schema_refuses_the_program_refuses_too() {
    let good: Value = serde_json::from_str(LAYOUTS[0]).unwrap();
    let at = |pointer: &str, value: Value| {
        let mut layout = good.clone();
        *layout.pointer_mut(pointer).unwrap() = value;
        layout
    };
    let mut unknown = good.clone();
    unknown["script"] = json!("alert()");
    let bad = [
        unknown,
        json!([]),
        json!({"format": 1}),
        at("/format", json!(2)),
        at("/page/size", json!("a3")),
        at("/elements/0/type", json!("hologram")),
        at("/elements/0/color", json!("blue")),
        at("/elements/0/x", json!("1")),
        at("/elements/0/id", json!("")),
        at("/elements/2/paragraphs/0/size", json!(500)),
        at("/elements/2/paragraphs/0/size", json!(3)),
        at("/elements/2/paragraphs/0/when/0", json!("person.salary")),
        at("/elements/2/paragraphs/0/content", json!("{person.salary}")),
        at("/elements/2/paragraphs/0/content", json!("{verb")),
        at("/elements/2/paragraphs/0/content", json!({"female": "", "male": ""})),
        at("/elements/2/paragraphs/0/content", json!({"female": "", "male": "", "neutral": "}"})),
        at("/elements/2/paragraphs/0/align", json!("middle")),
    ];
    for layout in bad {
        assert!(refused(&layout).is_some(), "{layout}");
        assert!(Layout::parse(&layout.to_string()).is_err(), "{layout}");
    }
}

#[test]
fn every_measure_of_the_schema_is_explained() {
    let schema = Layout::schema();
    let elements = schema["$defs"]["Element"]["oneOf"].as_array().unwrap();
    assert_eq!(elements.len(), 8);
    for element in elements.iter().chain([&schema["$defs"]["Paragraph"], &schema]) {
        for (name, attribute) in element["properties"].as_object().unwrap() {
            assert!(name == "type" || attribute.get("description").is_some(), "{name}");
        }
    }
}
