//! Topics that nobody asked for.

use club::session::stages::Standing;
use club::topic::{TopicLine, TopicsView};
use entity::{TopicState, topic_request};
use lang::Lang;

use super::{before, id, say, session};

fn topic(lang: Lang, number: u8, (ru, en): (&'static str, &'static str), state: TopicState) -> TopicLine {
    let title = say(lang, ru, en).to_owned();
    let topic = topic_request::Model {
        id: id(u128::from(number)),
        session_id: id(10),
        asked_by: id(30),
        search_title: lang::search_key(&title),
        title,
        reason: say(lang, "Работаю первый год, пока теряюсь.", "It is my first year, and I am at a loss.")
            .to_owned(),
        state,
        answer: String::new(),
        merged_into_id: None,
        revision: 1,
        asked_at: before(),
        decided_at: None,
        decided_by: None,
    };
    TopicLine { topic, votes: u64::from(number), has_voted: number == 92, is_own: false, talks: vec![] }
}

/// The topics of a session, with one that waits.
pub(crate) fn topics(lang: Lang) -> TopicsView {
    let parents =
        ("Как говорить с родителями о трудностях ученика", "How to talk to parents about difficulties");
    let lessons = ("Как спланировать урок, чтобы хватило времени", "How to plan a lesson that fits its time");
    let exams = ("Подготовка к аттестации: с чего начать", "Preparing for attestation: where to begin");
    let trips = ("Экскурсии за границу", "Trips abroad");
    let mut taken = topic(lang, 93, exams, TopicState::Taken);
    taken.talks = vec![("2027-spring-s01".to_owned(), super::webinar(lang, 1).title)];
    let mut declined = topic(lang, 94, trips, TopicState::Declined);
    declined.topic.answer =
        say(lang, "В этой сессии говорим об уроках.", "This session is about lessons.").to_owned();
    TopicsView {
        session: session(lang),
        standing: Standing::Open,
        stage: None,
        lines: vec![
            topic(lang, 91, parents, TopicState::Published),
            topic(lang, 92, lessons, TopicState::Published),
            taken,
            declined,
        ],
        own: vec![TopicLine { is_own: true, ..topic(lang, 95, trips, TopicState::Proposed) }],
    }
}
