//! A small session with three webinars.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use club::release::{Change, ChangedWebinar, ReleaseLine, ReleasesView, What};
use club::schedule::{Conflict, ConflictKind, Working, WorkingTalk, WorkingWebinar};
use club::session::{Programme, ProgrammeSpeaker, ProgrammeTalk, ProgrammeWebinar, PublicBreak, ReleaseHead};
use entity::{
    CodeWordRule, IssueMode, Level, MaterialState, Season, SessionState, TalkState, WebinarForm,
    WebinarState, school, session, talk, webinar,
};
use lang::Lang;
use uuid::Uuid;

/// The sample's text in a language.
pub(crate) fn say<'a>(lang: Lang, russian: &'a str, english: &'a str) -> &'a str {
    match lang {
        Lang::Ru => russian,
        Lang::En => english,
    }
}

/// The same id for the same number.
pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// Monday, 12 April 2027, 14:30 in Surgut.
fn first_start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_807_522_200, 0).unwrap_or_default()
}

/// A week before the first webinar.
pub(crate) fn before() -> DateTime<Utc> {
    first_start() - TimeDelta::days(7)
}

/// Twenty minutes into the first webinar.
pub(crate) fn during() -> DateTime<Utc> {
    first_start() + TimeDelta::minutes(20)
}

pub(crate) fn school(lang: Lang) -> school::Model {
    school::Model {
        id: id(1),
        full_name: say(
            lang,
            "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа № 44",
            "Municipal secondary school No. 44",
        )
        .to_owned(),
        short_name: say(lang, "МБОУ СОШ № 44", "School No. 44").to_owned(),
        search_name: String::new(),
        city: say(lang, "Сургут", "Surgut").to_owned(),
        region: say(lang, "Ханты-Мансийский автономный округ — Югра", "Khanty-Mansi Autonomous Area")
            .to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        created_at: before(),
        kind: entity::SchoolKind::General,
        slug: None,
        logo: None,
        address: None,
        site: None,
        email: None,
        phone: None,
        merged_into: None,
        revision: 1,
    }
}

/// The same school, entered once more under a name of its own.
pub(crate) fn similar_school(lang: Lang) -> school::Model {
    school::Model { id: id(2), short_name: say(lang, "СОШ №44", "School 44").to_owned(), ..school(lang) }
}

pub(crate) fn session(lang: Lang) -> session::Model {
    session::Model {
        id: id(10),
        slug: "2027-spring".to_owned(),
        title: say(
            lang,
            "Весенняя сессия Web-клуба молодых специалистов и наставников «Интернет-наставник»",
            "Spring session of the Web-club of young teachers and mentors",
        )
        .to_owned(),
        season: Season::Spring,
        year: 2027,
        host_school_id: id(1),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        region: school(lang).region,
        level: Level::Regional,
        order_school: school(lang).short_name,
        order_number: say(lang, "118-од", "118").to_owned(),
        order_on: NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default(),
        watch_percent: 50,
        code_word_rule: CodeWordRule::Counts,
        early_career_years: 3,
        number_pattern: "{serial:04}".to_owned(),
        issue_mode: IssueMode::ByHand,
        state: SessionState::Published,
        talks_until: None,
        materials_until: None,
        emails_paused_at: None,
        published_at: Some(before()),
        created_at: before(),
        revision: 1,
        copied_from_id: None,
    }
}

pub(crate) fn earlier_session(lang: Lang) -> session::Model {
    session::Model {
        id: id(11),
        slug: "2026-winter".to_owned(),
        title: say(
            lang,
            "Зимняя сессия Web-клуба «Интернет-наставник»",
            "Winter session of the Web-club of mentors",
        )
        .to_owned(),
        season: Season::Winter,
        year: 2026,
        ..session(lang)
    }
}

pub(crate) fn webinar(lang: Lang, number: u8) -> webinar::Model {
    let (title, form, starts_at) = match number {
        1 => (
            say(
                lang,
                "Аттестация молодого педагога: с чего начать",
                "Attestation of a young teacher: where to begin",
            ),
            WebinarForm::Webinar,
            first_start(),
        ),
        2 => (
            say(
                lang,
                "Портфолио учителя: структура и типичные ошибки",
                "A teacher's portfolio: structure and common mistakes",
            ),
            WebinarForm::MasterClass,
            first_start() + TimeDelta::minutes(90),
        ),
        _ => (
            say(lang, "Родительское собрание без конфликтов", "A parents' meeting without conflicts"),
            WebinarForm::PedagogicalWorkshop,
            first_start() + TimeDelta::days(1),
        ),
    };
    webinar::Model {
        id: id(20 + u128::from(number)),
        session_id: id(10),
        code: format!("S{number:02}"),
        slug: format!("2027-spring-s{number:02}"),
        title: title.to_owned(),
        form,
        track: 1,
        host_school_id: id(1),
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        stream_url: Some("https://stream.example/spring/01".to_owned()),
        stream_platform: None,
        code_word: Some(say(lang, "рассвет", "sunrise").to_owned()),
        capacity: None,
        state: WebinarState::Planned,
        sequence: 0,
        language: "ru".to_owned(),
        planned_starts_at: None,
        planned_ends_at: None,
        registration_ends_hours: None,
        changed_at: None,
        attendance_judged_at: None,
        created_at: before(),
    }
}

