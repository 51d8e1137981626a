//! One account: its form, its trial and its signatures.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::smtp_account::{Account, DnsRecord, SaveError, save};
use lang::Texts;

use super::form::{self, Typed};
use super::place::{Parts, Room};
use super::telling::{self, Standing};
use crate::error::{PageError, changed_meanwhile, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::session::organize::SessionWays;

/// An account, or a new one.
#[derive(Template)]
#[template(path = "pages/smtp_account/edit.html")]
pub(super) struct EditPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: Option<SessionWays>,
    base: String,
    address: String,
    title: String,
    revision: i32,
    fields: Vec<Field>,
    errors: Errors,
    /// None: it is not kept yet.
    kept: Option<Kept>,
    /// Somebody else saved the account meanwhile.
    is_conflict: bool,
    done: Option<String>,
}

/// What there is to do with an account that is kept.
struct Kept {
    standing: Standing,
    is_used: bool,
    /// Where the trial is sent.
    my_address: Option<String>,
    record: Option<DnsRecord>,
    is_signed: bool,
    has_key: bool,
    /// A warning.
    foreign: Option<String>,
}

/// What surrounds the page.
pub(super) struct Frame<'a> {
    pub(super) layout: Layout,
    pub(super) csrf: String,
    pub(super) room: &'a Room,
    pub(super) now: DateTime<Utc>,
    pub(super) my_address: Option<String>,
}

impl EditPage {
    pub(super) fn of(
        frame: Frame<'_>,
        account: Option<(&Account, Option<DnsRecord>)>,
        typed: &Typed,
        errors: Errors,
    ) -> Self {
        let Frame { layout, csrf, room, now, my_address } = frame;
        let t = Texts(layout.lang);
        let row = account.as_ref().map(|(account, _)| &account.row);
        let has_password = row.is_some_and(|row| row.password_sealed.is_some());
        Self {
            csrf,
            ways: room.ways(t),
            base: room.base.clone(),
            address: row.map_or_else(|| room.base.clone(), |row| room.address(row.id)),
            title: row.map_or_else(|| t.say("smtp-account-new"), |row| row.name.clone()),
            revision: row.map_or(0, |row| row.revision),
            fields: typed.fields(has_password, &errors, t),
            errors,
            kept: account.map(|(account, record)| Kept {
                standing: Standing::of(account, now, t),
                is_used: account.row.is_used,
                my_address,
                is_signed: account.row.dkim_domain.is_some(),
                has_key: account.row.dkim_key_sealed.is_some(),
                foreign: account.foreign_domain().map(|domain| {
                    let about =
                        [("domain", domain.into()), ("from", account.row.from_address.as_str().into())];
                    t.say_with("smtp-account-dkim-foreign", &about)
                }),
                record,
            }),
            is_conflict: false,
            done: None,
            t,
            layout,
        }
    }

    pub(super) fn show_conflict(&mut self) {
        self.is_conflict = true;
    }
}

async fn page_of(
    context: &Context,
    room: &Room,
    account: Option<&Account>,
    (typed, errors): (Option<&Typed>, Errors),
) -> Result<EditPage, PageError> {
    let club = &context.club;
    let my_address = match account {
        Some(_) => club::smtp_account::trial_address(club, &context.viewer).await?,
        None => None,
    };
    let frame =
        Frame { layout: Layout::of(context), csrf: context.csrf(), room, now: club.clock.now(), my_address };
    let stored = account.map_or_else(Typed::new, |account| Typed::of_row(&account.row));
    let record = |account: &Account| account.record(club);
    Ok(EditPage::of(
        frame,
        account.map(|account| (account, record(account))),
        typed.unwrap_or(&stored),
        errors,
    ))
}

/// `GET …/smtp-accounts/new`
pub(crate) async fn new(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    page(&page_of(&context, &room, None, (None, Errors::default())).await?)
}

/// `GET …/smtp-accounts/{id}`
pub(crate) async fn show(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    let account = room.account(&context, &parts).await?;
    let mut shown = page_of(&context, &room, Some(&account), (None, Errors::default())).await?;
    let known = ["added", "saved", "tried", "key", "signed", "unsigned", "conflict", "no-address"];
    let done = context.query("done").filter(|done| known.contains(&done.as_str()));
    // A trial that failed is told by what stands beside the account.
    let done = done.filter(|done| done != "tried" || account.row.check_error.is_none());
    shown.done = done.map(|done| context.t.say(&format!("smtp-account-done-{done}")));
    page(&shown)
}

/// `POST …/smtp-accounts`
pub(crate) async fn add(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    keep(&context, &room, None, &fields).await
}

/// `POST …/smtp-accounts/{id}`
pub(crate) async fn change(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    let account = room.account(&context, &parts).await?;
    keep(&context, &room, Some(account), &fields).await
}

async fn keep(
    context: &Context,
    room: &Room,
    account: Option<Account>,
    fields: &Fields,
) -> Result<HttpResponse, PageError> {
    let (club, viewer, t) = (&context.club, &context.viewer, context.t);
    let typed = Typed::read(fields)?;
    let errors = match typed.draft(&fields.text("password")?, t) {
        Err(errors) => errors,
        Ok(draft) => {
            let changed = match &account {
                Some(account) => Some((account.row.id, super::act::revision(fields)?)),
                None => None,
            };
            match save(club, viewer, room.owner, changed, draft).await {
                Ok(row) => {
                    let done = if account.is_some() { "saved" } else { "added" };
                    return Ok(see_other(&format!("{}?done={done}", room.address(row.id))));
                }
                Err(SaveError::NotFound) => return Err(PageError::NotFound),
                Err(SaveError::Conflict(_)) => {
                    let typed = (Some(&typed), Errors::default());
                    let mut shown = page_of(context, room, account.as_ref(), typed).await?;
                    shown.show_conflict();
                    return changed_meanwhile(&shown);
                }
                Err(SaveError::Unusable(problems)) => {
                    form::errors(&problems, &club.settings.account_rules().ports, t)
                }
                Err(SaveError::Seal(error)) => {
                    let mut errors = Errors::default();
                    errors.add("password", telling::seal(&error, t));
                    errors
                }
                Err(SaveError::Db(error)) => return Err(error.into()),
            }
        }
    };
    form_again(&page_of(context, room, account.as_ref(), (Some(&typed), errors)).await?)
}
