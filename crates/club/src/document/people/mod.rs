//! Mending what is known of somebody who gets documents: name, forms of it, gender, position, school.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use certificates::Grammar;
use entity::{DocumentKind, Gender, PersonId, SessionId, document_hold, person, session};
use lang::{Case, FullName, NameProblem, TextProblem};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, SqlErr,
};

use super::earned::{earned_or_held, key};
use super::fields::{Lines, Named};
use super::preflight::spelling;
use super::queries;
use crate::audit::{self, Deed};
use crate::person::{
    FormProblem, NameForm, NameForms, check_form, full_name, gender_of, queries as people, written_forms,
};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// The longest position, school and city, in characters.
pub const LONGEST_PLACE: usize = 300;

/// Somebody of a session, as documents name them.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub session: session::Model,
    pub person: person::Model,
    /// Every form, as computed and as written in its place.
    pub forms: Vec<FormLine>,
    /// Whether documents say «представил» or «представила»; without it their wording is neutral.
    pub is_gender_known: bool,
    /// Dative and accusative of the position; nothing where the tables do not know it.
    pub position: Option<[String; 2]>,
    /// The name as the rules would write it, where it is spelled otherwise.
    pub spelling: Option<FullName>,
    /// What was earned and not issued yet.
    pub earned: Vec<Earned>,
}

/// A form of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormLine {
    pub form: NameForm,
    pub computed: String,
    pub written: Option<String>,
}

/// A document to be issued, with the lines that name its owner.
#[derive(Clone, Debug)]
pub struct Earned {
    pub kind: DocumentKind,
    pub subject_key: String,
    /// The topic of the talk or the title of the webinar.
    pub about: String,
    pub name: String,
    pub line: String,
    pub verb: String,
    pub hold: Option<document_hold::Model>,
}

