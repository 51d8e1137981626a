//! Rows about what e-mails say, when they go, and what became of them.

use actix_web::http::Method;

use super::{Policy, Route, row, to};
use crate::{email_queue, email_text, mailing, outbox, rehearsal, stream_link, timeline};

/// What e-mails of a session say.
pub(super) fn emails_of_sessions() -> Vec<Route> {
    vec![
        get!("/organize/{session}/people/{person}/emails", Organizer, outbox::history::of_session),
        post!("/organize/{session}/people/{person}/emails/{id}", Organizer, outbox::history::read_of_session),
        get!("/organize/{session}/mailings", Organizer, mailing::list::list),
        get!("/organize/{session}/mailings/new", Organizer, mailing::new::form),
        post!("/organize/{session}/mailings/new", Organizer, mailing::new::create),
        get!("/organize/{session}/mailings/{id}", Organizer, mailing::show::show),
        post!("/organize/{session}/mailings/{id}/words", Organizer, mailing::show::reword),
        post!("/organize/{session}/mailings/{id}/try", Organizer, mailing::show::try_out),
        post!("/organize/{session}/mailings/{id}/send", Organizer, mailing::show::send),
        post!("/organize/{session}/mailings/{id}/discard", Organizer, mailing::show::discard),
        get!("/organize/{session}/mailings/{id}/emails/{email}", Organizer, mailing::one::show),
        get!("/organize/{session}/mailings/{id}/emails/{email}/body", Organizer, mailing::one::body),
        post!("/organize/{session}/mailings/{id}/emails/{email}", Organizer, mailing::one::edit),
        post!("/organize/{session}/mailings/{id}/emails/{email}/remove", Organizer, mailing::one::remove),
        get!("/organize/{session}/email-texts", Organizer, email_text::list::list),
        get!(
            "/organize/{session}/email-texts/{email_kind}/{level}/{language}",
            Organizer,
            email_text::edit::show
        ),
        post!(
            "/organize/{session}/email-texts/{email_kind}/{level}/{language}",
            Organizer,
            email_text::edit::save
        ),
        get!(
            "/organize/{session}/email-texts/{email_kind}/{level}/{language}/preview",
            Organizer,
            email_text::edit::stored_preview
        ),
        post!(
            "/organize/{session}/email-texts/{email_kind}/{level}/{language}/preview",
            Organizer,
            email_text::edit::preview
        ),
        post!(
            "/organize/{session}/email-texts/{email_kind}/{level}/{language}/reset",
            Organizer,
            email_text::edit::reset
        ),
    ]
}

/// Whom e-mails reach.
pub(super) fn ways_of_emails() -> Vec<Route> {
    vec![
        get!("/organize/{session}/links", Staff, stream_link::links::show),
        post!("/organize/{session}/links/{id}/again", Organizer, stream_link::one::send_again),
        post!("/organize/{session}/links/{id}/show", Organizer, stream_link::one::show),
        get!("/organize/{session}/links/{id}/address", Organizer, stream_link::address::show),
        post!("/organize/{session}/links/{id}/address", Organizer, stream_link::address::mend),
        get!("/organize/{session}/timeline", Organizer, timeline::pages::show),
        post!("/organize/{session}/timeline/{email_kind}", Organizer, timeline::pages::switch),
        get!("/organize/{session}/timeline/{email_kind}", Organizer, timeline::preview::show),
        get!("/organize/{session}/rehearsal/{day}", Organizer, rehearsal::pages::show),
        post!("/organize/{session}/rehearsal/{day}", Organizer, rehearsal::pages::send),
        get!("/organize/{session}/queue", Organizer, email_queue::pages::of_session),
        post!("/organize/{session}/queue/pause", Organizer, email_queue::act::hold),
        post!("/organize/{session}/queue/resume", Organizer, email_queue::act::go_on),
        post!("/organize/{session}/queue/{id}/again", Organizer, email_queue::act::again),
        post!("/organize/{session}/queue/{id}/discard", Organizer, email_queue::act::away),
        get!("/network/queue", Curator, email_queue::pages::of_network),
        post!("/network/queue/pause", Curator, email_queue::act::network_hold),
        post!("/network/queue/resume", Curator, email_queue::act::network_go_on),
        post!("/network/queue/{id}/again", Curator, email_queue::act::network_again),
        post!("/network/queue/{id}/discard", Curator, email_queue::act::network_away),
    ]
}
