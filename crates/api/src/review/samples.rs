//! The pages of reviews with sample data.

use club::review::{Pending, ReviewLine, ReviewView};
use entity::{TalkDecision, TalkState, criterion, review, talk};
use lang::Lang;

use super::criteria::CriteriaPage;
use super::decisions::DecisionsPage;
use super::enter::EnterPage;
use super::list::ListPage;
use super::one::{TalkPage, TypedReview};
use crate::Sample;
use crate::call::samples::view;
use crate::form::Errors;
use crate::layout::Layout;
use crate::samples::data;

fn criteria(lang: Lang) -> Vec<criterion::Model> {
    let names = match lang {
        Lang::Ru => ["Польза для молодого педагога", "Новизна"],
        Lang::En => ["Useful to young teachers", "New"],
    };
    let row = |(place, name): (i32, &str)| criterion::Model {
        id: data::id(400 + u128::try_from(place).unwrap_or_default()),
        session_id: data::id(10),
        place,
        name: name.to_owned(),
        weight: 3 - place,
        removed_at: None,
    };
    (1..).zip(names).map(row).collect()
}

fn review_of(lang: Lang, talk: &talk::Model) -> review::Model {
    let scores: std::collections::BTreeMap<String, i32> =
        criteria(lang).iter().map(|row| (row.id.to_string(), 4)).collect();
    let comment = match lang {
        Lang::Ru => "Хорошая тема, нужны примеры.",
        Lang::En => "A good topic; examples are needed.",
    };
    review::Model {
        id: data::id(420),
        talk_id: talk.id,
        person_id: data::person(lang).id,
        scores: serde_json::json!(scores),
        advice: TalkDecision::NeedsFix,
        comment: Some(comment.to_owned()),
        written_at: data::before(),
    }
}

fn line(lang: Lang, state: TalkState, decision: Option<TalkDecision>) -> ReviewLine {
    let talk = talk::Model { decision, released_at: None, ..view(lang, state).talk };
    let (speakers, mean) = (vec![data::person(lang)], Some(42));
    ReviewLine { talk, speakers, reviews: 2, mean, is_reviewed: true, is_own: state == TalkState::Confirmed }
}

fn one(lang: Lang, state: TalkState, is_own: bool) -> ReviewView {
    let application = view(lang, state);
    let review = review_of(lang, &application.talk);
    ReviewView {
        reviews: if is_own { vec![] } else { vec![(review.clone(), data::person(lang))] },
        own: (!is_own).then_some(review),
        mean: (!is_own).then_some(40),
        criteria: criteria(lang),
        is_own,
        may_decide: true,
        application,
    }
}

fn talk_page(lang: Lang, view: &ReviewView, errors: Errors) -> TalkPage {
    let layout = Layout::sample_of_curator(lang);
    TalkPage::of(layout, "sample".to_owned(), view, (&TypedReview::of(view), errors), data::before())
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let (layout, csrf) = (|| Layout::sample_of_curator(lang), || "sample".to_owned());
    let session = data::session(lang);
    let lines = [
        line(lang, TalkState::Submitted, Some(TalkDecision::Accept)),
        line(lang, TalkState::Accepted, None),
        line(lang, TalkState::Confirmed, None),
    ];
    let list = |lines: &[ReviewLine], may_decide| {
        let shown = (may_decide, None, None);
        ListPage::of(layout(), csrf(), (&session, lines, 2), shown)
    };
    let mut wrong = Errors::default();
    wrong.add("note", lang::Texts(lang).say("page-review-changes-needed"));
    let typed = CriteriaPage::typed(&criteria(lang));
    let pending = Pending {
        talk: line(lang, TalkState::Submitted, None).talk,
        decision: TalkDecision::Accept,
        speakers: vec![data::person(lang)],
        email: None,
    };
    let nothing = Errors::default;
    vec![
        Sample::of("review-list", &list(&lines, true)),
        Sample::of("review-list-of-reviewer", &list(&lines, false)),
        Sample::of("review-list-empty", &list(&[], true)),
        Sample::of("review-one", &talk_page(lang, &one(lang, TalkState::Submitted, false), nothing())),
        Sample::of("review-one-wrong", &talk_page(lang, &one(lang, TalkState::Submitted, false), wrong)),
        Sample::of("review-one-own", &talk_page(lang, &one(lang, TalkState::NeedsFix, true), nothing())),
        Sample::of("review-criteria", &CriteriaPage::of(layout(), csrf(), &session, (&typed, nothing()))),
        Sample::of("review-decisions", &DecisionsPage::of(layout(), csrf(), &session, &[pending])),
        Sample::of("review-decisions-none", &DecisionsPage::of(layout(), csrf(), &session, &[])),
        Sample::of("review-enter", &EnterPage::of(layout(), csrf(), &session, ("", "", nothing()))),
    ]
}
