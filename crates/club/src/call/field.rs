//! The fields of an application: the club's own, which organizers switch and reword, and those that they add.

use entity::{FieldType, FormFieldId, SeenBy, SessionId, form_field};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, IntoActiveModel as _};

use super::queries;
use crate::audit::{self, Deed};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// How many fields a form has at most.
const MOST_FIELDS: usize = 40;

/// The longest answer, in characters, that a field may take.
const LONGEST_ANSWER: i32 = 10_000;

/// A field of the club's own that organizers may switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    Annotation,
    Form,
    Audience,
    Wished,
    CoSpeakers,
    Category,
    Mentor,
    References,
}

impl BuiltIn {
    /// In the order in which a form has them where nobody moved them.
    pub const ALL: [BuiltIn; 8] = [
        BuiltIn::Annotation,
        BuiltIn::Form,
        BuiltIn::Audience,
        BuiltIn::Wished,
        BuiltIn::CoSpeakers,
        BuiltIn::Category,
        BuiltIn::Mentor,
        BuiltIn::References,
    ];

    /// The stored word, and the name of the field.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            BuiltIn::Annotation => "annotation",
            BuiltIn::Form => "form",
            BuiltIn::Audience => "audience",
            BuiltIn::Wished => "wished",
            BuiltIn::CoSpeakers => "co_speakers",
            BuiltIn::Category => "category",
            BuiltIn::Mentor => "mentor",
            BuiltIn::References => "references",
        }
    }

    fn of(word: &str) -> Option<BuiltIn> {
        BuiltIn::ALL.into_iter().find(|built_in| built_in.as_str() == word)
    }

    fn longest(self) -> i32 {
        match self {
            BuiltIn::Annotation => 1000,
            BuiltIn::Audience => 300,
            // How many of them.
            BuiltIn::CoSpeakers => 3,
            _ => 5000,
        }
    }
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// None of a field of the club's own that nobody has changed.
    pub id: Option<FormFieldId>,
    pub built_in: Option<BuiltIn>,
    pub kind: FieldType,
    pub label: Option<String>,
    pub label_en: Option<String>,
    pub hint: Option<String>,
    pub choices: Vec<String>,
    pub is_on: bool,
    pub is_required: bool,
    /// In characters; of co-speakers, how many.
    pub longest: i32,
    pub seen_by: SeenBy,
}

impl FormField {
    pub(super) fn built_in(built_in: BuiltIn) -> FormField {
        FormField {
            id: None,
            built_in: Some(built_in),
            kind: FieldType::BuiltIn,
            label: None,
            label_en: None,
            hint: None,
            choices: vec![],
            is_on: true,
            is_required: matches!(built_in, BuiltIn::Annotation | BuiltIn::Form),
            longest: built_in.longest(),
            seen_by: SeenBy::Reviewers,
        }
    }

    fn of(row: form_field::Model) -> Option<FormField> {
        let built_in = match &row.built_in {
            Some(word) => Some(BuiltIn::of(word)?),
            None => None,
        };
        let choices = row.choices.and_then(|choices| serde_json::from_value(choices).ok());
        Some(FormField {
            id: Some(row.id),
            built_in,
            kind: row.kind,
            label: row.label,
            label_en: row.label_en,
            hint: row.hint,
            choices: choices.unwrap_or_default(),
            is_on: row.is_on,
            is_required: row.is_required,
            longest: row.longest.unwrap_or_else(|| built_in.map_or(1000, BuiltIn::longest)),
            seen_by: row.seen_by,
        })
    }

    /// Its name in the form.
    #[must_use]
    pub fn name(&self) -> String {
        match (self.built_in, self.id) {
            (Some(built_in), _) => built_in.as_str().to_owned(),
            (None, Some(id)) => format!("own_{id}"),
            (None, None) => String::new(),
        }
    }

    /// What an editor writes of it for those who want it unchanged.
    #[must_use]
    pub fn edit(&self) -> FieldEdit {
        FieldEdit {
            kind: self.kind,
            label: self.label.clone(),
            label_en: self.label_en.clone(),
            hint: self.hint.clone(),
            choices: self.choices.clone(),
            is_on: self.is_on,
            is_required: self.is_required,
            longest: self.longest,
            seen_by: self.seen_by,
        }
    }
}

/// What an organizer makes of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldEdit {
    pub kind: FieldType,
    pub label: Option<String>,
    pub label_en: Option<String>,
    pub hint: Option<String>,
    pub choices: Vec<String>,
    pub is_on: bool,
    pub is_required: bool,
    pub longest: i32,
    pub seen_by: SeenBy,
}

/// Why a field stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum EditFieldError {
    #[error("there is no such session or field")]
    NotFound,
    #[error("a field that organizers add needs a question")]
    NoLabel,
    #[error("a choice needs two answers or more")]
    NoChoices,
    #[error("the length is no number of characters")]
    Length,
    #[error("the form has as many fields as it can hold")]
    Full,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The fields of a session's form in their order, switched off ones among them.
///
/// # Errors
/// When the database refuses.
pub async fn fields(club: &Club, session: SessionId) -> Result<Vec<FormField>, DbErr> {
    of_session(club.storage.reads(), session).await
}

