//! A parent is changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Attributes, Changes, attributes, text};
use crate::error::LayoutError;
use crate::layout::{Element, FORMAT, Layout, Paragraph};

pub(super) fn apply(changes: &Changes, parent: &Layout) -> Result<Layout, LayoutError> {
    if changes.format != FORMAT {
        return Err(LayoutError::UnknownFormat { found: changes.format, known: FORMAT });
    }
    let mut elements = Vec::with_capacity(parent.elements.len() + changes.added.len());
    for element in parent.elements.iter().filter(|element| !changes.removed.contains(element.id())) {
        elements.push(changes.element(element)?);
    }
    let mut names = Names::of(&elements, &changes.removed);
    changes.add_elements(&mut elements, &mut names);
    changes.add_paragraphs(&mut elements, &mut names);
    sort(&mut elements, &names.all(&changes.order), Element::id);
    for element in &mut elements {
        let Element::Stack(stack) = element else { continue };
        if let Some(order) = changes.paragraph_order.get(&stack.id) {
            sort(&mut stack.paragraphs, &names.all(order), |paragraph| &paragraph.id);
        }
    }
    let layout = Layout {
        format: FORMAT,
        name: changes.name.clone().unwrap_or_else(|| parent.name.clone()),
        page: changed("page", attributes(&parent.page), &changes.page)?,
        images: changes.images.clone().unwrap_or_else(|| parent.images.clone()),
        elements,
    };
    layout.validate()?;
    Ok(layout)
}

/// A thing with other attributes.
fn changed<T: DeserializeOwned>(id: &str, thing: Attributes, changes: &Attributes) -> Result<T, LayoutError> {
    let mut thing = Value::Object(thing);
    merge(&mut thing, &Value::Object(changes.clone()));
    serde_json::from_value(thing).map_err(|error| LayoutError::Unreadable(format!("{id}: {error}")))
}

/// Merges as RFC 7386 says.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Attributes::new());
    }
    let Value::Object(target) = target else { return };
    for (name, value) in patch {
        if value.is_null() {
            target.remove(name);
        } else {
            merge(target.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}

impl Changes {
    fn element(&self, element: &Element) -> Result<Element, LayoutError> {
        let mut element = element.clone();
        if let Element::Stack(stack) = &mut element {
            let mut paragraphs = Vec::with_capacity(stack.paragraphs.len());
            for paragraph in stack.paragraphs.iter().filter(|paragraph| !self.removed.contains(&paragraph.id))
            {
                paragraphs.push(match self.changed.get(&paragraph.id) {
                    Some(changes) => changed(&paragraph.id, attributes(paragraph), &without_id(changes))?,
                    None => paragraph.clone(),
                });
            }
            stack.paragraphs = paragraphs;
        }
        let Some(changes) = self.changed.get(element.id()) else { return Ok(element) };
        let before = attributes(&element);
        match text(changes, "type") {
            // The parent has put another element in its place.
            Some(kind) if text(&before, "type") != Some(kind) => Ok(element),
            _ => changed(element.id(), before, &without_id(changes)),
        }
    }

    fn add_elements(&self, elements: &mut Vec<Element>, names: &mut Names) {
        for added in &self.added {
            let mut element = added.element.clone();
            names.claim(id_mut(&mut element));
            if let Element::Stack(stack) = &mut element {
                stack.paragraphs.iter_mut().for_each(|paragraph| names.claim(&mut paragraph.id));
            }
            let place = place(elements, names.now(added.after.as_deref()), Element::id);
            elements.insert(place, element);
        }
    }

    fn add_paragraphs(&self, elements: &mut [Element], names: &mut Names) {
        for added in &self.added_paragraphs {
            let stack = elements.iter_mut().find_map(|element| match element {
                Element::Stack(stack) if stack.id == added.stack => Some(stack),
                _ => None,
            });
            let Some(stack) = stack else { continue };
            let mut paragraph = added.paragraph.clone();
            names.claim(&mut paragraph.id);
            let after = names.now(added.after.as_deref());
            let place = place(&stack.paragraphs, after, |paragraph: &Paragraph| &paragraph.id);
            stack.paragraphs.insert(place, paragraph);
        }
    }
}

/// Nobody renames an element, and a stack's paragraphs are changed one by one.
fn without_id(changes: &Attributes) -> Attributes {
    let mut changes = changes.clone();
    changes.remove("id");
    changes.remove("paragraphs");
    changes
}

fn id_mut(element: &mut Element) -> &mut String {
    match element {
        Element::Text(element) => &mut element.id,
        Element::Stack(element) => &mut element.id,
        Element::Image(element) => &mut element.id,
        Element::Line(element) => &mut element.id,
        Element::Rect(element) => &mut element.id,
        Element::Ornament(element) => &mut element.id,
        Element::Qr(element) => &mut element.id,
        Element::Signatures(element) => &mut element.id,
    }
}

/// The ids that are in use, and what added things are called where the parent has taken their ids since.
struct Names {
    used: BTreeSet<String>,
    renamed: BTreeMap<String, String>,
}

impl Names {
    fn of(elements: &[Element], removed: &BTreeSet<String>) -> Names {
        let mut used = BTreeSet::new();
        for element in elements {
            used.insert(element.id().to_owned());
            if let Element::Stack(stack) = element {
                used.extend(stack.paragraphs.iter().map(|paragraph| paragraph.id.clone()));
            }
        }
        used.retain(|id| !removed.contains(id));
        Names { used, renamed: BTreeMap::new() }
    }

    /// Takes an id, or one like it.
    fn claim(&mut self, id: &mut String) {
        if !self.used.insert(id.clone()) {
            let mut number = 2_u32;
            let mut other = format!("{id}-{number}");
            while !self.used.insert(other.clone()) {
                number += 1;
                other = format!("{id}-{number}");
            }
            self.renamed.insert(std::mem::replace(id, other.clone()), other);
        }
    }

    /// What the id of a neighbour is now.
    fn now<'a>(&'a self, id: Option<&'a str>) -> Option<&'a str> {
        id.map(|id| self.renamed.get(id).map_or(id, String::as_str))
    }

    fn all(&self, ids: &[String]) -> Vec<String> {
        ids.iter().map(|id| self.renamed.get(id).unwrap_or(id).clone()).collect()
    }
}

/// Where the thing behind `after` stands: at the front without one, at the end where it is gone.
fn place<T>(things: &[T], after: Option<&str>, id: impl Fn(&T) -> &str) -> usize {
    let Some(after) = after else { return 0 };
    things.iter().position(|thing| id(thing) == after).map_or(things.len(), |place| place + 1)
}

/// Puts things into an order; one that the order does not name stays behind its neighbour.
fn sort<T>(things: &mut Vec<T>, order: &[String], id: impl Fn(&T) -> &str) {
    if order.is_empty() {
        return;
    }
    let rank: BTreeMap<&str, usize> = order.iter().map(String::as_str).zip(1..).collect();
    let mut last = 0;
    let ranks: Vec<usize> = things
        .iter()
        .map(|thing| {
            last = rank.get(id(thing)).copied().unwrap_or(last);
            last
        })
        .collect();
    let mut ranked: Vec<(usize, T)> = ranks.into_iter().zip(things.drain(..)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    things.extend(ranked.into_iter().map(|(_, thing)| thing));
}
