//! A small published session for the tests of this crate: three webinars, two of them on one day.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{
    CodeWordRule, DocumentKind, Gender, IssueMode, Level, MaterialState, SchoolKind, Season, SessionState,
    TalkState, WebinarForm, WebinarState, person, registration, school, session, signatory, speaker, talk,
    webinar,
};
use lang::FullName;
use mail::Address;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _};

use crate::person::{Profile, find_or_add};
use crate::test_club::{fresh_club, profile};
use crate::{Club, Viewer};

/// A club with a session: `S01` 12 April 14:30 in Surgut, `S02` 16:00 of that day, `S03` 13 April 14:30; an hour each.
pub(crate) struct SmallSession {
    pub(crate) club: Club,
    pub(crate) school: school::Model,
    pub(crate) session: session::Model,
    pub(crate) webinars: Vec<webinar::Model>,
}

/// `2027-04-12T09:30:00Z`
pub(crate) fn at(time: &str) -> DateTime<Utc> {
    time.parse().expect("an instant")
}

impl SmallSession {
    pub(crate) async fn new() -> SmallSession {
        let club = fresh_club().await;
        let inside = club.clone();
        let work = club.storage.write(move |tx| Box::pin(async move { insert(tx, &inside).await }));
        let (school, session, webinars) = work.await.expect("the session is written");
        SmallSession { club, school, session, webinars }
    }

    /// Changes the session's row.
    pub(crate) async fn change(&mut self, change: impl FnOnce(&mut session::Model)) {
        change(&mut self.session);
        let row = self.session.clone().into_active_model().reset_all();
        let work = self.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
        self.session = work.await.expect("the session is changed");
    }

    /// Changes a webinar's row.
    pub(crate) async fn change_webinar(&mut self, place: usize, change: impl FnOnce(&mut webinar::Model)) {
        change(&mut self.webinars[place]);
        let row = self.webinars[place].clone().into_active_model().reset_all();
        let work = self.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
        self.webinars[place] = work.await.expect("the webinar is changed");
    }

    /// Somebody of this name, `Иванова Мария Петровна`, with an address made of it; `None` for whoever has none.
    pub(crate) async fn person(&self, name: &str, zone: Tz, email: Option<&str>) -> person::Model {
        let mut words = name.splitn(3, ' ');
        let mut word = || words.next().unwrap_or_default();
        let name = FullName::parse(word(), word(), word()).expect("a name");
        let somebody = Profile {
            gender: match name.gender() {
                lang::Gender::Female => Gender::Female,
                lang::Gender::Male => Gender::Male,
                lang::Gender::Unknown => Gender::Unknown,
            },
            name,
            zone,
            email: email.map(|email| Address::parse(email).expect("an address")),
            ..profile("Анна", "Петрова", "anna@school.example")
        };
        let inside = self.club.clone();
        let work = self
            .club
            .storage
            .write(move |tx| Box::pin(async move { find_or_add(tx, &inside, &somebody).await }));
        work.await.expect("the person is added")
    }

    /// Registers a person for a webinar.
    pub(crate) async fn register(&self, person: &person::Model, place: usize) -> registration::Model {
        let now = self.club.clock.now();
        let row = registration::Model {
            id: self.club.chance.id(now),
            webinar_id: self.webinars[place].id,
            person_id: person.id,
            join_secret: self.club.chance.secret(),
            question: None,
            registered_at: now,
            cancelled_at: None,
            stream_link_email_id: None,
            opened_at: None,
            joined_at: None,
        };
        self.write(row.into_active_model()).await
    }

    /// Puts a talk of one speaker on the programme of a webinar.
    pub(crate) async fn talk(&self, person: &person::Model, place: usize, topic: &str) -> talk::Model {
        let now = self.club.clock.now();
        let row = talk::Model {
            webinar_id: Some(self.webinars[place].id),
            state: TalkState::Accepted,
            materials: MaterialState::Received,
            ..crate::talk::blank(self.club.chance.id(now), self.session.id, topic, now)
        };
        let row: talk::Model = self.write(row.into_active_model()).await;
        let id = self.club.chance.id(now);
        let speaker = speaker::Model { id, talk_id: row.id, person_id: person.id, place: 1, category: None };
        let _speaker: speaker::Model = self.write(speaker.into_active_model()).await;
        row
    }

    /// Writes a row.
    pub(crate) async fn write<A, M>(&self, row: A) -> M
    where
        A: sea_orm::ActiveModelTrait + sea_orm::ActiveModelBehavior + Send + 'static,
        M: sea_orm::IntoActiveModel<A> + Send + 'static,
        A::Entity: sea_orm::EntityTrait<Model = M>,
    {
        let work = self.club.storage.write(move |tx| Box::pin(async move { row.insert(tx).await }));
        work.await.expect("the row is written")
    }

    /// The organizer of the host school, who is in no database.
    pub(crate) fn organizer(&self) -> Viewer {
        viewer(&self.club, entity::Role::Organizer, Some(self.school.id))
    }

    /// The organizer of the host school with a row, as what is written down asks for.
    pub(crate) async fn known_organizer(&self) -> Viewer {
        let person = self.person("Воронцова Галина Олеговна", chrono_tz::Asia::Yekaterinburg, None).await;
        let Viewer::Person { login_id, csrf_token, name, grants, .. } = self.organizer() else {
            unreachable!("organizers are people")
        };
        Viewer::Person { person_id: person.id, login_id, csrf_token, name, grants }
    }

