//! What must hold after every fault: the outbox and what the mail server has taken tell the same story.
#![expect(clippy::disallowed_methods, reason = "the ledger reads whole tables")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use club::Club;
use entity::{EmailKind, JobState, OutboxState, job, outbox_email};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

use crate::faults::Report;
use crate::season::Season;
use crate::server::Taken;

/// Everything that was written for readers of this test.
pub(crate) async fn written(club: &Club) -> anyhow::Result<Vec<outbox_email::Model>> {
    let all = outbox_email::Entity::find().all(club.storage.reads()).await?;
    Ok(all.into_iter().filter(|email| email.to_address.ends_with("@listeners.example")).collect())
}

/// Waits until nothing is due, leased or to be done now any more, e-mails that wait for a later attempt among them; how long that took. `None`
/// when it takes longer than `most`.
pub(crate) async fn settled(club: &Club, most: Duration) -> anyhow::Result<Option<Duration>> {
    let begun = Instant::now();
    while begun.elapsed() < most {
        let open = [OutboxState::Due, OutboxState::Leased];
        let waiting = outbox_email::Entity::find().filter(outbox_email::Column::State.is_in(open));
        let jobs = job::Entity::find()
            .filter(job::Column::State.is_in([JobState::Ready, JobState::Leased]))
            .filter(job::Column::RunAt.lte(club.clock.now()));
        let reads = club.storage.reads();
        if waiting.count(reads).await? == 0 && jobs.count(reads).await? == 0 {
            return Ok(Some(begun.elapsed()));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(None)
}

/// Compares both sides. `under_way` e-mails were on the line when something was killed: so many may have come twice.
pub(crate) async fn compare(
    season: &Season,
    taken: &[Taken],
    under_way: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    let rows = written(&season.club).await?;
    let sent: BTreeSet<&str> =
        of_state(&rows, OutboxState::Sent).map(|row| row.message_id.as_str()).collect();
    let failed = of_state(&rows, OutboxState::Failed).count();
    let mut times: BTreeMap<&str, Vec<&Taken>> = BTreeMap::new();
    for email in taken {
        times.entry(email.message_id.trim()).or_default().push(email);
    }
    let arrived: BTreeSet<&str> = times.keys().copied().collect();
    let missing = sent.difference(&arrived).count();
    let unknown = arrived.iter().filter(|id| !rows.iter().any(|row| row.message_id == **id)).count();
    let open = rows.len() - sent.len() - failed;
    let late = taken.iter().filter(|email| email.at >= season.starts_at).count();
    let twice = taken.len() - arrived.len();
    let differ = |same: &&Vec<&Taken>| {
        same.windows(2).any(|pair| matches!(pair, [one, next] if one.bytes != next.bytes))
    };
    let changed = times.values().filter(differ).count();
    report.tell(format!("emails={} sent={} failed={failed}", rows.len(), sent.len()));
    report.tell(format!("missing={missing} after_start={late} twice={twice} under_way={under_way}"));
    report.must(missing == 0, || format!("{missing} e-mails are marked as sent and never arrived"));
    report.must(unknown == 0, || format!("{unknown} e-mails arrived that nobody wrote"));
    report.must(open == 0, || format!("{open} e-mails are neither sent nor failed"));
    report.must(late == 0, || format!("{late} e-mails arrived after the start"));
    report.must(twice <= under_way, || format!("{twice} came twice, {under_way} were on the line"));
    report.must(changed == 0, || format!("{changed} e-mails came twice with different bytes"));
    one_link_each(&rows, report);
    Ok(())
}

fn of_state(rows: &[outbox_email::Model], state: OutboxState) -> impl Iterator<Item = &outbox_email::Model> {
    rows.iter().filter(move |row| row.state == state)
}

/// Each listener has exactly one e-mail with the link, and one that confirms.
fn one_link_each(rows: &[outbox_email::Model], report: &mut Report) {
    let mut each: BTreeMap<(&str, EmailKind), usize> = BTreeMap::new();
    for row in rows {
        *each.entry((row.to_address.as_str(), row.kind)).or_default() += 1;
    }
    let readers: BTreeSet<&str> = each.keys().map(|(to, _)| *to).collect();
    for kind in [EmailKind::StreamLink, EmailKind::RegistrationConfirmed] {
        let wrong = readers.iter().filter(|to| each.get(&(**to, kind)) != Some(&1)).count();
        report.must(wrong == 0, || format!("{wrong} listeners have not exactly one e-mail {kind}"));
    }
}
