//! «Что ещё не готово»: what a session still needs, and where it is mended.

mod gather;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use entity::Stage;

pub(super) use gather::gather;

/// What is known of a session when the list is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub has_order: bool,
    pub signatories: usize,
    pub webinars: Vec<WebinarFacts>,
    /// Whether organizers have chosen a layout for documents, on any level.
    pub has_own_layout: bool,
    /// Whether an e-mail of the session has left, or an account was tried with success.
    pub has_tried_email: bool,
    /// Stages without dates that nobody has opened or closed by hand.
    pub undated: Vec<Stage>,
    /// Schools that have not answered whether they take part.
    pub unanswered_partners: usize,
    /// Topics that wait for an organizer.
    pub waiting_topics: usize,
}

/// What is known of a webinar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebinarFacts {
    pub slug: String,
    pub title: String,
    pub ends_at: DateTime<Utc>,
    pub talks: usize,
    pub unconfirmed_talks: usize,
    pub has_stream_link: bool,
    pub has_moderator: bool,
}

/// Something that is not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    Order,
    Signatories,
    Webinars,
    Talks,
    Confirmations,
    StreamLink,
    Moderator,
    Layout,
    EmailAccount,
    StageDates,
    PartnerAnswer,
    TopicAnswer,
}

impl Lack {
    /// The word by which texts call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Lack::Order => "order",
            Lack::Signatories => "signatories",
            Lack::Webinars => "webinars",
            Lack::Talks => "talks",
            Lack::Confirmations => "confirmations",
            Lack::StreamLink => "stream-link",
            Lack::Moderator => "moderator",
            Lack::Layout => "layout",
            Lack::EmailAccount => "email-account",
            Lack::StageDates => "stage-dates",
            Lack::PartnerAnswer => "partner-answer",
            Lack::TopicAnswer => "topic-answer",
        }
    }

    /// Whether a session cannot do without it: the others are worth a look.
    #[must_use]
    pub fn is_needed(self) -> bool {
        !matches!(self, Lack::Layout | Lack::EmailAccount | Lack::StageDates | Lack::TopicAnswer)
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub lack: Lack,
    /// The webinars that it is about: address and title; none where it is about the session.
    pub webinars: Vec<(String, String)>,
    pub stages: Vec<Stage>,
    pub count: usize,
}

/// What is not ready at an instant, the most basic first. Webinars that are over lack nothing any more.
#[must_use]
pub fn checklist(facts: &Facts, now: DateTime<Utc>) -> Vec<Item> {
    let mut items = vec![];
    let mut add = |lack: Lack, count: usize| {
        if count > 0 {
            items.push(Item { lack, webinars: vec![], stages: vec![], count });
        }
    };
    add(Lack::Order, usize::from(!facts.has_order));
    add(Lack::Signatories, usize::from(facts.signatories == 0));
    add(Lack::Webinars, usize::from(facts.webinars.is_empty()));
    add(Lack::PartnerAnswer, facts.unanswered_partners);
    add(Lack::Layout, usize::from(!facts.has_own_layout));
    add(Lack::EmailAccount, usize::from(!facts.has_tried_email));
    add(Lack::TopicAnswer, facts.waiting_topics);
    let ahead: Vec<&WebinarFacts> = facts.webinars.iter().filter(|webinar| webinar.ends_at > now).collect();
    items.extend(of_webinars(Lack::Talks, &ahead, |webinar| usize::from(webinar.talks == 0)));
    items.extend(of_webinars(Lack::Confirmations, &ahead, |webinar| webinar.unconfirmed_talks));
    items.extend(of_webinars(Lack::StreamLink, &ahead, |webinar| usize::from(!webinar.has_stream_link)));
    items.extend(of_webinars(Lack::Moderator, &ahead, |webinar| usize::from(!webinar.has_moderator)));
    if !facts.undated.is_empty() {
        let (count, stages) = (facts.undated.len(), facts.undated.clone());
        items.push(Item { lack: Lack::StageDates, webinars: vec![], stages, count });
    }
    items.sort_by_key(|item| (!item.lack.is_needed(), item.lack));
    items
}

fn of_webinars(
    lack: Lack,
    webinars: &[&WebinarFacts],
    lacks: impl Fn(&WebinarFacts) -> usize,
) -> Option<Item> {
    let wanting: Vec<&&WebinarFacts> = webinars.iter().filter(|webinar| lacks(webinar) > 0).collect();
    let count = wanting.iter().map(|webinar| lacks(webinar)).sum();
    let webinars: Vec<_> =
        wanting.iter().map(|webinar| (webinar.slug.clone(), webinar.title.clone())).collect();
    (count > 0).then_some(Item { lack, webinars, stages: vec![], count })
}
