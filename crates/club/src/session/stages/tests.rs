//! When a stage is open.

use chrono::TimeDelta;
use chrono_tz::Tz;
use uuid::Uuid;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn row(stage: Stage, opens: Option<&str>, closes: Option<&str>) -> session_stage::Model {
    session_stage::Model {
        session_id: SessionId(Uuid::from_u128(1)),
        stage,
        opens_at: opens.map(at),
        closes_at: closes.map(at),
        forced: None,
        forced_at: None,
        forced_by: None,
    }
}

#[test]
fn a_stage_is_open_from_its_first_second_to_the_one_before_it_closes() {
    let call = [row(Stage::Call, Some("2027-03-08T00:00:00Z"), Some("2027-03-29T19:00:00Z"))];
    let (opens, closes, second) =
        (at("2027-03-08T00:00:00Z"), at("2027-03-29T19:00:00Z"), TimeDelta::seconds(1));
    let seen = [opens - second, opens, closes - second, closes].map(|now| standing(&call, Stage::Call, now));
    assert_eq!(seen, [Standing::Ahead, Standing::Open, Standing::Open, Standing::Over]);
}

#[test]
fn what_an_organizer_says_holds_over_the_dates() {
    let mut call = row(Stage::Call, Some("2027-03-08T00:00:00Z"), Some("2027-03-29T00:00:00Z"));
    call.forced = Some(StageForce::Open);
    for now in ["2027-01-01T00:00:00Z", "2027-03-10T00:00:00Z", "2027-06-01T00:00:00Z"] {
        assert!(is_open(&[call.clone()], Stage::Call, at(now)), "{now}");
    }
    call.forced = Some(StageForce::Closed);
    let seen = ["2027-01-01T00:00:00Z", "2027-03-10T00:00:00Z", "2027-06-01T00:00:00Z"]
        .map(|now| standing(&[call.clone()], Stage::Call, at(now)));
    assert_eq!(seen, [Standing::Ahead, Standing::Over, Standing::Over]);
}

#[test]
fn a_session_whose_stages_nobody_has_set_takes_registrations_and_no_applications() {
    let now = at("2027-03-10T00:00:00Z");
    let open: Vec<Stage> = Stage::ALL.iter().copied().filter(|stage| is_open(&[], *stage, now)).collect();
    assert_eq!(open, [Stage::Programme, Stage::Registration, Stage::Live, Stage::Documents, Stage::Report]);
    assert_eq!(
        standing(&[row(Stage::Registration, None, None)], Stage::Registration, now),
        Standing::Undated
    );
}

#[test]
fn the_plan_follows_from_the_webinars_and_goes_by_the_zone_of_the_session() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let stages = plan(day("2027-04-12"), day("2027-04-16"), Tz::Asia__Yekaterinburg);
    let lines: Vec<String> = stages
        .iter()
        .map(|(stage, span)| {
            let closes = span.closes_at.map(|at| at.to_rfc3339()).unwrap_or_default();
            format!("{stage} {} {closes}", span.opens_at.unwrap().to_rfc3339())
        })
        .collect();
    assert_eq!(
        lines,
        [
            "topics 2027-02-10T19:00:00+00:00 2027-02-25T19:00:00+00:00",
            "call 2027-03-07T19:00:00+00:00 2027-03-29T19:00:00+00:00",
            "review 2027-03-28T19:00:00+00:00 2027-04-04T19:00:00+00:00",
            "programme 2027-03-28T19:00:00+00:00 2027-04-16T19:00:00+00:00",
            "registration 2027-04-01T19:00:00+00:00 2027-04-16T19:00:00+00:00",
            "live 2027-04-11T19:00:00+00:00 2027-04-16T19:00:00+00:00",
            "documents 2027-04-16T19:00:00+00:00 2027-04-26T19:00:00+00:00",
            "report 2027-04-16T19:00:00+00:00 2027-04-30T19:00:00+00:00",
            "archive 2027-05-15T19:00:00+00:00 ",
        ]
    );
}
