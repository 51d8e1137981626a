use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{CodeWordRule, EvidenceKind, TalkState, attendance, evidence, registration};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::registration::{JoinError, JoinPhase};
use crate::test_club::fixture_folder;
use crate::test_session::{SmallSession, at};
use crate::webinar::StaffError;
use crate::{Club, Viewer};

fn seconds(from_start: i64) -> DateTime<Utc> {
    at("2027-04-12T09:30:00Z") + TimeDelta::seconds(from_start)
}

fn window() -> Window {
    Window { start: seconds(0), end: seconds(3600) }
}

fn fact(kind: EvidenceKind, from: i64, until: i64, holds: bool) -> evidence::Model {
    evidence::Model {
        id: uuid::Uuid::from_u128(u128::try_from(until).unwrap()).into(),
        registration_id: uuid::Uuid::nil().into(),
        kind,
        source: "page".to_owned(),
        starts_at: seconds(from),
        ends_at: seconds(until),
        note: None,
        holds,
        noted_by: None,
        noted_at: seconds(until),
    }
}

fn watched(from: i64, until: i64) -> evidence::Model {
    fact(EvidenceKind::WatchTime, from, until, true)
}

#[rstest]
#[case::nothing(&[], 0)]
#[case::all(&[(0, 3600)], 3600)]
#[case::before_and_after_do_not_count(&[(-600, 4000)], 3600)]
#[case::outside(&[(-600, -1), (3600, 4000)], 0)]
#[case::two_spans(&[(0, 100), (200, 300)], 200)]
#[case::two_devices_count_once(&[(0, 100), (50, 150)], 150)]
#[case::one_within_the_other(&[(0, 1000), (100, 200), (300, 1200)], 1200)]
#[case::in_any_order(&[(500, 600), (0, 100), (50, 550)], 600)]
#[case::touching(&[(0, 100), (100, 200)], 200)]
#[case::backwards(&[(200, 100)], 0)]
fn each_second_counts_once_and_within_the_window(#[case] spans: &[(i64, i64)], #[case] expected: i64) {
    let spans = spans.iter().map(|(from, until)| (seconds(*from), seconds(*until)));
    assert_eq!(window().watched(spans), expected);
}

proptest! {
    #[test]
    fn watched_seconds_are_those_of_a_count_by_hand(spans in prop::collection::vec((-50_i64..200, 0_i64..80), 0..12)) {
        let window = Window { start: seconds(0), end: seconds(100) };
        let by_hand = (0..100).filter(|second| {
            spans.iter().any(|(from, length)| from <= second && *second < from + length)
        });
        let spans = spans.iter().map(|(from, length)| (seconds(*from), seconds(from + length)));
        prop_assert_eq!(window.watched(spans), i64::try_from(by_hand.count()).unwrap());
    }
}

#[rstest]
#[case::enough_minutes(CodeWordRule::Counts, 1800, false, true)]
#[case::a_second_too_few(CodeWordRule::Counts, 1799, false, false)]
#[case::the_word_is_enough(CodeWordRule::Counts, 0, true, true)]
#[case::the_word_is_missing(CodeWordRule::Required, 3600, false, false)]
#[case::the_word_alone_is_not_enough(CodeWordRule::Required, 1799, true, false)]
#[case::both(CodeWordRule::Required, 1800, true, true)]
#[case::the_word_is_nothing(CodeWordRule::Ignored, 1799, true, false)]
#[case::minutes_alone(CodeWordRule::Ignored, 1800, false, true)]
fn the_session_says_what_counts(
    #[case] code_word: CodeWordRule,
    #[case] watched_seconds: i64,
    #[case] has_word: bool,
    #[case] attended: bool,
) {
    let facts = [watched(0, watched_seconds), fact(EvidenceKind::CodeWord, 60, 61, has_word)];
    let rule = Rule { watch_percent: 50, code_word };
    assert_eq!(verdict(rule, window(), &facts).attended, attended);
}

#[test]
fn what_staff_say_holds_over_the_rule_and_their_newest_word_over_the_rest() {
    let rule = Rule { watch_percent: 50, code_word: CodeWordRule::Counts };
    let was = |until| fact(EvidenceKind::ByHand, until, until, true);
    let was_not = |until| fact(EvidenceKind::ByHand, until, until, false);
    let attended = |facts: &[evidence::Model]| verdict(rule, window(), facts).attended;
    assert!(attended(&[was(10)]));
    assert!(!attended(&[watched(0, 3600), was_not(10)]));
    assert!(attended(&[was(20), was_not(10)]));
    assert!(!attended(&[was(20), was_not(30)]));
}

