//! What listeners do without an account (registering, joining, waiting for a place), and the lists of them that organizers work with.

use actix_web::http::Method;

use super::{Policy, Route, row, to};
use crate::limits::Limit;
use crate::{listener_list, registration, waiting};

pub(super) fn listeners() -> Vec<Route> {
    vec![
        get!("/s/{session}/register", Public, registration::pages::form),
        post!("/s/{session}/register", PublicPost, registration::pages::register).limited(Limit::Register),
        get!("/s/{session}/registered", Public, registration::pages::registered),
        get!("/j/rehearsal", Public, registration::join::rehearsal),
        get!("/j/{secret}", Secret, registration::join::show),
        post!("/j/{secret}", Secret, registration::join::join),
        post!("/j/{secret}/opened", Secret, registration::join::opened),
        get!("/j/{secret}/watch", Secret, registration::watch::show),
        post!("/j/{secret}/beat", Secret, registration::watch::beat),
        post!("/j/{secret}/code-word", Secret, registration::watch::code_word),
        post!("/j/{secret}/cancel", Secret, registration::join::cancel),
        get!("/j/{secret}/cancelled", Public, registration::join::cancelled),
        get!("/q/{secret}", Secret, waiting::pages::show),
        post!("/q/{secret}", Secret, waiting::pages::take),
        post!("/q/{secret}/leave", Secret, waiting::pages::leave),
        get!("/organize/{session}/listeners", Organizer, registration::listeners::show),
        get!("/organize/{session}/listeners/import", Organizer, listener_list::pages::show),
        post!("/organize/{session}/listeners/import", Organizer, listener_list::pages::work).with_a_table(5),
    ]
}