fn speaker(lang: Lang, number: u8) -> ProgrammeSpeaker {
    let (name, position) = match number {
        1 => (say(lang, "Синицын Илья Ильич", "Elias Finch"), say(lang, "методист", "methodologist")),
        2 => (
            say(lang, "Гончар Лев Яковлевич", "Leo Potter"),
            say(lang, "учитель физики", "teacher of physics"),
        ),
        3 => (
            say(lang, "Пименова Вероника Магомедовна", "Veronica Pimen"),
            say(lang, "учитель-логопед", "speech therapist"),
        ),
        _ => (
            say(
                lang,
                "Шарафутдинова-Константинопольская Александра Вячеславовна",
                "Alexandra Sharaf-Constantine",
            ),
            say(lang, "заместитель директора по УВР", "deputy head"),
        ),
    };
    ProgrammeSpeaker {
        person_id: id(40 + u128::from(number)),
        name: name.to_owned(),
        position: position.to_owned(),
        school_name: say(lang, "МАОУ СОШ № 62", "School No. 62").to_owned(),
        city: say(lang, "Мурино", "Murino").to_owned(),
        region: say(lang, "Ленинградская область", "Leningrad Region").to_owned(),
    }
}

pub(super) fn talk(lang: Lang, number: u8, topic: &str) -> ProgrammeTalk {
    ProgrammeTalk { talk: talk_row(number, topic).into(), speakers: vec![speaker(lang, number)] }
}

pub(super) fn talk_row(number: u8, topic: &str) -> talk::Model {
    talk::Model {
        state: TalkState::Scheduled,
        materials: MaterialState::Received,
        references_count: 7,
        place: i32::from(number),
        ..club::talk::blank(id(60 + u128::from(number)), id(10), topic, before())
    }
}

pub(crate) fn programme_webinar(lang: Lang, number: u8) -> ProgrammeWebinar {
    let webinar = webinar(lang, number);
    let mut talks = vec![talk(lang, number, &webinar.title)];
    if number == 1 {
        talks.push(talk(
            lang,
            4,
            say(
                lang,
                "Как собрать доказательства своей работы за год",
                "How to collect the evidence of a year's work",
            ),
        ));
    }
    ProgrammeWebinar { webinar: webinar.into(), host_school: school(lang).into(), talks }
}

pub(crate) fn programme(lang: Lang) -> Programme {
    let webinars = [1, 2, 3].map(|number| programme_webinar(lang, number)).to_vec();
    Programme {
        session: session(lang),
        host_school: school(lang).into(),
        webinars,
        breaks: vec![PublicBreak {
            title: say(lang, "Перерыв на чай", "Tea break").to_owned(),
            track: None,
            starts_at: first_start() + TimeDelta::hours(1),
            ends_at: first_start() + TimeDelta::minutes(90),
        }],
        release: Some(ReleaseHead { number: 2, note: String::new(), published_at: before() }),
    }
}

/// Between the first webinar and the others.
pub(crate) fn between() -> DateTime<Utc> {
    first_start() + TimeDelta::minutes(75)
}

/// The working version of the same session.
pub(crate) fn working(lang: Lang) -> Working {
    let line = |number: u8| {
        let row = webinar(lang, number);
        let text = programme_webinar(lang, number);
        let talks = text.talks.into_iter().zip(1_u8..).map(|(talk, place)| WorkingTalk {
            talk: talk_row(place, &talk.talk.topic),
            speakers: talk.speakers,
        });
        WorkingWebinar {
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            host_school: school(lang),
            talks: talks.collect(),
            moderators: vec![],
            registered: u64::from(number - 1) * 12,
            is_own: true,
            revision: "0123456789abcdef".to_owned(),
            webinar: row,
        }
    };
    let mut webinars = [1, 2, 3].map(line).to_vec();
    if let Some(moved) = webinars.get_mut(2) {
        moved.webinar.planned_starts_at = Some(moved.starts_at + TimeDelta::hours(2));
        moved.starts_at += TimeDelta::hours(2);
        moved.ends_at += TimeDelta::hours(2);
    }
    let conflict = |kind, number: u8, other: Option<u8>| Conflict {
        kind,
        webinar: webinar(lang, number).id,
        other: other.map(|number| webinar(lang, number).id),
        who: vec![speaker(lang, 1).name],
        count: 3,
    };
    let topic = say(lang, "Как беречь силы", "How to save one's strength");
    let waiting = talk_row(9, topic);
    Working {
        session: session(lang),
        is_host: true,
        unplaced: vec![WorkingTalk {
            talk: talk::Model { state: TalkState::Accepted, ..waiting },
            speakers: vec![speaker(lang, 3)],
        }],
        moderators: vec![(id(45), speaker(lang, 2).name)],
        schools: vec![school(lang)],
        conflicts: vec![
            conflict(ConflictKind::PersonTwice, 1, Some(2)),
            conflict(ConflictKind::ListenersTwice, 1, Some(2)),
            conflict(ConflictKind::NoLink, 3, None),
        ],
        release: 2,
        breaks: vec![],
        webinars,
    }
}

/// What the next release of the session changes, and the one before.
pub(crate) fn releases(lang: Lang) -> ReleasesView {
    let about = |number: u8| {
        let row = webinar(lang, number);
        ChangedWebinar {
            id: row.id,
            slug: row.slug,
            title: row.title,
            time_zone: row.time_zone,
            city: school(lang).city,
            starts_at: row.starts_at,
        }
    };
    let change = |number: u8, what: What| Change { webinar: Some(about(number)), what };
    ReleasesView {
        session: session(lang),
        changes: vec![
            change(1, What::Moved { from: first_start() - TimeDelta::days(1) }),
            change(2, What::SpeakersAdded { names: vec![speaker(lang, 4).name] }),
            change(3, What::Added),
            Change { webinar: None, what: What::Breaks },
        ],
        fingerprint: "0123456789abcdef0123".to_owned(),
        has_webinars: true,
        releases: vec![ReleaseLine {
            number: 1,
            note: say(lang, "Первая программа сессии.", "The first programme of the session.").to_owned(),
            published_at: before(),
            changes: vec![change(1, What::Added), change(2, What::Added)],
        }],
    }
}
