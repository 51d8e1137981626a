//! What settings may be, and how far seasons are apart.

use uuid::Uuid;

use super::make::later;
use super::*;
use crate::session::stages::Span;

fn settings() -> Settings {
    Settings {
        slug: "2027-winter".to_owned(),
        title: "Зимняя сессия".to_owned(),
        season: Season::Winter,
        year: 2027,
        host_school_id: SchoolId(Uuid::from_u128(1)),
        zone: Tz::Asia__Yekaterinburg,
        region: "ХМАО".to_owned(),
        level: Level::Regional,
        order_school: String::new(),
        order: None,
        watch_percent: 50,
        code_word_rule: CodeWordRule::Counts,
        early_career_years: 3,
        number_pattern: "ВК-{year}-{season}-{kind}/{serial:04}".to_owned(),
        issue_mode: IssueMode::ByHand,
        materials_until: None,
    }
}

#[test]
fn settings_that_can_be_used_have_no_problems() {
    assert_eq!(check(&settings()), []);
}

#[test]
fn an_address_is_of_small_latin_letters_digits_and_hyphens() {
    for slug in ["", "-", "2027--winter", "2027 winter", "Winter", "зима", "a/b", "new", &"a".repeat(61)]
    {
        let wrong = Settings { slug: slug.to_owned(), ..settings() };
        assert_eq!(check(&wrong), [Problem::Slug], "{slug}");
    }
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let wrong = Settings {
        title: " ".to_owned(),
        year: 20_270,
        watch_percent: 0,
        early_career_years: 51,
        number_pattern: "ВК-{year}".to_owned(),
        ..settings()
    };
    let problems = check(&wrong);
    assert_eq!(
        problems.iter().take(4).collect::<Vec<_>>(),
        [&Problem::Title, &Problem::Year, &Problem::WatchPercent, &Problem::EarlyCareerYears]
    );
    assert!(matches!(problems[4], Problem::NumberPattern(_)));
}

#[test]
fn a_year_is_fifty_two_weeks_and_from_winter_to_spring_it_is_seventeen() {
    assert_eq!(weeks_between((Season::Spring, 2027), (Season::Spring, 2028)), 52);
    assert_eq!(weeks_between((Season::Winter, 2026), (Season::Spring, 2027)), 17);
    assert_eq!(weeks_between((Season::Spring, 2027), (Season::Winter, 2027)), 35);
    assert_eq!(weeks_between((Season::Spring, 2027), (Season::Spring, 2027)), 0);
}

#[test]
fn what_is_so_many_weeks_later_keeps_its_weekday_and_what_has_no_date_gets_none() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let span = Span { opens_at: Some(at("2027-03-08T00:00:00Z")), closes_at: None };
    let new = later(span, 52);
    assert_eq!((new.opens_at, new.closes_at), (Some(at("2028-03-06T00:00:00Z")), None));
    assert_eq!(later(span, i32::MAX), span, "no calendar goes that far");
}
