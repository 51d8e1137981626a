//! Rows for programs that act by tokens, and the pages of those tokens.

use actix_web::http::Method;
use entity::ApiScope;

use crate::limits::Limit;

use super::{Policy, Route, row, to};
use crate::{api_token, document, registration, review, schedule, school, session, topic, webhook};

/// Tokens of schools and of the network.
pub(super) fn tokens() -> Vec<Route> {
    vec![
        get!("/network/tokens", Curator, api_token::pages::list),
        post!("/network/tokens", Curator, api_token::pages::issue),
        post!("/network/tokens/{id}/revoke", Curator, api_token::pages::revoke),
        get!("/schools/{school}/tokens", Organizer, api_token::pages::list),
        post!("/schools/{school}/tokens", Organizer, api_token::pages::issue),
        post!("/schools/{school}/tokens/{id}/revoke", Organizer, api_token::pages::revoke),
    ]
}

/// Where programs are told what happens.
pub(super) fn webhooks() -> Vec<Route> {
    vec![
        get!("/network/webhooks", Curator, webhook::list::list),
        post!("/network/webhooks", Curator, webhook::list::add),
        get!("/network/webhooks/{id}", Curator, webhook::log::show),
        post!("/network/webhooks/{id}/try", Curator, webhook::log::try_out).limited(Limit::TryOut),
        post!("/network/webhooks/{id}/switch", Curator, webhook::log::switch),
        post!("/network/webhooks/{id}/remove", Curator, webhook::log::remove),
        get!("/schools/{school}/webhooks", Organizer, webhook::list::list),
        post!("/schools/{school}/webhooks", Organizer, webhook::list::add),
        get!("/schools/{school}/webhooks/{id}", Organizer, webhook::log::show),
        post!("/schools/{school}/webhooks/{id}/try", Organizer, webhook::log::try_out).limited(Limit::TryOut),
        post!("/schools/{school}/webhooks/{id}/switch", Organizer, webhook::log::switch),
        post!("/schools/{school}/webhooks/{id}/remove", Organizer, webhook::log::remove),
    ]
}

/// What programs may ask for.
pub(super) fn programs() -> Vec<Route> {
    vec![
        get!("/api/v1/schools", Token, school::json::list).for_scope(ApiScope::SchoolsRead),
        post!("/api/v1/schools", Token, school::json::add).for_scope(ApiScope::SchoolsWrite),
        get!("/api/v1/schools/{school}", Api, school::json::show),
        put!("/api/v1/schools/{school}", Token, school::json::change).for_scope(ApiScope::SchoolsWrite),
        post!("/api/v1/sessions", Token, session::json::settings::make).for_scope(ApiScope::SessionsWrite),
        get!("/api/v1/sessions/{session}/settings", Token, session::json::settings::show)
            .for_scope(ApiScope::SessionsWrite),
        put!("/api/v1/sessions/{session}/settings", Token, session::json::settings::change)
            .for_scope(ApiScope::SessionsWrite),
        get!("/api/v1/sessions/{session}/stages", Token, session::json::stages::list)
            .for_scope(ApiScope::ProgrammeRead),
        put!("/api/v1/sessions/{session}/stages", Token, session::json::stages::set)
            .for_scope(ApiScope::SessionsWrite),
        put!("/api/v1/sessions/{session}/stages/{stage}/forced", Token, session::json::stages::force)
            .for_scope(ApiScope::SessionsWrite),
        get!("/api/v1/sessions/{session}/webinars", Token, schedule::json::webinars::list)
            .for_scope(ApiScope::ProgrammeRead),
        post!("/api/v1/sessions/{session}/webinars", Token, schedule::json::webinars::add)
            .for_scope(ApiScope::ProgrammeWrite),
        get!("/api/v1/sessions/{session}/webinars/{code}", Token, schedule::json::webinars::show)
            .for_scope(ApiScope::ProgrammeRead),
        put!("/api/v1/sessions/{session}/webinars/{code}", Token, schedule::json::webinars::change)
            .for_scope(ApiScope::ProgrammeWrite),
        delete!("/api/v1/sessions/{session}/webinars/{code}", Token, schedule::json::webinars::remove)
            .for_scope(ApiScope::ProgrammeWrite),
        get!("/api/v1/sessions/{session}/releases", Api, schedule::json::releases::list),
        post!("/api/v1/sessions/{session}/releases", Token, schedule::json::releases::publish)
            .for_scope(ApiScope::ProgrammeWrite),
        get!("/api/v1/sessions/{session}/releases/next", Token, schedule::json::releases::next)
            .for_scope(ApiScope::ProgrammeRead),
        get!("/api/v1/sessions/{session}/topics", Api, topic::json::list),
        get!("/api/v1/sessions/{session}/topics/all", Token, topic::json::all)
            .for_scope(ApiScope::TopicsWrite),
        post!("/api/v1/sessions/{session}/topics/{id}/decisions", Token, topic::json::decide)
            .for_scope(ApiScope::TopicsWrite),
        get!("/api/v1/sessions/{session}/talks", Token, review::json::list).for_scope(ApiScope::TalksRead),
        get!("/api/v1/sessions/{session}/talks/{id}", Token, review::json::show)
            .for_scope(ApiScope::TalksRead),
        put!("/api/v1/sessions/{session}/talks/{id}/decision", Token, review::json::decide)
            .for_scope(ApiScope::TalksWrite),
        get!("/api/v1/sessions/{session}/registrations", Token, registration::json::list)
            .for_scope(ApiScope::ListenersRead),
        post!("/api/v1/sessions/{session}/registrations", Token, registration::json::register)
            .for_scope(ApiScope::ListenersWrite),
        get!("/api/v1/sessions/{session}/documents", Token, document::json::list)
            .for_scope(ApiScope::DocumentsRead),
    ]
}
