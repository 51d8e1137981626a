//! The form says what the layout says, and back.

use club::layout::Layout;
use lang::{Lang, Texts};

use super::*;
use crate::fields::Fields;

const T: Texts = Texts(Lang::Ru);

fn standard() -> Layout {
    Layout::parse(include_str!("../../../../../templates/documents/attendance_certificate.json")).unwrap()
}

/// What a browser would send of a form.
fn sent(form: &LayoutForm) -> Vec<(String, String)> {
    let mut fields = vec![
        ("page.size".to_owned(), form.size.clone()),
        ("page.orientation".to_owned(), form.orientation.clone()),
        ("page.background".to_owned(), form.background.clone()),
    ];
    let mut add = |prefix: &str, element: &ElementForm| {
        fields.push((format!("{prefix}.id"), element.id.clone()));
        if element.kind != attributes::PARAGRAPH_TYPE {
            fields.push((format!("{prefix}.type"), element.kind.clone()));
        }
        for (name, value) in &element.values {
            fields.push((format!("{prefix}.{name}"), value.replace('\n', "\r\n")));
        }
    };
    for (number, element) in form.elements.iter().enumerate() {
        add(&format!("e{number}"), element);
        for (place, paragraph) in element.paragraphs.iter().enumerate() {
            add(&format!("e{number}.p{place}"), paragraph);
        }
    }
    fields
}

fn read(fields: &[(String, String)]) -> LayoutForm {
    let room = crate::fields::Room { fields: 6000, text_bytes: 1024 * 1024, upload_bytes: 0 };
    LayoutForm::read(&Fields::of_texts(fields.to_vec(), room).unwrap()).unwrap().0
}

#[test]
fn every_standard_layout_survives_its_form() {
    let files = [
        include_str!("../../../../../templates/documents/attendance_certificate.json"),
        include_str!("../../../../../templates/documents/letter_of_thanks.json"),
        include_str!("../../../../../templates/documents/proof_of_presentation.json"),
    ];
    for (file, lang) in files.into_iter().zip([Lang::Ru, Lang::En, Lang::Ru]) {
        let layout = Layout::parse(file).unwrap();
        let form = read(&sent(&LayoutForm::of(&layout, lang)));
        assert_eq!(form, LayoutForm::of(&layout, lang));
        assert_eq!(form.layout(&layout.name, &layout.images, Texts(lang)), Ok(layout));
    }
}

#[test]
fn what_cannot_be_read_is_named_at_its_field_and_stays_typed() {
    let mut form = LayoutForm::of(&standard(), Lang::Ru);
    let issued = form.elements.iter_mut().find(|element| element.id == "issued").unwrap();
    for (name, typed) in
        [("x", "двадцать"), ("max_lines", "1,5"), ("color", "красный"), ("when", "order, person.age")]
    {
        issued.values.insert(name.to_owned(), typed.to_owned());
    }
    let form = read(&sent(&form));
    let troubles = form.layout("x", &[], T).unwrap_err();
    let named: Vec<(&str, &str)> =
        troubles.iter().map(|trouble| (trouble.attribute.as_str(), trouble.text.as_str())).collect();
    let unknown = T.say_with("layout-problem-unknown-placeholder", &[("name", "person.age".into())]);
    let expected = [
        ("max_lines", T.say("layout-problem-not-whole")),
        ("color", T.say("layout-problem-no-color")),
        ("x", T.say("layout-problem-no-number")),
        ("when", unknown),
    ];
    assert_eq!(named, expected.each_ref().map(|(name, text)| (*name, text.as_str())));
    let issued = form.elements.iter().find(|element| element.id == "issued").unwrap();
    assert_eq!(issued.value("x"), "двадцать");
}

#[test]
fn a_text_for_all_becomes_one_by_gender_and_back_without_being_lost() {
    let mut form = LayoutForm::of(&standard(), Lang::Ru);
    let place = form.elements.iter().position(|element| element.id == "issued").unwrap();
    let text = form.elements[place].value("content").to_owned();
    form.elements[place].values.insert(DIFFERS.to_owned(), "yes".to_owned());
    let ticked = read(&sent(&form));
    let by_gender = VARIANTS.map(|variant| ticked.elements[place].value(&format!("content.{variant}")));
    assert_eq!(by_gender, [text.as_str(); 3]);
    let mut fields = sent(&ticked);
    fields.retain(|(name, _)| name != &format!("e{place}.{DIFFERS}"));
    let cleared = read(&fields);
    assert_eq!(
        (cleared.elements[place].value("content"), cleared.elements[place].differs()),
        (text.as_str(), false)
    );
}

