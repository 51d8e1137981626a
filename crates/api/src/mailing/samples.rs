//! Samples of these pages, for the tests that look at every page.

use std::collections::BTreeMap;

use club::emails::words::Words;
use club::mailing::{Audience, Count, Shown, Summary, Texts as MailingTexts};
use entity::{EmailKind, MailingState, OutboxState, mailing};
use lang::{Lang, Texts};

use super::list::ListPage;
use super::new::{NewPage, Typed};
use super::one::OnePage;
use super::show::{MailingPage, Search};
use super::telling;
use crate::Sample;
use crate::form::Errors;
use crate::layout::Layout;
use crate::samples::data::{self, before, id, say};

fn texts(lang: Lang) -> MailingTexts {
    let words = Words {
        subject: say(lang, "Записи вебинаров готовы", "The recordings are ready").to_owned(),
        body: say(lang, "{greeting}!\n\nСмотрите записи.", "{greeting}!\n\nWatch them.").to_owned(),
    };
    MailingTexts { ru: words, en: None }
}

fn summary(lang: Lang, state: MailingState, states: &[(OutboxState, u64)]) -> Summary {
    let row = mailing::Model {
        id: id(360),
        session_id: id(10),
        kind: EmailKind::Announcement,
        audience: serde_json::json!({}),
        texts: serde_json::json!({ "ru": { "subject": texts(lang).ru.subject, "body": "" } }),
        state,
        revision: 1,
        created_at: before(),
        created_by: None,
        closed_at: None,
        closed_by: None,
    };
    let states = states.iter().copied().collect::<BTreeMap<_, _>>();
    Summary { expected: 3, is_written: state != MailingState::Draft || states.len() > 1, states, row }
}

fn count(lang: Lang) -> Count {
    let name = |number: u8| format!("{} {number}", say(lang, "Петрова Анна", "Ann Peters"));
    Count {
        people: 5,
        emails: 3,
        without_address: vec![name(1)],
        suppressed: vec![name(2)],
        shared: vec![("school@school.example".to_owned(), vec![name(3), name(4)])],
    }
}

fn shown(lang: Lang, summary: Summary) -> Shown {
    let emails = data::emails(lang);
    Shown {
        summary,
        texts: texts(lang),
        audience: Audience::Listeners,
        count: count(lang),
        found: 120,
        page_size: 50,
        edited: emails.iter().take(1).cloned().collect(),
        failed: emails.iter().take(1).cloned().collect(),
        emails,
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let (session, t) = (data::session(lang), Texts(lang));
    let frame = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let draft = summary(lang, MailingState::Draft, &[(OutboxState::Draft, 3), (OutboxState::Discarded, 1)]);
    let fresh = summary(lang, MailingState::Draft, &[(OutboxState::Draft, 1)]);
    let sent = summary(lang, MailingState::Sent, &[(OutboxState::Sent, 2), (OutboxState::Failed, 1)]);
    let list = |all: &[Summary]| ListPage::of(Layout::sample_of_curator(lang), &session, all);
    let mut samples = vec![
        Sample::of("mailing-list", &list(&[draft.clone(), sent.clone()])),
        Sample::of("mailing-list-empty", &list(&[])),
    ];
    for (name, summary) in [("draft", draft), ("fresh", fresh), ("sent", sent)] {
        let search = Search { name: String::new(), page: 1 };
        let audience = telling::audience(&Audience::Listeners, &[], t);
        let mut page = MailingPage::of(frame(), &session, &shown(lang, summary), &search, audience);
        if name == "fresh" {
            let wrong = MailingTexts { ru: Words { subject: String::new(), body: String::new() }, en: None };
            let errors = telling::text_errors(EmailKind::Announcement, &wrong, t);
            page.keep(wrong, errors);
        }
        samples.push(Sample::of(&format!("mailing-show-{name}"), &page));
    }
    let typed = Typed {
        kind: EmailKind::Thanks,
        audience: Some(Audience::Listeners),
        word: "listeners".to_owned(),
        is_curators: false,
        search: String::new(),
        texts: texts(lang),
    };
    let (webinars, people) = ([data::webinar(lang, 1).into()], [data::person(lang)]);
    if let Ok(mut new) = NewPage::of(frame(), &session, &typed, &webinars, &people) {
        new.forget_people(lang);
        samples.push(Sample::of("mailing-new", &new));
        let mut errors = Errors::default();
        errors.add("audience", t.say("mailing-to-whom"));
        new.tell(Some(count(lang)), errors);
        samples.push(Sample::of("mailing-new-counted", &new));
    }
    let one = data::emails(lang).into_iter().take(1).map(|mut email| {
        email.state = OutboxState::Draft;
        let email = data::whole_email(email);
        let page = OnePage::of(frame(), (&session, id(360)), &email, texts(lang).ru, Errors::default());
        Sample::of("mailing-one", &page)
    });
    samples.extend(one);
    samples
}
