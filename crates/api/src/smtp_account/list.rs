//! The accounts of a school or of the network, and which way e-mails go.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::smtp_account::Account;
use lang::Texts;

use super::place::{Parts, Room};
use super::telling::{self, Standing};
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::session::organize::SessionWays;

/// The accounts of a school or of the network.
#[derive(Template)]
#[template(path = "pages/smtp_account/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: Option<SessionWays>,
    base: String,
    accounts: Vec<Line>,
    /// Which way e-mails go now.
    way: String,
    is_left_out: bool,
    done: Option<String>,
}

/// An account in the list.
struct Line {
    address: String,
    name: String,
    from: String,
    /// `smtp.school.example:465`
    server: String,
    encryption: String,
    standing: Standing,
    is_used: bool,
    is_signed: bool,
}

/// What surrounds a list.
pub(super) struct Frame<'a> {
    pub(super) layout: Layout,
    pub(super) csrf: String,
    pub(super) room: &'a Room,
    pub(super) now: DateTime<Utc>,
}

impl ListPage {
    pub(super) fn of(frame: Frame<'_>, accounts: &[Account]) -> Self {
        let Frame { layout, csrf, room, now } = frame;
        let t = Texts(layout.lang);
        let working = accounts.iter().find(|account| account.is_working());
        let lines: Vec<Line> = accounts.iter().map(|account| Line::of(room, account, now, t)).collect();
        let is_left_out = lines.iter().any(|line| line.standing.is_left_out);
        let way = match (working, room.is_network()) {
            (Some(account), true) => ("smtp-account-way-network", account.row.name.clone()),
            (Some(account), false) => ("smtp-account-way-school", account.row.name.clone()),
            (None, true) => ("smtp-account-way-own", String::new()),
            (None, false) => ("smtp-account-way-common", String::new()),
        };
        Self {
            csrf,
            ways: room.ways(t),
            base: room.base.clone(),
            way: t.say_with(way.0, &[("account", way.1.into())]),
            is_left_out,
            accounts: lines,
            done: None,
            t,
            layout,
        }
    }
}

impl Line {
    fn of(room: &Room, account: &Account, now: DateTime<Utc>, t: Texts) -> Self {
        let row = &account.row;
        Self {
            address: room.address(row.id),
            name: row.name.clone(),
            from: format!("{} <{}>", row.from_name, row.from_address),
            server: format!("{}:{}", row.host, row.port),
            encryption: telling::encryption(row.encryption, t),
            standing: Standing::of(account, now, t),
            is_used: row.is_used,
            is_signed: row.dkim_domain.is_some(),
        }
    }
}

/// `GET …/smtp-accounts`
pub(crate) async fn list(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    let accounts = club::smtp_account::list(&context.club, &context.viewer, room.owner).await?;
    let accounts = accounts.ok_or(PageError::NotFound)?;
    let now = context.club.clock.now();
    let frame = Frame { layout: Layout::of(&context), csrf: context.csrf(), room: &room, now };
    let mut list = ListPage::of(frame, &accounts);
    let done = context.query("done").filter(|done| ["used", "rested", "deleted"].contains(&done.as_str()));
    // What is switched on and does not work is told by what stands above the accounts.
    let done = done.filter(|done| done != "used" || !list.is_left_out);
    list.done = done.map(|done| context.t.say(&format!("smtp-account-done-{done}")));
    page(&list)
}
