//! Which topics say nearly the same: their words are compared by beginnings, since Russian words change at their ends.

use std::collections::BTreeSet;

use entity::{TopicState, topic_request};

/// Of a word so many letters are compared.
const STEM: usize = 5;

/// Shorter words say little.
const SHORTEST: usize = 4;

/// Topics that somebody who is about to propose `title` should look at, the nearest first; at most five. They share half of the shorter one's words.
#[must_use]
pub fn similar<'a>(title: &str, topics: &'a [topic_request::Model]) -> Vec<&'a topic_request::Model> {
    let wanted = stems(title);
    let is_there =
        |topic: &&topic_request::Model| matches!(topic.state, TopicState::Published | TopicState::Taken);
    let mut near: Vec<(usize, &topic_request::Model)> = topics
        .iter()
        .filter(is_there)
        .filter_map(|topic| {
            let other = stems(&topic.search_title);
            let shared = wanted.intersection(&other).count();
            let shorter = wanted.len().min(other.len());
            (shared > 0 && shared * 2 >= shorter).then_some((shared, topic))
        })
        .collect();
    near.sort_by(|one, other| (other.0, &one.1.search_title).cmp(&(one.0, &other.1.search_title)));
    near.into_iter().take(5).map(|(_, topic)| topic).collect()
}

fn stems(title: &str) -> BTreeSet<String> {
    let key = lang::search_key(title);
    let words = key.split(|letter: char| !letter.is_alphanumeric());
    let long = words.filter(|word| word.chars().count() >= SHORTEST);
    long.map(|word| word.chars().take(STEM).collect()).collect()
}
