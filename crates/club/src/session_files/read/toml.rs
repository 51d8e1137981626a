//! A TOML file as sections whose every value knows its line, so that one wrong value hides no other.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::findings::Findings;

/// The whole text as a section; broken TOML is told line by line.
pub(super) fn with_document(
    (file, text): (&'static str, &str),
    findings: &mut Findings,
    read: impl FnOnce(&Section, &mut Findings),
) {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = (file, line_at(text, error.span()));
        findings.fatal(place, "Здесь нарушена запись: проверьте кавычки, скобки и знак «=».");
    }
    if errors.is_empty() {
        read(&Section { file, text, table: document.get_ref(), line: 1 }, findings);
    }
}

/// A table of the file.
pub(super) struct Section<'a> {
    file: &'static str,
    text: &'a str,
    table: &'a DeTable<'a>,
    line: u64,
}

impl Section<'_> {
    /// Points out every key that is none of these.
    pub(super) fn only(&self, keys: &[&str], findings: &mut Findings) {
        for key in self.table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            let place = (self.file, line_at(self.text, Some(key.span())));
            findings.fatal(place, format!("Нет такой настройки: {}.", key.get_ref()));
        }
    }

    /// The value of a key; `expected` says to people what should stand there.
    pub(super) fn read<T>(
        &self,
        (key, expected): (&str, &str),
        findings: &mut Findings,
        read: impl FnOnce(&DeValue) -> Option<T>,
    ) -> Option<T> {
        let (value, line) = self.value(key, findings)?;
        let place = (self.file, line);
        findings.need(read(value).ok_or(()), place, |()| format!("{key}: здесь нужно {expected}."))
    }

    /// One line of text that is not empty.
    pub(super) fn text(&self, key: &str, findings: &mut Findings) -> Option<String> {
        self.read(
            (key, "написать текст в кавычках, до 300 знаков"),
            findings,
            |value| lang::one_line(value.as_str()?, 300).ok(),
        )
    }

    /// A table within this one.
    pub(super) fn section(&self, key: &str, findings: &mut Findings) -> Option<Section<'_>> {
        let (value, line) = self.value(key, findings)?;
        let place = (self.file, line);
        let table = findings
            .need(value.as_table().ok_or(()), place, |()| format!("{key}: здесь нужен раздел [{key}]."));
        Some(Section { file: self.file, text: self.text, table: table?, line })
    }

    /// The tables of a list within this one.
    pub(super) fn sections(&self, key: &str, findings: &mut Findings) -> Vec<Section<'_>> {
        let Some((value, line)) = self.value(key, findings) else { return vec![] };
        let mut sections = vec![];
        for value in value.as_array().into_iter().flatten() {
            let line = line_at(self.text, Some(value.span()));
            let table = value.get_ref().as_table();
            sections.extend(table.map(|table| Section { file: self.file, text: self.text, table, line }));
        }
        if sections.is_empty() {
            findings.fatal((self.file, line), format!("{key}: здесь нужен раздел [[{key}]]."));
        }
        sections
    }

    /// Where this section begins.
    pub(super) fn place(&self) -> (&'static str, u64) {
        (self.file, self.line)
    }

    /// Where a key stands; the section's beginning when it does not.
    pub(super) fn place_of(&self, key: &str) -> (&'static str, u64) {
        let written = self.table.keys().find(|written| written.get_ref() == key);
        (self.file, written.map_or(self.line, |written| line_at(self.text, Some(written.span()))))
    }

    fn value(&self, key: &str, findings: &mut Findings) -> Option<(&DeValue<'_>, u64)> {
        let found = self.table.iter().find(|(written, _)| written.get_ref() == key);
        if found.is_none() {
            findings.fatal(self.place(), format!("Не хватает настройки {key}."));
        }
        found.map(|(_, value)| (value.get_ref(), self.place_of(key).1))
    }
}

fn line_at(text: &str, span: Option<Range<usize>>) -> u64 {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
    u64::try_from(before.matches('\n').count()).unwrap_or(0) + 1
}
