//! Whatever somebody writes into a layout file or a PDF, nothing panics: it is refused, or it works.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::sample::{CERTIFICATE, LETTER, PROOF, fields, fonts, pdf};
use crate::{CompiledLayout, Layout, NoImages, convert_ink, read_notes, read_sealed};

/// The places of a file, from the outside inwards.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(place, item)| (place.to_string(), item)).collect()
        }
        Value::Object(entries) => entries.iter().map(|(name, value)| (name.clone(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in inner {
        let path = format!("{path}/{name}");
        places(value, &path, found);
        found.push(path);
    }
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<f64>().prop_map(|number| json!(number)),
        (-1.0..300.0).prop_map(|number| json!(number)),
        (0..40_u32).prop_map(|number| json!(number)),
        "[{}\\[\\]*а-яa-z. \n]{0,30}".prop_map(Value::from),
        select(vec!["{person.name.dative}", "**{verb}**", "[[{order}]]", "", "middle", "bold", "#ffffff"])
            .prop_map(Value::from),
        Just(Value::Null),
        Just(json!([])),
        Just(json!({"female": "а", "male": "", "neutral": "{order}"})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_layout_with_anything_in_it_is_refused_or_works(
        json in select(vec![PROOF, LETTER, CERTIFICATE]),
        changes in proptest::collection::vec((any::<Index>(), values()), 1..4),
    ) {
        let mut layout: Value = serde_json::from_str(json).unwrap();
        for (place, value) in changes {
            let mut found = Vec::new();
            places(&layout, "", &mut found);
            if !found.is_empty() {
                *layout.pointer_mut(&found[place.index(found.len())]).unwrap() = value;
            }
        }
        let Ok(layout) = Layout::parse(&layout.to_string()) else { return Ok(()) };
        let Ok(compiled) = CompiledLayout::compile(&layout, fonts(), &NoImages) else { return Ok(()) };
        let mut bytes = Vec::new();
        prop_assert_eq!(compiled.check(&fields()), compiled.render(&fields(), &mut bytes));
        if !bytes.is_empty() {
            prop_assert_eq!(lopdf::Document::load_mem(&bytes).unwrap().get_pages().len(), 1);
        }
    }

    #[test]
    fn a_file_of_anybody_is_read_or_refused(
        start in select(vec!["", "%PDF-1.4\n"]),
        rest in "(/Webclub|Data|Seal|Signature|[()<>\\\\]|FEFF|[0-9A-F]{2}|[ -~]|\n){0,60}",
        noise in any::<Vec<u8>>(),
    ) {
        let file = [start.as_bytes(), rest.as_bytes(), &noise, rest.as_bytes()].concat();
        prop_assert_eq!(read_notes(&file).is_ok(), file.windows(5).any(|window| window == b"%PDF-"));
        drop(read_sealed(&file));
        drop(convert_ink(&file));
    }

    #[test]
    fn a_document_that_is_cut_up_is_read_or_refused(from in any::<Index>(), to in any::<Index>()) {
        let whole = pdf(PROOF, &fields());
        let (from, to) = (from.index(whole.len()), to.index(whole.len()));
        prop_assert_eq!(read_sealed(&[&whole[..from.min(to)], &whole[from.max(to)..]].concat()).unwrap_or(None), None);
    }
}
