//! The JSON Schema of layout files, derived from the types; written by hand is only what a type cannot say.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{Color, FORMAT, Layout};
use crate::placeholder::Placeholder;

pub(super) fn layout() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Layout>().to_value()
}

/// The version of the file.
pub(super) fn format(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "const": FORMAT })
}

/// A text with placeholders from the closed list; groups and bold runs cannot be told by a pattern.
pub(super) struct ContentText;

impl JsonSchema for ContentText {
    fn schema_name() -> Cow<'static, str> {
        "ContentText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<String> =
            Placeholder::ALL.iter().map(|name| name.as_str().replace('.', "\\.")).collect();
        let pattern = format!("^([^{{}}]|\\{{\\s*({})\\s*\\}})*$", names.join("|"));
        json_schema!({ "type": "string", "maxLength": 5_000, "pattern": pattern })
    }
}

impl JsonSchema for Placeholder {
    fn schema_name() -> Cow<'static, str> {
        "Placeholder".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Placeholder::ALL.iter().map(|name| name.as_str()).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}

impl JsonSchema for Color {
    fn schema_name() -> Cow<'static, str> {
        "Color".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" })
    }
}
