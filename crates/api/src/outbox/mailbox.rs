//! Every e-mail of a demonstration, to be read in the browser instead of a mail program.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::outbox::WholeEmail;
use entity::outbox_email;
use lang::{Lang, Texts};

use super::framed::framed;
use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::times::instant;

/// How many e-mails the list shows.
const SHOWN: u64 = 300;

/// The list of e-mails.
#[derive(Template)]
#[template(path = "pages/outbox/mailbox.html")]
struct MailboxPage {
    layout: Layout,
    t: Texts,
    emails: Vec<Line>,
}

/// An e-mail in the list.
struct Line {
    id: String,
    to: String,
    address: String,
    subject: String,
    at: String,
}

/// One e-mail.
#[derive(Template)]
#[template(path = "pages/outbox/email.html")]
struct EmailPage {
    layout: Layout,
    t: Texts,
    id: String,
    to: String,
    address: String,
    subject: String,
    at: String,
    text: Vec<Piece>,
}

/// A piece of an e-mail's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Link(String),
}

impl Line {
    fn of(email: &outbox_email::Model, lang: Lang) -> Self {
        Self {
            id: email.id.to_string(),
            to: email.to_name.clone().unwrap_or_default(),
            address: email.to_address.clone(),
            subject: lang::typeset(&email.subject),
            at: instant(email.sent_at.unwrap_or(email.due_at), Moscow, lang),
        }
    }
}

impl EmailPage {
    fn of(layout: Layout, email: &WholeEmail) -> Self {
        let line = Line::of(email, layout.lang);
        Self {
            t: Texts(layout.lang),
            id: line.id,
            to: line.to,
            address: line.address,
            subject: line.subject,
            at: line.at,
            text: pieces(&email.text),
            layout,
        }
    }
}

/// A text with its web addresses set apart.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.starts_with("https://") || bare.starts_with("http://") {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
            pieces.push(Piece::Link(bare.to_owned()));
            plain.extend(word.chars().skip(bare.chars().count()));
        } else {
            plain.push_str(word);
        }
    }
    pieces.push(Piece::Text(plain));
    pieces
}

async fn find(context: &Context, id: &str) -> Result<WholeEmail, PageError> {
    let Ok(id) = id.parse() else { return Err(PageError::NotFound) };
    club::outbox::mailbox_email(&context.club, id).await?.ok_or(PageError::NotFound)
}

/// `GET /mailbox`
pub(crate) async fn list(context: Context) -> Result<HttpResponse, PageError> {
    let emails = club::outbox::mailbox(&context.club, SHOWN).await?;
    let emails = emails.iter().map(|email| Line::of(email, context.lang)).collect();
    page(&MailboxPage { layout: Layout::of(&context), t: context.t, emails })
}

/// `GET /mailbox/{id}`
pub(crate) async fn show(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    page(&EmailPage::of(Layout::of(&context), &find(&context, &id).await?))
}

/// `GET /mailbox/{id}/body`
pub(crate) async fn body(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let email = find(&context, &id).await?;
    Ok(framed(&email.html))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let emails = data::emails(lang);
    let lines = |emails: &[outbox_email::Model]| emails.iter().map(|email| Line::of(email, lang)).collect();
    let list = |emails| MailboxPage { layout: Layout::sample(lang), t: Texts(lang), emails };
    let shown = emails.iter().take(1).map(|email| {
        let email = data::whole_email(email.clone());
        Sample::of("outbox-email", &EmailPage::of(Layout::sample(lang), &email))
    });
    [Sample::of("outbox-mailbox", &list(lines(&emails))), Sample::of("outbox-mailbox-empty", &list(vec![]))]
        .into_iter()
        .chain(shown)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_text_become_links() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let found = pieces("Войти:\nhttps://club.example/j/abc\n\nДо встречи!");
        assert_eq!(
            found,
            [text("Войти:\n"), Piece::Link("https://club.example/j/abc".to_owned()), text("\n\nДо встречи!")]
        );
        assert_eq!(pieces("javascript:alert(1)"), [text("javascript:alert(1)")]);
    }
}
