//! F1: `kill -9` at random moments of a sending run.

use std::time::Duration;

use super::{Report, Scene, Store};
use crate::ledger;
use crate::program::Worker;

/// Teachers who register before each kill.
const EACH_TIME: usize = 6;

/// A kill comes within so many milliseconds of the start.
const WITHIN: u64 = 1500;

/// After the last start everything is sent within this.
const AT_THE_LATEST: Duration = Duration::from_secs(90);

pub(super) async fn while_sending(store: Store, kills: usize) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let scene = Scene::begin(store, Duration::from_millis(60)).await?;
    let workers = if store == Store::Postgres { 2 } else { 1 };
    let mut under_way = 0;
    for _ in 0..kills {
        scene.register(EACH_TIME, "ok").await?;
        let running = (0..workers).map(|_| Worker::start(&scene.place)).collect::<Result<Vec<_>, _>>()?;
        tokio::time::sleep(Duration::from_millis(moment(&scene))).await;
        under_way += scene.server.under_way();
        for worker in running {
            worker.kill()?;
        }
    }
    let before = scene.server.taken().len();
    let last = (0..workers).map(|_| Worker::start(&scene.place)).collect::<Result<Vec<_>, _>>()?;
    let settled = ledger::settled(&scene.season.club, AT_THE_LATEST * 2).await?;
    for worker in last {
        worker.end()?;
    }
    report.tell(format!("kills={kills} sent_between_kills={before}"));
    report.tell(format!("settled_s={:.1}", settled.map_or(f64::INFINITY, |time| time.as_secs_f64())));
    report.must(settled.is_some_and(|time| time <= AT_THE_LATEST), || {
        "not everything was sent within 90 s".to_owned()
    });
    report.must(before > 0 || kills == 0, || "nothing was sent before the last start".to_owned());
    ledger::compare(&scene.season, &scene.server.taken(), under_way, &mut report).await?;
    Ok(report)
}

/// Some milliseconds that nobody has chosen.
fn moment(scene: &Scene) -> u64 {
    let id: entity::JobId = scene.season.club.chance.id(scene.season.club.clock.now());
    100 + u64::from(id.0.as_bytes().last().copied().unwrap_or(0)) * WITHIN / 256
}
