//! The fields of the editor, group by group: one for the page and one for each element, with those of its paragraphs inside.

use askama::Template;
use askama::filters::HtmlSafe;
use lang::Texts;

use super::form::attributes::{Attribute, Input, attributes};
use super::form::{ElementForm, LayoutForm, Trouble, VARIANTS};
use super::telling;

/// The fields of an element, a paragraph or the page.
#[derive(Template)]
#[template(path = "parts/layout_group.html")]
pub(super) struct Group {
    t: Texts,
    pub(super) id: String,
    pub(super) anchor: String,
    /// `e3`, `e3.p2`, `page`
    prefix: String,
    kind: String,
    pub(super) title: String,
    excerpt: String,
    is_open: bool,
    /// It differs from what the parent has.
    is_changed: bool,
    problems: Vec<String>,
    /// Variant and text of each; one without a variant where the text is the same for all.
    texts: Vec<TextBox>,
    /// None: the element has no text.
    differs: Option<bool>,
    look: Vec<Set>,
    measures: Vec<Set>,
    image: Option<ImageBox>,
    pub(super) paragraphs: Vec<Group>,
    is_element: bool,
}

impl HtmlSafe for Group {}

struct TextBox {
    name: String,
    anchor: String,
    label: String,
    value: String,
    is_wrong: bool,
}

struct ImageBox {
    field: String,
    file_field: String,
    anchor: String,
    sha256: String,
    is_background: bool,
}

/// A small field.
struct Set {
    name: String,
    anchor: String,
    label: String,
    value: String,
    is_wrong: bool,
    /// `number`, `line`, `color`, `choice`
    kind: &'static str,
    choices: Vec<(String, String)>,
}

/// What a form is compared with while it is drawn.
pub(super) struct Around<'a> {
    pub(super) t: Texts,
    pub(super) parent: &'a LayoutForm,
    pub(super) troubles: &'a [Trouble],
    /// The element that was touched last.
    pub(super) open: Option<&'a str>,
}

impl Group {
    pub(super) fn of(
        form: &ElementForm,
        prefix: String,
        above: Option<&ElementForm>,
        around: &Around<'_>,
    ) -> Group {
        let t = around.t;
        let parent_paragraph =
            |id: &str| above.and_then(|above| above.paragraphs.iter().find(|form| form.id == id));
        let paragraphs: Vec<Group> = (0..)
            .zip(&form.paragraphs)
            .map(|(number, paragraph)| {
                let prefix = format!("{prefix}.p{number}");
                Group::of(paragraph, prefix, parent_paragraph(&paragraph.id), around)
            })
            .collect();
        let own = |trouble: &&Trouble| trouble.element == form.id;
        let problems: Vec<String> =
            around.troubles.iter().filter(own).map(|trouble| trouble.text.clone()).collect();
        let mut group = Group {
            t,
            anchor: anchor(&prefix),
            is_open: !problems.is_empty()
                || around.open == Some(form.id.as_str())
                || paragraphs.iter().any(|paragraph| paragraph.is_open),
            is_changed: above.is_some_and(|above| above != form),
            title: telling::element(form, t),
            excerpt: telling::excerpt(form),
            problems,
            id: form.id.clone(),
            kind: form.kind.clone(),
            texts: vec![],
            differs: None,
            look: vec![],
            measures: vec![],
            image: None,
            paragraphs,
            is_element: !prefix.contains('.'),
            prefix,
        };
        for attribute in attributes(&form.kind) {
            group.add(attribute, form, around);
        }
        group
    }

