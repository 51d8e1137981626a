//! The programme: session, signatories, schools, webinars, talks and speakers.

use std::collections::BTreeMap;

use entity::{
    IssueMode, PersonId, SchoolId, SessionId, SessionState, WebinarId, WebinarState, session, signatory,
    speaker, talk, webinar,
};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, Set};

use super::super::{FileTalk, FileWebinar, SessionFiles, SessionSettings, queries};
use super::{Imported, person_of, record};
use crate::Club;
use crate::school::{self, SchoolProfile};

/// Experience up to which a teacher is an early-career one, unless the session says otherwise.
const EARLY_CAREER_YEARS: i32 = 3;

/// Takes session, schools, signatories, webinars, speakers and talks into the database as a draft, in one transaction; what is there already
/// (by slug, code, name and address) stays as it is.
///
/// # Errors
/// When the database refuses.
pub async fn import_programme(club: &Club, files: &SessionFiles) -> Result<Imported, DbErr> {
    let (inside, files) = (club.clone(), files.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let mut import = Import { tx, club: &inside, new_rows: 0 };
            let session_id = import.session(&files.session).await?;
            let webinars = import.webinars(session_id, &files).await?;
            import.talks(session_id, &files, &webinars).await?;
            let imported = Imported { session_id, new_rows: import.new_rows };
            record(tx, &inside, "session.import_programme", &imported).await?;
            Ok(imported)
        })
    });
    work.await
}

struct Import<'a> {
    tx: &'a DatabaseTransaction,
    club: &'a Club,
    new_rows: usize,
}

