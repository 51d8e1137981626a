//! F4 to F7 and F23: what mail servers and broken rows do to one e-mail must not touch the others.

use std::time::Duration;

use entity::{OutboxState, outbox_email};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::{Report, Scene, Store};
use crate::ledger;
use crate::program::Worker;
use crate::server::Server;

/// An e-mail that was refused for the moment is tried again after a minute, then after five.
const TWO_TRIES: Duration = Duration::from_secs(8 * 60);

/// F4: nothing listens; a minute later somebody does.
pub(super) async fn server_away(store: Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let Scene { season, server, place, _store, _folder } = Scene::begin(store, Duration::ZERO).await?;
    let port = server.port;
    drop(server);
    for _ in 0..20 {
        season.registers("ok").await?;
    }
    let worker = Worker::start(&place)?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let waiting = ledger::written(&season.club).await?;
    let given_up = waiting.iter().filter(|email| email.state == OutboxState::Failed).count();
    report.must(given_up == 0, || format!("{given_up} e-mails were given up"));
    let back = Server::start_on(port).await?;
    let settled = ledger::settled(&season.club, TWO_TRIES).await?;
    worker.end()?;
    report.tell(format!("settled_s={:.1}", settled.map_or(f64::INFINITY, |time| time.as_secs_f64())));
    ledger::compare(&season, &back.taken(), 0, &mut report).await?;
    Ok(report)
}

/// F5, F6 and F7 at once: whoever has a sound mailbox gets the e-mails without delay.
pub(super) async fn whims(store: Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let scene = Scene::begin(store, Duration::ZERO).await?;
    for whim in ["greylist", "dotlist", "cut", "ackdrop", "stall"] {
        scene.register(2, whim).await?;
    }
    scene.register(2, "reject").await?;
    scene.register(2, "content").await?;
    scene.register(60, "ok").await?;
    let worker = Worker::start(&scene.place)?;
    let mut prompt = 0;
    for _ in 0..150 {
        prompt = scene.server.taken().iter().filter(|email| email.to.contains("-ok@")).count();
        if prompt == 120 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    report.tell(format!("sound_within_15_s={prompt}/120"));
    report.must(prompt == 120, || "sound mailboxes waited for others".to_owned());
    ledger::settled(&scene.season.club, TWO_TRIES).await?;
    worker.end()?;
    let rows = ledger::written(&scene.season.club).await?;
    for row in rows {
        let is_refused = row.to_address.contains("-reject@") || row.to_address.contains("-content@");
        let wanted = if is_refused { OutboxState::Failed } else { OutboxState::Sent };
        report.must(row.state == wanted, || format!("an e-mail is {} and not {wanted}", row.state));
        report.must(!is_refused || row.last_error.is_some(), || "a refusal has no reason".to_owned());
    }
    // An answer that was dropped leaves the e-mail on the line.
    ledger::compare(&scene.season, &scene.server.taken(), 2, &mut report).await?;
    Ok(report)
}

/// F23: rows from which no e-mail can be built stand in the middle of sound ones.
pub(super) async fn poison(store: Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let scene = Scene::begin(store, Duration::ZERO).await?;
    scene.register(10, "ok").await?;
    let broken = scene.season.registers("broken").await?;
    scene.register(10, "ok").await?;
    let work = scene.season.club.storage.write(move |tx| {
        Box::pin(async move {
            let rows = outbox_email::Entity::update_many()
                .col_expr(outbox_email::Column::ToName, Expr::value("Школа\r\nBcc: other@listeners.example"))
                .col_expr(outbox_email::Column::MessageId, Expr::value("<broken\r\nX: y@club.example>"))
                .filter(outbox_email::Column::ToAddress.eq(broken));
            Ok::<_, DbErr>(rows.exec(tx).await?.rows_affected)
        })
    });
    let poisoned = work.await?;
    let worker = Worker::start(&scene.place)?;
    let settled = ledger::settled(&scene.season.club, Duration::from_secs(60)).await?;
    worker.end()?;
    report.must(settled.is_some(), || "the broken e-mail holds back the others".to_owned());
    let rows = ledger::written(&scene.season.club).await?;
    let failed: Vec<_> = rows.iter().filter(|row| row.state == OutboxState::Failed).collect();
    report.tell(format!("poisoned={poisoned} parked={}", failed.len()));
    report.must(failed.iter().all(|row| row.last_error.is_some()), || "no reason is told".to_owned());
    report.must(u64::try_from(failed.len()).is_ok_and(|failed| failed == poisoned), || {
        format!("{} of {poisoned} broken e-mails are parked", failed.len())
    });
    let strangers = scene.server.taken().iter().filter(|email| email.to.starts_with("other@")).count();
    report.must(strangers == 0, || "a line break in a name addressed a stranger".to_owned());
    ledger::compare(&scene.season, &scene.server.taken(), 0, &mut report).await?;
    Ok(report)
}
