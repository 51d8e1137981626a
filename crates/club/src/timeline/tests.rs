use super::*;
use crate::email_switch::switch;
use crate::test_session::SmallSession;

async fn seen(small: &SmallSession) -> Timeline {
    timeline(&small.club, &small.organizer(), &small.session.slug)
        .await
        .unwrap()
        .expect("the organizer sees it")
}

fn links(timeline: &Timeline) -> Vec<(Option<Tz>, Option<u64>, LineState)> {
    let links = timeline.lines.iter().filter(|line| line.kind == EmailKind::StreamLink);
    links.map(|line| (line.zone, line.recipients, line.state)).collect()
}

#[tokio::test]
async fn each_zone_and_day_has_a_line_and_somebody_with_two_webinars_counts_once() {
    let mut small = SmallSession::new().await;
    for place in 0..3 {
        small
            .change_webinar(place, |webinar| webinar.stream_url = Some("https://stream.example/1".to_owned()))
            .await;
    }
    let anna =
        small.person("Петрова Анна Сергеевна", Tz::Asia__Yekaterinburg, Some("anna@school.example")).await;
    let olga = small.person("Белова Ольга Львовна", Tz::Europe__Moscow, Some("olga@school.example")).await;
    let nobody = small.person("Орлова Дарья Игоревна", Tz::Europe__Moscow, None).await;
    for (person, place) in [(&anna, 0), (&anna, 1), (&olga, 0), (&nobody, 0)] {
        small.register(person, place).await;
    }
    let shown = seen(&small).await;
    let (ural, moscow) = (Some(Tz::Asia__Yekaterinburg), Some(Tz::Europe__Moscow));
    let waiting = LineState::Waiting;
    assert_eq!(
        links(&shown),
        [
            (ural, Some(1), waiting),
            (moscow, Some(1), waiting),
            (ural, Some(0), waiting),
            (moscow, Some(0), waiting)
        ]
    );
    let reminders = shown.lines.iter().filter(|line| line.kind == EmailKind::Reminder);
    let reminders: Vec<_> = reminders.map(|line| line.recipients).collect();
    assert_eq!(reminders, [Some(2), Some(2), Some(1), Some(1), Some(0), Some(0)]);
    assert_eq!(shown.days.len(), 2);
    switch(&small.club, &Viewer::Club, &small.session.slug, EmailKind::StreamLink, false).await.unwrap();
    assert!(links(&seen(&small).await).iter().all(|(_, _, state)| *state == LineState::Off));
}

#[tokio::test]
async fn a_day_without_a_stream_link_is_held_and_what_nobody_wrote_is_late_then_missed() {
    let mut small = SmallSession::new().await;
    let anna =
        small.person("Петрова Анна Сергеевна", Tz::Asia__Yekaterinburg, Some("anna@school.example")).await;
    small.register(&anna, 0).await;
    small.change_webinar(0, |webinar| webinar.stream_url = None).await;
    assert!(links(&seen(&small).await).iter().any(|(_, _, state)| *state == LineState::Held));
    for place in 0..3 {
        small
            .change_webinar(place, |webinar| webinar.stream_url = Some("https://stream.example/1".to_owned()))
            .await;
    }
    small.club.clock.set(small.webinars[0].starts_at - chrono::TimeDelta::hours(1));
    assert_eq!(links(&seen(&small).await)[0].2, LineState::Late);
    small.club.clock.set(small.webinars[1].starts_at);
    assert_eq!(links(&seen(&small).await)[0].2, LineState::Missed);
    for viewer in [small.stranger(), Viewer::Guest] {
        assert!(timeline(&small.club, &viewer, &small.session.slug).await.unwrap().is_none());
    }
}
