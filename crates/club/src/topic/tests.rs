//! Which topics are found similar.

use chrono::DateTime;
use entity::{SessionId, TopicRequestId};
use uuid::Uuid;

use super::*;

fn topic(number: u128, title: &str, state: TopicState) -> topic_request::Model {
    topic_request::Model {
        id: TopicRequestId(Uuid::from_u128(number)),
        session_id: SessionId(Uuid::from_u128(1)),
        asked_by: PersonId(Uuid::from_u128(1)),
        title: title.to_owned(),
        search_title: lang::search_key(title),
        reason: String::new(),
        state,
        answer: String::new(),
        merged_into_id: None,
        revision: 1,
        asked_at: DateTime::UNIX_EPOCH,
        decided_at: None,
        decided_by: None,
    }
}

#[test]
fn topics_are_similar_whatever_the_endings_of_their_words() {
    let topics = [
        topic(1, "Работа с родителями трудных учеников", TopicState::Published),
        topic(2, "Аттестация молодого педагога", TopicState::Taken),
        topic(3, "Родительское собрание", TopicState::Published),
        topic(4, "Работа с родителями", TopicState::Proposed),
        topic(5, "Работать с родителями", TopicState::Merged),
    ];
    let near =
        |title: &str| similar(title, &topics).iter().map(|topic| topic.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!(near("Как работать с родителями?"), [1, 3], "what waits or was merged is not shown");
    assert_eq!(near("К аттестации молодых педагогов"), [2]);
    assert_eq!(near("Проектная деятельность в начальной школе"), [] as [u128; 0]);
    assert_eq!(near("и в на"), [] as [u128; 0], "short words say nothing");
}
