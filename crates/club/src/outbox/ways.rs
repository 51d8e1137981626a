//! The ways e-mails leave: the installation's own, and the accounts of schools and of the network.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use entity::smtp_account::Model as Row;
use entity::{SchoolId, SmtpAccountId};
use mail::{Address, Mailbox, Outlet};
use sea_orm::DbErr;

use super::strain::Strain;
use crate::{Club, smtp_account};

/// The ways e-mails leave. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Ways {
    own: Outlet,
    busy: Arc<Mutex<HashSet<Option<SmtpAccountId>>>>,
    known: Arc<Mutex<HashMap<SmtpAccountId, Known>>>,
}

/// The connections of an account as it was set up at a time.
#[derive(Clone, Debug)]
struct Known {
    revision: i32,
    /// None: its secrets cannot be opened.
    outlet: Option<Outlet>,
    strain: Strain,
}

impl From<Outlet> for Ways {
    fn from(own: Outlet) -> Ways {
        Ways { own, busy: Arc::default(), known: Arc::default() }
    }
}

/// Which e-mails go one way.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Of the account; 0 for the installation's own way.
    pub(super) revision: i32,
    pub(super) strain: Strain,
}

impl Lane {
    /// Whether another look finds the same.
    fn is(&self, other: &Lane) -> bool {
        (self.account, self.revision, &self.part) == (other.account, other.revision, &other.part)
    }
}

/// Says, while it lives, that somebody sends by a lane.
#[derive(Debug)]
pub struct Turn {
    ways: Ways,
    account: Option<SmtpAccountId>,
}

impl Turn {
    /// Whether e-mails still go by the lane: its account is in use, unchanged and well, and so is what goes by it.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn stands(&self, club: &Club, lane: &Lane) -> Result<bool, DbErr> {
        Ok(self.ways.lanes(club).await?.iter().any(|other| other.is(lane)))
    }
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

    fn known(&self) -> MutexGuard<'_, HashMap<SmtpAccountId, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every way by which e-mails leave at the moment: the accounts of schools, then one for everything else. An account that cannot be used
    /// is left out, and what would go by it goes with everything else.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn lanes(&self, club: &Club) -> Result<Vec<Lane>, DbErr> {
        let used = smtp_account::used(club.storage.reads()).await?;
        self.known().retain(|id, _| used.iter().any(|row| row.id == *id));
        let now = club.clock.now();
        let fit: Vec<Lane> = used
            .iter()
            .filter(|row| smtp_account::is_fit(row, now))
            .filter_map(|row| self.lane_of(club, row))
            .collect();
        let (others, mut lanes): (Vec<Lane>, Vec<Lane>) =
            fit.into_iter().partition(|lane| lane.part == Part::Everything);
        let schools = lanes.iter().filter_map(|lane| match lane.part {
            Part::OfSchool(school) => Some(school),
            _ => None,
        });
        let schools: Vec<SchoolId> = schools.collect();
        let rest = others.into_iter().next().unwrap_or_else(|| self.own_lane(club));
        let part = if schools.is_empty() { Part::Everything } else { Part::OfOthers(schools) };
        lanes.push(Lane { part, ..rest });
        Ok(lanes)
    }

    fn own_lane(&self, club: &Club) -> Lane {
        Lane {
            account: None,
            outlet: self.own.clone(),
            from: club.settings.sender().clone(),
            connections: self.own.connections(),
            per_minute: None,
            part: Part::Everything,
            revision: 0,
            strain: Strain::default(),
        }
    }

    /// The lane of an account; the network's takes everything until others are known.
    fn lane_of(&self, club: &Club, row: &Row) -> Option<Lane> {
        let known = self.opened(club, row);
        let outlet = known.outlet?;
        let from = Address::parse(&row.from_address).ok()?;
        Some(Lane {
            account: Some(row.id),
            connections: outlet.connections(),
            outlet,
            from: Mailbox::new(Some(&row.from_name), from),
            per_minute: row.per_minute.and_then(|most| u32::try_from(most).ok()),
            part: row.school_id.map_or(Part::Everything, Part::OfSchool),
            revision: row.revision,
            strain: known.strain,
        })
    }

    /// The connections of an account, made once for each of its revisions.
    fn opened(&self, club: &Club, row: &Row) -> Known {
        if let Some(known) = self.known().get(&row.id).filter(|known| known.revision == row.revision) {
            return known.clone();
        }
        let opened = smtp_account::smtp(&club.settings, row);
        if let Err(error) = &opened {
            tracing::error!(account = %row.id, %error, "an account cannot be used; its e-mails go another way");
        }
        let known = Known {
            revision: row.revision,
            outlet: opened.ok().map(Outlet::Smtp),
            strain: Strain::default(),
        };
        self.known().insert(row.id, known.clone());
        known
    }

    /// What goes which way, for tests.
    #[cfg(test)]
    pub(crate) async fn names(&self, club: &Club) -> Result<Vec<String>, DbErr> {
        let name = |lane: Lane| {
            let account = lane.account.map_or_else(|| "own".to_owned(), |account| account.to_string());
            match lane.part {
                Part::Everything => format!("{account}: everything"),
                Part::OfSchool(school) => format!("{account}: school {school}"),
                Part::OfOthers(schools) => {
                    let schools: Vec<String> = schools.iter().map(ToString::to_string).collect();
                    format!("{account}: not {}", schools.join(" "))
                }
            }
        };
        Ok(self.lanes(club).await?.into_iter().map(name).collect())
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
