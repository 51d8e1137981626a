//! One certificate, stamped over and over in one thread with the best QR mask.

use std::time::Instant;

use certificates::{CompiledLayout, Fields, Fonts, Layout, NoImages, Placeholder};
use serde_json::{Value, json};

use crate::usage;

pub(crate) const LAYOUT: &str = include_str!("../../templates/documents/proof_of_presentation.json");
pub(crate) const FIELDS: &str = include_str!("../../crates/certificates/benches/fields.json");
const DOCUMENTS: u32 = 2_000;
const COMPILATIONS: u32 = 5;

/// Processor seconds for so many documents, the slowest compilation and the largest file.
pub(crate) fn measure() -> anyhow::Result<Value> {
    let fonts = Fonts::libertinus()?;
    let layout = Layout::parse(LAYOUT)?;
    let mut compiled = CompiledLayout::compile(&layout, &fonts, &NoImages)?;
    let mut slowest = 0.0_f64;
    for _ in 0..COMPILATIONS {
        let begun = Instant::now();
        compiled = CompiledLayout::compile(&layout, &fonts, &NoImages)?;
        slowest = slowest.max(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    let fields: Fields = serde_json::from_str(FIELDS)?;
    let documents: Vec<Fields> = (0..DOCUMENTS).map(|serial| numbered(&fields, serial)).collect();
    let (mut pdf, mut largest) = (Vec::new(), 0);
    compiled.render(&fields, &mut pdf)?;
    let begun = usage::cpu();
    for fields in &documents {
        pdf.clear();
        compiled.render(fields, &mut pdf)?;
        largest = largest.max(pdf.len());
    }
    let cpu_seconds = (usage::cpu() - begun).as_secs_f64();
    Ok(json!({
        "documents": DOCUMENTS,
        "cpu_seconds": cpu_seconds,
        "compile_ms": slowest,
        "largest_bytes": largest,
    }))
}

/// The same page with a number, a code and a name of its own.
fn numbered(fields: &Fields, serial: u32) -> Fields {
    let families = ["Константинопольской", "Ивановой", "Абдурахмановой", "Щербаковой", "Ли"];
    let family = families.iter().cycle().nth(serial as usize % families.len()).unwrap_or(&"Ли");
    let mut fields = fields.clone();
    fields.values.extend([
        (Placeholder::DocumentNumber, format!("ВК-2027-В-С/{serial:04}")),
        (
            Placeholder::DocumentVerifyUrl,
            format!("https://webclub.example/verify/K7QM2XHD9RWT4BNZ6V{serial:08}"),
        ),
        (Placeholder::PersonNameDative, format!("{family} Марии Петровне")),
    ]);
    fields
}
