//! A session's schedule for calendars, tables and programs. Holds nothing that the public page does not show.

use actix_web::http::header::{CONTENT_DISPOSITION, ContentType};
use actix_web::{HttpResponse, web};
use club::session::{Programme, ProgrammeWebinar};
use club::webinar::CalendarEntry;

use super::json::SessionDetail;
use crate::error::PageError;
use crate::extract::Context;
use crate::times::machine;

/// `GET /s/{session}/schedule.ics`
pub(crate) async fn calendar(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let programme = programme(&context, &slug).await?;
    let entries: Vec<CalendarEntry> =
        programme.webinars.iter().map(|webinar| entry(&context, &programme.session.title, webinar)).collect();
    Ok(calendar_file(&context, &entries, &programme.session.slug))
}

/// `GET /s/{session}/schedule.json`
pub(crate) async fn json(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let programme = programme(&context, &slug).await?;
    Ok(HttpResponse::Ok().json(SessionDetail::of(&programme, &context)))
}

/// `GET /s/{session}/schedule.csv`
pub(crate) async fn csv(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let programme = programme(&context, &slug).await?;
    let mut table =
        String::from("\u{feff}code,starts_at,ends_at,time_zone,title,form,host_school,speakers,address\r\n");
    for webinar in &programme.webinars {
        let row = &webinar.webinar;
        let cells = [
            row.code.clone(),
            machine(row.starts_at),
            machine(row.ends_at),
            row.time_zone.clone(),
            row.title.clone(),
            row.form.to_string(),
            webinar.host_school.short_name.clone(),
            speakers(webinar),
            context.club.settings.address(&format!("/w/{}", row.slug)),
        ];
        table.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        table.push_str("\r\n");
    }
    let name = format!("attachment; filename=\"{}.csv\"", programme.session.slug);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, name))
        .body(table))
}

async fn programme(context: &Context, slug: &str) -> Result<Programme, PageError> {
    club::session::programme(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)
}

/// A webinar in a calendar that leads to its public page.
pub(crate) fn entry(context: &Context, session_title: &str, webinar: &ProgrammeWebinar) -> CalendarEntry {
    CalendarEntry {
        webinar: webinar.webinar.clone(),
        session_title: session_title.to_owned(),
        url: context.club.settings.address(&format!("/w/{}", webinar.webinar.slug)),
    }
}

/// A calendar as a file of this name.
pub(crate) fn calendar_file(context: &Context, entries: &[CalendarEntry], name: &str) -> HttpResponse {
    let name = format!("attachment; filename=\"{name}.ics\"");
    let kind =
        ContentType("text/calendar; charset=utf-8".parse().unwrap_or(actix_web::mime::TEXT_PLAIN_UTF_8));
    let body = club::webinar::calendar(&context.club, entries);
    HttpResponse::Ok().insert_header(kind).insert_header((CONTENT_DISPOSITION, name)).body(body)
}

fn speakers(webinar: &ProgrammeWebinar) -> String {
    let names = webinar.talks.iter().flat_map(|talk| &talk.speakers).map(|speaker| speaker.name.as_str());
    names.collect::<Vec<_>>().join("; ")
}

/// A cell that no spreadsheet takes for a formula.
fn quoted(cell: &str) -> String {
    let starts_formula =
        cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guarded = if starts_formula { format!("'{cell}") } else { cell.to_owned() };
    format!("\"{}\"", guarded.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        assert_eq!(quoted("=HYPERLINK(\"http://x\")"), "\"'=HYPERLINK(\"\"http://x\"\")\"");
        assert_eq!(quoted(" @SUM"), "\"' @SUM\"");
        assert_eq!(quoted("МБОУ «СОШ № 78», г. Курган"), "\"МБОУ «СОШ № 78», г. Курган\"");
    }
}
