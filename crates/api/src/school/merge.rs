//! Two schools of the directory that are one: the page that says beforehand what moves, and the button.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::school::{MergeError, Merging, Moved, Preview};
use entity::{SchoolId, school};
use lang::{Lang, Texts, Value};

use super::directory::Line;
use super::edit::own;
use super::pages::key_of;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, html, page};
use crate::samples::data;

/// Which school a school turns out to be.
#[derive(Template)]
#[template(path = "pages/school/merge.html")]
struct MergePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    from: Line,
    from_revision: i32,
    search: Field,
    /// Likely ones, or what the search found.
    choices: Vec<Line>,
    is_search: bool,
    planned: Option<Planned>,
    /// The page was out of date when its button was pressed.
    was_late: bool,
}

/// What a merge would do.
struct Planned {
    into: Line,
    into_revision: i32,
    moved: Vec<String>,
}

impl Planned {
    fn of(preview: &Preview, t: Texts) -> Self {
        Self {
            into: Line::of(&preview.into, t),
            into_revision: preview.into.revision,
            moved: preview.moved.iter().map(|moved| said(moved, t)).collect(),
        }
    }
}

/// «Вебинары: 3».
fn said(moved: &Moved, t: Texts) -> String {
    let key = format!("school-moved-{}", moved.table);
    let key = if t.has(&key) { key } else { "school-moved-other".to_owned() };
    let mut said = format!("{}: {}", t.say(&key), moved.count);
    if moved.twins > 0 {
        let twins = [("count", Value::from(i64::try_from(moved.twins).unwrap_or(i64::MAX)))];
        said = format!("{said}{}", t.say_with("school-moved-twins", &twins));
    }
    said
}

impl MergePage {
    fn of(
        (layout, csrf): (Layout, String),
        from: &school::Model,
        wanted: &str,
        (choices, preview): (&[school::Model], Option<&Preview>),
    ) -> Self {
        let t = Texts(layout.lang);
        let search = Field::line("q", "school-merge-search", wanted, &Errors::default(), t);
        let others = choices.iter().filter(|school| school.id != from.id);
        Self {
            csrf,
            from: Line::of(from, t),
            from_revision: from.revision,
            search: search.of_kind("search").optional_silently(),
            choices: others.map(|school| Line::of(school, t)).collect(),
            is_search: !wanted.trim().is_empty(),
            planned: preview.map(|preview| Planned::of(preview, t)),
            was_late: false,
            t,
            layout,
        }
    }
}

async fn merge_page(
    context: &Context,
    from: &school::Model,
    into: Option<SchoolId>,
) -> Result<MergePage, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let wanted: String = context.query("q").unwrap_or_default().chars().take(100).collect();
    let choices = if wanted.trim().is_empty() {
        club::school::duplicates_of(club, viewer, from).await?
    } else {
        club::school::directory(club, viewer, &wanted, None).await?.schools
    };
    let preview = match into {
        Some(into) => {
            Some(club::school::preview(club, viewer, from.id, into).await?.ok_or(PageError::NotFound)?)
        }
        None => None,
    };
    let surroundings = (Layout::of(context), context.csrf());
    Ok(MergePage::of(surroundings, from, &wanted, (&choices, preview.as_ref())))
}

/// `GET /network/schools/{school}/merge?into=…`
pub(crate) async fn show(context: Context, key: web::Path<String>) -> Result<HttpResponse, PageError> {
    let from = own(&context, &key).await?;
    let into = match context.query("into") {
        Some(into) => Some(into.parse().map_err(|_no_id| PageError::NotFound)?),
        None => None,
    };
    page(&merge_page(&context, &from, into).await?)
}

/// `POST /network/schools/{school}/merge`
pub(crate) async fn merge(
    context: Context,
    key: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let from = own(&context, &key).await?;
    let number = |name: &str| fields.text(name)?.parse::<i32>().map_err(|_no_number| PageError::BadRequest);
    let into = fields.text("into")?.parse().map_err(|_no_id| PageError::NotFound)?;
    let merging = Merging {
        from: from.id,
        from_revision: number("from_revision")?,
        into,
        into_revision: number("into_revision")?,
    };
    match club::school::merge(&context.club, &context.viewer, merging).await {
        Ok(kept) => Ok(see_other(&format!("/schools/{}/edit?merged=1", key_of(&kept)))),
        Err(MergeError::NotFound | MergeError::Same) => Err(PageError::NotFound),
        Err(MergeError::Conflict) => {
            let mut again = merge_page(&context, &from, Some(into)).await?;
            again.was_late = true;
            html(crate::error::status::FORM_COMES_BACK, &again)
        }
        Err(MergeError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let from = data::school(lang);
    let into = data::similar_school(lang);
    let moved = vec![
        Moved { table: "webinar", count: 3, twins: 0 },
        Moved { table: "role_grant", count: 2, twins: 1 },
    ];
    let preview = Preview { from: from.clone(), into: into.clone(), moved };
    let of = |wanted, choices: &[school::Model], preview| {
        let surroundings = (Layout::sample_of_curator(lang), "sample".to_owned());
        MergePage::of(surroundings, &from, wanted, (choices, preview))
    };
    let mut late = of("", &[], Some(&preview));
    late.was_late = true;
    vec![
        Sample::of("school-merge-choose", &of("", std::slice::from_ref(&into), None)),
        Sample::of("school-merge-nothing-found", &of("44", &[], None)),
        Sample::of("school-merge-planned", &of("", &[], Some(&preview))),
        Sample::of("school-merge-late", &late),
    ]
}
