//! Every page with sample data, for tests that look at all of them and for people who work on how they look.

pub(crate) mod data;

use askama::Template;
use lang::Lang;

/// A page with sample data.
#[derive(Debug)]
pub struct Sample {
    /// `session-schedule`
    pub name: String,
    /// The page, unless its template fails.
    pub html: Result<String, askama::Error>,
}

impl Sample {
    pub(crate) fn of(name: &str, page: &impl Template) -> Self {
        Self { name: name.to_owned(), html: page.render() }
    }
}

/// Where samples come from, concept by concept.
const OF_CONCEPTS: &[fn(Lang) -> Vec<Sample>] = &[
    crate::session::pages::samples,
    crate::session::organize::samples,
    crate::call::samples::samples,
    crate::session::settings::pages::samples,
    crate::session::stages::samples,
    crate::session::partners::samples,
    crate::session::archive::samples,
    crate::topic::pages::samples,
    crate::topic::desk::samples,
    crate::topic::silence::samples,
    crate::session::widget::samples,
    crate::schedule::editor::samples,
    crate::schedule::webinar::samples,
    crate::schedule::releases::samples,
    crate::calendar_feed::samples,
    crate::review::samples::samples,
    crate::webinar::pages::samples,
    crate::webinar::broadcast::samples,
    crate::webinar::change::samples,
    crate::waiting::pages::samples,
    crate::registration::pages::samples,
    crate::registration::listeners::samples,
    crate::registration::join::samples,
    crate::registration::watch::samples,
    crate::listener_list::pages::samples,
    crate::login::pages::samples,
    crate::person::pages::samples,
    crate::document::verify::samples,
    crate::document::issue::samples,
    crate::document::recipient::samples,
    crate::person::name::samples,
    crate::document::registry::samples,
    crate::layout_design::samples,
    crate::document::reissue::samples,
    crate::correction::own::samples,
    crate::correction::pages::samples,
    crate::email_text::samples,
    crate::mailing::samples,
    crate::outbox::pages::samples,
    crate::outbox::mailbox::samples,
    crate::outbox::history::samples,
    crate::audit::pages::samples,
    crate::monitoring::pages::samples,
    crate::network::pages::samples,
    crate::stream_link::links::samples,
    crate::stream_link::one::samples,
    crate::stream_link::address::samples,
    crate::email_report::pages::samples,
    crate::suppression::pages::samples,
    crate::unsubscribe::pages::samples,
    crate::rehearsal::pages::samples,
    crate::timeline::pages::samples,
    crate::timeline::preview::samples,
    crate::email_queue::pages::samples,
    crate::smtp_account::samples,
    crate::domain_limit::pages::samples,
    crate::school::pages::samples,
    crate::school::directory::samples,
    crate::school::edit::samples,
    crate::school::merge::samples,
    crate::team::pages::samples,
    crate::team::accept::samples,
    crate::team::own::samples,
    crate::api_token::pages::samples,
    crate::webhook::samples::samples,
];

/// Every page in a language.
#[must_use]
pub fn samples(lang: Lang) -> Vec<Sample> {
    let samples = OF_CONCEPTS.iter().flat_map(|samples| samples(lang));
    samples.chain(crate::network::set_up::samples(lang)).chain(crate::error::samples(lang)).collect()
}