#[test]
fn where_no_minutes_are_asked_it_is_enough_to_have_come() {
    let rule = Rule { watch_percent: 0, code_word: CodeWordRule::Ignored };
    assert_eq!(rule.needed_seconds(window()), 0);
    assert!(!verdict(rule, window(), &[]).attended);
    assert!(verdict(rule, window(), &[watched(0, 1)]).attended);
    assert!(verdict(rule, window(), &[fact(EvidenceKind::JoinClick, 0, 0, true)]).attended);
}

#[test]
fn the_kinds_that_hold_stand_in_the_order_of_the_list() {
    let rule = Rule { watch_percent: 50, code_word: CodeWordRule::Counts };
    let facts = [
        fact(EvidenceKind::CodeWord, 9, 9, false),
        watched(0, 1000),
        fact(EvidenceKind::ByHand, 5, 5, true),
        fact(EvidenceKind::JoinClick, 0, 0, true),
    ];
    let verdict = verdict(rule, window(), &facts);
    assert_eq!(verdict.evidence, "join_click watch_time by_hand");
    assert_eq!((verdict.seconds, verdict.percent_tenths), (1000, 278));
}

/// A visit of attendance.csv.
struct Visit {
    what: String,
    window: Window,
    spans: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    seconds: i32,
    percent_tenths: i32,
    attended: bool,
}

/// Every line of attendance.csv with its webinar's window.
fn visits() -> Vec<Visit> {
    let rows = |name: &str| {
        let mut file = csv::Reader::from_path(fixture_folder().join(name)).unwrap();
        file.deserialize::<BTreeMap<String, String>>().map(Result::unwrap).collect::<Vec<_>>()
    };
    let windows: BTreeMap<String, Window> = rows("webinars.csv")
        .into_iter()
        .map(|row| (row["code"].clone(), Window { start: at(&row["start_utc"]), end: at(&row["end_utc"]) }))
        .collect();
    let visit = |row: BTreeMap<String, String>| {
        let window = windows[&row["webinar"]];
        let time = |time: &str| window.start.date_naive().and_time(time.parse().unwrap()).and_utc();
        let spans = row["intervals"].split(';').map(|span| span.split_once('-').unwrap());
        Visit {
            what: format!("{} {}", row["webinar"], row["listener"]),
            window,
            spans: spans.map(|(from, until)| (time(from), time(until))).collect(),
            seconds: row["seconds_in_window"].parse().unwrap(),
            percent_tenths: row["percent"].replace('.', "").parse().unwrap(),
            attended: row["attended_50"] == "1",
        }
    };
    rows("attendance.csv").into_iter().map(visit).collect()
}

#[test]
fn every_visit_of_the_spring_session_is_judged_as_it_was() {
    let rule = Rule { watch_percent: 50, code_word: CodeWordRule::Counts };
    let visits = visits();
    assert_eq!(visits.len(), 106);
    for visit in visits {
        let facts: Vec<_> = visit
            .spans
            .iter()
            .map(|(from, until)| evidence::Model { starts_at: *from, ends_at: *until, ..watched(0, 1) })
            .collect();
        let verdict = verdict(rule, visit.window, &facts);
        let came_out = (verdict.seconds, verdict.percent_tenths, verdict.attended);
        assert_eq!(came_out, (visit.seconds, visit.percent_tenths, visit.attended), "{}", visit.what);
    }
}

async fn place() -> (SmallSession, registration::Model) {
    let small = SmallSession::new().await;
    let zone = chrono_tz::Tz::Asia__Yekaterinburg;
    let anna = small.person("Петрова Анна Сергеевна", zone, Some("anna@school.example")).await;
    let registration = small.register(&anna, 0).await;
    (small, registration)
}

async fn verdict_of(club: &Club, registration: &registration::Model) -> attendance::Model {
    queries::verdict(club, registration.id).await.unwrap()
}

/// Beats as an open page does: at once, every thirty seconds, and when it is closed.
async fn watch(club: &Club, secret: &str, page: &str, from: DateTime<Utc>, until: DateTime<Utc>) -> Beat {
    let mut now = from;
    while now < until {
        club.clock.set(now);
        beat(club, secret, page).await.unwrap();
        now += TimeDelta::seconds(i64::from(BEAT_SECONDS));
    }
    club.clock.set(until);
    beat(club, secret, page).await.unwrap()
}

