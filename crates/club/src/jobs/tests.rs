use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{JobState, job};
use sea_orm::{EntityTrait as _, Set};

use super::*;
use crate::Club;
use crate::test_club::fresh_club;

const TTL: Duration = Duration::from_secs(60);

fn judge(number: u128) -> Job {
    Job::JudgeAttendance { webinar: uuid::Uuid::from_u128(number).into() }
}

fn new(number: u128, run_at: DateTime<Utc>) -> NewJob {
    NewJob { job: judge(number), run_at, unique_key: Some(number.to_string()) }
}

async fn row(club: &Club, lease: &Lease) -> job::Model {
    queries::stored(club, lease.row.id).await
}

#[tokio::test]
async fn a_job_is_written_once_a_kind_and_key() {
    let club = fresh_club().await;
    let now = club.clock.now();
    assert_eq!(enqueue_all(&club, vec![new(1, now), new(1, now), new(2, now)]).await.unwrap(), 2);
    assert_eq!(enqueue_all(&club, vec![new(1, now), new(3, now)]).await.unwrap(), 1);
    let keyless = NewJob { unique_key: None, ..new(1, now) };
    assert_eq!(enqueue_all(&club, vec![keyless.clone(), keyless]).await.unwrap(), 2);
    let leases = lease(&club, "worker", 10, TTL).await.unwrap();
    complete(&club, leases.iter().find(|lease| lease.row.unique_key.as_deref() == Some("1")).unwrap())
        .await
        .unwrap();
    assert_eq!(enqueue_all(&club, vec![new(1, now)]).await.unwrap(), 0, "a done job is not written again");
}

#[tokio::test]
async fn jobs_are_leased_in_the_order_of_their_time_and_each_once() {
    let club = fresh_club().await;
    let now = club.clock.now();
    let minutes = |minutes| now + TimeDelta::minutes(minutes);
    enqueue_all(
        &club,
        vec![new(1, minutes(-1)), new(2, minutes(-3)), new(3, minutes(1)), new(4, minutes(-2))],
    )
    .await
    .unwrap();
    assert_eq!(next_run_at(&club).await.unwrap(), Some(minutes(-3)));
    let first: Vec<Job> =
        lease(&club, "one", 2, TTL).await.unwrap().into_iter().map(|lease| lease.job).collect();
    assert_eq!(first, [judge(2), judge(4)]);
    let second: Vec<Job> =
        lease(&club, "two", 9, TTL).await.unwrap().into_iter().map(|lease| lease.job).collect();
    assert_eq!(second, [judge(1)]);
    assert_eq!(lease(&club, "three", 9, TTL).await.unwrap().len(), 0);
    assert_eq!(next_run_at(&club).await.unwrap(), Some(minutes(1)));
}

#[tokio::test]
async fn a_worker_that_comes_back_too_late_changes_nothing() {
    let club = fresh_club().await;
    enqueue_all(&club, vec![new(1, club.clock.now())]).await.unwrap();
    let zombie = lease(&club, "worker", 1, TTL).await.unwrap().remove(0);
    club.clock.set(club.clock.now() + TimeDelta::seconds(50));
    assert!(heartbeat(&club, &zombie, TTL).await.unwrap());
    club.clock.set(club.clock.now() + TimeDelta::seconds(55));
    assert_eq!(lease(&club, "other", 1, TTL).await.unwrap().len(), 0, "the heartbeat prolonged the lease");
    club.clock.set(club.clock.now() + TimeDelta::seconds(6));
    // The same worker's name, so that only the attempt tells them apart.
    let heir = lease(&club, "worker", 1, TTL).await.unwrap().remove(0);
    assert!(!heartbeat(&club, &zombie, TTL).await.unwrap());
    assert!(!complete(&club, &zombie).await.unwrap());
    assert!(!fail(&club, &zombie, "late", None).await.unwrap());
    assert_eq!(row(&club, &heir).await.state, JobState::Leased);
    assert!(complete(&club, &heir).await.unwrap());
    assert_eq!(row(&club, &heir).await.state, JobState::Done);
    assert_eq!(next_run_at(&club).await.unwrap(), None);
}

#[tokio::test]
async fn a_job_that_kills_its_worker_every_time_is_parked() {
    let club = fresh_club().await;
    enqueue_all(&club, vec![new(1, club.clock.now())]).await.unwrap();
    let mut last = None;
    for attempt in 1..=MOST_ATTEMPTS {
        let leases = lease(&club, "worker", 1, TTL).await.unwrap();
        assert_eq!(leases.len(), 1, "attempt {attempt}");
        last = leases.into_iter().next();
        club.clock.set(club.clock.now() + TimeDelta::seconds(61));
    }
    assert_eq!(lease(&club, "worker", 1, TTL).await.unwrap().len(), 0);
    let parked = row(&club, &last.unwrap()).await;
    assert_eq!(parked.state, JobState::Parked);
    assert_eq!(parked.last_error.as_deref(), Some("its worker went silent at every attempt"));
    assert_eq!(backlog(&club).await.unwrap(), Backlog { ready: 0, parked: 1 });
    assert_eq!(next_run_at(&club).await.unwrap(), None);
}

