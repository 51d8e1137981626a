//! What the buttons of the editor do to the form: nothing is saved by them.

use club::layout::Layout;
use lang::Lang;
use serde_json::{Value, json};

use super::attributes::{PARAGRAPH_TYPE, TYPES, fresh};
use super::{ElementForm, LayoutForm};

/// A button of the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Save,
    /// Saves, and prints with it from now on.
    SaveAndUse,
    /// Draws the picture anew.
    Show,
    /// Adds an element of this type.
    Add(String),
    /// Adds a paragraph to the stack with this id.
    AddParagraph(String),
    Remove(String),
    Up(String),
    Down(String),
    /// Takes the element as the parent has it; `page` is the page.
    Inherit(String),
}

impl Step {
    /// Reads what a button sends; anything else shows the picture.
    pub(crate) fn read(sent: &str, new_type: &str) -> Step {
        let (verb, id) = sent.split_once(':').unwrap_or((sent, ""));
        let id = id.to_owned();
        match verb {
            "save" => Step::Save,
            "save-and-use" => Step::SaveAndUse,
            "add" if TYPES.contains(&new_type) => Step::Add(new_type.to_owned()),
            "add-paragraph" => Step::AddParagraph(id),
            "remove" => Step::Remove(id),
            "up" => Step::Up(id),
            "down" => Step::Down(id),
            "inherit" => Step::Inherit(id),
            _ => Step::Show,
        }
    }
}

impl LayoutForm {
    /// Does what a button asks for and returns the id of what it is about, which the page opens.
    pub(crate) fn take(&mut self, step: &Step, parent: &Layout, lang: Lang) -> Option<String> {
        match step {
            Step::Save | Step::SaveAndUse | Step::Show => None,
            Step::Add(kind) => {
                let element = self.new_element(kind, lang)?;
                let id = element.id.clone();
                self.elements.push(element);
                Some(id)
            }
            Step::AddParagraph(stack) => {
                let paragraph = self.new_element(PARAGRAPH_TYPE, lang)?;
                let id = paragraph.id.clone();
                self.elements.iter_mut().find(|form| form.id == *stack)?.paragraphs.push(paragraph);
                Some(id)
            }
            Step::Remove(id) => {
                self.each_list(|list| list.retain(|form| form.id != *id));
                None
            }
            Step::Up(id) => {
                self.moves(id, |place| place.checked_sub(1));
                Some(id.clone())
            }
            Step::Down(id) => {
                self.moves(id, |place| place.checked_add(1));
                Some(id.clone())
            }
            Step::Inherit(id) => {
                self.inherit(id, parent, lang);
                Some(id.clone())
            }
        }
    }

    /// The lists of paragraphs and the list of elements, one after the other.
    fn each_list(&mut self, mut change: impl FnMut(&mut Vec<ElementForm>)) {
        self.elements.iter_mut().for_each(|form| change(&mut form.paragraphs));
        change(&mut self.elements);
    }

    fn moves(&mut self, id: &str, to: impl Fn(usize) -> Option<usize>) {
        self.each_list(|list| {
            let from = list.iter().position(|form| form.id == id);
            if let Some((from, to)) = from.and_then(|from| Some((from, to(from)?)))
                && to < list.len()
            {
                list.swap(from, to);
            }
        });
    }

    /// An element that nothing else is called like.
    fn new_element(&self, kind: &str, lang: Lang) -> Option<ElementForm> {
        let is_taken = |id: &str| {
            let own = self.elements.iter().flat_map(|form| form.paragraphs.iter().chain([form]));
            own.map(|form| form.id.as_str()).any(|own| own == id)
        };
        let id = (1..1000).map(|number| format!("{kind}_{number}")).find(|id| !is_taken(id))?;
        let Ok(Value::Object(mut file)) = serde_json::from_str(fresh(kind)) else { return None };
        file.insert("id".to_owned(), json!(id));
        if kind != PARAGRAPH_TYPE {
            file.insert("type".to_owned(), json!(kind));
        }
        ElementForm::of(&Value::Object(file), lang)
    }

    fn inherit(&mut self, id: &str, parent: &Layout, lang: Lang) {
        let above = LayoutForm::of(parent, lang);
        if id == "page" {
            let LayoutForm { size, orientation, background, .. } = above;
            (self.size, self.orientation, self.background) = (size, orientation, background);
            return;
        }
        if let Some(element) = above.elements.iter().find(|form| form.id == id) {
            put(&mut self.elements, element);
            return;
        }
        for stack in &above.elements {
            let Some(paragraph) = stack.paragraphs.iter().find(|form| form.id == id) else { continue };
            if let Some(own) = self.elements.iter_mut().find(|form| form.id == stack.id) {
                put(&mut own.paragraphs, paragraph);
            }
        }
    }
}

/// Puts an element in the place of its namesake, or at the end.
fn put(list: &mut Vec<ElementForm>, element: &ElementForm) {
    match list.iter_mut().find(|form| form.id == element.id) {
        Some(own) => element.clone_into(own),
        None => list.push(element.clone()),
    }
}