    fn add(&mut self, attribute: &Attribute, form: &ElementForm, around: &Around<'_>) {
        let name = format!("{}.{}", self.prefix, attribute.name);
        let is_wrong = around
            .troubles
            .iter()
            .any(|trouble| trouble.element == form.id && trouble.attribute == attribute.name);
        match attribute.input {
            Input::Content => {
                self.differs = Some(form.differs());
                self.texts = texts(form, &name, is_wrong, around.t);
            }
            Input::Image => {
                self.image = Some(ImageBox {
                    anchor: anchor(&name),
                    field: name,
                    file_field: format!("{}.file", self.prefix),
                    sha256: form.value("image").to_owned(),
                    is_background: false,
                });
            }
            _ => {
                let set = Set::of(attribute, name, form.value(attribute.name), (is_wrong, around.t));
                let is_measure = matches!(
                    attribute.name,
                    "x" | "y"
                        | "w"
                        | "h"
                        | "x1"
                        | "y1"
                        | "x2"
                        | "y2"
                        | "gap"
                        | "inset"
                        | "row"
                        | "position_w"
                        | "rule_w"
                        | "seal"
                );
                if is_measure { self.measures.push(set) } else { self.look.push(set) }
            }
        }
    }

    pub(super) fn of_page(form: &LayoutForm, around: &Around<'_>) -> Group {
        let t = around.t;
        let own = around.troubles.iter().filter(|trouble| trouble.element == "page");
        let problems: Vec<String> = own.map(|trouble| trouble.text.clone()).collect();
        let parent = around.parent;
        let choice = |name: &'static str, words, value: &str| {
            Set::of(
                &Attribute { name, input: Input::Choice(words), default: "" },
                format!("page.{name}"),
                value,
                (false, t),
            )
        };
        Group {
            anchor: "page".to_owned(),
            prefix: "page".to_owned(),
            kind: "page".to_owned(),
            id: "page".to_owned(),
            title: t.say("layout-type-page"),
            excerpt: String::new(),
            is_open: !problems.is_empty() || around.open == Some("page"),
            is_changed: (&form.size, &form.orientation, &form.background)
                != (&parent.size, &parent.orientation, &parent.background),
            problems,
            texts: vec![],
            differs: None,
            look: vec![
                choice("orientation", &["portrait", "landscape"], &form.orientation),
                choice("size", &["a4", "a5"], &form.size),
            ],
            measures: vec![],
            image: Some(ImageBox {
                field: "page.background".to_owned(),
                file_field: "page.file".to_owned(),
                anchor: "page-background".to_owned(),
                sha256: form.background.clone(),
                is_background: true,
            }),
            paragraphs: vec![],
            is_element: false,
            t,
        }
    }
}

/// `e3.p2` is `e3-p2` where it is jumped to.
fn anchor(name: &str) -> String {
    name.replace(['.', '_'], "-")
}

fn texts(form: &ElementForm, name: &str, is_wrong: bool, t: Texts) -> Vec<TextBox> {
    let text = |name: String, label: String, value: &str| TextBox {
        anchor: anchor(&name),
        name,
        label,
        value: value.to_owned(),
        is_wrong,
    };
    if !form.differs() {
        return vec![text(name.to_owned(), t.say("layout-text"), form.value("content"))];
    }
    let variants = VARIANTS.iter().map(|variant| {
        let value = form.value(&format!("content.{variant}"));
        text(format!("{name}.{variant}"), t.say(&format!("layout-text-{variant}")), value)
    });
    variants.collect()
}

impl Set {
    fn of(attribute: &Attribute, name: String, value: &str, (is_wrong, t): (bool, Texts)) -> Set {
        let key = attribute.name.replace('_', "-");
        let word =
            |word: &&str| ((*word).to_owned(), t.say(&format!("layout-{key}-{}", word.replace('_', "-"))));
        let (kind, choices) = match attribute.input {
            Input::Choice(words) => ("choice", words.iter().map(word).collect()),
            Input::Color => ("color", vec![]),
            Input::Number | Input::OptionalNumber | Input::Count => ("number", vec![]),
            _ => ("line", vec![]),
        };
        Set {
            anchor: anchor(&name),
            name,
            label: t.say(&format!("layout-attribute-{key}")),
            value: value.to_owned(),
            is_wrong,
            kind,
            choices,
        }
    }
}
