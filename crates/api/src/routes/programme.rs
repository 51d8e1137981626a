//! The programme: what programs and other sites read of it, and how organizers work on it.

use actix_web::http::Method;

use super::{Policy, Route, row, to};
use crate::{calendar_feed, schedule, session};

pub(super) fn programme() -> Vec<Route> {
    vec![
        get!("/s/{session}/schedule.xml", Public, session::feeds::xml),
        get!("/s/{session}/schedule.pdf", Public, session::feeds::pdf),
        get!("/s/{session}/changes.rss", Public, session::feeds::changes),
        get!("/s/{session}/widget", Public, session::widget::show),
        get!("/c/{secret}/webinars.ics", Secret, calendar_feed::file),
        get!("/me/calendar", SelfOnly, calendar_feed::show),
        post!("/me/calendar", SelfOnly, calendar_feed::renew),
        get!("/organize/{session}/schedule", Staff, schedule::editor::show),
        post!("/organize/{session}/schedule/place", Staff, schedule::editor::place),
        post!("/organize/{session}/schedule/breaks", Organizer, schedule::editor::add_break),
        post!("/organize/{session}/schedule/breaks/{id}/remove", Organizer, schedule::editor::remove_break),
        get!("/organize/{session}/schedule/webinars/new", Staff, schedule::webinar::new),
        post!("/organize/{session}/schedule/webinars/new", Staff, schedule::webinar::add),
        get!("/organize/{session}/schedule/webinars/{webinar}", Staff, schedule::webinar::show),
        post!("/organize/{session}/schedule/webinars/{webinar}", Staff, schedule::webinar::change),
        post!("/organize/{session}/schedule/webinars/{webinar}/remove", Staff, schedule::webinar::remove),
        get!("/organize/{session}/releases", Organizer, schedule::releases::show),
        post!("/organize/{session}/releases", Organizer, schedule::releases::publish),
    ]
}
