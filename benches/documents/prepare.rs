//! What the peer needs to draw the same page: the same faces and the same ornaments.

use std::fs;
use std::path::Path;

use certificates::{CompiledLayout, Fields, Fonts, Layout, NoImages};
use serde_json::Value;

use crate::stamp::{FIELDS, LAYOUT};

/// Writes `face-0.otf` and so on, and `ornaments.pdf`.
pub(crate) fn write(folder: &Path) -> anyhow::Result<()> {
    for (place, face) in typst_assets::fonts().take(6).enumerate() {
        fs::write(folder.join(format!("face-{place}.otf")), face)?;
    }
    let mut layout: Value = serde_json::from_str(LAYOUT)?;
    if let Some(elements) = layout.get_mut("elements").and_then(Value::as_array_mut) {
        elements.retain(|element| element.get("type").and_then(Value::as_str) == Some("ornament"));
    }
    let layout = Layout::parse(&layout.to_string())?;
    let fields: Fields = serde_json::from_str(FIELDS)?;
    let mut pdf = Vec::new();
    CompiledLayout::compile(&layout, &Fonts::libertinus()?, &NoImages)?.render(&fields, &mut pdf)?;
    fs::write(folder.join("ornaments.pdf"), pdf)?;
    Ok(())
}
