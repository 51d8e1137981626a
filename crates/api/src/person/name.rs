//! The page on which somebody says how the own name declines.

use actix_web::HttpResponse;
use askama::Template;
use club::person::{FormProblem, NameForm, NameForms, OwnFormsError, full_name, gender_of, written_forms};
use entity::person;
use lang::{Lang, Texts};

use crate::Sample;
use crate::document::recipient::{form_field, form_problem};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;

/// The cases of the own name.
#[derive(Template)]
#[template(path = "pages/person/name.html")]
struct NamePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    name: String,
    forms: Vec<Field>,
    errors: Errors,
}

impl NamePage {
    fn of(layout: Layout, csrf: String, own: &person::Model, typed: &NameForms, errors: Errors) -> Self {
        let t = Texts(layout.lang);
        let (name, gender) = (full_name(own), gender_of(own));
        let field = |form: &NameForm| {
            let written = typed.get(form).map_or("", String::as_str);
            form_field(*form, &form.computed(&name, gender), written, &errors, t)
        };
        Self { csrf, forms: NameForm::OWN.iter().map(field).collect(), name: name.full(), errors, t, layout }
    }
}

/// `GET /me/name`
pub(crate) async fn show(context: Context) -> Result<HttpResponse, PageError> {
    let own = club::person::own_forms(&context.club, &context.viewer).await?.ok_or(PageError::NotFound)?;
    let (layout, typed) = (Layout::of(&context), written_forms(&own));
    page(&NamePage::of(layout, context.csrf(), &own, &typed, Errors::default()))
}

/// `POST /me/name`
pub(crate) async fn keep(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let mut typed = NameForms::new();
    for form in NameForm::OWN {
        typed.insert(form, fields.text(form.as_str())?);
    }
    match club::person::write_own_forms(club, viewer, &typed).await {
        Ok(()) => Ok(see_other("/me#documents")),
        Err(OwnFormsError::NotFound) => Err(PageError::NotFound),
        Err(OwnFormsError::Db(error)) => Err(error.into()),
        Err(OwnFormsError::Invalid(problems)) => {
            let own = club::person::own_forms(club, viewer).await?.ok_or(PageError::NotFound)?;
            let errors = errors(&problems, context.t);
            form_again(&NamePage::of(Layout::of(&context), context.csrf(), &own, &typed, errors))
        }
    }
}

fn errors(problems: &[(NameForm, FormProblem)], t: Texts) -> Errors {
    let mut errors = Errors::default();
    for (form, problem) in problems {
        errors.add(form.as_str(), form_problem(problem, t));
    }
    errors
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let own = data::person(lang);
    let of = |typed: &NameForms, errors| {
        NamePage::of(Layout::sample_of_curator(lang), "sample".to_owned(), &own, typed, errors)
    };
    let wrong = NameForms::from([(NameForm::Dative, "1".to_owned())]);
    let problems = errors(&[(NameForm::Dative, FormProblem::NoLetter)], Texts(lang));
    vec![
        Sample::of("person-name", &of(&NameForms::new(), Errors::default())),
        Sample::of("person-name-wrong", &of(&wrong, problems)),
    ]
}
