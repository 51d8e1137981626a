//! The directory of schools for curators: search, page by page, likely duplicates.

use actix_web::HttpResponse;
use askama::Template;
use club::school::Directory;
use entity::school;
use lang::{Lang, Texts};
use url::form_urlencoded;

use super::pages::key_of;
use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::form::{Errors, Field};
use crate::layout::{Layout, page};
use crate::samples::data;

/// Of a search no more is minded.
const LONGEST_SEARCH: usize = 100;

/// The directory, page by page.
#[derive(Template)]
#[template(path = "pages/school/directory.html")]
struct DirectoryPage {
    layout: Layout,
    t: Texts,
    search: Field,
    is_search: bool,
    lines: Vec<Line>,
    /// Addresses of the first page, unless this is it, and of the next.
    first: Option<String>,
    next: Option<String>,
    done: Option<String>,
}

/// Schools that are likely to be one.
#[derive(Template)]
#[template(path = "pages/school/duplicates.html")]
struct DuplicatesPage {
    layout: Layout,
    t: Texts,
    groups: Vec<Vec<Line>>,
}

/// A school in a list.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) full_name: String,
    pub(super) kind: String,
    pub(super) city: String,
    pub(super) region: String,
}

impl Line {
    pub(super) fn of(school: &school::Model, t: Texts) -> Self {
        Self {
            id: school.id.to_string(),
            key: key_of(school),
            name: lang::typeset(&school.short_name),
            full_name: lang::typeset(&school.full_name),
            kind: t.say(&format!("school-kind-{}", school.kind)),
            city: school.city.clone(),
            region: school.region.clone(),
        }
    }
}

impl DirectoryPage {
    fn of(layout: Layout, directory: &Directory, wanted: &str, is_first: bool) -> Self {
        let t = Texts(layout.lang);
        let address = |after: Option<String>| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            if !wanted.trim().is_empty() {
                query.append_pair("q", wanted);
            }
            if let Some(after) = after {
                query.append_pair("after", &after);
            }
            let query = query.finish();
            if query.is_empty() { "/network/schools".to_owned() } else { format!("/network/schools?{query}") }
        };
        let search = Field::line("q", "school-search", wanted, &Errors::default(), t);
        Self {
            search: search.of_kind("search").optional_silently(),
            is_search: !wanted.trim().is_empty(),
            lines: directory.schools.iter().map(|school| Line::of(school, t)).collect(),
            first: (!is_first).then(|| address(None)),
            next: directory.next.map(|id| address(Some(id.to_string()))),
            done: None,
            t,
            layout,
        }
    }
}

/// `GET /network/schools`
pub(crate) async fn list(context: Context) -> Result<HttpResponse, PageError> {
    let wanted: String = context.query("q").unwrap_or_default().chars().take(LONGEST_SEARCH).collect();
    let after = context.query("after").and_then(|id| id.parse().ok());
    let directory = club::school::directory(&context.club, &context.viewer, &wanted, after).await?;
    let mut list = DirectoryPage::of(Layout::of(&context), &directory, &wanted, after.is_none());
    list.done = context.query("added").map(|_| context.t.say("school-done-added"));
    page(&list)
}

/// `GET /network/schools/duplicates`
pub(crate) async fn duplicates(context: Context) -> Result<HttpResponse, PageError> {
    let groups = club::school::duplicates(&context.club, &context.viewer).await?;
    let lines = |group: &Vec<school::Model>| group.iter().map(|school| Line::of(school, context.t)).collect();
    let groups = groups.iter().map(lines).collect();
    page(&DuplicatesPage { layout: Layout::of(&context), t: context.t, groups })
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let other = data::similar_school(lang);
    let (layout, t) = (|| Layout::sample_of_curator(lang), Texts(lang));
    let directory = Directory { next: Some(data::id(2)), schools: vec![data::school(lang), other.clone()] };
    let empty = Directory { next: None, schools: vec![] };
    let groups = vec![vec![Line::of(&data::school(lang), t), Line::of(&other, t)]];
    vec![
        Sample::of("school-directory", &DirectoryPage::of(layout(), &directory, "", true)),
        Sample::of("school-directory-empty", &DirectoryPage::of(layout(), &empty, "44", false)),
        Sample::of("school-duplicates", &DuplicatesPage { layout: layout(), t, groups }),
        Sample::of("school-duplicates-none", &DuplicatesPage { layout: layout(), t, groups: vec![] }),
    ]
}
