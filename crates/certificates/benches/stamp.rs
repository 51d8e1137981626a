//! How fast layouts compile and documents are stamped, in one thread: `cargo bench -p certificates`. Each line is
//! `name value unit`; the best of several rounds counts, because other programs only ever slow a round down.

use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use certificates::{CompiledLayout, Fields, Fonts, Layout, NoImages, Placeholder};

const LAYOUTS: [(&str, &str); 3] = [
    ("proof_of_presentation", include_str!("../../../templates/documents/proof_of_presentation.json")),
    ("letter_of_thanks", include_str!("../../../templates/documents/letter_of_thanks.json")),
    ("attendance_certificate", include_str!("../../../templates/documents/attendance_certificate.json")),
];
const FIELDS: &str = include_str!("fields.json");
const ROUNDS: usize = 5;
const DOCUMENTS: u32 = 1_000;

fn best(mut round: impl FnMut()) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            round();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout();
    let fonts = Fonts::libertinus()?;
    let fields: Fields = serde_json::from_str(FIELDS)?;
    for (name, json) in LAYOUTS {
        let layout = Layout::parse(json)?;
        let compile = best(|| {
            black_box(CompiledLayout::compile(&layout, &fonts, &NoImages).is_ok());
        });
        writeln!(out, "{name}/compile {:.1} ms", compile.as_secs_f64() * 1_000.0)?;
        let compiled = CompiledLayout::compile(&layout, &fonts, &NoImages)?;
        let documents: Vec<Fields> = (0..DOCUMENTS).map(|number| numbered(&fields, number)).collect();
        let mut pdf = Vec::new();
        for fields in &documents {
            compiled.render(fields, &mut pdf)?;
        }
        let size = pdf.len() / documents.len();
        let stamp = best(|| {
            for fields in &documents {
                pdf.clear();
                black_box(compiled.render(fields, &mut pdf).is_ok());
            }
        });
        writeln!(out, "{name}/stamp {:.0} documents/s", f64::from(DOCUMENTS) / stamp.as_secs_f64())?;
        writeln!(out, "{name}/size {size} bytes")?;
    }
    Ok(())
}

/// Another person with another address: nothing of the document before can be used again but its words.
fn numbered(fields: &Fields, number: u32) -> Fields {
    let families =
        ["Константинопольской", "Ивановой", "Абдурахмановой", "Щербаковой", "Ли", "Преображенской"];
    let family = usize::try_from(number).ok().and_then(|number| families.get(number % families.len()));
    let mut fields = fields.clone();
    let changes = [
        (Placeholder::DocumentNumber, format!("ВК-2027-В-С/{number:04}")),
        (
            Placeholder::DocumentVerifyUrl,
            format!("https://webclub.example/verify/K7QM2XHD9RWT4BNZ6V{number:08}"),
        ),
        (Placeholder::PersonNameDative, format!("{} Марии Петровне", family.unwrap_or(&"Ивановой"))),
    ];
    fields.values.extend(changes);
    fields
}
