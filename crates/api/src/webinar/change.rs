//! The page on which organizers move, cancel or limit a webinar: it says beforehand how many people are written to.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::webinar::{CancelError, CapacityError, ChangeView, RescheduleError};
use entity::WebinarState;
use lang::{Lang, Texts};

use super::times::{MoveForm, capacity};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::view::title;
use crate::times::{WebinarTime, zone};

/// What was typed on the page, field by field.
#[derive(Clone, Debug, Default)]
struct Typed {
    times: MoveForm,
    capacity: String,
    reason: String,
}

/// The page of changes.
#[derive(Template)]
#[template(path = "pages/webinar/change.html")]
struct ChangePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    slug: String,
    title: String,
    time: WebinarTime,
    session_slug: String,
    session_title: String,
    /// Over or cancelled: there is nothing to change any more.
    is_closed: bool,
    is_cancelled: bool,
    times: Vec<Field>,
    capacity: Field,
    reason: Field,
    /// «Об этом напишем: 43 слушателям, 2 докладчикам.»
    told_of_move: String,
    told_of_cancellation: String,
    registered: u64,
    waiting: u64,
    errors: Errors,
    done: Option<String>,
}

impl Typed {
    fn of(view: &ChangeView) -> Self {
        let capacity = view.webinar.capacity.map(|places| places.to_string()).unwrap_or_default();
        Self { times: MoveForm::of(&view.webinar), capacity, reason: String::new() }
    }
}

impl ChangePage {
    fn of(
        layout: Layout,
        csrf: String,
        view: &ChangeView,
        (typed, errors): (&Typed, Errors),
        now: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let row = &view.webinar;
        let line = |name: &'static str, value: &str| {
            Field::line(name, &format!("page-change-{name}"), value, &errors, t)
        };
        let is_cancelled = row.state == WebinarState::Cancelled;
        Self {
            slug: row.slug.clone(),
            title: lang::typeset(&row.title),
            time: WebinarTime::of(row, &view.host_school.city, layout.lang),
            session_slug: view.session.slug.clone(),
            session_title: title(&view.session),
            is_closed: is_cancelled || row.ends_at <= now,
            is_cancelled,
            times: vec![
                line("day", &typed.times.day).of_kind("date"),
                line("start", &typed.times.start).of_kind("time"),
                line("end", &typed.times.end).of_kind("time"),
            ],
            capacity: line("capacity", &typed.capacity).of_kind("number").optional(t),
            reason: line("reason", &typed.reason),
            told_of_move: told(t, view.listeners, view.speakers, 0),
            told_of_cancellation: told(t, view.listeners, view.speakers, view.waiting),
            registered: view.registered,
            waiting: view.waiting,
            t,
            csrf,
            layout,
            errors,
            done: None,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let view = data::change_view(lang);
        let typed = (&Typed::of(&view), Errors::default());
        Self::of(Layout::sample_of_curator(lang), "sample".to_owned(), &view, typed, data::before())
    }

    /// The page as it comes back with everything wrong.
    fn wrong_sample(lang: Lang) -> Self {
        let (view, typed) = (data::change_view(lang), Typed::default());
        let errors = typed.times.check(chrono_tz::Europe::Moscow, Texts(lang)).err().unwrap_or_default();
        let typed = (&typed, errors);
        Self::of(Layout::sample_of_curator(lang), "sample".to_owned(), &view, typed, data::before())
    }
}

/// How many people an e-mail goes to.
fn told(t: Texts, listeners: u64, speakers: u64, waiting: u64) -> String {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX).into();
    let all = listeners + speakers + waiting;
    let queue = t.say_with("page-change-told-queue", &[("waiting", count(waiting))]);
    let queue = if waiting == 0 { String::new() } else { queue };
    t.say_with(
        "page-change-told",
        &[
            ("all", count(all)),
            ("listeners", count(listeners)),
            ("speakers", count(speakers)),
            ("queue", queue.into()),
        ],
    )
}

impl From<RescheduleError> for PageError {
    fn from(error: RescheduleError) -> Self {
        match error {
            RescheduleError::NotFound => PageError::NotFound,
            RescheduleError::Forbidden => PageError::Forbidden,
            RescheduleError::Db(error) => error.into(),
            RescheduleError::Over => PageError::Conflict("page-change-over"),
            RescheduleError::Past | RescheduleError::Length | RescheduleError::Unchanged => {
                PageError::BadRequest
            }
        }
    }
}