#[tokio::test]
async fn a_failed_job_is_retried_until_its_attempts_are_used_up() {
    let club = fresh_club().await;
    enqueue_all(&club, vec![new(1, club.clock.now())]).await.unwrap();
    for attempt in 1..=MOST_ATTEMPTS {
        let leased = lease(&club, "worker", 1, TTL).await.unwrap().remove(0);
        assert_eq!(leased.row.attempts, attempt);
        let retry_at = club.clock.now() + TimeDelta::minutes(1);
        assert!(fail(&club, &leased, "the disk is full", Some(retry_at)).await.unwrap());
        let failed = row(&club, &leased).await;
        assert_eq!(failed.last_error.as_deref(), Some("the disk is full"));
        let is_last = attempt == MOST_ATTEMPTS;
        assert_eq!(failed.state, if is_last { JobState::Parked } else { JobState::Ready });
        assert_eq!(lease(&club, "worker", 1, TTL).await.unwrap().len(), 0, "not before its time");
        club.clock.set(retry_at);
    }
    assert_eq!(lease(&club, "worker", 1, TTL).await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_job_that_is_given_up_is_parked_at_once() {
    let club = fresh_club().await;
    enqueue_all(&club, vec![new(1, club.clock.now())]).await.unwrap();
    let leased = lease(&club, "worker", 1, TTL).await.unwrap().remove(0);
    assert!(fail(&club, &leased, "the layout is broken", None).await.unwrap());
    assert_eq!(row(&club, &leased).await.state, JobState::Parked);
}

#[tokio::test]
async fn a_job_of_a_newer_version_is_parked_and_stops_nobody() {
    let club = fresh_club().await;
    let now = club.clock.now();
    enqueue_all(&club, vec![new(1, now), new(2, now)]).await.unwrap();
    let work = club.storage.write(|tx| {
        Box::pin(async move {
            let strange =
                job::ActiveModel { payload: Set(serde_json::json!({ "kind": "fly" })), ..Default::default() };
            let first = sea_orm::sea_query::Expr::col(job::Column::UniqueKey);
            let first = sea_orm::ExprTrait::eq(first, "1");
            sea_orm::QueryFilter::filter(job::Entity::update_many().set(strange), first).exec(tx).await
        })
    });
    work.await.unwrap();
    let leases = lease(&club, "worker", 9, TTL).await.unwrap();
    assert_eq!(leases.iter().map(|lease| lease.job.clone()).collect::<Vec<_>>(), [judge(2)]);
    assert_eq!(backlog(&club).await.unwrap(), Backlog { ready: 0, parked: 1 });
}

#[tokio::test]
async fn a_lease_lasts_real_time_on_a_clock_that_runs_fast() {
    let club = fresh_club().await;
    club.clock.set_speed(600.0);
    enqueue_all(&club, vec![new(1, club.clock.now())]).await.unwrap();
    let leased = lease(&club, "worker", 1, TTL).await.unwrap().remove(0);
    let length = leased.row.lease_until.unwrap() - club.clock.now();
    assert!(length > TimeDelta::hours(9), "{length}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_workers_never_lease_the_same_job() {
    let club = fresh_club().await;
    let now = club.clock.now();
    enqueue_all(&club, (0..60).map(|number| new(number, now)).collect()).await.unwrap();
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..4 {
        let club = club.clone();
        workers.spawn(async move {
            let mut keys = vec![];
            loop {
                let leases = lease(&club, &format!("worker {worker}"), 3, TTL).await.unwrap();
                if leases.is_empty() {
                    return keys;
                }
                for lease in leases {
                    assert!(complete(&club, &lease).await.unwrap());
                    keys.push(lease.row.unique_key.unwrap());
                }
            }
        });
    }
    let mut all: Vec<String> = workers.join_all().await.into_iter().flatten().collect();
    all.sort_by_key(|key| key.parse::<u32>().unwrap());
    assert_eq!(all, (0..60).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn done_jobs_are_forgotten_and_parked_ones_are_not() {
    let club = fresh_club().await;
    let now = club.clock.now();
    enqueue_all(&club, vec![new(1, now), new(2, now), new(3, now)]).await.unwrap();
    let leases = lease(&club, "worker", 2, TTL).await.unwrap();
    complete(&club, &leases[0]).await.unwrap();
    fail(&club, &leases[1], "no", None).await.unwrap();
    assert_eq!(purge_done(&club, now).await.unwrap(), 0);
    assert_eq!(purge_done(&club, now + TimeDelta::seconds(1)).await.unwrap(), 1);
    assert_eq!(backlog(&club).await.unwrap(), Backlog { ready: 1, parked: 1 });
}

#[test]
fn every_kind_of_job_is_stored_under_its_word() {
    let id = uuid::Uuid::nil();
    let day = "2027-04-12".parse().unwrap();
    let jobs = [
        Job::SendStreamLinks { session: id.into(), zone: Tz::Europe__Moscow, day },
        judge(0),
        Job::IssueDocuments { session: id.into(), webinar: id.into() },
        Job::RenderDocuments { session: id.into() },
    ];
    for job in jobs {
        let stored = serde_json::to_value(&job).unwrap();
        assert_eq!(stored["kind"], job.kind());
        assert_eq!(serde_json::from_value::<Job>(stored).unwrap(), job);
    }
}
