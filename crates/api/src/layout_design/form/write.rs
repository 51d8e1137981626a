//! From a layout to the strings of its form.

use club::layout::Layout;
use lang::Lang;
use serde_json::{Map, Value};

use super::attributes::{Attribute, Input, PARAGRAPH_TYPE, attributes};
use super::{DIFFERS, ElementForm, LayoutForm, VARIANTS};

impl LayoutForm {
    /// The form of a layout, with decimals as the reader writes them.
    pub(crate) fn of(layout: &Layout, lang: Lang) -> LayoutForm {
        let file = serde_json::to_value(layout).unwrap_or_default();
        let page = |name: &str| {
            file.get("page")
                .and_then(|page| page.get(name))
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let elements = file.get("elements").and_then(Value::as_array).into_iter().flatten();
        LayoutForm {
            size: page("size"),
            orientation: page("orientation"),
            background: page("background"),
            elements: elements.filter_map(|element| ElementForm::of(element, lang)).collect(),
        }
    }
}

impl ElementForm {
    /// The form of an element as its file has it.
    pub(crate) fn of(element: &Value, lang: Lang) -> Option<ElementForm> {
        let object = element.as_object()?;
        let word = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let kind = if object.contains_key("type") { word("type") } else { PARAGRAPH_TYPE.to_owned() };
        let mut form = ElementForm { id: word("id"), ..ElementForm::default() };
        for attribute in attributes(&kind) {
            form.take(attribute, object, lang);
        }
        let paragraphs = object.get("paragraphs").and_then(Value::as_array).into_iter().flatten();
        form.paragraphs = paragraphs.filter_map(|paragraph| ElementForm::of(paragraph, lang)).collect();
        form.kind = kind;
        Some(form)
    }

    fn take(&mut self, attribute: &Attribute, object: &Map<String, Value>, lang: Lang) {
        let name = attribute.name.to_owned();
        let value = object.get(attribute.name);
        if let (Input::Content, Some(Value::Object(variants))) = (attribute.input, value) {
            self.values.insert(DIFFERS.to_owned(), "yes".to_owned());
            for variant in VARIANTS {
                let text = variants.get(variant).and_then(Value::as_str).unwrap_or_default();
                self.values.insert(format!("{name}.{variant}"), text.to_owned());
            }
            return;
        }
        let text = match value {
            None => attribute.default.to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => {
                let whole = number.as_f64().filter(|number| number.fract() == 0.0);
                decimal(&whole.map_or_else(|| number.to_string(), |number| format!("{number:.0}")), lang)
            }
            Some(Value::Array(names)) => {
                names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            Some(_) => String::new(),
        };
        let is_number = matches!(attribute.input, Input::Number | Input::OptionalNumber);
        self.values.insert(name, if is_number { decimal(&text, lang) } else { text });
    }
}

/// A number with the decimal mark of the language.
fn decimal(number: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => number.replace('.', ","),
        Lang::En => number.to_owned(),
    }
}
