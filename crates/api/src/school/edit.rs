//! The form of a school: curators add schools and keep all of them up, organizers their own.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::Owner;
use club::school::{SaveError, may_change};
use entity::school;
use lang::{Lang, Texts, Value};

use super::directory::Line;
use super::form::SchoolForm;
use super::pages::key_of;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::layout_design::problems::of_add_image;
use crate::layout_design::signatories::Signing;
use crate::samples::data;

/// The form of a school.
#[derive(Template)]
#[template(path = "pages/school/edit.html")]
pub(super) struct EditPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    /// None: a school that is added.
    key: Option<String>,
    title: String,
    fields: [Vec<Field>; 3],
    logo: String,
    logo_error: Option<String>,
    revision: i32,
    /// What somebody else has written meanwhile: label and words.
    theirs: Option<Vec<(String, String)>>,
    errors: Errors,
    signing: Vec<Signing>,
    /// Likely duplicates, for curators.
    similar: Vec<Line>,
    id: String,
    is_curator: bool,
    done: Option<String>,
}

impl EditPage {
    fn of(
        (layout, csrf): (Layout, String),
        school: Option<&school::Model>,
        (form, errors): (&SchoolForm, Errors),
        now: DateTime<Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        Self {
            key: school.map(key_of),
            title: school.map_or_else(|| t.say("school-new"), |school| lang::typeset(&school.short_name)),
            fields: form.fields(now, &errors, t),
            logo: form.logo.clone(),
            logo_error: errors.of("logo_file"),
            revision: form.revision,
            theirs: None,
            errors,
            signing: vec![],
            similar: vec![],
            id: school.map(|school| school.id.to_string()).unwrap_or_default(),
            is_curator: false,
            done: None,
            csrf,
            t,
            layout,
        }
    }

    /// The signatories as they were typed, with what is wrong.
    pub(super) fn keep_signatories(&mut self, typed: Vec<Signing>, errors: Errors) {
        self.signing = typed;
        self.errors = errors;
    }
}

/// The school of an address, if the viewer keeps it up.
pub(super) async fn own(context: &Context, key: &str) -> Result<school::Model, PageError> {
    let found = club::school::find_organized(&context.club, &context.viewer, key).await?;
    found.ok_or(PageError::NotFound)
}

/// The page of a school that the viewer keeps up, with a form as typed.
pub(super) async fn edit_page(
    context: &Context,
    school: &school::Model,
    typed: (&SchoolForm, Errors),
) -> Result<EditPage, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let surroundings = (Layout::of(context), context.csrf());
    let mut edit = EditPage::of(surroundings, Some(school), typed, club.clock.now());
    edit.signing = Signing::of_school(&club::school::signatories(club, viewer, school).await?);
    edit.is_curator = viewer.is_curator();
    let similar = club::school::duplicates_of(club, viewer, school).await?;
    edit.similar = similar.iter().map(|other| Line::of(other, context.t)).collect();
    Ok(edit)
}

/// `GET /network/schools/new`
pub(crate) async fn form(context: Context) -> Result<HttpResponse, PageError> {
    let (form, now) = (SchoolForm::default(), context.club.clock.now());
    page(&EditPage::of((Layout::of(&context), context.csrf()), None, (&form, Errors::default()), now))
}

/// `POST /network/schools/new`
pub(crate) async fn add(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let mut form = SchoolForm::read(&fields)?;
    let mut errors = Errors::default();
    take_logo(&context, Owner::Network, &fields, (&mut form, &mut errors)).await?;
    let errors = match checked(&form, errors, context.t) {
        Ok(details) => match club::school::add(&context.club, &context.viewer, details).await {
            Ok(school) => return Ok(see_other(&format!("/schools/{}/edit?added=1", key_of(&school)))),
            Err(error) => of_club(error, context.t)?,
        },
        Err(errors) => errors,
    };
    let now = context.club.clock.now();
    form_again(&EditPage::of((Layout::of(&context), context.csrf()), None, (&form, errors), now))
}

/// `GET /schools/{school}/edit`
pub(crate) async fn show(context: Context, key: web::Path<String>) -> Result<HttpResponse, PageError> {
    let school = own(&context, &key).await?;
    let mut edit = edit_page(&context, &school, (&SchoolForm::of(&school), Errors::default())).await?;
    let done = ["added", "saved", "signing", "merged"].into_iter().find(|done| context.query(done).is_some());
    edit.done = done.map(|done| context.t.say(&format!("school-done-{done}")));
    page(&edit)
}

