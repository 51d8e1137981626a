//! Who usually signs for a school: a new session begins with them.

use actix_web::{HttpResponse, web};
use club::Owner;
use club::layout::MOST_SIGNATORIES;
use club::school::SignatoriesError;

use super::edit::{edit_page, own};
use super::form::SchoolForm;
use super::pages::key_of;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::form_again;
use crate::layout_design::signatories::{person, read};

/// `POST /schools/{school}/signatories`
pub(crate) async fn set(
    context: Context,
    key: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let school = own(&context, &key).await?;
    let mut errors = Errors::default();
    let (mut typed, mut people) = (vec![], vec![]);
    for number in 1..=MOST_SIGNATORIES {
        let signing = read(&context, Owner::School(school.id), (&fields, number), &mut errors).await?;
        if !signing.is_empty()
            && let Some(person) = person(&context, &signing, &mut errors)
        {
            people.push(person);
        }
        typed.push(signing);
    }
    if errors.is_empty() {
        match club::school::set_signatories(&context.club, &context.viewer, school.id, people).await {
            Ok(()) => return Ok(see_other(&format!("/schools/{}/edit?signing=1", key_of(&school)))),
            Err(SignatoriesError::NotFound) => return Err(PageError::NotFound),
            Err(SignatoriesError::TooMany) => return Err(PageError::BadRequest),
            Err(SignatoriesError::MissingImage) => {
                errors.add("signatory-1", context.t.say("layout-problem-missing-image"));
            }
            Err(SignatoriesError::Files(error)) => return Err(PageError::broken(error)),
            Err(SignatoriesError::Db(error)) => return Err(error.into()),
        }
    }
    let mut again = edit_page(&context, &school, (&SchoolForm::of(&school), Errors::default())).await?;
    again.keep_signatories(typed, errors);
    form_again(&again)
}
