//! Addresses that nothing is sent to, for curators: search, add, take off.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::Address;
use club::suppression::{self, AddError, LONGEST_NOTE, LiftError};
use entity::{SuppressionId, SuppressionReason, suppression as row};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::times::instant;

/// How many addresses the page shows; the search finds the rest.
const SHOWN: u64 = 200;

/// Of a search no more is minded.
const LONGEST_SEARCH: usize = 254;

/// Addresses that nothing is sent to.
#[derive(Template)]
#[template(path = "pages/suppression/list.html")]
struct ListPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    search: Field,
    is_search: bool,
    lines: Vec<Line>,
    is_cut: bool,
    fields: Vec<Field>,
    done: Option<String>,
    errors: Errors,
}

/// An address in the list.
struct Line {
    id: String,
    address: String,
    reason: String,
    note: String,
    since: String,
}

impl ListPage {
    fn of(
        (layout, csrf): (Layout, String),
        rows: &[row::Model],
        wanted: &str,
        (typed, errors): ([&str; 2], Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        let [address, note] = typed;
        let nothing = Errors::default();
        let fields = vec![
            Field::line("address", "page-suppression-address", address, &errors, t).of_kind("email"),
            Field::line("note", "page-suppression-note", note, &errors, t).optional(t),
        ];
        let search = Field::line("q", "page-suppression-search", wanted, &nothing, t);
        Self {
            csrf,
            search: search.of_kind("search").optional_silently(),
            is_search: !wanted.trim().is_empty(),
            lines: rows.iter().map(|row| Line::of(row, t)).collect(),
            is_cut: u64::try_from(rows.len()).is_ok_and(|shown| shown >= SHOWN),
            fields,
            done: None,
            errors,
            t,
            layout,
        }
    }
}

impl Line {
    fn of(row: &row::Model, t: Texts) -> Self {
        Self {
            id: row.id.to_string(),
            address: row.address.clone(),
            reason: t.say(&format!("page-suppression-reason-{}", row.reason)),
            note: row.note.clone(),
            since: instant(row.since, Moscow, t.lang()),
        }
    }
}

async fn list_page(context: &Context, typed: ([&str; 2], Errors)) -> Result<ListPage, PageError> {
    let wanted: String = context.query("q").unwrap_or_default().chars().take(LONGEST_SEARCH).collect();
    let rows = suppression::list(&context.club, &context.viewer, &wanted, SHOWN).await?;
    Ok(ListPage::of((Layout::of(context), context.csrf()), &rows, &wanted, typed))
}

/// `GET /network/suppressions`
pub(crate) async fn list(context: Context) -> Result<HttpResponse, PageError> {
    let mut list = list_page(&context, (["", ""], Errors::default())).await?;
    let done = context.query("done").and_then(|done| match done.as_str() {
        "added" => Some("page-suppression-added"),
        "lifted" => Some("page-suppression-lifted"),
        _ => None,
    });
    list.done = done.map(|key| context.t.say(key));
    page(&list)
}

/// `POST /network/suppressions`
pub(crate) async fn add(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let (typed, note, t) = (fields.text("address")?, fields.text("note")?, context.t);
    let mut errors = Errors::default();
    errors.optional_line("note", &note, LONGEST_NOTE, t);
    let address = Address::parse(&typed);
    if address.is_err() {
        errors.add("address", t.say("page-suppression-no-address"));
    }
    if let (Ok(address), true) = (address, errors.is_empty()) {
        match suppression::add(&context.club, &context.viewer, address, &note).await {
            Ok(()) => return Ok(see_other("/network/suppressions?done=added")),
            Err(AddError::IsThere) => errors.add("address", t.say("page-suppression-is-there")),
            Err(AddError::NotFound) => return Err(PageError::NotFound),
            Err(AddError::Note(_)) => return Err(PageError::BadRequest),
            Err(AddError::Db(error)) => return Err(error.into()),
        }
    }
    form_again(&list_page(&context, ([&typed, &note], errors)).await?)
}

/// `POST /network/suppressions/{id}/lift`
pub(crate) async fn lift(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let id: SuppressionId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    match suppression::lift(&context.club, &context.viewer, id).await {
        Ok(()) => Ok(see_other("/network/suppressions?done=lifted")),
        Err(LiftError::NotFound) => Err(PageError::NotFound),
        Err(LiftError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let row = |number, address: &str, reason, note: &str| row::Model {
        id: data::id(number),
        address: address.to_owned(),
        reason,
        note: note.to_owned(),
        since: data::before(),
        added_by: None,
    };
    let rows = [
        row(1, "marya@school44.example", SuppressionReason::Bounced, "5.1.1"),
        row(2, "office@school2.example", SuppressionReason::Complained, ""),
    ];
    let of = |rows: &[row::Model]| {
        let surroundings = (Layout::sample_of_curator(lang), "sample".to_owned());
        ListPage::of(surroundings, rows, "", (["", ""], Errors::default()))
    };
    vec![Sample::of("suppression-list", &of(&rows)), Sample::of("suppression-list-empty", &of(&[]))]
}
