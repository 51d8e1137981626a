//! The bearer of a name writes how it declines.

use entity::person;
use sea_orm::{DbErr, EntityTrait as _, Set};

use super::{FormProblem, NameForm, NameForms, check_form, is_of_name, written_forms};
use crate::audit::{self, Deed};
use crate::person::{full_name, queries};
use crate::{Club, Viewer};

/// Why a person's own forms were not kept.
#[derive(Debug, thiserror::Error)]
pub enum OwnFormsError {
    #[error("nobody is logged in")]
    NotFound,
    /// All that is wrong.
    #[error("some forms cannot be kept")]
    Invalid(Vec<(NameForm, FormProblem)>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The viewer's own row, whose forms the page shows; nothing for guests.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Option<person::Model>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::by_id(club.storage.reads(), person).await,
        None => Ok(None),
    }
}

/// Keeps the cases of the viewer's own name as typed, an empty one is computed again; they stand in documents that are issued from now on.
/// Other forms, which organizers write, stay. Whoever is logged in may.
///
/// # Errors
/// See [`OwnFormsError`].
pub async fn write_own(club: &Club, viewer: &Viewer, typed: &NameForms) -> Result<(), OwnFormsError> {
    let id = viewer.person_id().ok_or(OwnFormsError::NotFound)?;
    let (inside, viewer, typed) = (club.clone(), viewer.clone(), typed.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let own = queries::locked(tx, id).await?.ok_or(OwnFormsError::NotFound)?;
            let forms = checked(&own, &typed)?;
            let stored = serde_json::to_value(&forms).map_err(|error| DbErr::Json(error.to_string()))?;
            let row = person::ActiveModel {
                id: Set(own.id),
                name_forms: Set((!forms.is_empty()).then_some(stored)),
                ..Default::default()
            };
            person::Entity::update(row).exec(tx).await?;
            let deed = Deed {
                action: "person.write_forms",
                subject: format!("person {}", own.id),
                school_id: None,
                session_id: None,
                details: serde_json::json!({ "forms": forms.keys().collect::<Vec<_>>() }),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

/// All forms of a person, with the own ones as typed.
fn checked(own: &person::Model, typed: &NameForms) -> Result<NameForms, OwnFormsError> {
    let (mut forms, mut problems) = (written_forms(own), vec![]);
    for form in NameForm::OWN {
        let typed = typed.get(&form).map_or("", String::as_str);
        match check_form(typed) {
            Ok(Some(kept)) if !is_of_name(&kept, &full_name(own)) => {
                problems.push((form, FormProblem::OtherName));
            }
            Ok(Some(kept)) => drop(forms.insert(form, kept)),
            Ok(None) => drop(forms.remove(&form)),
            Err(problem) => problems.push((form, problem)),
        }
    }
    if problems.is_empty() { Ok(forms) } else { Err(OwnFormsError::Invalid(problems)) }
}
