use super::*;

const REGULAR: Style = Style { font: Font::Regular, case: Case::None };

#[test]
fn every_face_has_the_whole_russian_alphabet() {
    let fonts = Fonts::libertinus().unwrap();
    for (font, name) in FACES {
        let face = fonts.face(font).unwrap();
        assert_eq!(face.name, name);
        let missing: String = alphabet().into_iter().filter(|ch| face.glyph(*ch).is_none()).collect();
        assert_eq!(missing, "", "{name}");
    }
}

#[test]
fn letters_are_kerned_and_ligatures_are_not_made() {
    let fonts = Fonts::libertinus().unwrap();
    let natural = |shaped: &Shaped| shaped.glyphs.iter().map(|glyph| glyph.natural).sum::<f64>();
    let kerned = fonts.shape(REGULAR, "ГАТУ").unwrap();
    assert!(kerned.width < natural(&kerned), "{} < {}", kerned.width, natural(&kerned));
    assert_eq!(fonts.shape(REGULAR, "fi").unwrap().glyphs.len(), 2);
}

#[test]
fn a_character_that_the_face_lacks_is_told_by_its_number() {
    let fonts = Fonts::libertinus().unwrap();
    let shaped = fonts.shape(REGULAR, "а漢").unwrap();
    assert_eq!(
        shaped.glyphs.iter().map(|glyph| (glyph.ch, glyph.id == 0)).collect::<Vec<_>>(),
        [('а', false), ('漢', true)]
    );
}
