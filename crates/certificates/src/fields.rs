//! The data of one document, frozen: what the club stores as JSON and what a layout is filled with.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lang::{Gender, Lang};
use serde::{Deserialize, Serialize};

use crate::placeholder::Placeholder;

/// All that one document says; the same fields and the same layout give the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// What the placeholders of the layout stand for; an absent one is an empty one.
    pub values: BTreeMap<Placeholder, String>,
    /// Which wording the layout takes.
    pub grammar: Grammar,
    /// Who signs, in the order of signing; a layout has room for three.
    pub signatories: Vec<Signatory>,
    /// The day of issue: the only date that the file itself carries.
    pub issued_on: NaiveDate,
    /// The language of the text, for programs that read it aloud.
    pub language: Lang,
    /// The title of the file, «Свидетельство № … — Иванова Мария Петровна».
    pub title: String,
    /// The issuing organization, as the author of the file.
    pub author: String,
}

impl Fields {
    /// What the placeholder stands for, without spaces around; empty if nobody said.
    pub fn value(&self, placeholder: Placeholder) -> &str {
        self.values.get(&placeholder).map_or("", |value| value.trim())
    }
}

/// Which wording of a text applies to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grammar {
    /// «она представила».
    Female,
    /// «он представил».
    Male,
    /// The gender is unknown, or only the initials are known: the name alone and nouns instead of verbs.
    Neutral,
}

impl From<Gender> for Grammar {
    fn from(gender: Gender) -> Grammar {
        match gender {
            Gender::Female => Grammar::Female,
            Gender::Male => Grammar::Male,
            Gender::Unknown => Grammar::Neutral,
        }
    }
}

/// Somebody who signs documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// «Директор МБОУ СОШ № 44».
    pub position: String,
    /// «Г. А. Воронцова».
    pub name: String,
    /// The name of an image of the signature, one of [`crate::Layout::images`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_image: Option<String>,
    /// The name of an image of the seal, one of [`crate::Layout::images`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal_image: Option<String>,
}
