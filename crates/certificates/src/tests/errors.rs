//! What goes wrong is told with the element, and nothing is written.

use super::sample::{ALL, PROOF, compiled, fields, fonts, signatory, with};
use crate::{CompileError, CompiledLayout, Images, Layout, LayoutError, NoImages, Placeholder, RenderError};

fn refused(fields: &crate::Fields) -> RenderError {
    let mut bytes = b"before".to_vec();
    let error = compiled(PROOF).render(fields, &mut bytes).unwrap_err();
    assert_eq!(bytes, b"before");
    error
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_element() {
    for (text, ch) in
        [("Иванова 漢", '漢'), ("Ива\u{202e}нова", '\u{202e}'), ("Ива\u{7}нова", '\u{7}'), ("🎓", '🎓')]
    {
        let error = refused(&with(&[(Placeholder::PersonNameDative, text)]));
        assert_eq!(error, RenderError::MissingGlyph { ch, element: "name".to_owned() });
    }
    let error = refused(&with(&[(Placeholder::PersonSchool, "Школа ☃")]));
    assert_eq!(error.to_string(), "school: no font has the character '☃' (U+2603)");
}

#[test]
fn a_text_that_does_not_fit_is_named_with_what_it_needs() {
    let error = refused(&with(&[(Placeholder::TalkTopic, &"очень длинная тема ".repeat(270))]));
    let RenderError::Overflow { element, needed_mm, available_mm } = error else { panic!("{error}") };
    assert_eq!(element, "topic");
    assert!(needed_mm > available_mm && available_mm > 10.0, "{needed_mm} {available_mm}");
}

#[test]
fn a_box_that_is_full_is_named() {
    let error = refused(&with(&[(Placeholder::OrganizerName, &"Школа\n".repeat(40))]));
    assert!(matches!(&error, RenderError::Overflow { element, .. } if element == "head"), "{error}");
}

#[test]
fn a_value_that_is_needed_and_empty_is_named() {
    for empty in ["", "  "] {
        let error = refused(&with(&[(Placeholder::TalkTopic, empty)]));
        assert_eq!(error, RenderError::MissingField(Placeholder::TalkTopic));
    }
}

#[test]
fn an_address_that_no_qr_code_can_hold_is_refused() {
    let error = refused(&with(&[(Placeholder::DocumentVerifyUrl, &"https://example.org/".repeat(200))]));
    assert_eq!(error, RenderError::QrTooLong { element: "qr".to_owned() });
}

#[test]
fn a_fourth_signatory_and_an_unknown_image_are_refused() {
    let mut four = fields();
    four.signatories = vec![signatory("Директор", "Г. А. Воронцова"); 4];
    assert_eq!(refused(&four), RenderError::TooManySignatories(4));
    let mut image = fields();
    image.signatories[0].signature_image = Some("signature".to_owned());
    assert_eq!(refused(&image), RenderError::MissingImage("signature".to_owned()));
}

/// One image under every name.
struct Same(Vec<u8>);

impl Images for Same {
    fn image(&self, _name: &str) -> Option<Vec<u8>> {
        Some(self.0.clone())
    }
}

fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::RgbaImage::from_pixel(width, height, image::Rgba([20, 40, 160, alpha]));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn with_images() -> Layout {
    let mut layout = Layout::parse(PROOF).unwrap();
    layout.images = vec!["signature".to_owned(), "seal".to_owned()];
    layout.page.background = Some("paper".to_owned());
    layout
}

#[test]
fn signatures_seals_and_backgrounds_are_drawn() {
    for alpha in [120, 255] {
        let compiled = CompiledLayout::compile(&with_images(), fonts(), &Same(png(60, 30, alpha))).unwrap();
        let mut fields = fields();
        fields.signatories[0].signature_image = Some("signature".to_owned());
        fields.signatories[0].seal_image = Some("seal".to_owned());
        let mut bytes = Vec::new();
        compiled.render(&fields, &mut bytes).unwrap();
        let document = super::reader::read(&bytes).document;
        let page = *document.get_pages().values().next().unwrap();
        let content = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
        let mut drawn: Vec<&str> = content.lines().filter(|line| line.contains(" Do")).collect();
        drawn.sort_unstable();
        assert_eq!(drawn, ["/Im0 Do", "/Im1 Do", "/Im2 Do"]);
        assert!(!super::reader::read(&bytes).text().contains("М. П."), "the seal itself marks its place");
    }
}

#[test]
fn missing_broken_and_huge_images_are_refused() {
    let compile = |images: &dyn Images| CompiledLayout::compile(&with_images(), fonts(), images).unwrap_err();
    assert_eq!(compile(&NoImages), CompileError::MissingImage("paper".to_owned()));
    for bytes in
        [Vec::new(), b"\x89PNG\r\n\x1a\nrubbish".to_vec(), png(4_001, 1, 255), vec![0; 17 * 1024 * 1024]]
    {
        let error = compile(&Same(bytes));
        assert!(matches!(&error, CompileError::BadImage { name, .. } if name == "paper"), "{error}");
    }
}

#[test]
fn a_fixed_text_with_an_unknown_character_is_refused_when_the_layout_is_compiled() {
    let layout = Layout::parse(&PROOF.replace("\"выдано\"", "\"выдано ☃\"")).unwrap();
    let error = CompiledLayout::compile(&layout, fonts(), &NoImages).unwrap_err();
    assert_eq!(error, CompileError::MissingGlyph { ch: '☃', element: "given_to".to_owned() });
}

#[test]
fn another_layout_or_image_has_another_hash() {
    let hash = |layout: &Layout, images: &dyn Images| {
        CompiledLayout::compile(layout, fonts(), images).unwrap().hash().to_owned()
    };
    let layout = Layout::parse(PROOF).unwrap();
    let mut moved = layout.clone();
    moved.name.push('!');
    let hashes = [
        hash(&layout, &NoImages),
        hash(&moved, &NoImages),
        hash(&with_images(), &Same(png(2, 2, 255))),
        hash(&with_images(), &Same(png(2, 3, 255))),
    ];
    assert_eq!(hashes.iter().collect::<std::collections::BTreeSet<_>>().len(), hashes.len());
    assert_eq!(hashes[0], compiled(PROOF).hash());
    assert_eq!(hashes[0].len(), 64);
}

#[test]
fn a_layout_that_was_spoilt_in_memory_does_not_compile() {
    let mut layout = Layout::parse(PROOF).unwrap();
    layout.format = 2;
    let error = CompiledLayout::compile(&layout, fonts(), &NoImages).unwrap_err();
    assert_eq!(error, CompileError::Layout(LayoutError::UnknownFormat { found: 2, known: 1 }));
}

#[test]
fn a_fixed_text_with_something_invisible_is_refused_when_the_layout_is_compiled() {
    for ch in ['\u{ad}', '\u{202e}', '\u{200b}', '\u{7}', '\u{feff}'] {
        let layout =
            Layout::parse(&PROOF.replace("\"выдано\"", &format!("\"вы\\u{:04x}дано\"", u32::from(ch))))
                .unwrap();
        let error = CompiledLayout::compile(&layout, fonts(), &NoImages).unwrap_err();
        assert_eq!(error, CompileError::MissingGlyph { ch, element: "given_to".to_owned() });
    }
}

#[test]
fn five_thousand_characters_in_any_field_are_refused_by_name_or_do_no_harm() {
    let words = "очень длинный текст ".repeat(250);
    let letters = "ы".repeat(5_000);
    let lines = "строка\n".repeat(715);
    let mut refused = 0;
    for text in [&words, &letters, &lines] {
        assert!(text.chars().count() >= 5_000);
        for placeholder in Placeholder::ALL {
            for (kind, layout) in ALL {
                match compiled(layout).check(&with(&[(*placeholder, text)])) {
                    Ok(rendered) => assert_eq!(rendered.shrunk, [], "{kind} {placeholder}"),
                    Err(RenderError::Overflow { element, needed_mm, available_mm }) => {
                        assert!(!element.is_empty() && needed_mm > available_mm, "{kind} {placeholder}");
                        refused += 1;
                    }
                    Err(RenderError::QrTooLong { element }) => assert_eq!(element, "qr"),
                    Err(other) => panic!("{kind} {placeholder}: {other}"),
                }
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn what_cannot_be_seen_is_refused_in_every_field_that_is_printed() {
    let mut refused = 0;
    for hidden in ['\u{0}', '\u{1b}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}'] {
        for placeholder in Placeholder::ALL {
            for (kind, layout) in ALL {
                let whole = fields().value(*placeholder).to_owned();
                if whole.is_empty() || *placeholder == Placeholder::DocumentVerifyUrl {
                    continue;
                }
                let fields = with(&[(*placeholder, &format!("{whole}{hidden}{whole}"))]);
                match compiled(layout).check(&fields) {
                    // The layout does not print it.
                    Ok(_) => assert_eq!(
                        super::sample::pdf(layout, &fields),
                        super::sample::pdf(layout, &super::sample::fields()),
                        "{kind} {placeholder}"
                    ),
                    Err(RenderError::MissingGlyph { ch, element }) => {
                        assert_eq!(ch, hidden);
                        assert!(!element.is_empty());
                        refused += 1;
                    }
                    Err(other) => panic!("{kind} {placeholder}: {other}"),
                }
            }
        }
        let mut signed = fields();
        signed.signatories[1].name.push(hidden);
        let expected = RenderError::MissingGlyph { ch: hidden, element: "signatures".to_owned() };
        assert_eq!(refused_signature(&signed), expected);
    }
    assert!(refused > 200, "{refused}");
}

fn refused_signature(fields: &crate::Fields) -> RenderError {
    compiled(PROOF).check(fields).unwrap_err()
}

#[test]
fn a_title_is_described_without_what_cannot_be_seen() {
    let mut hidden = fields();
    hidden.title = "Свиде\u{202e}тельство\u{0} № 1\n".to_owned();
    hidden.author = "\u{feff}МБОУ\u{200b} СОШ".to_owned();
    let mut plain = fields();
    plain.title = "Свидетельство № 1".to_owned();
    plain.author = "МБОУ СОШ".to_owned();
    assert_eq!(super::sample::pdf(PROOF, &hidden), super::sample::pdf(PROOF, &plain));
}
