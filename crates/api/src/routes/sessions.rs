//! Rows about how sessions are set up, and about topics that are asked for.

use actix_web::http::Method;

use super::{Policy, Route, row, to};
use crate::{session, topic};

/// How a session is set up.
pub(super) fn sessions_made() -> Vec<Route> {
    vec![
        get!("/organize/{session}/settings", Organizer, session::settings::pages::show),
        post!("/organize/{session}/settings", Organizer, session::settings::pages::change),
        get!("/organize/{session}/stages", Organizer, session::stages::show),
        post!("/organize/{session}/stages", Organizer, session::stages::set),
        post!("/organize/{session}/stages/{stage}", Organizer, session::stages::force),
        get!("/organize/{session}/partners", Organizer, session::partners::list),
        post!("/organize/{session}/partners", Organizer, session::partners::invite),
        post!("/organize/{session}/partners/{school}/remove", Organizer, session::partners::remove),
        post!("/organize/{session}/partners/{school}/answer", Organizer, session::partners::answer),
    ]
}

/// Topics that young teachers ask for.
pub(super) fn topics() -> Vec<Route> {
    vec![
        get!("/s/{session}/topics", Public, topic::pages::list),
        post!("/s/{session}/topics", SelfOnly, topic::pages::propose),
        post!("/s/{session}/topics/{id}/vote", SelfOnly, topic::pages::vote),
        post!("/s/{session}/topics/{id}/withdraw", SelfOnly, topic::pages::withdraw),
        get!("/t/{secret}", Secret, topic::pages::open),
        get!("/t/{secret}/{session}", Secret, topic::pages::linked),
        post!("/t/{secret}/{session}", Secret, topic::pages::propose_by_link),
        post!("/t/{secret}/{session}/{id}/vote", Secret, topic::pages::vote_by_link),
        post!("/t/{secret}/{session}/{id}/withdraw", Secret, topic::pages::withdraw_by_link),
        get!("/topics/{secret}", Secret, topic::silence::show),
        post!("/topics/{secret}", Secret, topic::silence::end).open_to_mail_programs(),
        post!("/topics/{secret}/undo", Secret, topic::silence::undo),
        get!("/organize/{session}/topics", Organizer, topic::desk::show),
        post!("/organize/{session}/topics/{id}", Organizer, topic::desk::decide),
    ]
}
