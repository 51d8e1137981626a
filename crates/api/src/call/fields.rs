//! The form of applications as organizers make it: fields switched, worded, ordered and added.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::call::{BuiltIn, EditFieldError, FieldEdit, FormField};
use entity::{FieldType, SeenBy, session};
use lang::Texts;

use super::pieces::label;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::session::organize::{SessionWays, Way, find};

/// The form of applications for organizers.
#[derive(Template)]
#[template(path = "pages/call/fields.html")]
pub(super) struct FieldsPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    lines: Vec<Line>,
    new: Editor,
    errors: Errors,
}

/// A field in the list, with what edits it.
struct Line {
    name: String,
    label: String,
    kind: String,
    is_on: bool,
    is_required: bool,
    editor: Editor,
}

/// What edits a field.
struct Editor {
    label: Field,
    label_en: Field,
    hint: Field,
    kind: Option<Field>,
    choices: Option<Field>,
    longest: Option<Field>,
    seen_by: Option<Field>,
    is_on: bool,
    is_required: bool,
    may_be_required: bool,
    is_open: bool,
}

/// The longest question, in characters.
pub(super) const LONGEST_LABEL: usize = 200;

/// The longest hint, in characters.
pub(super) const LONGEST_HINT: usize = 500;

/// A field as typed.
#[derive(Clone, Debug, Default)]
struct TypedField {
    /// The field that is edited; empty for a new one.
    name: String,
    kind: String,
    label: String,
    label_en: String,
    hint: String,
    choices: String,
    longest: String,
    seen_by: String,
    is_on: bool,
    is_required: bool,
}

impl TypedField {
    fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self {
            name: fields.text("name")?,
            kind: fields.text("kind")?,
            label: fields.text("label")?,
            label_en: fields.text("label_en")?,
            hint: fields.text("hint")?,
            choices: fields.text("choices")?,
            longest: fields.text("longest")?,
            seen_by: fields.text("seen_by")?,
            is_on: fields.is_ticked("is_on"),
            is_required: fields.is_ticked("is_required"),
        })
    }

    fn of(field: &FormField) -> Self {
        Self {
            name: field.name(),
            kind: field.kind.to_string(),
            label: field.label.clone().unwrap_or_default(),
            label_en: field.label_en.clone().unwrap_or_default(),
            hint: field.hint.clone().unwrap_or_default(),
            choices: field.choices.join("\n"),
            longest: field.longest.to_string(),
            seen_by: field.seen_by.to_string(),
            is_on: field.is_on,
            is_required: field.is_required,
        }
    }

    fn fresh() -> Self {
        Self {
            kind: FieldType::Text.to_string(),
            longest: "300".to_owned(),
            seen_by: SeenBy::Reviewers.to_string(),
            is_on: true,
            ..Self::default()
        }
    }

    fn checked(&self, kind: FieldType, errors: &mut Errors, t: Texts) -> FieldEdit {
        let choices = self.choices.lines().map(str::trim).filter(|line| !line.is_empty());
        let longest = if self.longest.trim().is_empty() { "300" } else { self.longest.trim() };
        let longest = longest.parse().ok();
        if longest.is_none() {
            errors.add("longest", t.say("page-call-longest-wrong"));
        }
        FieldEdit {
            kind,
            label: errors.optional_line("label", &self.label, LONGEST_LABEL, t),
            label_en: errors.optional_line("label_en", &self.label_en, LONGEST_LABEL, t),
            hint: errors.optional_line("hint", &self.hint, LONGEST_HINT, t),
            choices: choices.map(str::to_owned).collect(),
            is_on: self.is_on,
            is_required: self.is_required,
            longest: longest.unwrap_or(0),
            seen_by: self.seen_by.parse().unwrap_or(SeenBy::Reviewers),
        }
    }
}

/// The kinds that organizers may add.
const KINDS: [FieldType; 6] = [
    FieldType::Text,
    FieldType::LongText,
    FieldType::Number,
    FieldType::Choice,
    FieldType::Date,
    FieldType::File,
];

impl Editor {
    fn of(typed: &TypedField, field: Option<&FormField>, errors: &Errors, t: Texts) -> Self {
        let nothing = Errors::default();
        let is_open = !errors.is_empty();
        let built_in = field.and_then(|field| field.built_in);
        let kind = field.map(|field| field.kind);
        let line = |name: &'static str, key: &str, value: &str| {
            let errors = if is_open { errors } else { &nothing };
            Field::line(name, key, value, errors, t)
        };
        let kinds = KINDS.map(|kind| (kind.to_string(), t.say(&format!("page-call-kind-{kind}"))));
        let seen =
            SeenBy::ALL.iter().map(|seen| (seen.to_string(), t.say(&format!("page-call-seen-{seen}"))));
        let is_new = field.is_none();
        let label = line("label", "page-call-label", &typed.label);
        let asks_choices = is_new || kind == Some(FieldType::Choice);
        let asks_length = match built_in {
            Some(BuiltIn::Annotation | BuiltIn::Audience | BuiltIn::References | BuiltIn::CoSpeakers) => true,
            Some(_) => false,
            None => is_new || matches!(kind, Some(FieldType::Text | FieldType::LongText)),
        };
        let length_key =
            if built_in == Some(BuiltIn::CoSpeakers) { "page-call-how-many" } else { "page-call-length" };
        Self {
            label: if built_in.is_some() { label.optional(t) } else { label },
            label_en: line("label_en", "page-call-label-en", &typed.label_en).optional(t),
            hint: line("hint", "page-call-hint", &typed.hint).optional(t),
            kind: is_new.then(|| line("kind", "page-call-kind", &typed.kind).select(kinds.to_vec(), false)),
            choices: asks_choices
                .then(|| line("choices", "page-call-choices", &typed.choices).lines().optional_silently()),
            longest: asks_length.then(|| line("longest", length_key, &typed.longest).of_kind("number")),
            seen_by: built_in
                .is_none()
                .then(|| line("seen_by", "page-call-seen", &typed.seen_by).select(seen.collect(), false)),
            is_on: typed.is_on,
            is_required: typed.is_required,
            may_be_required: !matches!(built_in, Some(BuiltIn::Mentor | BuiltIn::CoSpeakers)),
            is_open,
        }
    }
}

