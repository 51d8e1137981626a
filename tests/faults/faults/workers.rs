//! F13, F14 and F24: several workers, one that sleeps, and one that is asked to end.

use std::time::Duration;

use super::{Report, Scene, Store};
use crate::ledger;
use crate::program::Worker;

/// F13: four workers on one outbox send nothing twice.
pub(super) async fn side_by_side(store: Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let scene = Scene::begin(store, Duration::from_millis(5)).await?;
    scene.register(150, "ok").await?;
    let workers = (0..4).map(|_| Worker::start(&scene.place)).collect::<Result<Vec<_>, _>>()?;
    let settled = ledger::settled(&scene.season.club, Duration::from_secs(90)).await?;
    for worker in workers {
        worker.end()?;
    }
    report.tell("workers=4".to_owned());
    report.must(settled.is_some(), || "four workers do not get done".to_owned());
    ledger::compare(&scene.season, &scene.server.taken(), 0, &mut report).await?;
    Ok(report)
}

/// F14: a worker is stopped for two minutes; another takes over, and the first writes nothing over what came of it.
pub(super) async fn asleep(store: Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let scene = Scene::begin(store, Duration::from_millis(100)).await?;
    scene.register(40, "ok").await?;
    let sleeper = Worker::start(&scene.place)?;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    sleeper.signal("STOP")?;
    let under_way = scene.server.under_way();
    let other = Worker::start(&scene.place)?;
    let settled = ledger::settled(&scene.season.club, Duration::from_secs(110)).await?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = ledger::written(&scene.season.club).await?;
    sleeper.signal("CONT")?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let after = ledger::written(&scene.season.club).await?;
    sleeper.end()?;
    other.end()?;
    report.tell(format!("taken_over_s={:.1}", settled.map_or(f64::INFINITY, |time| time.as_secs_f64())));
    report.must(settled.is_some_and(|time| time <= Duration::from_secs(90)), || {
        "nobody took over within 90 s".to_owned()
    });
    report.must(before == after, || "the worker that woke up wrote over what another had done".to_owned());
    // What the sleeper had leased and not begun it may begin when it wakes: its fence forbids the rest.
    ledger::compare(&scene.season, &scene.server.taken(), under_way, &mut report).await?;
    Ok(report)
}

/// F24: asked to end under load it ends within half a minute, and nothing is sent twice.
pub(super) async fn asked_to_end(store: Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let scene = Scene::begin(store, Duration::from_millis(40)).await?;
    scene.register(100, "ok").await?;
    let worker = Worker::start(&scene.place)?;
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let (status, time) = worker.end()?;
    let before = scene.server.taken().len();
    report.tell(format!("ended_s={:.1} sent_before={before}", time.as_secs_f64()));
    report.must(status.success(), || format!("the worker ended with {status}"));
    report.must(time <= Duration::from_secs(31), || "the worker took longer than 30 s to end".to_owned());
    report.must(before > 0, || "nothing was sent before".to_owned());
    let next = Worker::start(&scene.place)?;
    ledger::settled(&scene.season.club, Duration::from_secs(150)).await?;
    next.end()?;
    ledger::compare(&scene.season, &scene.server.taken(), 0, &mut report).await?;
    Ok(report)
}
