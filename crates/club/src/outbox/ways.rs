//! The ways e-mails leave: the installation's own, and the accounts of schools and of the network.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use entity::{SchoolId, SmtpAccountId};
use mail::{Mailbox, Outlet};
use sea_orm::DbErr;

use crate::Club;

/// The ways e-mails leave. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Ways {
    own: Outlet,
    busy: Arc<Mutex<HashSet<Option<SmtpAccountId>>>>,
}

impl From<Outlet> for Ways {
    fn from(own: Outlet) -> Ways {
        Ways { own, busy: Arc::default() }
    }
}

/// Which e-mails go one way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(dead_code, reason = "until accounts of schools are read")]
pub(super) enum Part {
    Everything,
    /// Those of sessions that a school hosts.
    OfSchool(SchoolId),
    /// All but those of sessions that these schools host.
    OfOthers(Vec<SchoolId>),
}

/// One way, and what goes by it.
#[derive(Clone, Debug)]
pub struct Lane {
    pub(super) account: Option<SmtpAccountId>,
    pub(super) outlet: Outlet,
    pub(super) from: Mailbox,
    pub(super) connections: usize,
    pub(super) per_minute: Option<u32>,
    pub(super) part: Part,
}

/// Says, while it lives, that somebody sends by a lane.
#[derive(Debug)]
pub struct Turn {
    ways: Ways,
    account: Option<SmtpAccountId>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.ways.busy().remove(&self.account);
    }
}

impl Ways {
    fn busy(&self) -> MutexGuard<'_, HashSet<Option<SmtpAccountId>>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every way by which e-mails leave at the moment.
    ///
    /// # Errors
    /// When the database refuses.
    #[expect(clippy::unused_async, reason = "accounts of schools are read here")]
    pub(super) async fn lanes(&self, club: &Club) -> Result<Vec<Lane>, DbErr> {
        Ok(vec![Lane {
            account: None,
            outlet: self.own.clone(),
            from: club.settings.sender().clone(),
            connections: self.own.connections(),
            per_minute: None,
            part: Part::Everything,
        }])
    }

    /// The ways by which nobody sends in this process, each with the right to do so.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn free_lanes(&self, club: &Club) -> Result<Vec<(Lane, Turn)>, DbErr> {
        let lanes = self.lanes(club).await?;
        let mut busy = self.busy();
        let free = lanes.into_iter().filter(|lane| busy.insert(lane.account));
        Ok(free.map(|lane| (lane.clone(), Turn { ways: self.clone(), account: lane.account })).collect())
    }
}