    /// An organizer of a school that has nothing to do with the session.
    pub(crate) fn stranger(&self) -> Viewer {
        viewer(&self.club, entity::Role::Organizer, Some(uuid::Uuid::from_u128(1).into()))
    }
}

/// The number of a document of the small session.
pub(crate) fn number(kind: DocumentKind, serial: i32) -> String {
    let letter = match kind {
        DocumentKind::ProofOfPresentation => "С",
        DocumentKind::LetterOfThanks => "Б",
        DocumentKind::AttendanceCertificate => "Р",
    };
    format!("ВК-2027-В-{letter}/{serial:04}")
}

/// A person who logged in; the club itself acts for whoever has no row.
pub(crate) fn logged_in(club: &Club, person: &person::Model) -> Viewer {
    Viewer::Person {
        person_id: person.id,
        login_id: club.chance.id(club.clock.now()),
        csrf_token: String::new(),
        name: String::new(),
        grants: vec![],
    }
}

fn viewer(club: &Club, role: entity::Role, school_id: Option<entity::SchoolId>) -> Viewer {
    Viewer::Person {
        person_id: club.chance.id(club.clock.now()),
        login_id: club.chance.id(club.clock.now()),
        csrf_token: String::new(),
        name: String::new(),
        grants: vec![crate::Grant { role, school_id, webinar_id: None }],
    }
}

async fn insert(
    tx: &DatabaseTransaction,
    club: &Club,
) -> Result<(school::Model, session::Model, Vec<webinar::Model>), DbErr> {
    let now = club.clock.now();
    let school = school::Model {
        id: club.chance.id(now),
        full_name: "МБОУ СОШ № 44, г. Сургут".to_owned(),
        short_name: "МБОУ СОШ № 44".to_owned(),
        search_name: "мбоу сош № 44".to_owned(),
        city: "Сургут".to_owned(),
        region: "Ханты-Мансийский автономный округ — Югра".to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        created_at: now,
        kind: SchoolKind::General,
        slug: None,
        logo: None,
        address: None,
        site: None,
        email: None,
        phone: None,
        merged_into: None,
        revision: 1,
    };
    let school = school.into_active_model().insert(tx).await?;
    let session = small_session(club, &school).into_active_model().insert(tx).await?;
    let signatory = signatory::Model {
        id: club.chance.id(now),
        session_id: session.id,
        place: 1,
        position: "Директор МБОУ СОШ № 44".to_owned(),
        family: "Воронцова".to_owned(),
        given: "Галина".to_owned(),
        patronymic: Some("Андреевна".to_owned()),
        signature_image: None,
        seal_image: None,
    };
    signatory.into_active_model().insert(tx).await?;
    let mut webinars = vec![];
    for (number, start) in
        ["2027-04-12T09:30:00Z", "2027-04-12T11:00:00Z", "2027-04-13T09:30:00Z"].iter().enumerate()
    {
        let webinar = small_webinar(club, &session, number + 1, at(start));
        webinars.push(webinar.into_active_model().insert(tx).await?);
    }
    Ok((school, session, webinars))
}

fn small_session(club: &Club, school: &school::Model) -> session::Model {
    let now = club.clock.now();
    session::Model {
        id: club.chance.id(now),
        slug: "2027-spring".to_owned(),
        title: "Весенняя сессия Web-клуба".to_owned(),
        season: Season::Spring,
        year: 2027,
        host_school_id: school.id,
        time_zone: "Asia/Yekaterinburg".to_owned(),
        region: school.region.clone(),
        level: Level::Regional,
        order_school: "МБОУ СОШ № 44".to_owned(),
        order_number: "118-од".to_owned(),
        order_on: "2027-03-01".parse().expect("a date"),
        watch_percent: 50,
        code_word_rule: CodeWordRule::Counts,
        early_career_years: 3,
        number_pattern: "ВК-{year}-{season}-{kind}/{serial:04}".to_owned(),
        issue_mode: IssueMode::AfterEachWebinar,
        state: SessionState::Published,
        talks_until: None,
        materials_until: None,
        emails_paused_at: None,
        published_at: Some(now),
        created_at: now,
        revision: 1,
        copied_from_id: None,
    }
}

fn small_webinar(
    club: &Club,
    session: &session::Model,
    number: usize,
    starts_at: DateTime<Utc>,
) -> webinar::Model {
    let now = club.clock.now();
    webinar::Model {
        id: club.chance.id(now),
        session_id: session.id,
        code: format!("S0{number}"),
        slug: format!("2027-spring-s0{number}"),
        title: format!("Вебинар {number}"),
        form: WebinarForm::MasterClass,
        track: 1,
        host_school_id: session.host_school_id,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        stream_url: Some("https://stream.example/rassvet".to_owned()),
        stream_platform: None,
        code_word: Some("рассвет".to_owned()),
        capacity: None,
        state: WebinarState::Planned,
        sequence: 0,
        language: "ru".to_owned(),
        planned_starts_at: None,
        planned_ends_at: None,
        registration_ends_hours: None,
        changed_at: None,
        attendance_judged_at: None,
        created_at: now,
    }
}
