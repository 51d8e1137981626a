//! Claims about dates, times and zones.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::Lang;

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// With plain spaces, so that the expected text can be read.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_date_holds_its_day_to_the_month_and_its_year_to_the_letter() {
    assert_eq!(date(on("2026-12-14"), Lang::Ru), "14\u{a0}декабря 2026\u{a0}г.");
    assert_eq!(date(on("2026-12-14"), Lang::En), "14\u{a0}December 2026");
    assert_eq!(plain(&weekday_date(on("2027-04-12"), Lang::Ru)), "понедельник, 12 апреля 2027 г.");
    assert_eq!(plain(&weekday_date(on("2027-04-12"), Lang::En)), "Monday, 12 April 2027");
    assert_eq!(plain(&weekday_date(on("2027-05-02"), Lang::Ru)), "воскресенье, 2 мая 2027 г.");
    assert_eq!(plain(&month_year(on("2027-04-01"), Lang::Ru)), "апрель 2027 г.");
    assert_eq!(plain(&month_year(on("2027-04-01"), Lang::En)), "April 2027");
}

#[rstest]
#[case("2027-04-12", "2027-04-16", "12–16 апреля 2027 г.", "12–16 April 2027")]
#[case("2027-04-30", "2027-05-04", "30 апреля — 4 мая 2027 г.", "30 April – 4 May 2027")]
#[case(
    "2026-12-28",
    "2027-01-03",
    "28 декабря 2026 г. — 3 января 2027 г.",
    "28 December 2026 – 3 January 2027"
)]
#[case("2027-04-12", "2027-04-12", "12 апреля 2027 г.", "12 April 2027")]
#[case("2027-04-16", "2027-04-12", "12–16 апреля 2027 г.", "12–16 April 2027")]
#[case("2026-04-12", "2027-04-16", "12 апреля 2026 г. — 16 апреля 2027 г.", "12 April 2026 – 16 April 2027")]
fn a_range_says_each_month_and_year_once(
    #[case] first: &str,
    #[case] last: &str,
    #[case] russian: &str,
    #[case] english: &str,
) {
    assert_eq!(plain(&date_range(on(first), on(last), Lang::Ru)), russian);
    assert_eq!(plain(&date_range(on(first), on(last), Lang::En)), english);
}

#[test]
fn a_zone_is_named_by_its_city_and_the_distance_from_moscow() {
    let start = at("2027-04-12T09:00:00Z");
    let russian = |zone| zone_name(zone, start, Lang::Ru);
    assert_eq!(russian(Tz::Europe__Kaliningrad), "Калининград, МСК−1");
    assert_eq!(russian(Tz::Europe__Moscow), "Москва");
    assert_eq!(russian(Tz::Europe__Samara), "Самара, МСК+1");
    assert_eq!(russian(Tz::Asia__Yekaterinburg), "Екатеринбург, МСК+2");
    assert_eq!(russian(Tz::Asia__Kamchatka), "Петропавловск-Камчатский, МСК+9");
    assert_eq!(russian(Tz::Asia__Kolkata), "МСК+2:30");
    assert_eq!(russian(Tz::America__New_York), "МСК−7");
    assert_eq!(zone_name(Tz::Asia__Omsk, start, Lang::En), "Omsk, MSK+3");
}

#[test]
fn a_city_stands_for_its_zone() {
    let start = at("2027-04-12T09:00:00Z");
    let label = |city, zone| zone_label(Some(city), zone, start, Lang::Ru);
    assert_eq!(label("Сургут", Tz::Asia__Yekaterinburg), "Сургут, МСК+2");
    assert_eq!(label("Мурино", Tz::Europe__Moscow), "Мурино, МСК");
    assert_eq!(label("Москва", Tz::Europe__Moscow), "Москва");
    assert_eq!(label("  ", Tz::Asia__Omsk), "Омск, МСК+3");
    assert_eq!(zone_label(Some("Москва"), Tz::Europe__Moscow, start, Lang::En), "Moscow");
}

