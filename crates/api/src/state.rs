//! What all requests share: the club, the server's options and what seldom changes.

use std::sync::{PoisonError, RwLock};

use club::{Club, DbErr};

use crate::limits::Limits;
use crate::published::Published;
use crate::routes::{Route, registry};
use crate::server::ServerOptions;

/// What all requests share.
pub(crate) struct State {
    pub(crate) club: Club,
    pub(crate) options: ServerOptions,
    pub(crate) limits: Limits,
    /// What everybody may see, rendered once.
    pub(crate) published: Published,
    routes: Vec<Route>,
    /// Known from the set-up on; it does not change while the program runs.
    network_name: RwLock<Option<String>>,
}

impl State {
    pub(crate) fn new(club: Club, options: ServerOptions) -> Self {
        Self {
            club,
            options,
            limits: Limits::new(),
            published: Published::default(),
            routes: registry(),
            network_name: RwLock::new(None),
        }
    }

    /// The row of the registry for a method and a pattern of ours.
    pub(crate) fn route(&self, method: &actix_web::http::Method, pattern: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.path == pattern && route.method == *method)
    }

    /// The network's name; `None` before the set-up.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn network_name(&self) -> Result<Option<String>, DbErr> {
        if let Some(name) = self.known_network_name() {
            return Ok(Some(name));
        }
        let name = club::network::find(&self.club).await?.map(|network| network.name);
        self.network_name.write().unwrap_or_else(PoisonError::into_inner).clone_from(&name);
        Ok(name)
    }

    /// The network's name without asking the database: for pages about a database that does not answer.
    pub(crate) fn known_network_name(&self) -> Option<String> {
        self.network_name.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether browsers reach the club by https: cookies are then bound to it.
    pub(crate) fn is_https(&self) -> bool {
        self.club.settings.base_url().scheme() == "https"
    }
}
