//! Rows about the servers by which e-mails go, and about those that take them.

use actix_web::http::Method;

use super::{Policy, Route, row, to};
use crate::limits::Limit;
use crate::{domain_limit, smtp_account};

/// Accounts on SMTP servers, of schools and of the network, and what domains bear.
pub(super) fn accounts_and_limits() -> Vec<Route> {
    vec![
        get!("/organize/{session}/smtp-accounts", Organizer, smtp_account::list::list),
        post!("/organize/{session}/smtp-accounts", Organizer, smtp_account::edit::add),
        get!("/organize/{session}/smtp-accounts/new", Organizer, smtp_account::edit::new),
        get!("/organize/{session}/smtp-accounts/{id}", Organizer, smtp_account::edit::show),
        post!("/organize/{session}/smtp-accounts/{id}", Organizer, smtp_account::edit::change),
        post!("/organize/{session}/smtp-accounts/{id}/use", Organizer, smtp_account::act::set),
        post!("/organize/{session}/smtp-accounts/{id}/try", Organizer, smtp_account::act::try_it)
            .limited(Limit::TryOut),
        post!("/organize/{session}/smtp-accounts/{id}/dkim", Organizer, smtp_account::act::dkim)
            .limited(Limit::TryOut),
        post!("/organize/{session}/smtp-accounts/{id}/delete", Organizer, smtp_account::act::delete),
        get!("/network/smtp-accounts", Curator, smtp_account::list::list),
        post!("/network/smtp-accounts", Curator, smtp_account::edit::add),
        get!("/network/smtp-accounts/new", Curator, smtp_account::edit::new),
        get!("/network/smtp-accounts/{id}", Curator, smtp_account::edit::show),
        post!("/network/smtp-accounts/{id}", Curator, smtp_account::edit::change),
        post!("/network/smtp-accounts/{id}/use", Curator, smtp_account::act::set),
        post!("/network/smtp-accounts/{id}/try", Curator, smtp_account::act::try_it).limited(Limit::TryOut),
        post!("/network/smtp-accounts/{id}/dkim", Curator, smtp_account::act::dkim).limited(Limit::TryOut),
        post!("/network/smtp-accounts/{id}/delete", Curator, smtp_account::act::delete),
        get!("/network/domain-limits", Curator, domain_limit::pages::list),
        post!("/network/domain-limits", Curator, domain_limit::pages::keep),
        post!("/network/domain-limits/{id}/remove", Curator, domain_limit::pages::remove),
    ]
}
