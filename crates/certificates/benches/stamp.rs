//! How fast layouts compile and documents are tried, stamped, sealed, drawn and merged, in one thread: `cargo bench -p
//! certificates`. Each line is `name value unit`, by the time that this thread had the processor (on Linux; elsewhere by the
//! clock); the best of several rounds counts, because other programs only ever slow a round down.

use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use certificates::{CompiledLayout, Fields, Fonts, Layout, NoImages, Placeholder, merge, preview};

const LAYOUTS: [(&str, &str); 3] = [
    ("proof_of_presentation", include_str!("../../../templates/documents/proof_of_presentation.json")),
    ("letter_of_thanks", include_str!("../../../templates/documents/letter_of_thanks.json")),
    ("attendance_certificate", include_str!("../../../templates/documents/attendance_certificate.json")),
];
const FIELDS: &str = include_str!("fields.json");
const ROUNDS: usize = 5;
const DOCUMENTS: u32 = 1_000;

/// How long this thread has had the processor.
fn spent(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn best(mut round: impl FnMut()) -> Duration {
    let began = Instant::now();
    (0..ROUNDS)
        .map(|_| {
            let before = spent(began);
            round();
            spent(began).saturating_sub(before)
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
        further(&mut out, name, &compiled, &documents)?;
    }
    Ok(())
}

fn further(
    out: &mut dyn Write,
    name: &str,
    layout: &CompiledLayout,
    documents: &[Fields],
) -> Result<(), Box<dyn std::error::Error>> {
    let data = FIELDS.split_whitespace().collect::<String>();
    // What signing costs is not the question here.
    let sign = |message: &[u8]| [message.last().copied().unwrap_or(0); 64];
    let mut pdf = Vec::new();
    let seal = best(|| {
        for fields in documents {
            pdf.clear();
            black_box(layout.render_sealed(fields, &data, &sign, &mut pdf).is_ok());
        }
    });
    writeln!(out, "{name}/seal {:.0} documents/s", f64::from(DOCUMENTS) / seal.as_secs_f64())?;
    writeln!(out, "{name}/sealed_size {} bytes", pdf.len())?;
    let check = best(|| {
        for fields in documents {
            black_box(layout.check(fields).is_ok());
        }
    });
    writeln!(out, "{name}/check {:.0} documents/s", f64::from(DOCUMENTS) / check.as_secs_f64())?;
    let drawn = best(|| {
        black_box(preview(&pdf, 1_000).is_ok());
    });
    writeln!(out, "{name}/preview {:.1} ms", drawn.as_secs_f64() * 1_000.0)?;
    let files = || {
        documents.iter().map(|fields| {
            let mut pdf = Vec::new();
            layout.render(fields, &mut pdf).map(|_| pdf).map_err(std::io::Error::other)
        })
    };
    let made: Vec<Vec<u8>> = files().collect::<Result<_, _>>()?;
    let mut merged = Vec::new();
    let merging = best(|| {
        merged.clear();
        black_box(merge(made.iter().cloned().map(Ok), &mut merged).is_ok());
    });
    writeln!(out, "{name}/merge {:.0} documents/s", f64::from(DOCUMENTS) / merging.as_secs_f64())?;
    writeln!(out, "{name}/merged_size {} bytes", merged.len() / documents.len())?;
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
