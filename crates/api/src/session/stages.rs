//! The stages of a session as a path with dates: set, opened and closed by its organizers.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;
use club::session::stages::{self, Disorder, SetStagesError, Span, StageLine, StagesView, Standing};
use entity::{Stage, StageForce};
use lang::{Lang, Texts};

use super::organize::{SessionWays, Way};
use super::settings::form::{instant_or_nothing, typed_instant};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::times::{instant, zone};

/// The path of a session.
#[derive(Template)]
#[template(path = "pages/session/stages.html")]
struct StagesPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    revision: String,
    zone: String,
    lines: Vec<Line>,
    errors: Errors,
    done: Option<String>,
    /// Whether the days of webinars say when stages could be.
    has_suggestion: bool,
    is_suggested: bool,
}

/// A stage.
struct Line {
    stage: Stage,
    title: String,
    about: String,
    standing: Standing,
    standing_text: String,
    /// «с 8 марта 2027 г., 00:00 до 29 марта 2027 г., 00:00»
    span: String,
    /// «Открыто вручную 3 марта … (Белова Ирина)»
    forced_text: String,
    is_forced: bool,
    opens: Field,
    closes: Field,
}

/// Names of the two fields of each stage, in the order of the way.
const FIELDS: [(Stage, &str, &str); 9] = [
    (Stage::Topics, "topics_opens", "topics_closes"),
    (Stage::Call, "call_opens", "call_closes"),
    (Stage::Review, "review_opens", "review_closes"),
    (Stage::Programme, "programme_opens", "programme_closes"),
    (Stage::Registration, "registration_opens", "registration_closes"),
    (Stage::Live, "live_opens", "live_closes"),
    (Stage::Documents, "documents_opens", "documents_closes"),
    (Stage::Report, "report_opens", "report_closes"),
    (Stage::Archive, "archive_opens", "archive_closes"),
];

/// What was typed for each stage.
type Typed = Vec<(Stage, [String; 2])>;

fn fields_of(stage: Stage) -> (&'static str, &'static str) {
    FIELDS.iter().find(|(of, ..)| *of == stage).map_or(("", ""), |(_, opens, closes)| (opens, closes))
}

fn typed(spans: impl Iterator<Item = (Stage, Span)>, zone: Tz) -> Typed {
    let text = |at: Option<_>| at.map(|at| typed_instant(at, zone)).unwrap_or_default();
    spans.map(|(stage, span)| (stage, [text(span.opens_at), text(span.closes_at)])).collect()
}

impl Line {
    fn of(line: &StageLine, typed: &Typed, (errors, zone, t): (&Errors, Tz, Texts)) -> Self {
        let stage = line.stage;
        let when = |at| instant(at, zone, t.lang());
        let span = match (line.span.opens_at, line.span.closes_at) {
            (Some(opens), Some(closes)) => t.say_with(
                "page-stages-from-until",
                &[("opens", when(opens).into()), ("closes", when(closes).into())],
            ),
            (Some(opens), None) => t.say_with("page-stages-from", &[("opens", when(opens).into())]),
            (None, _) => t.say("page-stages-no-dates"),
        };
        let forced_text = line.forced.as_ref().map(|(forced, at, name)| {
            let key = format!("page-stages-forced-{forced}");
            let at = at.map(when).unwrap_or_default();
            t.say_with(&key, &[("at", at.into()), ("name", name.as_str().into())])
        });
        let (opens, closes) = fields_of(stage);
        let of_stage = typed.iter().find(|(of, _)| *of == stage);
        let [opens_typed, closes_typed] =
            of_stage.map_or([String::new(), String::new()], |(_, typed)| typed.clone());
        let field = |name, key, value: &str| {
            Field::line(name, key, value, errors, t).of_kind("datetime-local").optional_silently()
        };
        Self {
            stage,
            title: t.say(&format!("page-stages-{stage}")),
            about: t.say(&format!("page-stages-{stage}-text")),
            standing: line.standing,
            standing_text: t.say(&format!("page-stages-is-{}", word(line.standing))),
            span,
            is_forced: line.forced.is_some(),
            forced_text: forced_text.unwrap_or_default(),
            opens: field(opens, "page-stages-opens", &opens_typed),
            closes: field(closes, "page-stages-closes", &closes_typed),
        }
    }
}

/// The word by which texts call a standing.
pub(crate) fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Undated => "undated",
        Standing::Ahead => "ahead",
        Standing::Open => "open",
        Standing::Over => "over",
    }
}

impl StagesPage {
    fn of(
        (layout, csrf): (Layout, String),
        view: &StagesView,
        (typed, errors): (&Typed, Errors),
        is_suggested: bool,
    ) -> Self {
        let t = Texts(layout.lang);
        let zone = zone(&view.session.time_zone);
        let lines = view.lines.iter().map(|line| Line::of(line, typed, (&errors, zone, t)));
        Self {
            ways: SessionWays::of(&view.session, Way::Settings, t),
            revision: view.session.revision.to_string(),
            zone: lang::zone_label(None, zone, view.session.created_at, t.lang()),
            lines: lines.collect(),
            done: None,
            has_suggestion: !view.suggested.is_empty(),
            is_suggested,
            t,
            csrf,
            errors,
            layout,
        }
    }
}

async fn view(context: &Context, slug: &str) -> Result<StagesView, PageError> {
    stages::view(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)
}

