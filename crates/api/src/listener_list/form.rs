//! The form of a list: its columns, what holds for every line, and answers about doubtful lines.

use std::collections::BTreeMap;

use club::listener_list::{Answer, Column, ForAll, List, Table, proposed};
use entity::{WebinarId, session};
use lang::Texts;

use crate::error::PageError;
use crate::fields::Fields;
use crate::form::Errors;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListForm {
    /// The list itself, carried from step to step: nothing is kept of it before it is taken in.
    pub(super) table: Table,
    pub(super) columns: Vec<String>,
    pub(super) school: String,
    pub(super) city: String,
    pub(super) region: String,
    pub(super) zone: String,
    /// Ids of the webinars for lines that name none.
    pub(super) webinars: Vec<String>,
    pub(super) has_consents: bool,
    pub(super) answers: BTreeMap<usize, String>,
}

impl ListForm {
    /// What is proposed for a list that has just arrived.
    pub(super) fn proposed(table: Table, session: &session::Model) -> Self {
        let columns = proposed(&table.heads).into_iter().map(|column| column.word().to_owned());
        Self { columns: columns.collect(), zone: session.time_zone.clone(), table, ..Self::default() }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(super) fn read(fields: &Fields) -> Result<Self, PageError> {
        let table = Table::from_text(&fields.text("table")?).map_err(|_not_ours| PageError::BadRequest)?;
        let answers = table.lines.iter().map(|line| {
            let answer = fields.text(&format!("answer_{}", line.number))?;
            Ok((line.number, answer))
        });
        let answers: Vec<(usize, String)> = answers.collect::<Result<_, PageError>>()?;
        Ok(Self {
            columns: fields.all("column"),
            school: fields.text("school")?,
            city: fields.text("city")?,
            region: fields.text("region")?,
            zone: fields.text("zone")?,
            webinars: fields.all("webinars"),
            has_consents: fields.is_ticked("has_consents"),
            answers: answers.into_iter().filter(|(_, answer)| !answer.is_empty()).collect(),
            table,
        })
    }

    /// The list with what was decided about it.
    pub(super) fn list(&self, t: Texts, errors: &mut Errors) -> Option<List> {
        let columns: Vec<Column> = self.columns.iter().filter_map(|word| Column::of_word(word)).collect();
        let zone = self.zone.parse().ok();
        if zone.is_none() {
            errors.add("zone", t.say("page-register-choose-zone"));
        }
        let mut line = |field, typed: &str, most| errors.optional_line(field, typed, most, t);
        let for_all = ForAll {
            school: line("school", &self.school, 200).unwrap_or_default(),
            city: line("city", &self.city, 100).unwrap_or_default(),
            region: line("region", &self.region, 100).unwrap_or_default(),
            zone: zone?,
            language: t.lang(),
            webinars: self.webinars.iter().filter_map(|id| id.parse::<WebinarId>().ok()).collect(),
        };
        let answers = self.answers.iter().filter_map(|(number, answer)| Some((*number, of_word(answer)?)));
        let list = List { table: self.table.clone(), columns, for_all, answers: answers.collect() };
        errors.is_empty().then_some(list)
    }
}

fn of_word(word: &str) -> Option<Answer> {
    if word == "another" { Some(Answer::Another) } else { word.parse().ok().map(Answer::Same) }
}
