//! The editor's page: the fields of everything on the sheet, the picture beside them, and what may be written in texts.

use askama::Template;
use club::layout::{Design, Layout as Sheet, Placeholder};
use lang::{Lang, Texts};

use super::form::attributes::TYPES;
use super::form::{ElementForm, LayoutForm, Trouble};
use super::groups::{Around, Group};
use super::place::Place;
use super::telling;
use crate::layout::Layout;
use crate::session::organize::SessionWays;

/// The editor.
#[derive(Template)]
#[template(path = "pages/layout_design/editor.html")]
pub(super) struct EditorPage {
    pub(super) layout: Layout,
    pub(super) t: Texts,
    pub(super) csrf: String,
    pub(super) base: String,
    pub(super) ways: Option<SessionWays>,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) level: String,
    pub(super) parent: String,
    pub(super) is_used: bool,
    pub(super) revision: i32,
    pub(super) page: Group,
    pub(super) elements: Vec<Group>,
    /// Id and name of what the parent has and this layout does not.
    pub(super) removed: Vec<(String, String)>,
    /// Value and name of each type.
    pub(super) types: Vec<(String, String)>,
    pub(super) placeholders: Vec<Named>,
    pub(super) samples: Vec<(String, String)>,
    pub(super) sample: String,
    /// Whose document the picture shows.
    pub(super) person: String,
    /// Address or data of the picture; none where there is none.
    pub(super) picture: Option<String>,
    /// Problems with the name of their element and its anchor.
    pub(super) problems: Vec<Listed>,
    /// Texts that had to become smaller.
    pub(super) shrunk: Vec<String>,
    pub(super) done: Option<String>,
    /// What changed while somebody else was at it too.
    pub(super) conflict: Option<Conflict>,
}

/// A problem as the page lists it.
pub(super) struct Listed {
    pub(super) anchor: String,
    pub(super) text: String,
}

/// Two versions of one layout.
pub(super) struct Conflict {
    /// Names of what differs between the two.
    pub(super) differs: Vec<String>,
}

/// A placeholder with what it means.
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) meaning: String,
    pub(super) sample: String,
}

/// What the page needs beside the form.
pub(super) struct Frame<'a> {
    pub(super) layout: Layout,
    pub(super) csrf: String,
    pub(super) place: &'a Place,
    pub(super) design: &'a Design,
    pub(super) values: Vec<(Placeholder, String)>,
}

impl EditorPage {
    pub(super) fn of(
        frame: Frame<'_>,
        form: &LayoutForm,
        (troubles, open): (&[Trouble], Option<&str>),
    ) -> Self {
        let t = Texts(frame.layout.lang);
        let design = frame.design;
        let parent = LayoutForm::of(&design.parent, frame.layout.lang);
        let around = Around { t, parent: &parent, troubles, open };
        let above = |id: &str| parent.elements.iter().find(|form| form.id == id);
        let elements: Vec<Group> = (0..)
            .zip(&form.elements)
            .map(|(number, element)| Group::of(element, format!("e{number}"), above(&element.id), &around))
            .collect();
        let sample = |word: &str| (word.to_owned(), t.say(&format!("layout-sample-{word}")));
        Self {
            t,
            csrf: frame.csrf,
            base: frame.place.base.clone(),
            ways: frame.place.ways(t),
            id: design.row.id.to_string(),
            name: design.row.name.clone(),
            kind: telling::kind(design.row.kind, t),
            level: telling::level(Some(design.row.level), t),
            parent: design.parent_name.clone().unwrap_or_else(|| t.say("layout-parent-standard")),
            is_used: design.row.is_used,
            revision: design.row.revision,
            page: Group::of_page(form, &around),
            problems: listed(troubles, &elements, t),
            elements,
            removed: removed(form, &parent, t),
            types: TYPES
                .iter()
                .map(|kind| ((*kind).to_owned(), t.say(&format!("layout-type-{kind}"))))
                .collect(),
            placeholders: frame.values.into_iter().map(|(name, sample)| Named::of(name, sample, t)).collect(),
            samples: ["longest", "usual", "neutral"].map(sample).to_vec(),
            sample: "longest".to_owned(),
            person: String::new(),
            picture: None,
            shrunk: vec![],
            done: None,
            conflict: None,
            layout: frame.layout,
        }
    }