impl FieldsPage {
    fn of(
        layout: Layout,
        csrf: String,
        (session, fields): (&session::Model, &[FormField]),
        (typed, errors): (&TypedField, Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        let nothing = Errors::default();
        let line = |field: &FormField| {
            let name = field.name();
            let is_wrong = !errors.is_empty() && typed.name == name;
            let shown = if is_wrong { typed.clone() } else { TypedField::of(field) };
            let own_key = format!("page-call-{name}");
            let label = label(field, layout.lang).unwrap_or_else(|| t.say(&own_key));
            Line {
                label,
                kind: t.say(&format!("page-call-kind-{}", field.kind)),
                is_on: field.is_on,
                is_required: field.is_required,
                editor: Editor::of(&shown, Some(field), if is_wrong { &errors } else { &nothing }, t),
                name,
            }
        };
        let is_new = typed.name.is_empty();
        let fresh = if is_new && !errors.is_empty() { typed.clone() } else { TypedField::fresh() };
        Self {
            t,
            csrf,
            ways: SessionWays::of(session, Way::Talks, t),
            lines: fields.iter().map(line).collect(),
            new: Editor::of(&fresh, None, if is_new { &errors } else { &nothing }, t),
            errors,
            layout,
        }
    }

    pub(super) fn sample(
        layout: Layout,
        session: &session::Model,
        fields: &[FormField],
        is_wrong: bool,
    ) -> Self {
        let mut errors = Errors::default();
        if is_wrong {
            errors.add("label", Texts(layout.lang).say("page-call-label-needed"));
        }
        Self::of(layout, "sample".to_owned(), (session, fields), (&TypedField::fresh(), errors))
    }
}

async fn fields_page(
    context: &Context,
    slug: &str,
    typed: &TypedField,
    errors: Errors,
) -> Result<FieldsPage, PageError> {
    let session = find(context, slug).await?;
    let fields = club::call::fields(&context.club, session.id).await?;
    Ok(FieldsPage::of(Layout::of(context), context.csrf(), (&session, &fields), (typed, errors)))
}

/// `GET /organize/{session}/form`
pub(crate) async fn list(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    page(&fields_page(&context, &slug, &TypedField::default(), Errors::default()).await?)
}

/// `POST /organize/{session}/form`
pub(crate) async fn edit(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let typed = TypedField::read(&fields)?;
    let (club, viewer, t) = (&context.club, &context.viewer, context.t);
    let known = club::call::fields(club, session.id).await?;
    let field = known.iter().find(|field| field.name() == typed.name && !typed.name.is_empty());
    let mut errors = Errors::default();
    let kind = field.map(|field| field.kind).or_else(|| typed.kind.parse().ok());
    let Some(kind) = kind.filter(|kind| field.is_some() || *kind != FieldType::BuiltIn) else {
        return Err(PageError::BadRequest);
    };
    let edit = typed.checked(kind, &mut errors, t);
    if errors.is_empty() {
        let done = match field {
            Some(_) => club::call::edit_field(club, viewer, &slug, &typed.name, edit).await,
            None => club::call::add_field(club, viewer, &slug, edit).await,
        };
        match done {
            Ok(()) => return Ok(see_other(&format!("/organize/{slug}/form"))),
            Err(EditFieldError::NotFound) => return Err(PageError::NotFound),
            Err(EditFieldError::Full) => return Err(PageError::Conflict("page-call-form-full")),
            Err(EditFieldError::NoLabel) => errors.add("label", t.say("page-call-label-needed")),
            Err(EditFieldError::NoChoices) => errors.add("choices", t.say("page-call-choices-needed")),
            Err(EditFieldError::Length) => errors.add("longest", t.say("page-call-longest-wrong")),
            Err(EditFieldError::Db(error)) => return Err(error.into()),
        }
    }
    form_again(&fields_page(&context, &slug, &typed, errors).await?)
}

/// `POST /organize/{session}/form/move`
pub(crate) async fn move_field(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (name, is_up) = (fields.text("name")?, fields.text("to")? == "up");
    match club::call::move_field(&context.club, &context.viewer, &slug, &name, is_up).await {
        Ok(()) => Ok(see_other(&format!("/organize/{slug}/form"))),
        Err(EditFieldError::Db(error)) => Err(error.into()),
        Err(_) => Err(PageError::NotFound),
    }
}
