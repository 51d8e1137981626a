//! Rows for programs that act by tokens.

use actix_web::http::Method;
use entity::ApiScope;

use super::{Policy, Route, row, to};
use crate::{
    call, document, listener_list, registration, review, schedule, school, session, team, topic, waiting,
};

/// What programs may ask for.
pub(super) fn rows() -> Vec<Route> {
    [schools_and_teams(), sessions(), programme(), talks(), listeners()].concat()
}

/// Schools, and teams of schools, webinars and the network.
fn schools_and_teams() -> Vec<Route> {
    vec![
        get!("/api/v1/schools", Token, school::json::list).for_scope(ApiScope::SchoolsRead),
        post!("/api/v1/schools", Token, school::json::add).for_scope(ApiScope::SchoolsWrite),
        get!("/api/v1/schools/{school}", Api, school::json::show),
        put!("/api/v1/schools/{school}", Token, school::json::change).for_scope(ApiScope::SchoolsWrite),
        get!("/api/v1/schools/{school}/team", Token, team::json::show_school).for_scope(ApiScope::TeamRead),
        post!("/api/v1/schools/{school}/team/invitations", Token, team::json::invite_to_school)
            .for_scope(ApiScope::TeamWrite),
        delete!("/api/v1/schools/{school}/team/invitations/{id}", Token, team::json::withdraw_from_school)
            .for_scope(ApiScope::TeamWrite),
        delete!("/api/v1/schools/{school}/team/members/{id}", Token, team::json::remove_from_school)
            .for_scope(ApiScope::TeamWrite),
        get!("/api/v1/sessions/{session}/webinars/{code}/team", Token, team::json::show_webinar)
            .for_scope(ApiScope::TeamRead),
        post!(
            "/api/v1/sessions/{session}/webinars/{code}/team/invitations",
            Token,
            team::json::invite_to_webinar
        )
        .for_scope(ApiScope::TeamWrite),
        delete!(
            "/api/v1/sessions/{session}/webinars/{code}/team/invitations/{id}",
            Token,
            team::json::withdraw_from_webinar
        )
        .for_scope(ApiScope::TeamWrite),
        delete!(
            "/api/v1/sessions/{session}/webinars/{code}/team/members/{id}",
            Token,
            team::json::remove_from_webinar
        )
        .for_scope(ApiScope::TeamWrite),
        get!("/api/v1/network/team", Token, team::json::show_network).for_scope(ApiScope::TeamRead),
        post!("/api/v1/network/team/invitations", Token, team::json::invite_to_network)
            .for_scope(ApiScope::TeamWrite),
        delete!("/api/v1/network/team/invitations/{id}", Token, team::json::withdraw_from_network)
            .for_scope(ApiScope::TeamWrite),
        delete!("/api/v1/network/team/members/{id}", Token, team::json::remove_from_network)
            .for_scope(ApiScope::TeamWrite),
    ]
}

/// Sessions: how they are set up, and with whom.
fn sessions() -> Vec<Route> {
    vec![
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
        get!("/api/v1/sessions/{session}/partners", Token, session::json::partners::list)
            .for_scope(ApiScope::ProgrammeRead),
        post!("/api/v1/sessions/{session}/partners", Token, session::json::partners::invite)
            .for_scope(ApiScope::SessionsWrite),
        delete!("/api/v1/sessions/{session}/partners/{school}", Token, session::json::partners::remove)
            .for_scope(ApiScope::SessionsWrite),
        put!("/api/v1/sessions/{session}/partners/{school}/answer", Token, session::json::partners::answer)
            .for_scope(ApiScope::SessionsWrite),
    ]
}

/// The working version of a programme, and its releases.
fn programme() -> Vec<Route> {
    vec![
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
        get!("/api/v1/sessions/{session}/breaks", Token, schedule::json::breaks::list)
            .for_scope(ApiScope::ProgrammeRead),
        post!("/api/v1/sessions/{session}/breaks", Token, schedule::json::breaks::add)
            .for_scope(ApiScope::ProgrammeWrite),
        delete!("/api/v1/sessions/{session}/breaks/{id}", Token, schedule::json::breaks::remove)
            .for_scope(ApiScope::ProgrammeWrite),
        get!("/api/v1/sessions/{session}/releases", Api, schedule::json::releases::list),
        post!("/api/v1/sessions/{session}/releases", Token, schedule::json::releases::publish)
            .for_scope(ApiScope::ProgrammeWrite),
        get!("/api/v1/sessions/{session}/releases/next", Token, schedule::json::releases::next)
            .for_scope(ApiScope::ProgrammeRead),
    ]
}

/// Topics that are asked for, applications, and by what they are judged.
fn talks() -> Vec<Route> {
    vec![
        get!("/api/v1/sessions/{session}/form", Token, call::json::form::show).for_scope(ApiScope::TalksRead),
        post!("/api/v1/sessions/{session}/form", Token, call::json::form::add)
            .for_scope(ApiScope::SessionsWrite),
        put!("/api/v1/sessions/{session}/form/{field}", Token, call::json::form::change)
            .for_scope(ApiScope::SessionsWrite),
        post!("/api/v1/sessions/{session}/form/{field}/moves", Token, call::json::form::shift)
            .for_scope(ApiScope::SessionsWrite),
        get!("/api/v1/sessions/{session}/criteria", Token, review::json::criteria::show)
            .for_scope(ApiScope::TalksRead),
        put!("/api/v1/sessions/{session}/criteria", Token, review::json::criteria::keep)
            .for_scope(ApiScope::SessionsWrite),
        get!("/api/v1/sessions/{session}/topics", Api, topic::json::list),
        get!("/api/v1/sessions/{session}/topics/all", Token, topic::json::all)
            .for_scope(ApiScope::TopicsWrite),
        post!("/api/v1/sessions/{session}/topics/{id}/decisions", Token, topic::json::decide)
            .for_scope(ApiScope::TopicsWrite),
        get!("/api/v1/sessions/{session}/talks", Token, review::json::list).for_scope(ApiScope::TalksRead),
        post!("/api/v1/sessions/{session}/talks", Token, call::json::enter::enter)
            .for_scope(ApiScope::TalksWrite),
        get!("/api/v1/sessions/{session}/talks/{id}", Token, review::json::show)
            .for_scope(ApiScope::TalksRead),
        put!("/api/v1/sessions/{session}/talks/{id}/decision", Token, review::json::decide)
            .for_scope(ApiScope::TalksWrite),
    ]
}

/// Who is registered or waits, and documents.
fn listeners() -> Vec<Route> {
    vec![
        get!("/api/v1/sessions/{session}/registrations", Token, registration::json::list)
            .for_scope(ApiScope::ListenersRead),
        post!("/api/v1/sessions/{session}/registrations", Token, registration::json::register)
            .for_scope(ApiScope::ListenersWrite),
        get!("/api/v1/sessions/{session}/webinars/{code}/waiting", Token, waiting::json::list)
            .for_scope(ApiScope::ListenersRead),
        post!("/api/v1/sessions/{session}/lists", Token, listener_list::json::work)
            .for_scope(ApiScope::ListenersWrite)
            .with_a_table(listener_list::json::MOST_MEGABYTES),
        get!("/api/v1/sessions/{session}/documents", Token, document::json::list)
            .for_scope(ApiScope::DocumentsRead),
    ]
}