/// `GET /organize/{session}/stages`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let view = view(&context, &slug).await?;
    let zone = zone(&view.session.time_zone);
    let is_suggested = context.query("suggest").is_some() && !view.suggested.is_empty();
    let typed = if is_suggested {
        typed(view.suggested.iter().copied(), zone)
    } else {
        typed(view.lines.iter().map(|line| (line.stage, line.span)), zone)
    };
    let head = (Layout::of(&context), context.csrf());
    let mut shown = StagesPage::of(head, &view, (&typed, Errors::default()), is_suggested);
    shown.done = match context.query("done").as_deref() {
        Some("made") => Some(context.t.say("page-stages-made")),
        Some(_) => Some(context.t.say("page-stages-saved")),
        None => None,
    };
    page(&shown)
}

/// `POST /organize/{session}/stages`
pub(crate) async fn set(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let t = context.t;
    let view = view(&context, &slug).await?;
    let revision: i32 = fields.text("revision")?.parse().map_err(|_no_number| PageError::BadRequest)?;
    let zone = zone(&view.session.time_zone);
    let (mut typed, mut plan, mut errors) = (vec![], vec![], Errors::default());
    for (stage, opens, closes) in FIELDS {
        let texts = [fields.text(opens)?, fields.text(closes)?];
        let [opens_at, closes_at] = [(opens, &texts[0]), (closes, &texts[1])].map(|(name, text)| {
            instant_or_nothing(text, zone).unwrap_or_else(|| {
                errors.add(name, t.say("page-settings-instant-wrong"));
                None
            })
        });
        plan.push((stage, Span { opens_at, closes_at }));
        typed.push((stage, texts));
    }
    if errors.is_empty() {
        errors = match stages::set(&context.club, &context.viewer, (&slug, revision), plan).await {
            Ok(()) => return Ok(see_other(&format!("/organize/{slug}/stages?done=saved"))),
            Err(error) => of_club(error, t)?,
        };
    }
    let head = (Layout::of(&context), context.csrf());
    form_again(&StagesPage::of(head, &view, (&typed, errors), false))
}

fn of_club(error: SetStagesError, t: Texts) -> Result<Errors, PageError> {
    let mut errors = Errors::default();
    match error {
        SetStagesError::Disorder(wrong) => wrong.into_iter().for_each(|wrong| match wrong {
            Disorder::Backwards(stage) => errors.add(fields_of(stage).1, t.say("page-stages-backwards")),
            Disorder::Before { stage, earlier } => {
                let earlier = t.say(&format!("page-stages-{earlier}"));
                errors.add(
                    fields_of(stage).0,
                    t.say_with("page-stages-before", &[("earlier", earlier.into())]),
                );
            }
        }),
        SetStagesError::Stale => errors.add("topics_opens", t.say("page-settings-stale")),
        SetStagesError::NotFound => return Err(PageError::NotFound),
        SetStagesError::Db(error) => return Err(error.into()),
    }
    Ok(errors)
}

/// `POST /organize/{session}/stages/{stage}`
pub(crate) async fn force(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let stage: Stage = path.1.parse().map_err(|_no_stage| PageError::NotFound)?;
    let forced = match fields.text("forced")?.as_str() {
        "open" => Some(StageForce::Open),
        "closed" => Some(StageForce::Closed),
        "" => None,
        _ => return Err(PageError::BadRequest),
    };
    match stages::force(&context.club, &context.viewer, &path.0, (stage, forced)).await {
        Ok(()) => Ok(see_other(&format!("/organize/{}/stages?done=saved#{stage}", path.0))),
        Err(SetStagesError::NotFound) => Err(PageError::NotFound),
        Err(SetStagesError::Db(error)) => Err(error.into()),
        Err(SetStagesError::Stale | SetStagesError::Disorder(_)) => Err(PageError::BadRequest),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let head = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let session = data::session(lang);
    let zone = zone(&session.time_zone);
    let day = |day| chrono::NaiveDate::from_ymd_opt(2027, 4, day).unwrap_or_default();
    let plan = stages::plan(day(12), day(16), zone);
    let line = |(stage, span): &(Stage, Span)| StageLine {
        stage: *stage,
        span: *span,
        standing: match stage {
            Stage::Topics | Stage::Call => Standing::Over,
            Stage::Review => Standing::Open,
            Stage::Archive => Standing::Undated,
            _ => Standing::Ahead,
        },
        forced: (*stage == Stage::Call).then(|| {
            (
                StageForce::Closed,
                Some(data::before()),
                data::say(lang, "Белова Ирина Львовна", "Belova Irina").to_owned(),
            )
        }),
    };
    let view = StagesView { session, lines: plan.iter().map(line).collect(), suggested: plan.clone() };
    let as_typed = typed(plan.iter().copied(), zone);
    let wrong = SetStagesError::Disorder(vec![
        Disorder::Backwards(Stage::Call),
        Disorder::Before { stage: Stage::Live, earlier: Stage::Review },
    ]);
    let wrong = of_club(wrong, Texts(lang)).unwrap_or_default();
    vec![
        Sample::of("session-stages", &StagesPage::of(head(), &view, (&as_typed, Errors::default()), false)),
        Sample::of("session-stages-wrong", &StagesPage::of(head(), &view, (&as_typed, wrong), true)),
    ]
}
