//! What a backup says of itself.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use club::storage::keeping::Serial;
use serde::{Deserialize, Serialize};

/// The shape of the archive that this program writes and reads.
pub(crate) const FORMAT: u32 = 1;
/// The manifest's own place in the archive: the last member.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Under which the club's files are kept in the archive.
pub(crate) const FILES: &str = "files/";

/// The last member of a backup: what is in it, and how to see that it is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    /// Version of the program that wrote it.
    pub(crate) program: String,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) store: Store,
    pub(crate) newest_migration: String,
    pub(crate) rows: BTreeMap<String, u64>,
    pub(crate) highest_serials: Vec<Serial>,
    pub(crate) members: Vec<Member>,
}

/// Which database it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Store {
    Sqlite,
    Postgres,
}

impl Store {
    /// The store that an address names.
    pub(crate) fn of(url: &str) -> Store {
        if url.starts_with("sqlite:") { Store::Sqlite } else { Store::Postgres }
    }

    /// The database's place in the archive.
    pub(crate) fn member(self) -> &'static str {
        match self {
            Store::Sqlite => "database.sqlite",
            Store::Postgres => "database.dump",
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Store::Sqlite => "SQLite",
            Store::Postgres => "PostgreSQL",
        }
    }
}

/// A file in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) path: String,
    pub(crate) size: u64,
    /// Hexadecimal.
    pub(crate) sha256: String,
}

impl Manifest {
    /// The club's files, by the key under which the store of files knows them.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &Member)> {
        self.members.iter().filter_map(|member| Some((member.path.strip_prefix(FILES)?, member)))
    }
}
