//! A session's schedule for calendars, tables and programs. Holds nothing that the public page does not show.

use std::fmt::Write as _;

use actix_web::http::header::{CONTENT_DISPOSITION, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};
use club::session::{Programme, ProgrammeWebinar};
use club::webinar::{CalendarEntry, Feed};
use entity::SessionState;

use super::frab::{Frab, escaped};
use crate::error::PageError;
use crate::extract::Context;
use crate::published::{Basis, Rendered, answer};
use crate::times::machine;

/// A programme beside what a kept answer rests on.
pub(crate) async fn programme(context: &Context, slug: &str) -> Result<(Programme, Basis), PageError> {
    let programme =
        club::session::programme(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)?;
    let basis = Basis {
        facts: format!("{programme:?}"),
        valid_until: None,
        is_public: programme.session.state != SessionState::Draft,
    };
    Ok((programme, basis))
}

fn file(content_type: &'static str, name: Option<String>, body: impl Into<Vec<u8>>) -> Rendered {
    Rendered { content_type, file_name: name, body: body.into(), is_framed: false }
}

/// `GET /s/{session}/schedule.ics`
pub(crate) async fn calendar(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let (programme, basis) = programme(&context, &slug).await?;
    answer(&context, &request, &basis, || {
        let session = &programme.session;
        let entries: Vec<CalendarEntry> =
            programme.webinars.iter().map(|webinar| entry(&context, &session.title, webinar)).collect();
        let told = programme.release.as_ref().map(|release| release.published_at);
        let feed = Feed {
            name: session.title.clone(),
            address: context.club.settings.address(&format!("/s/{}/schedule.ics", session.slug)),
            stamp: told.or(session.published_at).unwrap_or(session.created_at),
        };
        let body = club::webinar::calendar_feed(&context.club, &feed, &entries);
        Ok(file("text/calendar; charset=utf-8", Some(format!("{}.ics", session.slug)), body))
    })
}

/// `GET /s/{session}/schedule.json`
pub(crate) async fn json(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let (programme, basis) = programme(&context, &slug).await?;
    answer(&context, &request, &basis, || {
        let body = Frab::of(&programme, &context.club.settings, context.t).json().to_string();
        Ok(file("application/json", None, body))
    })
}

/// `GET /s/{session}/schedule.xml`
pub(crate) async fn xml(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let (programme, basis) = programme(&context, &slug).await?;
    answer(&context, &request, &basis, || {
        let body = Frab::of(&programme, &context.club.settings, context.t).xml();
        Ok(file("application/xml; charset=utf-8", None, body.map_err(PageError::broken)?))
    })
}

/// `GET /s/{session}/schedule.csv`
pub(crate) async fn csv(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let (programme, basis) = programme(&context, &slug).await?;
    answer(&context, &request, &basis, || {
        let mut table = String::from(
            "\u{feff}code,starts_at,ends_at,time_zone,title,form,host_school,speakers,address\r\n",
        );
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
        Ok(file("text/csv; charset=utf-8", Some(format!("{}.csv", programme.session.slug)), table))
    })
}

/// `GET /s/{session}/schedule.pdf`
pub(crate) async fn pdf(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let (programme, basis) = programme(&context, &slug).await?;
    answer(&context, &request, &basis, || {
        let body = club::session::print(&programme, context.lang).map_err(PageError::broken)?;
        Ok(file("application/pdf", Some(format!("{}.pdf", programme.session.slug)), body))
    })
}

/// `GET /s/{session}/changes.rss`
pub(crate) async fn changes(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let found = club::release::changes_of(&context.club, &context.viewer, &slug).await?;
    let (session, releases) = found.ok_or(PageError::NotFound)?;
    let basis = Basis {
        facts: format!("{} {releases:?}", session.title),
        valid_until: None,
        is_public: session.state != SessionState::Draft,
    };
    let page = context.club.settings.address(&format!("/s/{}", session.slug));
    let t = context.t;
    answer(&context, &request, &basis, || {
        let mut rss = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        rss.push_str("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\n");
        let title = t.say_with("page-feed-changes", &[("session", session.title.as_str().into())]);
        let about = t.say("page-feed-changes-about");
        write!(
            rss,
            "<title>{}</title><link>{page}</link><description>{}</description><language>{}</language>\n\
             <atom:link href=\"{page}/changes.rss\" rel=\"self\" type=\"application/rss+xml\"/>\n",
            escaped(&title),
            escaped(&about),
            context.lang
        )
        .map_err(PageError::broken)?;
        for release in &releases {
            let number = t.say_with("page-feed-release", &[("number", release.number.into())]);
            let mut lines: Vec<String> =
                if release.note.is_empty() { vec![] } else { vec![release.note.clone()] };
            lines.extend(release.changes.iter().map(|change| change.sentence(t)));
            writeln!(
                rss,
                "<item><title>{}</title><link>{page}</link><guid isPermaLink=\"false\">{}-{}</guid>\
                 <pubDate>{}</pubDate><description>{}</description></item>",
                escaped(&number),
                session.slug,
                release.number,
                release.published_at.to_rfc2822(),
                escaped(&lines.join("\n"))
            )
            .map_err(PageError::broken)?;
        }
        rss.push_str("</channel></rss>\n");
        Ok(file("application/rss+xml; charset=utf-8", None, rss))
    })
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
