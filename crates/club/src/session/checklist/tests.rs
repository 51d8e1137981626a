//! What the list says.

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn webinar() -> WebinarFacts {
    WebinarFacts {
        slug: "2027-spring-s01".to_owned(),
        title: "Портфолио".to_owned(),
        ends_at: at("2027-04-12T10:00:00Z"),
        talks: 2,
        unconfirmed_talks: 0,
        has_stream_link: true,
        has_moderator: true,
    }
}

fn ready() -> Facts {
    Facts {
        has_order: true,
        signatories: 1,
        webinars: vec![webinar()],
        has_own_layout: true,
        has_tried_email: true,
        undated: vec![],
        unanswered_partners: 0,
        waiting_topics: 0,
    }
}

fn lacks(facts: &Facts) -> Vec<(Lack, usize)> {
    let items = checklist(facts, at("2027-04-01T00:00:00Z"));
    items.iter().map(|item| (item.lack, item.count)).collect()
}

#[test]
fn a_session_that_is_ready_lacks_nothing() {
    assert_eq!(lacks(&ready()), []);
}

#[test]
fn each_thing_that_is_missing_is_named_and_what_is_needed_comes_first() {
    let facts = Facts {
        has_order: false,
        signatories: 0,
        webinars: vec![
            webinar(),
            WebinarFacts { talks: 0, has_stream_link: false, has_moderator: false, ..webinar() },
            WebinarFacts { unconfirmed_talks: 2, has_stream_link: false, ..webinar() },
        ],
        has_own_layout: false,
        has_tried_email: false,
        undated: vec![Stage::Topics, Stage::Archive],
        unanswered_partners: 1,
        waiting_topics: 4,
    };
    assert_eq!(
        lacks(&facts),
        [
            (Lack::Order, 1),
            (Lack::Signatories, 1),
            (Lack::Talks, 1),
            (Lack::Confirmations, 2),
            (Lack::StreamLink, 2),
            (Lack::Moderator, 1),
            (Lack::PartnerAnswer, 1),
            (Lack::Layout, 1),
            (Lack::EmailAccount, 1),
            (Lack::StageDates, 2),
            (Lack::TopicAnswer, 4),
        ]
    );
    assert_eq!(lacks(&Facts { webinars: vec![], ..ready() }), [(Lack::Webinars, 1)]);
}

#[test]
fn a_webinar_that_is_over_lacks_nothing_any_more() {
    let mut facts = ready();
    facts.webinars[0].has_stream_link = false;
    assert_eq!(lacks(&facts), [(Lack::StreamLink, 1)]);
    assert_eq!(checklist(&facts, at("2027-04-12T10:00:00Z")), []);
}
