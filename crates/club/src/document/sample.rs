//! What a layout is tried with: the fields of a real document of the session, with the longest name there is.

use certificates::{Fields, Layout};
use chrono::TimeDelta;
use entity::{
    CodeWordRule, DocumentKind, Gender, IssueMode, Level, MaterialState, SchoolKind, Season, SessionState,
    TalkState, WebinarForm, WebinarState, person, school, session, talk, webinar,
};
use lang::FullName;
use sea_orm::DbErr;

use super::earned::Earned;
use super::fields::{Common, Named, fields, sign};
use super::number::NumberPattern;
use super::preflight::{WIDE_CODE, WIDE_SERIAL, common};
use super::queries;
use crate::Owner;
use crate::session::queries as sessions;
use crate::{Club, emails, school::queries as schools};

/// Whose document a layout is tried with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SampleChoice {
    /// The longest name among those who may get such a document, or an invented one while there is nobody.
    #[default]
    Longest,
    /// A name as most are.
    Usual,
    /// Somebody of whom only the initials are known: the neutral wording.
    Neutral,
}

/// A document on trial.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) fields: Fields,
    pub(crate) person_name: String,
}

impl Sample {
    /// The fields without images that a layout does not offer: whoever signs in one session signs in no other.
    pub(crate) fn fields_of(&self, layout: &Layout) -> Fields {
        let mut fields = self.fields.clone();
        let is_offered = |image: &String| layout.image_names().contains(&image.as_str());
        for signatory in &mut fields.signatories {
            signatory.signature_image = signatory.signature_image.take().filter(is_offered);
            signatory.seal_image = signatory.seal_image.take().filter(is_offered);
        }
        fields
    }
}

/// The fields of a document as an owner's layouts will print it; of a school and the network those of their newest session.
pub(crate) async fn sample(
    club: &Club,
    owner: Owner,
    kind: DocumentKind,
    choice: SampleChoice,
) -> Result<Sample, DbErr> {
    let stage = stage(club, owner).await?;
    let found = match choice {
        SampleChoice::Longest => longest(club, &stage, kind).await?,
        SampleChoice::Usual | SampleChoice::Neutral => None,
    };
    let (person, talk) = found.unwrap_or_else(|| (invented(club, choice), None));
    let webinar = talk.as_ref().and_then(|talk| talk.webinar_id);
    let webinar = stage.webinars.iter().find(|known| Some(known.id) == webinar).or(stage.webinars.first());
    let webinar = webinar.cloned().unwrap_or_else(|| invented_webinar(club, &stage.common.session));
    let is_speaker = kind != DocumentKind::AttendanceCertificate;
    let talk = is_speaker.then(|| talk.unwrap_or_else(|| invented_talk(club, &stage.common.session, choice)));
    let earned = Earned { kind, person, webinar, talk, subject_key: String::new() };
    let mut fields = fields(club, &stage.common, &earned);
    let person_name = Named::new(&earned).lines(kind).name;
    let session = &stage.common.session;
    let pattern = NumberPattern::parse(&session.number_pattern).ok();
    let number = pattern.map(|pattern| pattern.number(session.year, session.season, kind, WIDE_SERIAL));
    sign(club, &mut fields, kind, &person_name, &number.unwrap_or_default(), WIDE_CODE);
    Ok(Sample { fields, person_name })
}

/// The session of a sample.
struct Stage {
    common: Common,
    webinars: Vec<webinar::Model>,
}

async fn stage(club: &Club, owner: Owner) -> Result<Stage, DbErr> {
    let reads = club.storage.reads();
    let session = match owner {
        Owner::Session { session, .. } => sessions::by_id(reads, session).await?,
        Owner::School(school) => sessions::of_schools(reads, vec![school]).await?.into_iter().next(),
        Owner::Network => sessions::all(reads).await?.into_iter().next(),
    };
    if let Some(session) = session {
        let webinars = queries::webinars(reads, session.id).await?;
        if let Ok(common) = common(club, session, &webinars).await {
            return Ok(Stage { common, webinars });
        }
    }
    let school = match owner {
        Owner::Session { school, .. } | Owner::School(school) => {
            schools::by_ids(reads, vec![school]).await?.into_iter().next()
        }
        Owner::Network => None,
    };
    let host_school = school.unwrap_or_else(|| invented_school(club));
    let today = club.clock.now().date_naive();
    let common = Common {
        session: invented_session(club, &host_school),
        organizers: vec![host_school.full_name.clone()],
        host_school,
        network_name: emails::club_name(club).await?,
        signatories: vec![],
        days: (today, today),
        issued_at: club.clock.now(),
    };
    Ok(Stage { common, webinars: vec![] })
}

/// Whose name takes the most room in print among those who may get such a document.
async fn longest(
    club: &Club,
    stage: &Stage,
    kind: DocumentKind,
) -> Result<Option<(person::Model, Option<talk::Model>)>, DbErr> {
    let (reads, session) = (club.storage.reads(), stage.common.session.id);
    let people = match kind {
        DocumentKind::AttendanceCertificate => {
            let listeners = queries::listeners_by_length(reads, session).await?;
            listeners.into_iter().map(|person| (person, None)).collect()
        }
        _ => queries::speakers_by_length(reads, session).await?,
    };
    Ok(people.into_iter().max_by_key(|(person, _)| width(&crate::person::full_name(person).full())))
}

