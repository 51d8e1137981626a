//! The page on which organizers rehearse a day.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;
use club::rehearsal::{RehearsalDay, SAMPLE};
use entity::OutboxState;
use lang::{Lang, Texts};

use super::form::{Chosen, problem};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::outbox::reason;
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};

/// A day with what can be rehearsed of it.
#[derive(Template)]
#[template(path = "pages/rehearsal/show.html")]
struct RehearsalPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    day: NaiveDate,
    date: String,
    kinds: Vec<Choice>,
    readers: usize,
    /// Nobody is left out of a sample.
    is_small: bool,
    is_sample: bool,
    team: Vec<Choice>,
    left: u64,
    lately: Option<Lately>,
    errors: Errors,
}

/// Something that can be ticked.
struct Choice {
    value: String,
    label: String,
    /// Behind the label.
    more: String,
    is_chosen: bool,
}

/// What became of what was rehearsed within the hour.
struct Lately {
    text: String,
    /// What a server's answer means.
    meaning: Option<String>,
    is_moving: bool,
}

impl RehearsalPage {
    fn of((layout, csrf): (Layout, String), day: &RehearsalDay, (chosen, errors): (&Chosen, Errors)) -> Self {
        let t = Texts(layout.lang);
        let kind = |(kind, number): &(entity::EmailKind, usize)| Choice {
            value: kind.to_string(),
            label: t.say(&format!("page-email-kind-{kind}")),
            more: t.say_with("page-rehearsal-emails", &[("n", (*number).into())]),
            is_chosen: chosen.kinds.contains(kind),
        };
        let member = |member: &entity::person::Model| Choice {
            value: member.id.to_string(),
            label: club::person::full_name(member).full(),
            more: member.email.clone().unwrap_or_default(),
            is_chosen: chosen.organizers.contains(&member.id),
        };
        Self {
            csrf,
            ways: SessionWays::of(&day.session, Way::Emails, t),
            date: lang::weekday_date(day.day, t.lang()),
            day: day.day,
            kinds: day.kinds.iter().map(kind).collect(),
            readers: day.readers,
            is_small: day.readers <= SAMPLE,
            is_sample: chosen.is_sample,
            team: day.team.iter().map(member).collect(),
            left: day.left(),
            lately: Lately::of(day, t),
            errors,
            t,
            layout,
        }
    }
}

impl Lately {
    fn of(day: &RehearsalDay, t: Texts) -> Option<Self> {
        let number =
            |states: &[OutboxState]| -> u64 { states.iter().filter_map(|state| day.lately.get(state)).sum() };
        let waiting = number(&[OutboxState::Due, OutboxState::Leased]);
        let (sent, failed) = (number(&[OutboxState::Sent]), number(&[OutboxState::Failed]));
        let about = [("sent", sent.into()), ("waiting", waiting.into()), ("failed", failed.into())];
        (sent + waiting + failed > 0).then(|| Lately {
            text: t.say_with("page-rehearsal-lately", &about),
            meaning: day.last_error.as_deref().map(|answer| reason::plain(answer, t)),
            is_moving: waiting > 0,
        })
    }
}

async fn find(context: &Context, path: &(String, String)) -> Result<RehearsalDay, PageError> {
    let day = path.1.parse().map_err(|_no_day| PageError::NotFound)?;
    let found = club::rehearsal::of_day(&context.club, &context.viewer, &path.0, day).await?;
    found.ok_or(PageError::NotFound)
}

/// `GET /organize/{session}/rehearsal/{day}`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let day = find(&context, &path).await?;
    let chosen = Chosen::first(&day, context.viewer.person_id());
    let around = (Layout::of(&context), context.csrf());
    page(&RehearsalPage::of(around, &day, (&chosen, Errors::default())))
}

/// `POST /organize/{session}/rehearsal/{day}`
pub(crate) async fn send(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let day = find(&context, &path).await?;
    let chosen = Chosen::read(&fields)?;
    let asked = chosen.asked(day.day);
    match club::rehearsal::send(&context.club, &context.viewer, &path.0, asked).await {
        Ok(_) => Ok(see_other(&format!("/organize/{}/rehearsal/{}#lately", path.0, day.day))),
        Err(error) => {
            let errors = problem(error, context.t)?;
            let around = (Layout::of(&context), context.csrf());
            form_again(&RehearsalPage::of(around, &day, (&chosen, errors)))
        }
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let day = data::rehearsal_day(lang);
    let of = |day: &RehearsalDay, errors: Errors| {
        let chosen = Chosen::first(day, day.team.first().map(|member| member.id));
        let around = (Layout::sample_of_curator(lang), "sample".to_owned());
        RehearsalPage::of(around, day, (&chosen, errors))
    };
    let mut errors = Errors::default();
    let t = Texts(lang);
    errors.add("kinds", t.say("page-rehearsal-no-kind"));
    errors.add(
        "readers",
        t.say_with("page-rehearsal-too-many", &[("wanted", 240.into()), ("left", 188.into())]),
    );
    errors.add("organizers", t.say("page-rehearsal-no-organizer"));
    let nothing = RehearsalDay { kinds: vec![], readers: 0, ..day.clone() };
    vec![
        Sample::of("rehearsal-show", &of(&day, Errors::default())),
        Sample::of("rehearsal-show-wrong", &of(&day, errors)),
        Sample::of("rehearsal-show-nothing", &of(&nothing, Errors::default())),
    ]
}
