//! What differs between two programmes, by table.

use lang::{Lang, Texts};

use super::*;
use crate::session::working_snapshot;
use crate::test_session::SmallSession;

async fn snapshot(small: &SmallSession) -> Snapshot {
    working_snapshot(small.club.storage.reads(), &small.session).await.unwrap()
}

fn words(changes: &[Change]) -> Vec<String> {
    let plain = |change: &Change| change.sentence(Texts(Lang::Ru)).replace('\u{a0}', " ");
    changes.iter().map(plain).collect()
}

#[tokio::test]
async fn two_equal_programmes_do_not_differ_and_every_difference_is_a_sentence() {
    let mut small = SmallSession::new().await;
    let lev = small.person("Гончар Лев Яковлевич", chrono_tz::Europe::Moscow, None).await;
    let vera = small.person("Пименова Вера Игоревна", chrono_tz::Europe::Moscow, None).await;
    small.talk(&lev, 0, "Вебинар 1").await;
    let before = snapshot(&small).await;
    assert_eq!(difference(&before, &before), []);

    small.talk(&vera, 0, "Вебинар 1").await;
    small.change_webinar(0, |row| row.starts_at += chrono::TimeDelta::hours(25)).await;
    small.change_webinar(1, |row| row.title = "Новое название".to_owned()).await;
    small.change_webinar(2, |row| row.state = entity::WebinarState::Cancelled).await;
    let after = snapshot(&small).await;
    let expected = [
        "Вебинар «Вебинар 2» теперь называется «Новое название».",
        "Вебинар «Вебинар 3» отменён.",
        "Вебинар «Вебинар 1» перенесён с 12 апреля, 14:30 на 13 апреля, 15:30 (Сургут, МСК+2).",
        "Вебинар «Вебинар 1»: новый докладчик — Пименова Вера Игоревна.",
    ];
    assert_eq!(words(&difference(&before, &after)), expected);
    assert_eq!(words(&difference(&after, &Snapshot { webinars: vec![], breaks: vec![] })).len(), 3);
    let first = words(&difference(&Snapshot::default(), &after));
    assert_eq!(first.len(), 2, "what was cancelled before anybody saw it is no news: {first:?}");
    assert!(
        first[0].starts_with("В программе новый вебинар «Новое название»: 12 апреля, 16:00"),
        "{first:?}"
    );
}
