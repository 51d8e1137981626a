//! By what talks are judged: a list that organizers keep.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::review::{CriteriaError, CriterionEdit, HEAVIEST};
use entity::{criterion, session};
use lang::Texts;

use super::ways;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::session::organize::{SessionWays, find};

/// The longest name of a criterion, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// How many empty lines wait for further criteria.
const SPARE: usize = 2;

/// By what talks are judged.
#[derive(Template)]
#[template(path = "pages/review/criteria.html")]
pub(super) struct CriteriaPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    lines: Vec<Line>,
    errors: Errors,
}

/// A criterion to be edited.
struct Line {
    number: usize,
    id: String,
    name: Field,
    weight: Field,
}

/// A criterion as typed: id, name and weight.
type TypedLine = (String, String, String);

impl CriteriaPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        session: &session::Model,
        (typed, errors): (&[TypedLine], Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        let line = |(number, (id, name, weight)): (usize, &TypedLine)| Line {
            number,
            id: id.clone(),
            name: Field::line(format!("name_{number}"), "page-review-criterion", name, &errors, t)
                .optional_silently(),
            weight: Field::line(format!("weight_{number}"), "page-review-weight", weight, &errors, t)
                .of_kind("number")
                .optional_silently(),
        };
        let lines = (1..).zip(typed).map(line).collect();
        Self { t, csrf, ways: ways(session, true, t), lines, errors, layout }
    }

    pub(super) fn typed(criteria: &[criterion::Model]) -> Vec<TypedLine> {
        let known = criteria.iter().map(|row| (row.id.to_string(), row.name.clone(), row.weight.to_string()));
        let spare = std::iter::repeat_n((String::new(), String::new(), "1".to_owned()), SPARE);
        known.chain(spare).collect()
    }
}

/// `GET /organize/{session}/talks/criteria`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let criteria = club::review::criteria(&context.club, &context.viewer, &slug).await?.unwrap_or_default();
    let typed = CriteriaPage::typed(&criteria);
    page(&CriteriaPage::of(Layout::of(&context), context.csrf(), &session, (&typed, Errors::default())))
}

/// `POST /organize/{session}/talks/criteria`
pub(crate) async fn keep(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let (mut typed, mut wanted, mut errors, t) = (vec![], vec![], Errors::default(), context.t);
    for number in 1..=20_usize {
        if !fields.has(&format!("name_{number}")) {
            break;
        }
        let of = |what: &str| fields.text(&format!("{what}_{number}"));
        let line = (of("id")?, of("name")?, of("weight")?);
        let name = lang::one_line(&line.1, LONGEST_NAME);
        if let Ok(name) = name {
            match line.2.trim().parse() {
                Ok(weight) if (1..=HEAVIEST).contains(&weight) => {
                    wanted.push(CriterionEdit { id: line.0.parse().ok(), name, weight });
                }
                _ => errors.add(format!("weight_{number}"), t.say("page-review-weight-wrong")),
            }
        } else if !line.1.trim().is_empty() {
            let most = [("most", LONGEST_NAME.into())];
            errors.add(format!("name_{number}"), t.say_with("page-form-too-long", &most));
        }
        typed.push(line);
    }
    if errors.is_empty() {
        match club::review::keep_criteria(&context.club, &context.viewer, &slug, wanted).await {
            Ok(()) => return Ok(see_other(&format!("/organize/{slug}/talks?done=criteria"))),
            Err(CriteriaError::NotFound) => return Err(PageError::NotFound),
            Err(CriteriaError::Full) => return Err(PageError::Conflict("page-review-criteria-full")),
            Err(CriteriaError::Weight) => return Err(PageError::BadRequest),
            Err(CriteriaError::Db(error)) => return Err(error.into()),
        }
    }
    form_again(&CriteriaPage::of(Layout::of(&context), context.csrf(), &session, (&typed, errors)))
}
