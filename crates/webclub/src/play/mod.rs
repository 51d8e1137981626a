//! Plays what the people of a session's files do, through the same actions as the pages: register, join, watch.
//! The rehearsal plays on a clock that jumps, the demo on one that runs.

mod acts;

use std::collections::{BTreeMap, VecDeque};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use club::consent::Origin;
use club::entity::{ConsentPurpose, PersonId, RegistrationId, WebinarId};
use club::registration::{RegisterError, Registering};
use club::session_files::{FilePerson, FileRegistration, Problem, SessionFiles, Severity};
use club::{Club, Viewer, attendance, registration, session};

use acts::Act;

/// Plays the acts of a session's files when their time has come. The programme must have been imported.
pub(crate) struct Player {
    club: Club,
    files: SessionFiles,
    acts: VecDeque<(DateTime<Utc>, Act)>,
    webinars: BTreeMap<String, WebinarId>,
    places: BTreeMap<(String, String), Place>,
    people: BTreeMap<PersonId, String>,
    problems: Vec<Problem>,
}

/// A listener's place at a webinar.
struct Place {
    registration_id: RegistrationId,
    join_secret: String,
}

impl Player {
    /// Makes a player for an imported session; its first act publishes the session a day before the first registration.
    ///
    /// # Errors
    /// When the session is not there.
    pub(crate) async fn new(club: &Club, files: SessionFiles) -> anyhow::Result<Player> {
        let programme = session::programme(club, &Viewer::Club, &files.session.slug).await?;
        let programme = programme.context("the session was not imported")?;
        let webinars = programme.webinars.iter().map(|line| (line.webinar.code.clone(), line.webinar.id));
        let people = programme.webinars.iter().flat_map(|line| &line.talks).flat_map(|talk| {
            let code = talk.talk.code.clone().unwrap_or_default();
            talk.speakers.iter().map(move |speaker| (speaker.person_id, code.clone()))
        });
        let speaker_of_talk: BTreeMap<&str, &str> =
            files.talks.iter().map(|talk| (talk.code.as_str(), talk.speaker.as_str())).collect();
        let people =
            people.filter_map(|(id, talk)| Some((id, (*speaker_of_talk.get(talk.as_str())?).to_owned())));
        Ok(Player {
            club: club.clone(),
            acts: acts::of(&files),
            webinars: webinars.collect(),
            people: people.collect(),
            places: BTreeMap::new(),
            problems: Vec::new(),
            files,
        })
    }

    /// When the next act is to be played.
    pub(crate) fn next_at(&self) -> Option<DateTime<Utc>> {
        self.acts.front().map(|(at, _)| *at)
    }

    /// Plays every act whose time has come by the club's clock; whether one of them left the scheduler something to do at once.
    ///
    /// # Errors
    /// When the club refuses for a reason that is none of the files'.
    pub(crate) async fn play(&mut self) -> anyhow::Result<bool> {
        let now = self.club.clock.now();
        let mut is_for_scheduler = false;
        while let Some((_, act)) = self.acts.pop_front_if(|(at, _)| *at <= now) {
            is_for_scheduler |= matches!(act, Act::Publish | Act::Register(_));
            match act {
                Act::Publish => {
                    session::publish(&self.club, &Viewer::Club, &self.files.session.slug).await?;
                }
                Act::Register(index) => self.register(index).await?,
                Act::Join { listener, webinar } => self.join(&listener, &webinar).await?,
                Act::Beat { listener, webinar, page } => self.beat(&listener, &webinar, &page).await?,
            }
        }
        Ok(is_for_scheduler)
    }

    /// What was refused while playing; taken out.
    pub(crate) fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// The name of a person in the files, such as `L001`.
    pub(crate) fn file_id(&self, person: PersonId) -> &str {
        self.people.get(&person).map_or("", String::as_str)
    }

    /// The person behind a name of the files.
    pub(crate) fn person(&self, file_id: &str) -> Option<PersonId> {
        self.people.iter().find(|(_, id)| *id == file_id).map(|(person, _)| *person)
    }

    /// The listener whose registration it is.
    pub(crate) fn listener_of(&self, registration: RegistrationId) -> &str {
        let place = self.places.iter().find(|(_, place)| place.registration_id == registration);
        place.map_or("", |((listener, _), _)| listener.as_str())
    }

    /// The path of a listener's join link, once registered.
    pub(crate) fn join_path(&self, listener: &str, webinar: &str) -> Option<String> {
        let place = self.places.get(&(listener.to_owned(), webinar.to_owned()))?;
        Some(format!("/j/{}", place.join_secret))
    }

    async fn register(&mut self, index: usize) -> anyhow::Result<()> {
        let (Some(line), Some(webinar)) = (self.files.registrations.get(index), self.webinar_of(index))
        else {
            return Ok(());
        };
        let Some(listener) = self.files.listeners.iter().find(|listener| listener.id == line.listener) else {
            return Ok(());
        };
        let line = line.clone();
        match registration::register(&self.club, form(listener, webinar)).await {
            Ok(registered) => {
                self.people.insert(registered.person.id, line.listener.clone());
                for row in registered.new {
                    let place = Place { registration_id: row.id, join_secret: row.join_secret };
                    self.places.insert((line.listener.clone(), line.webinar.clone()), place);
                }
                Ok(())
            }
            Err(RegisterError::Db(error)) => Err(error.into()),
            Err(refusal) => {
                self.refuse(&line, &refusal);
                Ok(())
            }
        }
    }

    fn webinar_of(&self, index: usize) -> Option<WebinarId> {
        self.webinars.get(&self.files.registrations.get(index)?.webinar).copied()
    }

    fn refuse(&mut self, line: &FileRegistration, refusal: &RegisterError) {
        let reason = match refusal {
            RegisterError::Over(_) => "вебинар уже закончился",
            RegisterError::Closed => "запись на сессию закрыта",
            RegisterError::NotOpen(_) => "запись на вебинар не открыта",
            _ => "запись не принята",
        };
        self.problems.push(Problem {
            file: "registrations.csv".to_owned(),
            line: line.line,
            severity: Severity::Refused,
            problem: format!("Запись {} на {} не принята: {reason}.", line.listener, line.webinar),
        });
    }

    async fn join(&self, listener: &str, webinar: &str) -> anyhow::Result<()> {
        if let Some(place) = self.places.get(&(listener.to_owned(), webinar.to_owned())) {
            registration::join(&self.club, &place.join_secret).await?;
        }
        Ok(())
    }

    async fn beat(&self, listener: &str, webinar: &str, page: &str) -> anyhow::Result<()> {
        if let Some(place) = self.places.get(&(listener.to_owned(), webinar.to_owned())) {
            attendance::beat(&self.club, &place.join_secret, page).await?;
        }
        Ok(())
    }
}

/// The form as the listener would fill it in: the consent to taking part and the one to invitations.
fn form(listener: &FilePerson, webinar: WebinarId) -> Registering {
    Registering {
        profile: listener.profile.clone(),
        webinars: vec![webinar],
        question: None,
        consents: vec![ConsentPurpose::Participation, ConsentPurpose::Invitations],
        origin: Origin { how: "import", ..Origin::default() },
        language: listener.profile.language,
    }
}

/// How long before its first registration a session is published.
const PUBLISHED_BEFORE: TimeDelta = TimeDelta::days(1);
