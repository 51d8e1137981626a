//! The faults, and what each of them does to the program.

mod kill;
mod refusals;
mod workers;

use std::fmt;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use crate::program::Place;
use crate::season::Season;
use crate::server::Server;

/// Where the club keeps its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    Sqlite,
    /// Two workers at a time.
    Postgres,
}

impl fmt::Display for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Store::Sqlite => "sqlite",
            Store::Postgres => "postgres",
        })
    }
}

/// A fault by its number among those that the club promises to outlive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    stores: &'static [Store],
}

const BOTH: &[Store] = &[Store::Sqlite, Store::Postgres];

impl Fault {
    pub(crate) const ALL: [Fault; 7] = [
        // Killed while sending, over and over.
        Fault { name: "F1", stores: BOTH },
        // The mail server is away and comes back.
        Fault { name: "F4", stores: &[Store::Sqlite] },
        // Greylists, cut and stalled lines, dropped answers, refusals: all at once.
        Fault { name: "F5", stores: &[Store::Sqlite] },
        // Several workers on one outbox.
        Fault { name: "F13", stores: &[Store::Postgres] },
        // A worker that sleeps for minutes and wakes up as if nothing had happened.
        Fault { name: "F14", stores: &[Store::Postgres] },
        // An e-mail that cannot even be built.
        Fault { name: "F23", stores: &[Store::Sqlite] },
        // The process is asked to end under load.
        Fault { name: "F24", stores: &[Store::Sqlite] },
    ];

    pub(crate) fn names() -> String {
        Fault::ALL.map(|fault| fault.name).join(", ")
    }

    pub(crate) fn stores(&self) -> &'static [Store] {
        self.stores
    }

    /// Lets it happen and looks what holds.
    pub(crate) async fn happens(&self, store: Store, kills: usize) -> anyhow::Result<Report> {
        match self.name {
            "F1" => kill::while_sending(store, kills).await,
            "F4" => refusals::server_away(store).await,
            "F5" => refusals::whims(store).await,
            "F13" => workers::side_by_side(store).await,
            "F14" => workers::asleep(store).await,
            "F23" => refusals::poison(store).await,
            _ => workers::asked_to_end(store).await,
        }
    }
}

/// What came of a fault.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) told: Vec<String>,
    /// Invariants that do not hold.
    pub(crate) broken: Vec<String>,
}

impl Report {
    pub(crate) fn tell(&mut self, what: String) {
        self.told.push(what);
    }

    pub(crate) fn must(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(otherwise());
        }
    }

    pub(crate) fn holds(&self) -> bool {
        self.broken.is_empty()
    }
}

/// A club, its mail server, and where its workers work.
struct Scene {
    season: Season,
    server: Server,
    place: Place,
    _store: testclub::Store,
    _folder: TempDir,
}

impl Scene {
    /// A club with nobody in it, and a mail server that takes so long for an e-mail.
    async fn begin(store: Store, delay: Duration) -> anyhow::Result<Scene> {
        let folder = tempfile::tempdir()?;
        let of_store = match store {
            Store::Sqlite => testclub::Store::sqlite().await,
            Store::Postgres => testclub::Store::postgres().await,
        };
        let server = Server::start(delay).await?;
        let place = place(folder.path(), &of_store.url, server.port);
        let season = Season::begin(folder.path(), &of_store.url).await?;
        Ok(Scene { season, server, place, _store: of_store, _folder: folder })
    }

    async fn register(&self, teachers: usize, whim: &str) -> anyhow::Result<()> {
        for _ in 0..teachers {
            self.season.registers(whim).await?;
        }
        Ok(())
    }
}

fn place(folder: &Path, database: &str, smtp_port: u16) -> Place {
    Place { folder: folder.to_path_buf(), database: database.to_owned(), smtp_port }
}