impl Import<'_> {
    async fn session(&mut self, settings: &SessionSettings) -> Result<SessionId, DbErr> {
        if let Some(session) = queries::session(self.tx, &settings.slug).await? {
            return Ok(session.id);
        }
        let host_school_id = self.school(&settings.host_school, settings).await?;
        let now = self.club.clock.now();
        let id: SessionId = self.club.chance.id(now);
        let row = session::ActiveModel {
            id: Set(id),
            slug: Set(settings.slug.clone()),
            title: Set(settings.title.clone()),
            season: Set(settings.season),
            year: Set(settings.year),
            host_school_id: Set(host_school_id),
            time_zone: Set(settings.zone.name().to_owned()),
            region: Set(settings.region.clone()),
            level: Set(settings.level),
            order_school: Set(settings.host_school.clone()),
            order_number: Set(settings.order_number.clone()),
            order_on: Set(settings.order_on),
            watch_percent: Set(settings.watch_percent),
            code_word_rule: Set(settings.code_word),
            early_career_years: Set(EARLY_CAREER_YEARS),
            number_pattern: Set(settings.number_pattern.clone()),
            issue_mode: Set(IssueMode::AfterEachWebinar),
            state: Set(SessionState::Draft),
            talks_until: Set(None),
            materials_until: Set(None),
            emails_paused_at: Set(None),
            published_at: Set(None),
            created_at: Set(now),
            revision: Set(1),
            copied_from_id: Set(None),
        };
        row.insert(self.tx).await?;
        self.new_rows += 1;
        self.signatories(id, settings).await?;
        Ok(id)
    }

    async fn signatories(&mut self, session_id: SessionId, settings: &SessionSettings) -> Result<(), DbErr> {
        for (place, (position, name)) in (1..).zip(&settings.signatories) {
            let row = signatory::ActiveModel {
                id: Set(self.club.chance.id(self.club.clock.now())),
                session_id: Set(session_id),
                place: Set(place),
                position: Set(position.clone()),
                family: Set(name.family.clone()),
                given: Set(name.given.clone()),
                patronymic: Set(name.patronymic.clone()),
                signature_image: Set(None),
                seal_image: Set(None),
            };
            row.insert(self.tx).await?;
            self.new_rows += 1;
        }
        Ok(())
    }

    /// A host school is known by its name; without a town at the name's end it is in that of the session's own school.
    async fn school(&mut self, name: &str, settings: &SessionSettings) -> Result<SchoolId, DbErr> {
        let city = town(name).or_else(|| town(&settings.host_school)).unwrap_or_default();
        let profile = SchoolProfile {
            full_name: name.to_owned(),
            short_name: name.to_owned(),
            city: city.to_owned(),
            region: settings.region.clone(),
            zone: settings.zone,
        };
        if let Some(school) = school::queries::find(self.tx, &profile).await? {
            return Ok(school.id);
        }
        self.new_rows += 1;
        Ok(school::find_or_add(self.tx, self.club, &profile).await?.id)
    }

    async fn webinars(
        &mut self,
        session_id: SessionId,
        files: &SessionFiles,
    ) -> Result<BTreeMap<String, WebinarId>, DbErr> {
        let known = queries::webinars(self.tx, session_id).await?;
        let mut ids: BTreeMap<String, WebinarId> =
            known.into_iter().map(|(code, webinar)| (code, webinar.id)).collect();
        for line in &files.webinars {
            if !ids.contains_key(&line.code) {
                let host_school_id = self.school(&line.host_school, &files.session).await?;
                let id = self.webinar(session_id, host_school_id, line, &files.session.slug).await?;
                ids.insert(line.code.clone(), id);
            }
        }
        Ok(ids)
    }

    async fn webinar(
        &mut self,
        session_id: SessionId,
        host_school_id: SchoolId,
        line: &FileWebinar,
        session_slug: &str,
    ) -> Result<WebinarId, DbErr> {
        let now = self.club.clock.now();
        let id: WebinarId = self.club.chance.id(now);
        let row = webinar::ActiveModel {
            id: Set(id),
            session_id: Set(session_id),
            code: Set(line.code.clone()),
            slug: Set(format!("{session_slug}-{}", line.code.to_lowercase())),
            title: Set(line.title.clone()),
            form: Set(line.form),
            track: Set(line.track),
            host_school_id: Set(host_school_id),
            starts_at: Set(line.starts_at),
            ends_at: Set(line.ends_at),
            time_zone: Set(line.zone.name().to_owned()),
            stream_url: Set(line.stream_url.clone().map(String::from)),
            stream_platform: Set(None),
            code_word: Set(line.code_word.clone()),
            capacity: Set(None),
            state: Set(WebinarState::Planned),
            sequence: Set(0),
            language: Set("ru".to_owned()),
            planned_starts_at: Set(None),
            planned_ends_at: Set(None),
            registration_ends_hours: Set(None),
            changed_at: Set(None),
            attendance_judged_at: Set(None),
            created_at: Set(now),
        };
        row.insert(self.tx).await?;
        self.new_rows += 1;
        Ok(id)
    }

    async fn talks(
        &mut self,
        session_id: SessionId,
        files: &SessionFiles,
        webinars: &BTreeMap<String, WebinarId>,
    ) -> Result<(), DbErr> {
        let known = queries::talks(self.tx, session_id).await?;
        let mut places: BTreeMap<&str, i32> = BTreeMap::new();
        for line in &files.talks {
            let place = places.entry(&line.webinar).or_default();
            *place += 1;
            let profile = files.speakers.iter().find(|speaker| speaker.id == line.speaker);
            let (None, Some(speaker)) = (known.get(&line.code), profile) else { continue };
            let (person, is_new) = person_of(self.tx, self.club, &speaker.profile).await?;
            self.new_rows += usize::from(is_new);
            let webinar = webinars.get(&line.webinar).copied();
            self.talk(session_id, line, (webinar, *place, person)).await?;
        }
        Ok(())
    }

    async fn talk(
        &mut self,
        session_id: SessionId,
        line: &FileTalk,
        (webinar_id, place, person_id): (Option<WebinarId>, i32, PersonId),
    ) -> Result<(), DbErr> {
        let now = self.club.clock.now();
        let talk_id = self.club.chance.id(now);
        let row = talk::ActiveModel {
            id: Set(talk_id),
            session_id: Set(session_id),
            webinar_id: Set(webinar_id),
            code: Set(Some(line.code.clone())),
            topic: Set(line.topic.clone()),
            minutes: Set(line.minutes),
            state: Set(line.state),
            materials: Set(line.materials),
            references_count: Set(line.references_count),
            place: Set(place),
            created_at: Set(now),
            ..Default::default()
        };
        row.insert(self.tx).await?;
        let id = self.club.chance.id(now);
        let row = speaker::ActiveModel {
            id: Set(id),
            talk_id: Set(talk_id),
            person_id: Set(person_id),
            place: Set(1),
            category: Set(None),
        };
        row.insert(self.tx).await?;
        self.new_rows += 2;
        Ok(())
    }
}

/// `МБОУ СОШ № 44, г. Сургут` is in Surgut.
fn town(school: &str) -> Option<&str> {
    school.rsplit_once(", г. ").map(|(_, town)| town.trim()).filter(|town| !town.is_empty())
}