#[tokio::test]
async fn beats_of_a_page_come_to_the_very_seconds() {
    // Of the first webinar of the fixture, which has the hours of this one: visits in one and in two parts, and beyond the end.
    let visits: Vec<Visit> =
        visits().into_iter().filter(|visit| visit.what.starts_with("S01")).take(4).collect();
    for visit in visits {
        let (small, registration) = place().await;
        let mut last = Beat { watched_seconds: 0, needed_seconds: 0 };
        for (number, (from, until)) in visit.spans.iter().enumerate() {
            let page = format!("page-{number}");
            last = watch(&small.club, &registration.join_secret, &page, *from, *until).await;
        }
        assert_eq!(last, Beat { watched_seconds: visit.seconds, needed_seconds: 1800 }, "{}", visit.what);
        small.club.clock.set(visit.window.end + TimeDelta::minutes(10));
        let attended = judge(&small.club, small.webinars[0].id).await.unwrap();
        assert_eq!(attended, usize::from(visit.attended), "{}", visit.what);
        let verdict = verdict_of(&small.club, &registration).await;
        assert_eq!(
            (verdict.seconds, verdict.percent_tenths),
            (visit.seconds, visit.percent_tenths),
            "{}",
            visit.what
        );
    }
}

#[tokio::test]
async fn a_span_that_reaches_the_end_is_closed_there() {
    let (small, registration) = place().await;
    let beat = watch(&small.club, &registration.join_secret, "page", seconds(3000), seconds(3700)).await;
    assert_eq!(beat.watched_seconds, 600);
    let spans = queries::evidence(small.club.storage.reads(), registration.id).await.unwrap();
    assert_eq!(
        spans.iter().map(|span| (span.starts_at, span.ends_at)).collect::<Vec<_>>(),
        [(seconds(3000), seconds(3600))]
    );
}

#[tokio::test]
async fn a_page_that_was_silent_for_long_begins_anew() {
    let (small, registration) = place().await;
    let watched = |beat: Beat| beat.watched_seconds;
    let secret = registration.join_secret.as_str();
    for (second, so_far) in [(0, 0), (90, 90), (181, 90), (200, 109)] {
        small.club.clock.set(seconds(second));
        assert_eq!(watched(beat(&small.club, secret, "page").await.unwrap()), so_far, "{second}");
    }
}

#[tokio::test]
async fn early_and_late_beats_are_kept_nowhere() {
    let (small, registration) = place().await;
    for second in [-3600, -601, 3691, 9000] {
        small.club.clock.set(seconds(second));
        let beat = beat(&small.club, &registration.join_secret, "page").await.unwrap();
        assert_eq!(beat, Beat { watched_seconds: 0, needed_seconds: 1800 }, "{second}");
    }
    assert_eq!(queries::evidence(small.club.storage.reads(), registration.id).await.unwrap().len(), 0);
    let unknown = beat(&small.club, "0123456789abcdefghjkmnpqrs", "page").await;
    assert!(matches!(unknown, Err(JoinError::NotFound)), "{unknown:?}");
}

#[tokio::test]
async fn a_stranger_who_opens_pages_without_end_fills_no_disk() {
    let (small, registration) = place().await;
    small.club.clock.set(seconds(0));
    for page in 0..400 {
        beat(&small.club, &registration.join_secret, &format!("page {page} {}", "x".repeat(100)))
            .await
            .unwrap();
    }
    let spans = queries::evidence(small.club.storage.reads(), registration.id).await.unwrap();
    assert_eq!(spans.len(), 360);
    assert!(spans.iter().all(|span| span.source.len() <= 64));
}

#[tokio::test]
async fn a_code_word_is_taken_however_it_is_written() {
    for (word, answer) in [
        ("рассвет", CodeWordAnswer::Right),
        ("  Рассвет! ", CodeWordAnswer::Right),
        ("«РАССВЁТ».", CodeWordAnswer::Right),
        ("закат", CodeWordAnswer::Wrong),
        ("", CodeWordAnswer::Wrong),
    ] {
        let (small, registration) = place().await;
        small.club.clock.set(seconds(100));
        assert_eq!(
            give_code_word(&small.club, &registration.join_secret, word).await.unwrap(),
            answer,
            "{word}"
        );
        let kept = queries::evidence(small.club.storage.reads(), registration.id).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].note.as_deref(), kept[0].holds), (Some(word), answer == CodeWordAnswer::Right));
    }
}

