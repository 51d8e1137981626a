//! Grammatical case and gender, and the few words of a document that follow the gender.

use serde::{Deserialize, Serialize};

/// A grammatical case that the club's documents need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// Кто? «Иванова Мария».
    Nominative,
    /// Кого? «Ивановой Марии».
    Genitive,
    /// Кому? «Ивановой Марии».
    Dative,
    /// Кого (вижу)? «Иванову Марию».
    Accusative,
}

impl Case {
    /// All four cases in the order of a Russian grammar.
    pub const ALL: [Case; 4] = [Case::Nominative, Case::Genitive, Case::Dative, Case::Accusative];
}

/// The gender that the grammar of a sentence about a person needs, and nothing more than that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// «представила».
    Female,
    /// «представил».
    Male,
    /// Neither said nor told by the name: texts take their neutral wording.
    #[default]
    Unknown,
}

/// A verb in the past tense that a document says about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// «представила опыт работы».
    Presented,
    /// «приняла участие».
    TookPart,
}

/// The Russian verb in the person's gender, or `None` if the gender is unknown.
pub const fn verb(verb: Verb, gender: Gender) -> Option<&'static str> {
    match (verb, gender) {
        (Verb::Presented, Gender::Female) => Some("представила"),
        (Verb::Presented, Gender::Male) => Some("представил"),
        (Verb::TookPart, Gender::Female) => Some("приняла участие"),
        (Verb::TookPart, Gender::Male) => Some("принял участие"),
        (_, Gender::Unknown) => None,
    }
}

/// «она» or «он», or `None` if the gender is unknown.
pub const fn pronoun(gender: Gender) -> Option<&'static str> {
    match gender {
        Gender::Female => Some("она"),
        Gender::Male => Some("он"),
        Gender::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_pronouns_follow_the_gender() {
        assert_eq!(verb(Verb::Presented, Gender::Female), Some("представила"));
        assert_eq!(verb(Verb::Presented, Gender::Male), Some("представил"));
        assert_eq!(verb(Verb::TookPart, Gender::Female), Some("приняла участие"));
        assert_eq!(verb(Verb::TookPart, Gender::Male), Some("принял участие"));
        assert_eq!((pronoun(Gender::Female), pronoun(Gender::Male)), (Some("она"), Some("он")));
    }

    #[test]
    fn an_unknown_gender_gets_neither_verb_nor_pronoun() {
        assert_eq!(verb(Verb::Presented, Gender::Unknown), None);
        assert_eq!(verb(Verb::TookPart, Gender::Unknown), None);
        assert_eq!(pronoun(Gender::default()), None);
    }

    #[test]
    fn genders_are_stored_in_snake_case() {
        assert_eq!(
            serde_json::to_string(&[Gender::Female, Gender::Male, Gender::Unknown]).unwrap(),
            r#"["female","male","unknown"]"#
        );
    }
}