#[test]
fn every_known_zone_has_a_city_in_both_languages_and_comes_from_the_west() {
    let start = at("2027-04-12T09:00:00Z");
    for zone in known_zones() {
        for lang in Lang::ALL {
            assert!(!zone_name(zone, start, lang).contains('⟦'), "{zone}");
        }
    }
    let offsets: Vec<i32> = known_zones().map(|zone| zone::seconds_east(zone, start)).collect();
    assert!(offsets.is_sorted(), "{offsets:?}");
    assert_eq!(offsets.iter().collect::<std::collections::BTreeSet<_>>().len(), 11);
}

#[rstest]
#[case::three(
    Tz::Asia__Yekaterinburg,
    Some("Сургут"),
    Tz::Asia__Novosibirsk,
    Some("Новосибирск"),
    "14:00 (Сургут, МСК+2) · 12:00 (Москва) · у Вас: 16:00 (Новосибирск, МСК+4)"
)]
#[case::same_offset(
    Tz::Asia__Yekaterinburg,
    Some("Сургут"),
    Tz::Asia__Yekaterinburg,
    Some("Курган"),
    "14:00 (Сургут, МСК+2) · 12:00 (Москва)"
)]
#[case::reader_in_moscow(
    Tz::Asia__Yekaterinburg,
    None,
    Tz::Europe__Moscow,
    Some("Мурино"),
    "14:00 (Екатеринбург, МСК+2) · 12:00 (Москва)"
)]
#[case::event_in_moscow_time(
    Tz::Europe__Moscow,
    Some("Мурино"),
    Tz::Asia__Omsk,
    None,
    "12:00 (Мурино, МСК) · у Вас: 15:00 (Омск, МСК+3)"
)]
#[case::all_in_moscow(Tz::Europe__Moscow, None, Tz::Europe__Moscow, None, "12:00 (Москва)")]
fn a_start_is_shown_once_on_each_clock(
    #[case] event: Tz,
    #[case] event_city: Option<&str>,
    #[case] reader: Tz,
    #[case] reader_city: Option<&str>,
    #[case] shown: &str,
) {
    let start = at("2027-04-12T09:00:00Z");
    assert_eq!(times(start, event, event_city, reader, reader_city, Lang::Ru), shown);
}

#[test]
fn a_clock_names_its_day_where_it_differs_from_the_events() {
    let start = at("2027-04-12T15:00:00Z");
    let shown = times(start, Tz::Asia__Yekaterinburg, Some("Сургут"), Tz::Asia__Kamchatka, None, Lang::Ru);
    assert_eq!(
        plain(&shown),
        "20:00 (Сургут, МСК+2) · 18:00 (Москва) · у Вас: 13 апреля, 03:00 (Петропавловск-Камчатский, МСК+9)"
    );
    let shown = times(start, Tz::Asia__Kamchatka, None, Tz::Europe__Moscow, None, Lang::En);
    assert_eq!(plain(&shown), "03:00 (Petropavlovsk-Kamchatsky, MSK+9) · 12 April, 18:00 (Moscow)");
}

#[test]
fn summer_time_of_another_country_is_minded() {
    let shown = |text| zone_name(Tz::Europe__Berlin, at(text), Lang::Ru);
    assert_eq!(shown("2027-01-12T09:00:00Z"), "МСК−2");
    assert_eq!(shown("2027-07-12T09:00:00Z"), "МСК−1");
}

proptest! {
    #[test]
    fn no_instant_and_no_day_panics(
        seconds in -8_000_000_000_000_i64..8_000_000_000_000,
        days in any::<(i32, i32)>(),
        zone in prop::sample::select(&chrono_tz::TZ_VARIANTS[..]),
        city in any::<Option<String>>(),
    ) {
        let day = |n: i32| NaiveDate::from_num_days_from_ce_opt(n).unwrap_or(NaiveDate::MIN);
        for lang in Lang::ALL {
            prop_assert!(!weekday_date(day(days.0), lang).contains('⟦'));
            prop_assert!(!date_range(day(days.0), day(days.1), lang).contains('⟦'));
            if let Some(start) = Utc.timestamp_opt(seconds, 0).single() {
                prop_assert!(!times(start, zone, city.as_deref(), Tz::Asia__Omsk, None, lang).is_empty());
            }
        }
    }
}