impl From<CancelError> for PageError {
    fn from(error: CancelError) -> Self {
        match error {
            CancelError::NotFound => PageError::NotFound,
            CancelError::Forbidden => PageError::Forbidden,
            CancelError::Over => PageError::Conflict("page-change-over"),
            CancelError::Db(error) => error.into(),
        }
    }
}

impl From<CapacityError> for PageError {
    fn from(error: CapacityError) -> Self {
        match error {
            CapacityError::NotFound => PageError::NotFound,
            CapacityError::Forbidden => PageError::Forbidden,
            CapacityError::Over => PageError::Conflict("page-change-over"),
            CapacityError::Impossible => PageError::BadRequest,
            CapacityError::Db(error) => error.into(),
        }
    }
}

/// The page with what is stored, or with what was typed and is wrong.
async fn again(
    context: &Context,
    slug: &str,
    change: impl FnOnce(&mut Typed),
    errors: Errors,
) -> Result<ChangePage, PageError> {
    let view = club::webinar::change_view(&context.club, &context.viewer, slug).await?;
    let mut typed = Typed::of(&view);
    change(&mut typed);
    let now = context.club.clock.now();
    Ok(ChangePage::of(Layout::of(context), context.csrf(), &view, (&typed, errors), now))
}

/// `GET /broadcast/{webinar}/change`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let mut changes = again(&context, &slug, |_| {}, Errors::default()).await?;
    changes.done = match context.query("done").as_deref() {
        Some("moved") => Some(context.t.say("page-change-moved")),
        Some("cancelled") => Some(context.t.say("page-change-cancelled")),
        Some("limited") => Some(context.t.say("page-change-limited")),
        _ => None,
    };
    page(&changes)
}

/// `POST /broadcast/{webinar}/move`
pub(crate) async fn reschedule(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (form, t) = (MoveForm::read(&fields)?, context.t);
    let view = club::webinar::change_view(&context.club, &context.viewer, &slug).await?;
    let mut errors = match form.check(zone(&view.webinar.time_zone), t) {
        Ok(times) => match club::webinar::reschedule(&context.club, &context.viewer, &slug, times).await {
            Ok(_) => return Ok(see_other(&format!("/broadcast/{slug}/change?done=moved"))),
            Err(error) => of_club(error, t)?,
        },
        Err(errors) => errors,
    };
    if errors.is_empty() {
        errors.add("day", t.say("page-change-day-wrong"));
    }
    form_again(&again(&context, &slug, |typed| typed.times = form, errors).await?)
}

/// What the club says about a new time, at the field that it is about.
fn of_club(error: RescheduleError, t: Texts) -> Result<Errors, PageError> {
    let (field, key) = match error {
        RescheduleError::Past => ("day", "page-change-past"),
        RescheduleError::Unchanged => ("day", "page-change-unchanged"),
        RescheduleError::Length => ("end", "page-change-end-wrong"),
        other => return Err(other.into()),
    };
    let mut errors = Errors::default();
    errors.add(field, t.say(key));
    Ok(errors)
}

/// `POST /broadcast/{webinar}/cancel`
pub(crate) async fn cancel(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (typed, mut errors) = (fields.text("reason")?, Errors::default());
    let reason = errors.line("reason", &typed, 300, context.t);
    if !errors.is_empty() {
        return form_again(&again(&context, &slug, |all| all.reason = typed, errors).await?);
    }
    club::webinar::cancel(&context.club, &context.viewer, &slug, &reason).await?;
    Ok(see_other(&format!("/broadcast/{slug}/change?done=cancelled")))
}

/// `POST /broadcast/{webinar}/capacity`
pub(crate) async fn limit(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let typed = fields.text("capacity")?;
    match capacity(&typed, context.t) {
        Ok(places) => {
            club::webinar::set_capacity(&context.club, &context.viewer, &slug, places).await?;
            Ok(see_other(&format!("/broadcast/{slug}/change?done=limited")))
        }
        Err(errors) => form_again(&again(&context, &slug, |all| all.capacity = typed, errors).await?),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("webinar-change", &ChangePage::sample(lang)),
        Sample::of("webinar-change-wrong", &ChangePage::wrong_sample(lang)),
    ]
}