/// What an organizer typed about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub family: String,
    pub given: String,
    pub patronymic: String,
    pub gender: Gender,
    pub position: String,
    pub school_name: String,
    pub city: String,
    /// An empty form is computed.
    pub forms: NameForms,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MendProblem {
    Name(NameProblem),
    Form(NameForm, FormProblem),
    /// `position`, `school` or `city`.
    Text(&'static str, TextProblem),
}

/// Why nothing was mended.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    /// No such session or person, or the person has nothing to do with the session.
    #[error("there is no such person in the session")]
    NotFound,
    /// All that is wrong.
    #[error("some fields cannot be kept")]
    Invalid(Vec<MendProblem>),
    /// Somebody else has this name and this address: then it is one person twice.
    #[error("there is another person of this name and address")]
    Twin,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Somebody of a session, as documents name them today. Organizers of the session's host school and curators may see it.
///
/// # Errors
/// See [`MendError`].
pub async fn recipient(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    person: PersonId,
) -> Result<Recipient, MendError> {
    let (session, person) = found(club, viewer, session, person).await?;
    shown(club, session, person).await
}

/// The same as it would be after mending; nothing is kept. Organizers of the session's host school and curators may see it.
///
/// # Errors
/// See [`MendError`].
pub async fn try_mend(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    person: PersonId,
    typed: &Mended,
) -> Result<Recipient, MendError> {
    let (session, person) = found(club, viewer, session, person).await?;
    let mended = checked(&person, typed)?;
    shown(club, session, mended).await
}

async fn shown(club: &Club, session: session::Model, person: person::Model) -> Result<Recipient, MendError> {
    let reads = club.storage.reads();
    let webinars = queries::webinars(reads, session.id).await?;
    let all = earned_or_held(reads, &session, &webinars).await?;
    let holds = queries::holds(reads, session.id).await?;
    let mut holds: BTreeMap<_, _> = holds.into_iter().map(|hold| (key(&hold), hold)).collect();
    let named = Named::of(&person);
    let of_person = all.into_iter().filter(|earned| earned.person.id == person.id);
    let earned = of_person.map(|earned| {
        let Lines { name, line, verb } = named.lines(earned.kind);
        let about = earned.talk.as_ref().map_or(&earned.webinar.title, |talk| &talk.topic).clone();
        let hold = holds.remove(&earned.key());
        Earned { kind: earned.kind, subject_key: earned.subject_key, about, name, line, verb, hold }
    });
    let position = |case| lang::position_in_case(&person.position, case);
    Ok(Recipient {
        forms: forms(&person),
        is_gender_known: named.grammar() != Grammar::Neutral,
        position: position(Case::Dative)
            .zip(position(Case::Accusative))
            .map(|(dative, accusative)| [dative, accusative]),
        spelling: spelling(&person),
        earned: earned.collect(),
        session,
        person,
    })
}

fn forms(person: &person::Model) -> Vec<FormLine> {
    let (name, gender, written) = (full_name(person), gender_of(person), written_forms(person));
    let line = |form: &NameForm| FormLine {
        form: *form,
        computed: form.computed(&name, gender),
        written: written.get(form).cloned(),
    };
    NameForm::ALL.iter().map(line).collect()
}

/// Keeps what an organizer typed about somebody; issued documents stay as they are. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`MendError`].
pub async fn mend(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    person: PersonId,
    typed: &Mended,
) -> Result<person::Model, MendError> {
    let typed = typed.clone();
    write(club, viewer, session, person, move |person| checked(person, &typed)).await
}

/// Writes somebody's name as the rules would: «ИВАНОВА» becomes «Иванова». Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`MendError`].
pub async fn mend_spelling(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    person: PersonId,
) -> Result<person::Model, MendError> {
    let mended = |person: &person::Model| match spelling(person) {
        Some(name) => Ok(named(person, name)),
        None => Ok(person.clone()),
    };
    write(club, viewer, session, person, mended).await
}

async fn found(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    person: PersonId,
) -> Result<(session::Model, person::Model), MendError> {
    let reads = club.storage.reads();
    let session = organized(reads, viewer, session, person).await?;
    let person = people::by_id(reads, person).await?.ok_or(MendError::NotFound)?;
    Ok((session, person))
}

/// The session, where the viewer organizes it and the person takes part in it.
async fn organized(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    session: SessionId,
    person: PersonId,
) -> Result<session::Model, MendError> {
    let session = sessions::by_id(db, session).await?;
    let session = session.filter(|session| viewer.organizes(session.host_school_id));
    let session = session.ok_or(MendError::NotFound)?;
    let takes_part = queries::takes_part(db, session.id, person).await?;
    if takes_part { Ok(session) } else { Err(MendError::NotFound) }
}

fn named(person: &person::Model, name: FullName) -> person::Model {
    person::Model {
        search_name: name.search_key(),
        family: name.family,
        given: name.given,
        patronymic: name.patronymic,
        ..person.clone()
    }
}

fn checked(person: &person::Model, typed: &Mended) -> Result<person::Model, MendError> {
    let (mut problems, mut forms) = (vec![], NameForms::new());
    let name = FullName::parse(&typed.family, &typed.given, &typed.patronymic)
        .inspect_err(|problem| problems.push(MendProblem::Name(problem.clone())));
    for (form, text) in &typed.forms {
        match check_form(text) {
            Ok(Some(kept)) => drop(forms.insert(*form, kept)),
            Ok(None) => {}
            Err(problem) => problems.push(MendProblem::Form(*form, problem)),
        }
    }
    let mut text = |field, typed: &str| match lang::one_line(typed, LONGEST_PLACE) {
        Ok(text) => text,
        Err(TextProblem::Empty) => String::new(),
        Err(problem) => {
            problems.push(MendProblem::Text(field, problem));
            String::new()
        }
    };
    let (position, school_name) = (text("position", &typed.position), text("school", &typed.school_name));
    let city = text("city", &typed.city);
    let (Ok(name), true) = (name, problems.is_empty()) else { return Err(MendError::Invalid(problems)) };
    let mut mended = named(person, name);
    // A form that says what is computed anyway would only hide a later change of the name.
    let (name, gender) = (full_name(&mended), person::Model { gender: typed.gender, ..mended.clone() });
    forms.retain(|form, text| *text != form.computed(&name, gender_of(&gender)));
    let stored = serde_json::to_value(&forms).map_err(|error| DbErr::Json(error.to_string()))?;
    mended.name_forms = (!forms.is_empty()).then_some(stored);
    if school_name != person.school_name {
        mended.school_id = None;
    }
    Ok(person::Model { gender: typed.gender, position, school_name, city, ..mended })
}

/// Mends a person as the row stands in this very transaction: what somebody else has mended meanwhile is not undone.
async fn write(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    person: PersonId,
    mend: impl FnOnce(&person::Model) -> Result<person::Model, MendError> + Send + 'static,
) -> Result<person::Model, MendError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = organized(tx, &viewer, session, person).await?;
            let before = people::locked(tx, person).await?.ok_or(MendError::NotFound)?;
            let mended = mend(&before)?;
            if before == mended {
                return Ok(mended);
            }
            keep(tx, &mended).await?;
            let deed = Deed {
                action: "person.mend",
                subject: format!("person {}", mended.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "fields": changed(&before, &mended) }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(mended)
        })
    });
    work.await
}

async fn keep(tx: &DatabaseTransaction, mended: &person::Model) -> Result<(), MendError> {
    if is_taken(tx, mended).await? {
        return Err(MendError::Twin);
    }
    let row = mended.clone().into_active_model().reset_all();
    // The index on names and addresses also knows people who may not log in any more.
    person::Entity::update(row).exec(tx).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => MendError::Twin,
        _ => MendError::Db(error),
    })?;
    Ok(())
}

/// Whether somebody else stands under this name at this address.
async fn is_taken(tx: &impl ConnectionTrait, mended: &person::Model) -> Result<bool, DbErr> {
    let Some(email) = &mended.email else { return Ok(false) };
    let Ok(address) = mail::Address::parse(email) else { return Ok(false) };
    let neighbours = people::of_address(tx, &address).await?;
    Ok(neighbours.iter().any(|other| other.id != mended.id && other.search_name == mended.search_name))
}

/// Which fields differ, without what they say.
fn changed(before: &person::Model, after: &person::Model) -> Vec<&'static str> {
    let fields = [
        ("name", full_name(before) != full_name(after)),
        ("gender", before.gender != after.gender),
        ("forms", before.name_forms != after.name_forms),
        ("position", before.position != after.position),
        ("school", before.school_name != after.school_name),
        ("city", before.city != after.city),
    ];
    fields.into_iter().filter(|(_, is_changed)| *is_changed).map(|(field, _)| field).collect()
}