#[test]
fn buttons_add_move_remove_and_bring_back() {
    let parent = standard();
    let mut form = LayoutForm::of(&parent, Lang::Ru);
    let ids = |form: &LayoutForm| form.elements.iter().map(|element| element.id.clone()).collect::<Vec<_>>();
    let before = ids(&form);
    let step =
        |form: &mut LayoutForm, sent: &str, new: &str| form.take(&Step::read(sent, new), &parent, Lang::Ru);
    for kind in attributes::TYPES {
        assert_eq!(step(&mut form, "add", kind), Some(format!("{kind}_1")), "{kind}");
    }
    assert_eq!(ids(&form).len(), before.len() + attributes::TYPES.len());
    for kind in attributes::TYPES {
        step(&mut form, &format!("remove:{kind}_1"), "");
    }
    assert_eq!(ids(&form), before);
    let of_head = |form: &LayoutForm| {
        let head = form.elements.iter().find(|element| element.id == "head").unwrap();
        head.paragraphs.iter().map(|paragraph| paragraph.id.clone()).collect::<Vec<_>>()
    };
    step(&mut form, "up:organizer", "");
    assert_eq!(of_head(&form), ["organizer", "founder", "network"]);
    step(&mut form, "up:organizer", "");
    step(&mut form, "down:founder", "");
    assert_eq!(of_head(&form), ["organizer", "network", "founder"]);
    assert_eq!(step(&mut form, "add-paragraph:head", ""), Some("paragraph_1".to_owned()));
    step(&mut form, "inherit:head", "");
    assert_eq!(of_head(&form), ["founder", "organizer", "network"]);
    step(&mut form, "remove:frame", "");
    step(&mut form, "remove:founder", "");
    step(&mut form, "inherit:frame", "");
    step(&mut form, "inherit:founder", "");
    assert_eq!(of_head(&form), ["organizer", "network", "founder"]);
    assert!(ids(&form).contains(&"frame".to_owned()));
    form.orientation = "portrait".to_owned();
    step(&mut form, "inherit:page", "");
    assert_eq!(form.orientation, "landscape");
}

#[test]
fn a_new_element_of_each_type_can_be_saved_but_an_image_wants_its_file() {
    let parent = standard();
    for kind in attributes::TYPES {
        let mut form = LayoutForm::of(&parent, Lang::En);
        form.take(&Step::read("add", kind), &parent, Lang::En);
        let layout = form.layout("x", &[], Texts(Lang::En));
        if *kind == "image" {
            assert_eq!(layout.unwrap_err()[0].text, Texts(Lang::En).say("layout-problem-no-image"));
            form.place_image("image_1", "abc");
            assert_eq!(form.layout("x", &[], T).unwrap().image_names(), ["abc"]);
        } else {
            assert_eq!(layout.unwrap().validate(), Ok(()), "{kind}");
        }
    }
}

#[test]
fn every_attribute_type_choice_and_placeholder_has_its_words() {
    for t in Lang::ALL.map(Texts) {
        let says = |key: String| assert!(t.has(&key), "{key}");
        for kind in attributes::TYPES.iter().chain(&[attributes::PARAGRAPH_TYPE, "page"]) {
            says(format!("layout-type-{kind}"));
            for attribute in attributes::attributes(kind) {
                let name = attribute.name.replace('_', "-");
                if attribute.input != attributes::Input::Content {
                    says(format!("layout-attribute-{name}"));
                }
                if let attributes::Input::Choice(words) = attribute.input {
                    words.iter().for_each(|word| says(format!("layout-{name}-{}", word.replace('_', "-"))));
                }
            }
        }
        for placeholder in club::layout::Placeholder::ALL {
            says(format!("layout-placeholder-{}", placeholder.as_str().replace(['.', '_'], "-")));
        }
        for key in club::layout::ERROR_KEYS {
            says((*key).to_owned());
        }
    }
}
