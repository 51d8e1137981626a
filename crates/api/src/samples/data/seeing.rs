//! What organizers see of e-mails on their way.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono_tz::Tz;
use club::email_queue::{Queue, QueueState, QueueSummary};
use club::email_switch::SWITCHED;
use club::outbox::limits::Forecast;
use club::stream_link::reach::{Problem, Reach, Unreached, WebinarReach};
use club::timeline::{LineState, Timeline, TimelineLine};
use entity::{EmailKind, OutboxState, outbox_email, webinar};
use lang::Lang;

use super::own::person;
use super::programme::{before, id, say, session, webinar};
use super::staff::emails;

/// A Monday morning on which not everybody is reached.
pub(crate) fn reach(lang: Lang) -> Reach {
    let line = |number: u8, problems: &[(Problem, u64)]| WebinarReach {
        webinar: webinar::Model {
            stream_url: (number != 2).then(|| "https://stream.example/1".to_owned()),
            ..webinar(lang, number)
        },
        registered: 31,
        reached: 12,
        later: if number == 2 { 14 } else { 0 },
        problems: BTreeMap::from_iter(problems.iter().copied()),
        first_due_at: Some(before()),
    };
    let first = [
        (Problem::NoAddress, 1),
        (Problem::Bounced, 1),
        (Problem::Failed, 1),
        (Problem::Waiting, 2),
        (Problem::NotOpened, 14),
    ];
    let day = before().date_naive();
    Reach {
        session: session(lang),
        webinars: vec![line(1, &first), line(2, &[])],
        people: people(lang),
        found: 19,
        days: vec![(day, true), (day.succ_opt().unwrap_or(day), false)],
        is_live: true,
        may_organize: true,
    }
}

fn people(lang: Lang) -> Vec<Unreached> {
    let people = [
        (say(lang, "Алексеева Ольга Юрьевна", "Alekseeva Olga"), Problem::NoAddress, None),
        (say(lang, "Белова Ирина Львовна", "Belova Irina"), Problem::Bounced, Some("550 5.1.1 user unknown")),
        (
            say(lang, "Иванова Мария Петровна", "Ivanova Maria"),
            Problem::Failed,
            Some("RCPT TO: 554 5.7.1 rejected"),
        ),
        (
            say(lang, "Орлова Дарья Игоревна", "Orlova Daria"),
            Problem::Waiting,
            Some("RCPT TO: 451 4.7.1 greylisted"),
        ),
        (
            say(
                lang,
                "Шарафутдинова-Константинопольская Александра Вячеславовна",
                "Featherstonehaugh-Cholmondeley Alexandra",
            ),
            Problem::NotOpened,
            None,
        ),
    ];
    let unreached = |(number, (name, problem, reason)): (usize, (&str, Problem, Option<&str>))| Unreached {
        registration_id: id(900 + u128::try_from(number).unwrap_or(0)),
        person_id: id(950 + u128::try_from(number).unwrap_or(0)),
        webinar_id: webinar(lang, 1).id,
        code: "S01".to_owned(),
        name: name.to_owned(),
        school_name: person(lang).school_name,
        city: say(lang, "Новосибирск", "Novosibirsk").to_owned(),
        address: (problem != Problem::NoAddress).then(|| "teacher@school.example".to_owned()),
        problem,
        reason: reason.map(str::to_owned),
        at: Some(before()),
        has_started: false,
    };
    people.into_iter().enumerate().map(unreached).collect()
}

/// A timeline with a line in each state.
pub(crate) fn timeline(lang: Lang) -> Timeline {
    let states = [
        LineState::Written,
        LineState::Late,
        LineState::Waiting,
        LineState::Held,
        LineState::Off,
        LineState::Parked,
        LineState::Missed,
    ];
    let about = webinar(lang, 1);
    let line = |(number, state): (usize, LineState)| TimelineLine {
        at: before() + TimeDelta::hours(i64::try_from(number).unwrap_or(0) * 5),
        kind: if number % 2 == 0 { EmailKind::StreamLink } else { EmailKind::Reminder },
        zone: (number % 2 == 0).then_some(Tz::Asia__Novosibirsk),
        webinar: (number % 2 == 1).then(|| (about.code.clone(), about.title.clone())),
        day: (number % 2 == 0).then(|| before().date_naive()),
        recipients: (number != 5).then_some(21),
        state,
    };
    Timeline {
        session: session(lang),
        switches: SWITCHED.map(|kind| (kind, kind != EmailKind::Thanks)).to_vec(),
        lines: states.into_iter().enumerate().map(line).collect(),
        days: vec![before().date_naive()],
    }
}

/// A day that was rehearsed a moment ago.
pub(crate) fn rehearsal_day(lang: Lang) -> club::rehearsal::RehearsalDay {
    let kinds = [(EmailKind::StreamLink, 120), (EmailKind::Reminder, 231), (EmailKind::MaterialsMissing, 3)];
    club::rehearsal::RehearsalDay {
        session: session(lang),
        day: before().date_naive(),
        kinds: kinds.to_vec(),
        readers: 123,
        team: vec![person(lang)],
        lately: [(entity::OutboxState::Sent, 10), (entity::OutboxState::Due, 2)].into(),
        last_error: None,
    }
}

/// A queue with an e-mail in each state.
pub(crate) fn queue(lang: Lang) -> Queue {
    let Some(row) = emails(lang).into_iter().next() else { return Queue::default() };
    let of = |state, attempts, last_error: Option<&str>| outbox_email::Model {
        state,
        attempts,
        last_error: last_error.map(str::to_owned),
        last_tried_at: Some(before()),
        ..row.clone()
    };
    let bounced = outbox_email::Model {
        bounced_at: Some(before()),
        bounce_reason: Some("550 5.1.1 user unknown".to_owned()),
        ..of(OutboxState::Sent, 1, None)
    };
    Queue {
        summary: queue_summary(lang),
        kinds: vec![(EmailKind::StreamLink, 5), (EmailKind::RegistrationConfirmed, 2)],
        domains: vec![("school.example".to_owned(), 6), ("lyceum.example".to_owned(), 1)],
        emails: vec![
            of(OutboxState::Failed, 1, Some("RCPT TO: 550 5.1.1 user unknown")),
            of(OutboxState::Due, 2, Some("RCPT TO: 451 4.7.1 greylisted")),
            of(OutboxState::Leased, 1, None),
            of(OutboxState::Due, 0, None),
            bounced,
        ],
        has_more: true,
    }
}

/// A queue of which not everything comes in time.
pub(crate) fn queue_summary(lang: Lang) -> QueueSummary {
    let late = Forecast {
        domain: "school.example".to_owned(),
        count: 1200,
        last_at: before(),
        late: 340,
        per_minute: 10,
    };
    QueueSummary {
        session: Some(session(lang)),
        numbers: QueueState::ALL.into_iter().zip([3, 1, 2, 1, 1, 85]).collect(),
        late: vec![late],
        ..QueueSummary::default()
    }
}
