use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;

use super::*;

fn at(time: &str) -> DateTime<Utc> {
    format!("2027-04-12T{time}Z").parse().unwrap()
}

fn due(domain: &str, time: &str, count: u64) -> Due {
    Due { domain: domain.to_owned(), at: at(time), not_after: Some(at("09:00:00")), urgency: 2, count }
}

fn limits() -> Limits {
    let rate = |per_minute| Rate { per_minute, connections: 2 };
    [("slow.example".to_owned(), rate(10)), ("quick.example".to_owned(), rate(600))].into_iter().collect()
}

/// `slow.example 100 08:09:54 0`
fn lines(forecasts: &[Forecast]) -> Vec<String> {
    let line = |one: &Forecast| {
        format!("{} {} {} {}", one.domain, one.count, one.last_at.format("%H:%M:%S"), one.late)
    };
    forecasts.iter().map(line).collect()
}

#[rstest]
#[case::nothing(vec![], &[])]
#[case::no_limit(vec![due("free.example", "08:00:00", 100_000)], &[])]
#[case::one(vec![due("slow.example", "08:00:00", 1)], &["slow.example 1 08:00:00 0"])]
#[case::all_in_time(vec![due("slow.example", "08:00:00", 100)], &["slow.example 100 08:09:54 0"])]
#[case::just_in_time(vec![due("slow.example", "08:00:00", 600)], &["slow.example 600 08:59:54 0"])]
#[case::one_too_late(vec![due("slow.example", "08:00:00", 601)], &["slow.example 601 08:59:54 1"])]
#[case::many_too_late(vec![due("slow.example", "08:00:00", 940)], &["slow.example 940 08:59:54 340"])]
#[case::due_already(vec![due("slow.example", "07:00:00", 20)], &["slow.example 20 08:01:54 0"])]
#[case::past_its_end(
    vec![Due { not_after: Some(at("07:59:00")), ..due("slow.example", "07:00:00", 20) }],
    &["slow.example 20 08:00:00 20"]
)]
#[case::without_an_end(
    vec![Due { not_after: None, ..due("slow.example", "08:00:00", 1200) }],
    &["slow.example 1200 09:59:54 0"]
)]
#[case::each_domain_has_its_own_pace(
    vec![due("slow.example", "08:00:00", 10), due("quick.example", "08:00:00", 10)],
    &["quick.example 10 08:00:00 0", "slow.example 10 08:00:54 0"]
)]
#[case::what_is_urgent_goes_first(
    vec![Due { urgency: 8, ..due("slow.example", "08:00:00", 600) }, due("slow.example", "08:30:00", 100)],
    &["slow.example 700 08:59:54 100"]
)]
#[case::the_morning_after_the_evening(
    vec![due("slow.example", "08:00:00", 300), Due { not_after: Some(at("08:40:00")), ..due("slow.example", "08:30:00", 200) }],
    &["slow.example 500 08:39:54 100"]
)]
fn what_a_domain_cannot_take_in_time_is_foreseen(#[case] due: Vec<Due>, #[case] expected: &[&str]) {
    assert_eq!(lines(&forecast(&due, &limits(), at("08:00:00"))), expected);
}

#[rstest]
#[case(1, 1, 60)]
#[case(59, 59, 60)]
#[case(60, 10, 10)]
#[case(600, 100, 10)]
fn a_minutes_share_is_spread_over_the_minute(
    #[case] per_minute: u32,
    #[case] share: u64,
    #[case] seconds: i64,
) {
    assert_eq!(stretch(per_minute), (share, TimeDelta::seconds(seconds)));
}

#[rstest]
#[case::gmail(Some(421), "421-4.7.28 unusual rate of unsolicited mail", true)]
#[case::many(Some(450), "the reader: 450 4.2.1 too many messages", true)]
#[case::yahoo(Some(421), "421 4.7.0 [TSS04] temporarily deferred due to unexpected volume", true)]
#[case::wordless_greylist(Some(451), "451 4.7.1 come back later", false)]
#[case::storage(Some(452), "452 Too much mail, slow down", true)]
#[case::greylist(Some(451), "451 4.7.1 Greylisting in action", false)]
#[case::graylist(Some(450), "450 4.7.1 you are graylisted", false)]
#[case::busy(Some(450), "450 4.2.0 mailbox busy", false)]
#[case::refused(Some(550), "550 5.7.1 rate limit exceeded", false)]
#[case::silent(None, "no answer; rate unknown", false)]
fn a_complaint_about_the_rate_is_told_from_other_refusals(
    #[case] code: Option<u16>,
    #[case] reason: &str,
    #[case] expected: bool,
) {
    assert_eq!(is_of_rate(code, reason), expected);
}