#[tokio::test]
async fn a_code_word_is_taken_from_the_start_until_two_hours_after_the_end() {
    let (mut small, registration) = place().await;
    let secret = registration.join_secret.clone();
    for (second, answer) in [
        (-1, CodeWordAnswer::NotNow),
        (3600 + 7201, CodeWordAnswer::NotNow),
        (3600 + 7200, CodeWordAnswer::Right),
    ] {
        small.club.clock.set(seconds(second));
        assert_eq!(give_code_word(&small.club, &secret, "рассвет").await.unwrap(), answer, "{second}");
    }
    small.change_webinar(0, |webinar| webinar.code_word = None).await;
    assert_eq!(give_code_word(&small.club, &secret, "").await.unwrap(), CodeWordAnswer::NotNow);
    small.change_webinar(0, |webinar| webinar.state = entity::WebinarState::Cancelled).await;
    let cancelled = give_code_word(&small.club, &secret, "рассвет").await;
    assert!(matches!(cancelled, Err(JoinError::NotOpen(JoinPhase::Cancelled))), "{cancelled:?}");
}

#[tokio::test]
async fn whoever_guesses_has_to_wait() {
    let (small, registration) = place().await;
    let give = |word: &'static str| give_code_word(&small.club, &registration.join_secret, word);
    small.club.clock.set(seconds(100));
    for _ in 0..5 {
        assert_eq!(give("закат").await.unwrap(), CodeWordAnswer::Wrong);
    }
    assert_eq!(give("рассвет").await.unwrap(), CodeWordAnswer::TooMany);
    small.club.clock.set(seconds(701));
    assert_eq!(give("рассвет").await.unwrap(), CodeWordAnswer::Right);
    assert_eq!(give("закат").await.unwrap(), CodeWordAnswer::Right, "once right, it stays right");
}

#[tokio::test]
async fn judging_waits_for_the_end_and_may_be_repeated() {
    let (small, registration) = place().await;
    let zone = chrono_tz::Tz::Asia__Yekaterinburg;
    let speaker = small.person("Иванов Пётр Ильич", zone, None).await;
    let talk = small.talk(&speaker, 0, "Портфолио учителя").await;
    let id = small.webinars[0].id;
    small.club.clock.set(seconds(3599));
    assert!(matches!(judge(&small.club, id).await, Err(JudgeError::NotOver)));
    assert!(matches!(judge(&small.club, uuid::Uuid::nil().into()).await, Err(JudgeError::NotFound)));
    small.club.clock.set(seconds(3600));
    assert_eq!(judge(&small.club, id).await.unwrap(), 0);
    assert_eq!(queries::talk_state(&small.club, talk.id).await, TalkState::Presented);
    small.club.clock.set(seconds(3700));
    assert_eq!(
        give_code_word(&small.club, &registration.join_secret, "рассвет").await.unwrap(),
        CodeWordAnswer::Right
    );
    assert_eq!(judge(&small.club, id).await.unwrap(), 1);
    let verdict = verdict_of(&small.club, &registration).await;
    assert_eq!(
        (verdict.attended, verdict.evidence.as_str(), verdict.judged_at),
        (true, "code_word", seconds(3700))
    );
}

#[tokio::test]
async fn staff_correct_a_verdict_at_once() {
    let (small, registration) = place().await;
    let mark = |viewer: Viewer, was_there| {
        let (club, id) = (small.club.clone(), registration.id);
        async move { mark_by_hand(&club, &viewer, id, was_there, "был в зале").await }
    };
    small.club.clock.set(seconds(3600));
    judge(&small.club, small.webinars[0].id).await.unwrap();
    assert!(!verdict_of(&small.club, &registration).await.attended);
    let refused = mark(small.stranger(), true).await;
    assert!(matches!(refused, Err(StaffError::NotFound)), "{refused:?}");
    assert!(mark(Viewer::Guest, true).await.is_err());
    mark(Viewer::Club, true).await.unwrap();
    let verdict = verdict_of(&small.club, &registration).await;
    assert_eq!((verdict.attended, verdict.evidence.as_str()), (true, "by_hand"));
    let next = crate::jobs::next_run_at(&small.club).await.unwrap();
    assert_eq!(next, Some(seconds(7200)), "what it earns is issued with the others");
    small.club.clock.set(seconds(3601));
    mark(Viewer::Club, false).await.unwrap();
    assert!(!verdict_of(&small.club, &registration).await.attended);
}
