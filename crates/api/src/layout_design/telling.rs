//! Human names of what a layout is made of.

use entity::{DocumentKind, LayoutLevel};
use lang::Texts;

use super::form::ElementForm;

/// How much of a text stands behind the name of its element.
const EXCERPT: usize = 48;

/// What an element is called: by its id where we know it, else by its type.
pub(crate) fn element(form: &ElementForm, t: Texts) -> String {
    let known = format!("layout-element-{}", form.id.replace('_', "-"));
    if t.has(&known) {
        return t.say(&known);
    }
    let kind = t.say(&format!("layout-type-{}", form.kind));
    match form.id.rsplit_once('_').and_then(|(_, number)| number.parse::<u32>().ok()) {
        Some(number) => format!("{kind} {number}"),
        None => kind,
    }
}

/// The beginning of its text.
pub(crate) fn excerpt(form: &ElementForm) -> String {
    let own = [form.value("content"), form.value("content.female"), form.value("content.neutral")];
    let text = own.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > EXCERPT {
        let cut: String = text.chars().take(EXCERPT).collect();
        format!("{}…", cut.trim_end())
    } else {
        text
    }
}

/// «макет школы»
pub(crate) fn level(level: Option<LayoutLevel>, t: Texts) -> String {
    match level {
        Some(level) => t.say(&format!("layout-level-{level}")),
        None => t.say("layout-level-standard"),
    }
}

/// «Сертификат слушателя»
pub(crate) fn kind(kind: DocumentKind, t: Texts) -> String {
    t.say(&format!("page-document-kind-{kind}"))
}
