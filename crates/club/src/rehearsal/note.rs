//! What makes an e-mail a rehearsed one: its subject says so, and its first line says whom it is for and when.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::person;
use lang::Texts;
use sea_orm::DbErr;

use crate::emails::unlinked;
use crate::outbox::NewEmail;
use crate::person::{full_name, language};

/// Before it the note stands in HTML: around everything that the reader of the real e-mail sees.
const SHEET: &str = "<div class=\"sheet\"";

#[derive(Template)]
#[template(
    source = r#"<p style="margin:0;padding:12px 16px;background-color:#fff3cd;color:#4a3a00;font-family:Arial,sans-serif;font-size:15px;line-height:1.5;">{{ note }}</p>
"#,
    ext = "html"
)]
struct HtmlNote<'a> {
    note: &'a str,
}

/// The same e-mail for an organizer in place of its reader; `at` is when the reader will get it, on the clocks of the session.
pub(super) fn noted(
    email: &NewEmail,
    organizer: &person::Model,
    (at, zone): (DateTime<Utc>, Tz),
) -> Result<Option<NewEmail>, DbErr> {
    let Some(address) = organizer.email.clone() else { return Ok(None) };
    let t = Texts(language(organizer));
    let here = at.with_timezone(&zone);
    let about = [
        ("name", unlinked(email.to_name.as_deref().unwrap_or_default()).into()),
        ("address", email.to_address.as_str().into()),
        ("date", lang::date(here.date_naive(), t.lang()).into()),
        ("time", lang::time(here).into()),
    ];
    let note = t.say_with("rehearsal-email-note", &about);
    let html = HtmlNote { note: &note }
        .render()
        .map_err(|error| DbErr::Custom(format!("an e-mail cannot be written: {error}")))?;
    let place = email.html.find(SHEET).unwrap_or(0);
    let (before, after) = email.html.split_at(place);
    Ok(Some(NewEmail {
        // It stands in nobody's history.
        person_id: None,
        to_name: Some(full_name(organizer).full()),
        to_address: address,
        subject: format!("{} {}", t.say("rehearsal-email-mark"), email.subject),
        text: format!("{note}\n\n{}", email.text),
        html: format!("{before}{html}{after}"),
        attachments: email.attachments.iter().cloned().map(renamed).collect(),
        due_at: None,
        // The start of a webinar ends nothing here: it is sent long before, or after the day.
        not_after: None,
        ..email.clone()
    }))
}

/// A calendar that takes an entry of a rehearsal in must not take it for the organizer's own entry of the webinar.
fn renamed(mut file: mail::Attachment) -> mail::Attachment {
    if file.content_type.starts_with("text/calendar") {
        let text = String::from_utf8_lossy(&file.bytes).replace("\nUID:", "\nUID:rehearsal-");
        file.bytes = text.into_bytes();
    }
    file
}
