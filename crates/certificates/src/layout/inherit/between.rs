//! Two layouts are compared.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{AddedElement, AddedParagraph, Attributes, Changes, attributes, text};
use crate::layout::{Element, Layout, Paragraph};

const TYPE: &str = "type";

pub(super) fn between(parent: &Layout, child: &Layout) -> Changes {
    let mut changes = Changes {
        name: (parent.name != child.name).then(|| child.name.clone()),
        page: differences(&attributes(&parent.page), &attributes(&child.page)),
        images: (parent.images != child.images).then(|| child.images.clone()),
        ..Changes::default()
    };
    let before: BTreeMap<&str, &Element> =
        parent.elements.iter().map(|element| (element.id(), element)).collect();
    let mut kept = BTreeSet::new();
    let mut behind = None;
    for element in &child.elements {
        match before.get(element.id()) {
            Some(old) if kind(old) == kind(element) => {
                kept.insert(element.id());
                changes.compare(old, element);
            }
            _ => changes.added.push(AddedElement { after: behind, element: element.clone() }),
        }
        behind = Some(element.id().to_owned());
    }
    let gone = parent.elements.iter().map(Element::id).filter(|id| !kept.contains(id));
    changes.removed.extend(gone.map(str::to_owned));
    changes.order = order(parent.elements.iter().map(Element::id), child.elements.iter().map(Element::id));
    changes
}

fn kind(element: &Element) -> std::mem::Discriminant<Element> {
    std::mem::discriminant(element)
}

impl Changes {
    /// Notes what is different in an element that both layouts have.
    fn compare(&mut self, old: &Element, new: &Element) {
        let [mut before, mut after] = [old, new].map(attributes);
        if let (Element::Stack(old), Element::Stack(new)) = (old, new) {
            before.remove("paragraphs");
            after.remove("paragraphs");
            self.compare_paragraphs(&new.id, &old.paragraphs, &new.paragraphs);
        }
        let mut different = differences(&before, &after);
        if let (false, Some(kind)) = (different.is_empty(), text(&after, TYPE)) {
            different.insert(TYPE.to_owned(), Value::from(kind));
            self.changed.insert(new.id().to_owned(), different);
        }
    }

    fn compare_paragraphs(&mut self, stack: &str, old: &[Paragraph], new: &[Paragraph]) {
        let before: BTreeMap<&str, &Paragraph> =
            old.iter().map(|paragraph| (paragraph.id.as_str(), paragraph)).collect();
        let mut behind = None;
        for paragraph in new {
            if let Some(old) = before.get(paragraph.id.as_str()) {
                let different = differences(&attributes(old), &attributes(paragraph));
                if !different.is_empty() {
                    self.changed.insert(paragraph.id.clone(), different);
                }
            } else {
                let (stack, paragraph) = (stack.to_owned(), paragraph.clone());
                self.added_paragraphs.push(AddedParagraph { stack, after: behind, paragraph });
            }
            behind = Some(paragraph.id.clone());
        }
        let kept: BTreeSet<&str> = new.iter().map(|paragraph| paragraph.id.as_str()).collect();
        self.removed.extend(before.into_keys().filter(|id| !kept.contains(id)).map(str::to_owned));
        let ids = |paragraphs: &[Paragraph]| -> Vec<String> {
            paragraphs.iter().map(|paragraph| paragraph.id.clone()).collect()
        };
        let (old, new) = (ids(old), ids(new));
        let order = order(old.iter().map(String::as_str), new.iter().map(String::as_str));
        if !order.is_empty() {
            self.paragraph_order.insert(stack.to_owned(), order);
        }
    }
}

/// The attributes that are not as before; those that are gone are null.
fn differences(before: &Attributes, after: &Attributes) -> Attributes {
    let changed = after.iter().filter(|(name, value)| before.get(*name) != Some(value));
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    changed
        .map(|(name, value)| (name.clone(), value.clone()))
        .chain(gone.map(|name| (name.clone(), Value::Null)))
        .collect()
}

/// The new order, or nothing where those that both have stand as before.
fn order<'a>(
    before: impl Iterator<Item = &'a str> + Clone,
    after: impl Iterator<Item = &'a str> + Clone,
) -> Vec<String> {
    let old: BTreeSet<&str> = before.clone().collect();
    let new: BTreeSet<&str> = after.clone().collect();
    if before.filter(|id| new.contains(id)).eq(after.clone().filter(|id| old.contains(id))) {
        return Vec::new();
    }
    after.map(str::to_owned).collect()
}
