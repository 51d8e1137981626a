//! Rows about talks before they stand in a programme: applications and their form.

use actix_web::http::Method;

use super::{Policy, Route, row, to};
use crate::limits::Limit;
use crate::{call, review};

/// Applications of speakers, and the form that they fill in.
pub(super) fn call_for_speakers() -> Vec<Route> {
    vec![
        get!("/s/{session}/apply", Public, call::apply::form),
        post!("/s/{session}/apply", PublicPost, call::apply::start).limited(Limit::Register),
        get!("/s/{session}/apply/sent", Public, call::apply::sent),
        get!("/a/{secret}", Secret, call::show),
        post!("/a/{secret}", Secret, call::act).with_files(60),
        get!("/a/{secret}/files/{id}", Secret, call::file),
        post!("/a/{secret}/claim", Secret, call::claim),
        post!("/a/{secret}/confirm", Secret, call::confirm),
        get!("/a/{secret}/withdraw", Secret, call::withdrawal),
        post!("/a/{secret}/withdraw", Secret, call::withdraw),
        post!("/a/{secret}/co-speakers", Secret, call::attach_co_speaker),
        post!("/a/{secret}/co-speakers/{id}/remove", Secret, call::drop_co_speaker),
        get!("/co/{secret}", Secret, call::co_speaker::show),
        post!("/co/{secret}", Secret, call::co_speaker::accept),
        post!("/co/{secret}/decline", Secret, call::co_speaker::decline),
        get!("/organize/{session}/form", Organizer, call::fields::list),
        post!("/organize/{session}/form", Organizer, call::fields::edit),
        post!("/organize/{session}/form/move", Organizer, call::fields::move_field),
        get!("/organize/{session}/talks/{id}/edit", Organizer, call::organizers_form),
        post!("/organize/{session}/talks/{id}/edit", Organizer, call::organizers_edit).with_files(60),
        get!("/organize/{session}/talks/{id}/edit/files/{file}", Organizer, call::organizers_file),
    ]
}

/// Reviews of talks, and decisions about them.
pub(super) fn reviews() -> Vec<Route> {
    vec![
        get!("/organize/{session}/talks", Staff, review::list::list),
        get!("/organize/{session}/talks/new", Organizer, review::enter::form),
        post!("/organize/{session}/talks/new", Organizer, review::enter::enter),
        get!("/organize/{session}/talks/criteria", Organizer, review::criteria::show),
        post!("/organize/{session}/talks/criteria", Organizer, review::criteria::keep),
        get!("/organize/{session}/talks/decisions", Organizer, review::decisions::show),
        post!("/organize/{session}/talks/decisions", Organizer, review::decisions::release),
        post!("/organize/{session}/talks/remind", Organizer, review::decisions::remind),
        get!("/organize/{session}/talks/{id}", Staff, review::one::show),
        post!("/organize/{session}/talks/{id}/review", Staff, review::one::write),
        post!("/organize/{session}/talks/{id}/decide", Organizer, review::one::decide),
        post!("/organize/{session}/talks/{id}/time", Organizer, review::one::give_time),
        get!("/organize/{session}/talks/{id}/files/{file}", Staff, review::one::file),
    ]
}