/// `POST /schools/{school}/edit`
pub(crate) async fn save(
    context: Context,
    key: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let school = own(&context, &key).await?;
    let mut form = SchoolForm::read(&fields)?;
    let mut errors = Errors::default();
    take_logo(&context, Owner::School(school.id), &fields, (&mut form, &mut errors)).await?;
    let errors = match checked(&form, errors, context.t) {
        Ok(details) => {
            let seen = (school.id, form.revision);
            match club::school::change(&context.club, &context.viewer, seen, details).await {
                Ok(school) => return Ok(see_other(&format!("/schools/{}/edit?saved=1", key_of(&school)))),
                Err(SaveError::Conflict(theirs)) => return conflict(&context, form, &theirs).await,
                Err(error) => of_club(error, context.t)?,
            }
        }
        Err(errors) => errors,
    };
    form_again(&edit_page(&context, &school, (&form, errors)).await?)
}

/// Somebody else was faster: what was typed stays, what they wrote stands beside it, and a second press of the button decides.
async fn conflict(
    context: &Context,
    mut form: SchoolForm,
    theirs: &school::Model,
) -> Result<HttpResponse, PageError> {
    form.revision = theirs.revision;
    let differences = form.differences(theirs, context.t);
    let mut edit = edit_page(context, theirs, (&form, Errors::default())).await?;
    edit.theirs = Some(differences);
    form_again(&edit)
}

/// A chosen file is taken in at once, so that it is not lost with an error elsewhere.
async fn take_logo(
    context: &Context,
    owner: Owner,
    fields: &Fields,
    (form, errors): (&mut SchoolForm, &mut Errors),
) -> Result<(), PageError> {
    let is_sha256 = form.logo.len() == 64 && form.logo.bytes().all(|digit| digit.is_ascii_hexdigit());
    if fields.is_ticked("no_logo") || !is_sha256 {
        form.logo.clear();
    }
    if let Some(upload) = fields.upload("logo_file")? {
        let bytes = upload.bytes.to_vec();
        match club::layout::add_image(&context.club, &context.viewer, owner, bytes).await {
            Ok(image) => form.logo = image.sha256,
            Err(error) => errors.add("logo_file", of_add_image(error, context.t)?),
        }
    }
    Ok(())
}

fn checked(form: &SchoolForm, logo: Errors, t: Texts) -> Result<club::school::SchoolDetails, Errors> {
    match form.details(t) {
        Ok(details) if logo.is_empty() => Ok(details),
        Ok(_) => Err(logo),
        Err(mut errors) => {
            for error in logo.list() {
                errors.add(error.field.clone(), error.text.clone());
            }
            Err(errors)
        }
    }
}

/// What the club says, at the field that it is about.
pub(super) fn of_club(error: SaveError, t: Texts) -> Result<Errors, PageError> {
    let mut errors = Errors::default();
    match error {
        SaveError::NameTaken(other) => {
            let name = Value::from(format!("{}, {}", other.short_name, other.city));
            errors.add("short_name", t.say_with("school-name-taken", &[("name", name)]));
        }
        SaveError::SlugTaken => errors.add("slug", t.say("school-slug-taken")),
        SaveError::Slug => errors.add("slug", t.say("school-slug-wrong")),
        SaveError::MissingImage => errors.add("logo_file", t.say("layout-problem-missing-image")),
        SaveError::NotFound => return Err(PageError::NotFound),
        // Only a change can meet another one; it was answered before.
        SaveError::Conflict(_) => return Err(PageError::BadRequest),
        SaveError::Files(error) => return Err(PageError::broken(error)),
        SaveError::Db(error) => return Err(error.into()),
    }
    Ok(errors)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let (t, school) = (Texts(lang), data::school(lang));
    let surroundings = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let empty = SchoolForm::default();
    let wrong = empty.details(t).err().unwrap_or_default();
    let form = SchoolForm::of(&school);
    let other = data::similar_school(lang).short_name;
    let page = |typed: (&SchoolForm, Errors), school: Option<&school::Model>| {
        EditPage::of(surroundings(), school, typed, data::before())
    };
    let mut full = page((&form, Errors::default()), Some(&school));
    full.signing = Signing::of_school(&[]);
    full.similar = vec![Line::of(&school, t)];
    full.is_curator = may_change(&club::Viewer::Club, &school);
    let mut late =
        page((&SchoolForm { city: other.clone(), ..form.clone() }, Errors::default()), Some(&school));
    late.theirs = Some(SchoolForm { city: other.clone(), ..form.clone() }.differences(&school, t));
    vec![
        Sample::of("school-new", &page((&empty, Errors::default()), None)),
        Sample::of("school-new-wrong", &page((&empty, wrong), None)),
        Sample::of("school-edit", &full),
        Sample::of("school-edit-late", &late),
    ]
}
