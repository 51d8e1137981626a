//! The queue in one line, for pages that are about something else.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::session;
use sea_orm::DbErr;

use super::{QueueScope, QueueState, queries};
use crate::outbox::limits::Forecast;
use crate::session::queries as sessions;
use crate::{Club, Viewer, outbox};

/// How the e-mails of a scope fare.
#[derive(Clone, Debug, Default)]
pub struct QueueSummary {
    /// `None`: of the network.
    pub session: Option<session::Model>,
    /// Since when none leaves, because somebody says so: of the session or of the whole network.
    pub paused_at: Option<DateTime<Utc>>,
    /// Whether it is the network that is paused.
    pub is_network_paused: bool,
    pub numbers: BTreeMap<QueueState, u64>,
    /// Domains to which not everything can go out in time.
    pub late: Vec<Forecast>,
}

impl QueueSummary {
    /// How many are in a state.
    #[must_use]
    pub fn number_of(&self, state: QueueState) -> u64 {
        self.numbers.get(&state).copied().unwrap_or(0)
    }

    /// How many e-mails cannot go out in time.
    #[must_use]
    pub fn late_emails(&self) -> u64 {
        self.late.iter().map(|domain| domain.late).sum()
    }
}

/// The queue in one line; `None` for whoever may not see it. Asks the database equally often, however long the queue is.
///
/// # Errors
/// When the database refuses.
pub async fn summary(
    club: &Club,
    viewer: &Viewer,
    scope: QueueScope<'_>,
) -> Result<Option<QueueSummary>, DbErr> {
    let db = club.storage.reads();
    let session = match scope {
        QueueScope::Session(slug) => {
            let found = sessions::by_slug(db, slug).await?;
            let found = found.filter(|session| viewer.organizes(session.host_school_id));
            if found.is_none() {
                return Ok(None);
            }
            found
        }
        QueueScope::Network if viewer.is_curator() => None,
        QueueScope::Network => return Ok(None),
    };
    let ahead = match &session {
        Some(session) => outbox::forecast_of(club, viewer, session).await?,
        None => outbox::forecast_of_all(club, viewer).await?,
    };
    let network = crate::network::find(club).await?.and_then(|network| network.emails_paused_at);
    let own = session.as_ref().and_then(|session| session.emails_paused_at);
    Ok(Some(QueueSummary {
        paused_at: network.or(own),
        is_network_paused: network.is_some(),
        numbers: queries::numbers(db, session.as_ref().map(|session| session.id)).await?,
        late: ahead.into_iter().filter(|domain| domain.late > 0).collect(),
        session,
    }))
}
