//! The indicators of the spring session.

use super::*;
use crate::attendance;
use crate::session_files::{import_programme, import_registrations, import_watching, read};
use crate::test_club::{fixture_folder, fresh_club};
use crate::{Viewer, session};

#[tokio::test]
async fn the_spring_session_has_the_expected_indicators() {
    let club = fresh_club().await;
    let files = read(&fixture_folder()).0.unwrap();
    let imported = import_programme(&club, &files).await.unwrap();
    import_registrations(&club, &files).await.unwrap();
    club.clock.set("2027-04-20T00:00:00Z".parse().unwrap());
    import_watching(&club, &files).await.unwrap();
    let programme = session::programme(&club, &Viewer::Club, "2027-spring").await.unwrap().unwrap();
    for line in programme.webinars {
        attendance::judge(&club, line.webinar.id).await.unwrap();
    }
    let found: Vec<String> = indicators(&club, imported.session_id)
        .await
        .unwrap()
        .iter()
        .map(|found| {
            let denominator = found.denominator.map(|count| count.to_string()).unwrap_or_default();
            format!(
                "{},{},{denominator},{}",
                found.name,
                found.numerator,
                found.percent().unwrap_or_default()
            )
        })
        .collect();
    let expected = std::fs::read_to_string(fixture_folder().join("expected_monitoring.csv")).unwrap();
    assert_eq!(found, expected.lines().skip(1).collect::<Vec<_>>());
}

#[test]
fn a_share_is_rounded_half_up_and_needs_a_denominator() {
    let share = |numerator, denominator| Indicator { name: "share", numerator, denominator }.percent();
    assert_eq!(share(1, Some(16)).as_deref(), Some("6.3"));
    assert_eq!(share(52, Some(60)).as_deref(), Some("86.7"));
    assert_eq!((share(7, None), share(0, Some(0))), (None, None));
}