pub(super) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<FormField>, DbErr> {
    let rows = queries::form_fields(db, session).await?;
    let mut own: Vec<FormField> = rows.into_iter().filter_map(FormField::of).collect();
    let missing: Vec<FormField> = BuiltIn::ALL
        .into_iter()
        .filter(|built_in| own.iter().all(|field| field.built_in != Some(*built_in)))
        .map(FormField::built_in)
        .collect();
    // Whoever moved or changed one field has rows of all of them.
    own.splice(0..0, missing);
    Ok(own)
}

/// Changes a field of a session's form; answers that were given keep the words that they answered. Organizers of the host school may.
///
/// # Errors
/// See [`EditFieldError`].
pub async fn edit_field(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    name: &str,
    edit: FieldEdit,
) -> Result<(), EditFieldError> {
    let name = name.to_owned();
    change(club, viewer, slug, "call.edit_field", move |fields| {
        let field = fields.iter_mut().find(|field| field.name() == name).ok_or(EditFieldError::NotFound)?;
        let kind = field.kind;
        checked(&edit, field.built_in)?;
        // The answers that are there were given to a field of this kind.
        apply(field, edit);
        field.kind = kind;
        Ok(())
    })
    .await
}

/// Adds a field at the end of a session's form. Organizers of the host school may.
///
/// # Errors
/// See [`EditFieldError`].
pub async fn add_field(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    edit: FieldEdit,
) -> Result<(), EditFieldError> {
    let id = club.chance.id(club.clock.now());
    change(club, viewer, slug, "call.add_field", move |fields| {
        if fields.len() >= MOST_FIELDS {
            return Err(EditFieldError::Full);
        }
        checked(&edit, None)?;
        let mut field =
            FormField { id: Some(id), built_in: None, ..FormField::built_in(BuiltIn::Annotation) };
        field.kind = edit.kind;
        apply(&mut field, edit);
        fields.push(field);
        Ok(())
    })
    .await
}

/// Moves a field one place up or down. Organizers of the host school may.
///
/// # Errors
/// See [`EditFieldError`].
pub async fn move_field(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    name: &str,
    is_up: bool,
) -> Result<(), EditFieldError> {
    let name = name.to_owned();
    change(club, viewer, slug, "call.move_field", move |fields| {
        let place = fields.iter().position(|field| field.name() == name).ok_or(EditFieldError::NotFound)?;
        let other = if is_up { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(other) = other.filter(|other| *other < fields.len()) {
            fields.swap(place, other);
        }
        Ok(())
    })
    .await
}

fn checked(edit: &FieldEdit, built_in: Option<BuiltIn>) -> Result<(), EditFieldError> {
    let most = if built_in == Some(BuiltIn::CoSpeakers) { 10 } else { LONGEST_ANSWER };
    if built_in.is_none() && edit.label.is_none() {
        return Err(EditFieldError::NoLabel);
    }
    if edit.kind == FieldType::Choice && built_in.is_none() && edit.choices.len() < 2 {
        return Err(EditFieldError::NoChoices);
    }
    if !(1..=most).contains(&edit.longest) {
        return Err(EditFieldError::Length);
    }
    Ok(())
}

fn apply(field: &mut FormField, edit: FieldEdit) {
    field.label = edit.label;
    field.label_en = edit.label_en;
    field.hint = edit.hint;
    field.choices = edit.choices;
    field.is_on = edit.is_on;
    field.is_required = edit.is_required;
    field.longest = edit.longest;
    field.seen_by = edit.seen_by;
}

async fn change(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    action: &'static str,
    change: impl FnOnce(&mut Vec<FormField>) -> Result<(), EditFieldError> + Send + 'static,
) -> Result<(), EditFieldError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(EditFieldError::NotFound)?;
            // Of two organizers who change it at once the second sees what the first did.
            queries::lock_session(tx, session.id).await?;
            let mut fields = of_session(tx, session.id).await?;
            change(&mut fields)?;
            keep(tx, &inside, session.id, fields).await?;
            let deed = Deed {
                action,
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({}),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

/// Writes every field with its place.
async fn keep(
    tx: &DatabaseTransaction,
    club: &Club,
    session: SessionId,
    fields: Vec<FormField>,
) -> Result<(), DbErr> {
    let known = queries::form_fields(tx, session).await?;
    let now = club.clock.now();
    for (place, field) in (1..).zip(fields) {
        let is_known = known.iter().any(|row| Some(row.id) == field.id);
        let row = form_field::Model {
            id: field.id.unwrap_or_else(|| club.chance.id(now)),
            session_id: session,
            place,
            built_in: field.built_in.map(|built_in| built_in.as_str().to_owned()),
            kind: field.kind,
            label: field.label,
            label_en: field.label_en,
            hint: field.hint,
            choices: (!field.choices.is_empty()).then(|| serde_json::json!(field.choices)),
            is_on: field.is_on,
            is_required: field.is_required,
            longest: Some(field.longest),
            seen_by: field.seen_by,
            updated_at: now,
        };
        let row = row.into_active_model();
        if is_known {
            row.reset_all().update(tx).await?;
        } else {
            row.insert(tx).await?;
        }
    }
    Ok(())
}
