//! What looks odd about people before their documents are issued, and stops nothing.

use std::collections::{BTreeMap, BTreeSet};

use certificates::Grammar;
use entity::person;
use lang::Case;

use super::concern::Concern;
use super::earned::Earned;
use super::fields::Named;
use crate::person::{full_name, written_forms};

/// Each note once a person and kind.
pub(super) fn notes(all: &[Earned]) -> Vec<Concern> {
    let mut concerns = vec![];
    let mut seen = BTreeSet::new();
    let (namesakes, strangers) = (namesakes(all), of_two_people(all));
    for earned in all {
        if !seen.insert((earned.kind, earned.person.id)) {
            continue;
        }
        let named = Named::new(earned);
        let name = named.lines(earned.kind).name;
        let mut note = |key| concerns.push(Concern::note(earned, &name, key));
        of_name(&earned.person, &named).into_iter().for_each(&mut note);
        if namesakes.contains(earned.person.search_name.as_str()) {
            note("document-concern-namesakes");
        } else if strangers.contains(earned.person.search_name.as_str()) {
            note("document-concern-two-addresses");
        }
        if earned.person.school_name.trim().is_empty() {
            note("document-concern-no-school");
        }
        if earned.person.position.trim().is_empty() {
            note("document-concern-no-position");
        } else if lang::position_in_case(&earned.person.position, Case::Dative).is_none() {
            note("document-concern-unknown-position");
        }
    }
    concerns
}

fn of_name(person: &person::Model, named: &Named) -> Vec<&'static str> {
    let only_initials = full_name(person).has_only_initials();
    let notes = [
        (is_in_one_case(person), "document-concern-one-case"),
        (only_initials, "document-concern-only-initials"),
        (person.patronymic.is_none() && !only_initials, "document-concern-no-patronymic"),
        (named.grammar() == Grammar::Neutral && !only_initials, "document-concern-no-gender"),
        (!written_forms(person).is_empty(), "document-concern-by-hand"),
    ];
    notes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, key)| key).collect()
}

/// Names under which two persons stand in one webinar.
fn namesakes(all: &[Earned]) -> BTreeSet<&str> {
    let key = |earned: &Earned| (earned.kind, earned.webinar.id);
    doubled(all.iter().map(|earned| (Some(key(earned)), earned)))
}

/// Names under which two persons stand in the session: often one who registered with two addresses.
fn of_two_people(all: &[Earned]) -> BTreeSet<&str> {
    doubled(all.iter().map(|earned| (None::<()>, earned)))
}

fn doubled<'a, K: Ord>(all: impl Iterator<Item = (K, &'a Earned)>) -> BTreeSet<&'a str> {
    let mut first = BTreeMap::new();
    let mut twins = BTreeSet::new();
    for (place, earned) in all {
        let name = earned.person.search_name.as_str();
        let holder = *first.entry((place, name)).or_insert(earned.person.id);
        if holder != earned.person.id {
            twins.insert(name);
        }
    }
    twins
}

/// «ИВАНОВА» or «иванова»: somebody's keyboard, hardly the name.
fn is_in_one_case(person: &person::Model) -> bool {
    let words = [Some(&person.family), Some(&person.given), person.patronymic.as_ref()];
    words.into_iter().flatten().any(|word| {
        let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        letters.len() > 1
            && !word.contains('.')
            && (letters.iter().all(|letter| letter.is_uppercase())
                || letters.iter().all(|letter| letter.is_lowercase()))
    })
}
