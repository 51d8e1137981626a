//! Rows about the pages of tokens and webhooks.

use actix_web::http::Method;

use crate::limits::Limit;

use super::{Policy, Route, row, to};
use crate::{api_token, webhook};

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