    /// Names the texts that had to become smaller.
    pub(super) fn name_shrunk(&mut self, shrunk: &[club::layout::Shrunk], form: &LayoutForm) {
        let all = || form.elements.iter().flat_map(|form| std::iter::once(form).chain(&form.paragraphs));
        let named = shrunk.iter().filter_map(|text| {
            let element = all().find(|form| form.id == text.element)?;
            let percent = format!("{:.0}", 100.0 * text.to_pt / text.from_pt);
            let element = telling::element(element, self.t);
            Some(
                self.t.say_with("layout-shrunk", &[("element", element.into()), ("percent", percent.into())]),
            )
        });
        self.shrunk = named.collect();
    }
}

impl Named {
    fn of(placeholder: Placeholder, sample: String, t: Texts) -> Named {
        let name = placeholder.as_str();
        Named {
            name,
            meaning: t.say(&format!("layout-placeholder-{}", name.replace(['.', '_'], "-"))),
            sample,
        }
    }
}

/// Problems with where they are: at the element if the form has it, else at the top.
fn listed(troubles: &[Trouble], elements: &[Group], t: Texts) -> Vec<Listed> {
    let all = || elements.iter().flat_map(|group| std::iter::once(group).chain(&group.paragraphs));
    let list = troubles.iter().map(|trouble| match all().find(|group| group.id == trouble.element) {
        Some(group) => Listed {
            anchor: group.anchor.clone(),
            text: t.say_with(
                "layout-problem-at",
                &[("element", group.title.clone().into()), ("problem", trouble.text.clone().into())],
            ),
        },
        None if trouble.element == "page" => Listed { anchor: "page".to_owned(), text: trouble.text.clone() },
        None => Listed { anchor: "design".to_owned(), text: trouble.text.clone() },
    });
    list.collect()
}

/// What the parent has and the form does not; paragraphs only where their stack is still there.
fn removed(form: &LayoutForm, parent: &LayoutForm, t: Texts) -> Vec<(String, String)> {
    let mut gone = vec![];
    for above in &parent.elements {
        match form.elements.iter().find(|own| own.id == above.id) {
            None => gone.push(above),
            Some(own) => {
                let is_gone = |above: &&ElementForm| own.paragraphs.iter().all(|own| own.id != above.id);
                gone.extend(above.paragraphs.iter().filter(is_gone));
            }
        }
    }
    gone.into_iter().map(|form| (form.id.clone(), telling::element(form, t))).collect()
}

/// Names of elements and of the page that differ between two layouts.
pub(super) fn differing(one: &Sheet, other: &LayoutForm, lang: Lang) -> Vec<String> {
    let t = Texts(lang);
    let one = LayoutForm::of(one, lang);
    let mut names = vec![];
    if (&one.size, &one.orientation, &one.background) != (&other.size, &other.orientation, &other.background)
    {
        names.push(t.say("layout-type-page"));
    }
    let of = |form: &LayoutForm| -> Vec<ElementForm> {
        let flat = form.elements.iter().flat_map(|element| {
            let alone = ElementForm { paragraphs: vec![], ..element.clone() };
            std::iter::once(alone).chain(element.paragraphs.iter().cloned())
        });
        flat.collect()
    };
    let (one, other) = (of(&one), of(other));
    let differs = |form: &&ElementForm| !other.contains(form);
    names.extend(one.iter().filter(differs).map(|form| telling::element(form, t)));
    let is_new = |form: &&ElementForm| one.iter().all(|known| known.id != form.id);
    names.extend(other.iter().filter(is_new).map(|form| telling::element(form, t)));
    names
}