/// About how wide a name is in print: «Ш» takes twice the room of «г».
fn width(name: &str) -> usize {
    let letter = |letter: char| match letter {
        'ж' | 'м' | 'ф' | 'ш' | 'щ' | 'ы' | 'ю' => 3,
        'Ж' | 'М' | 'Ф' | 'Ш' | 'Щ' | 'Ы' | 'Ю' => 4,
        letter if letter.is_uppercase() => 3,
        _ => 2,
    };
    name.chars().map(letter).sum()
}

fn invented(club: &Club, choice: SampleChoice) -> person::Model {
    let (family, given, patronymic, gender) = match choice {
        SampleChoice::Longest => {
            ("Шарафутдинова-Константинопольская", "Александра", "Вячеславовна", Gender::Female)
        }
        SampleChoice::Usual => ("Иванова", "Мария", "Петровна", Gender::Female),
        SampleChoice::Neutral => ("Иванова", "М.", "П.", Gender::Unknown),
    };
    let (position, school_name) = if choice == SampleChoice::Longest {
        (
            "заместитель директора по учебно-воспитательной работе",
            "Муниципальное автономное общеобразовательное учреждение «Средняя общеобразовательная школа № 137»",
        )
    } else {
        ("учитель математики", "МБОУ гимназия № 2")
    };
    let name = FullName {
        family: family.to_owned(),
        given: given.to_owned(),
        patronymic: Some(patronymic.to_owned()),
    };
    person::Model {
        id: uuid::Uuid::nil().into(),
        search_name: name.search_key(),
        family: name.family,
        given: name.given,
        patronymic: name.patronymic,
        gender,
        name_forms: None,
        position: position.to_owned(),
        school_id: None,
        school_name: school_name.to_owned(),
        city: "Курган".to_owned(),
        region: "Курганская область".to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        experience_years: None,
        email: None,
        phone: None,
        language: "ru".to_owned(),
        email_secret: None,
        email_bounced_at: None,
        disabled_at: None,
        created_at: club.clock.now(),
    }
}

fn invented_talk(club: &Club, session: &session::Model, choice: SampleChoice) -> talk::Model {
    let topic = if choice == SampleChoice::Longest {
        "Формирование функциональной грамотности обучающихся средствами проектной деятельности: из опыта работы \
         наставника молодых педагогов"
    } else {
        "Родительское собрание без конфликтов"
    };
    talk::Model {
        state: TalkState::Presented,
        materials: MaterialState::Received,
        ..crate::talk::blank(uuid::Uuid::nil().into(), session.id, topic, club.clock.now())
    }
}

fn invented_webinar(club: &Club, session: &session::Model) -> webinar::Model {
    let starts_at = club.clock.now();
    webinar::Model {
        id: uuid::Uuid::nil().into(),
        session_id: session.id,
        code: "S01".to_owned(),
        slug: String::new(),
        title: "Родительское собрание без конфликтов".to_owned(),
        form: WebinarForm::MasterClass,
        track: 1,
        host_school_id: session.host_school_id,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
        time_zone: session.time_zone.clone(),
        stream_url: None,
        stream_platform: None,
        code_word: None,
        capacity: None,
        state: WebinarState::Planned,
        sequence: 0,
        language: "ru".to_owned(),
        planned_starts_at: None,
        planned_ends_at: None,
        registration_ends_hours: None,
        changed_at: None,
        attendance_judged_at: None,
        created_at: starts_at,
    }
}

fn invented_school(club: &Club) -> school::Model {
    school::Model {
        id: uuid::Uuid::nil().into(),
        full_name: "МБОУ СОШ № 44, г. Сургут".to_owned(),
        short_name: "МБОУ СОШ № 44".to_owned(),
        search_name: String::new(),
        city: "Сургут".to_owned(),
        region: String::new(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        created_at: club.clock.now(),
        kind: SchoolKind::General,
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

fn invented_session(club: &Club, school: &school::Model) -> session::Model {
    let now = club.clock.now();
    session::Model {
        id: uuid::Uuid::nil().into(),
        slug: String::new(),
        title: "Весенняя сессия Web-клуба".to_owned(),
        season: Season::Spring,
        year: 2027,
        host_school_id: school.id,
        time_zone: school.time_zone.clone(),
        region: school.region.clone(),
        level: Level::Regional,
        order_school: school.short_name.clone(),
        order_number: "118-од".to_owned(),
        order_on: now.date_naive(),
        watch_percent: 50,
        code_word_rule: CodeWordRule::Counts,
        early_career_years: 3,
        number_pattern: "ВК-{year}-{season}-{kind}/{serial:04}".to_owned(),
        issue_mode: IssueMode::ByHand,
        state: SessionState::Draft,
        talks_until: None,
        materials_until: None,
        emails_paused_at: None,
        published_at: None,
        created_at: now,
        revision: 1,
        copied_from_id: None,
    }
}
