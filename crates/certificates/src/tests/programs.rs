//! What other programs say of our files. These tests need Apache `PDFBox`, qpdf and poppler, and run where
//! `WEBCLUB_TEST_TOOLS` is set, as `scripts/test` does; there they fail when a program is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::sample::{ALL, fields, fonts, signatory};
use crate::layout::{Element, Image};
use crate::{CompiledLayout, Fields, Images, Layout, Placeholder, Standard, merge};

fn is_wanted() -> bool {
    std::env::var_os("WEBCLUB_TEST_TOOLS").is_some()
}

/// What the program writes, with what it complains of; it must be there, and be content.
fn told(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output();
    let output = output.unwrap_or_else(|error| panic!("{program} is needed: {error}"));
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{program} {}: {text}", file.display());
    text
}

/// A blue squiggle that fades out for everything: signature, seal, logo and paper.
struct Squiggle;

impl Images for Squiggle {
    fn image(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let is_opaque = name == "paper";
        let picture = image::RgbaImage::from_fn(120, 60, |x, y| {
            let fade = u8::try_from((x * 7 + y * 3) % 256).unwrap();
            image::Rgba([30, 60, 160, if is_opaque { 255 } else { fade }])
        });
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        Some(bytes.into_inner())
    }
}

fn with_images(json: &str) -> Layout {
    let mut layout = Layout::parse(json).unwrap();
    layout.images = vec!["signature".to_owned(), "seal".to_owned()];
    layout.elements.push(Element::Image(Image {
        id: "logo".to_owned(),
        x: 90.0,
        y: 18.0,
        w: 20.0,
        h: 10.0,
        image: "logo".to_owned(),
        alt: Some("Логотип".to_owned()),
    }));
    layout
}

fn on_paper(json: &str) -> Layout {
    let mut layout = with_images(json);
    layout.page.background = Some("paper".to_owned());
    layout
}

fn signed() -> Fields {
    let mut fields = fields();
    fields.signatories =
        vec![signatory("Директор МБОУ СОШ № 44", "Г. А. Воронцова"); 3];
    for person in &mut fields.signatories {
        person.signature_image = Some("signature".to_owned());
    }
    fields.signatories[0].seal_image = Some("seal".to_owned());
    fields
}

/// Letters that are in no usual prefix.
fn rare() -> Fields {
    let mut fields = signed();
    for name in [Placeholder::PersonNameNominative, Placeholder::PersonNameDative] {
        fields.values.insert(name, "Ӄалявӈэ Өлкән-Ңуриева Ма̄ньси".to_owned());
    }
    fields
}

/// Every kind of document that there is: plain and sealed, with images and rare letters, on paper.
fn written(standard: Standard, folder: &TempDir) -> Vec<(PathBuf, String)> {
    let data = r#"{"name":"Иванова Мария Петровна"}"#;
    let mut files = Vec::new();
    for (kind, json) in ALL {
        let cases = [
            ("plain", Layout::parse(json).unwrap(), fields()),
            ("signed", with_images(json), signed()),
            ("rare", with_images(json), rare()),
            ("paper", on_paper(json), signed()),
        ];
        for (case, layout, fields) in cases {
            let layout = CompiledLayout::compile_to(standard, &layout, fonts(), &Squiggle).unwrap();
            let mut pdf = Vec::new();
            if case == "plain" {
                layout.render(&fields, &mut pdf).unwrap();
            } else {
                layout.render_sealed(&fields, data, &|_| [0xab; 64], &mut pdf).unwrap();
            }
            let path = folder.path().join(format!("{kind}_{case}_{standard:?}.pdf"));
            std::fs::write(&path, pdf).unwrap();
            let name = if kind == "attendance_certificate" {
                Placeholder::PersonNameNominative
            } else {
                Placeholder::PersonNameDative
            };
            files.push((path, fields.value(name).to_owned()));
        }
    }
    files
}

/// Where Debian puts Java libraries: what `PDFBox` needs and its package does not name is among them.
const LIBRARIES: [&str; 7] =
    ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"];

#[test]
fn every_document_for_old_archives_passes_apache_preflight() {
    if !is_wanted() {
        return;
    }
    let paths = LIBRARIES.map(|library| format!("/usr/share/java/{library}.jar"));
    for path in &paths {
        assert!(Path::new(path).exists(), "{path} is needed");
    }
    let libraries = paths.join(":");
    let arguments = ["-cp", &libraries, "org.apache.pdfbox.preflight.Validator_A1b"];
    let folder = TempDir::new().unwrap();
    std::thread::scope(|scope| {
        for (path, _) in &written(Standard::A1b, &folder) {
            let path = path.clone();
            scope.spawn(move || {
                let text = told("java", &arguments, &path);
                assert!(text.contains("is a valid PDF/A-1b file"), "{}: {text}", path.display());
            });
        }
    });
}

#[test]
fn every_document_is_sound_and_its_text_and_fonts_are_whole() {
    if !is_wanted() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let files = [Standard::A2u, Standard::A1b].map(|standard| written(standard, &folder)).concat();
    for (path, name) in files {
        let checked = told("qpdf", &["--check"], &path);
        assert!(
            checked.contains("No syntax or stream encoding errors found"),
            "{}: {checked}",
            path.display()
        );
        let output = Command::new("pdftotext").arg(&path).arg("-").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap().replace('\n', " ");
        assert!(text.contains(&name), "{}: {text}", path.display());
        assert!(text.contains("ВК-2027-В-С/0042"), "{}: {text}", path.display());
        let fonts = told("pdffonts", &[], &path);
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(fonts.len() >= 3, "{}: {fonts:?}", path.display());
        for font in fonts {
            let columns: Vec<&str> = font.split_whitespace().collect();
            // Embedded, a subset, with characters; then the number of the object.
            let [.., embedded, subset, characters, _, _] = columns.as_slice() else { panic!("{font}") };
            assert_eq!([*embedded, *subset, *characters], ["yes"; 3], "{font}");
            assert!(font.contains("Identity-H"), "{font}");
        }
    }
}

#[test]
fn a_merged_file_is_sound_and_its_pages_look_as_they_did() {
    if !is_wanted() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let files = written(Standard::A2u, &folder);
    let mut merged = Vec::new();
    merge(files.iter().map(|(path, _)| std::fs::read(path)), &mut merged).unwrap();
    let path = folder.path().join("merged.pdf");
    std::fs::write(&path, merged).unwrap();
    let checked = told("qpdf", &["--check"], &path);
    assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
    let picture = |path: &Path, page: usize| {
        let page = page.to_string();
        let output = Command::new("pdftoppm").args(["-r", "50", "-f", &page, "-l", &page]).arg(path).output();
        let output = output.unwrap_or_else(|error| panic!("pdftoppm is needed: {error}"));
        assert!(output.status.success() && output.stdout.len() > 100_000, "{}", path.display());
        output.stdout
    };
    for (page, (alone, _)) in (1..).zip(&files) {
        assert!(picture(&path, page) == picture(alone, 1), "{}", alone.display());
    }
}
