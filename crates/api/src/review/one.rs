//! A talk with its reviews: writing one's own, deciding, giving time.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;
use club::review::{DecideError, ReviewView, Reviewing, Scores, WriteError};
use entity::{TalkDecision, TalkFileId, TalkId, TalkState, review};
use lang::Texts;

use super::{state_text, tenths, ways};
use crate::call::said;
use crate::download::attached;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::session::organize::SessionWays;
use crate::times::{instant, zone};

/// A talk with its reviews.
#[derive(Template)]
#[template(path = "pages/review/one.html")]
pub(super) struct TalkPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    action: String,
    topic: String,
    state: String,
    speakers: Vec<(String, String)>,
    lines: Vec<(String, String)>,
    files: Vec<(String, String)>,
    references: Vec<(String, Vec<String>)>,
    mean: Option<String>,
    reviews: Vec<Review>,
    is_own: bool,
    may_review: bool,
    scores: Vec<Field>,
    advice: Field,
    comment: Field,
    may_decide: bool,
    is_undecided: bool,
    decision: Option<String>,
    choice: Field,
    note: Field,
    /// What was asked for before, in the words that the speaker read.
    told: Option<String>,
    late: Option<Field>,
    may_edit: bool,
    withdrawal: Option<String>,
    errors: Errors,
}

/// The longest note of a decision, in characters.
pub(super) const LONGEST_NOTE: usize = 5000;

/// What a reviewer says.
struct Review {
    name: String,
    advice: String,
    scores: Vec<(String, i32)>,
    comment: Option<String>,
}

/// What was typed into the forms of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedReview {
    scores: Vec<(String, String)>,
    advice: String,
    comment: String,
    decision: String,
    note: String,
    late: String,
}

impl TypedReview {
    pub(super) fn of(view: &ReviewView) -> Self {
        let own = view.own.as_ref();
        let scores = own.map(club::review::scores).unwrap_or_default();
        let talk = &view.application.talk;
        Self {
            scores: scores.iter().map(|(id, score)| (id.to_string(), score.to_string())).collect(),
            advice: own.map(|own| own.advice.to_string()).unwrap_or_default(),
            comment: own.and_then(|own| own.comment.clone()).unwrap_or_default(),
            decision: talk.decision.map(|decision| decision.to_string()).unwrap_or_default(),
            note: talk.decision_note.clone().unwrap_or_default(),
            late: String::new(),
        }
    }
}

impl TalkPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        view: &ReviewView,
        (typed, errors): (&TypedReview, Errors),
        now: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        let (lang, t) = (layout.lang, Texts(layout.lang));
        let (application, talk) = (&view.application, &view.application.talk);
        let session = &application.session;
        let action = format!("/organize/{}/talks/{}", session.slug, talk.id);
        let list = talk.references_text.as_deref().unwrap_or_default();
        let is_open = matches!(talk.state, TalkState::Submitted | TalkState::NeedsFix);
        let advices = [TalkDecision::Accept, TalkDecision::NeedsFix, TalkDecision::Decline];
        let decisions = |key: &str| -> Vec<(String, String)> {
            let words = advices.iter();
            words.map(|advice| (advice.to_string(), t.say(&format!("{key}-{advice}")))).collect()
        };
        let mut choices = vec![(String::new(), t.say("page-review-decision-none"))];
        choices.extend(decisions("page-review-decision"));
        let speaker = |person: &entity::person::Model| {
            let about = [&person.position, &person.school_name, &person.city].map(String::as_str);
            let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
            (club::person::full_name(person).full(), about.join(", "))
        };
        let files = application.files.iter();
        Self {
            t,
            csrf,
            ways: ways(session, view.may_decide, t),
            topic: lang::typeset(&talk.topic),
            state: state_text(talk.state, t),
            speakers: application.speakers.iter().map(|(_, person)| speaker(person)).collect(),
            lines: said(application, lang),
            files: files
                .map(|file| (file.file_name.clone(), format!("{action}/files/{}", file.id)))
                .collect(),
            references: crate::call::hints(list, now.date_naive(), t),
            mean: view.mean.map(|mean| tenths(mean, t)),
            reviews: view.reviews.iter().map(|(row, person)| Review::of(row, person, view, t)).collect(),
            is_own: view.is_own,
            may_review: !view.is_own && is_open,
            scores: score_fields(view, typed, &errors, t),
            advice: Field::line("advice", "page-review-advice", &typed.advice, &errors, t)
                .radio(decisions("page-review-advice")),
            comment: Field::line("comment", "page-review-comment", &typed.comment, &errors, t)
                .lines()
                .optional(t),
            may_decide: view.may_decide,
            is_undecided: talk.state == TalkState::Submitted,
            decision: talk
                .decision
                .filter(|_| club::review::is_pending(talk))
                .map(|decision| t.say(&format!("page-review-decision-{decision}"))),
            choice: Field::line("decision", "page-review-decision", &typed.decision, &errors, t)
                .radio(choices),
            note: Field::line("note", "page-review-note", &typed.note, &errors, t).lines().optional(t),
            told: talk.decision_note.clone().filter(|_| talk.state != TalkState::Submitted),
            late: late_field(view, typed, &errors, t),
            may_edit: view.may_decide && application.is_editable,
            withdrawal: talk.withdrawal_reason.clone(),
            action,
            errors,
            layout,
        }
    }
}

fn late_field(view: &ReviewView, typed: &TypedReview, errors: &Errors, t: Texts) -> Option<Field> {
    let talk = &view.application.talk;
    let is_open = view.may_decide && matches!(talk.state, TalkState::Draft | TalkState::Submitted);
    is_open.then(|| {
        let mut field =
            Field::line("late", "page-review-late", &typed.late, errors, t).of_kind("datetime-local");
        if let Some(until) = talk.late_until {
            let zone = zone(&view.application.session.time_zone);
            let until = instant(until, zone, t.lang());
            field.hint = Some(t.say_with("page-review-late-now", &[("until", until.into())]));
        }
        field
    })
}

fn score_fields(view: &ReviewView, typed: &TypedReview, errors: &Errors, t: Texts) -> Vec<Field> {
    let marks = || (1..=club::review::BEST).map(|mark| (mark.to_string(), mark.to_string())).collect();
    let field = |criterion: &entity::criterion::Model| {
        let id = criterion.id.to_string();
        let value = typed.scores.iter().find(|(of, _)| *of == id).map_or("", |(_, value)| value);
        let mut field =
            Field::line(format!("score_{id}"), "page-review-score", value, errors, t).radio(marks());
        field.label.clone_from(&criterion.name);
        field
    };
    view.criteria.iter().map(field).collect()
}

impl Review {
    fn of(row: &review::Model, person: &entity::person::Model, view: &ReviewView, t: Texts) -> Self {
        let scores = club::review::scores(row);
        let given = view
            .criteria
            .iter()
            .filter_map(|criterion| Some((criterion.name.clone(), *scores.get(&criterion.id)?)));
        Self {
            name: club::person::full_name(person).full(),
            advice: t.say(&format!("page-review-advice-{}", row.advice)),
            scores: given.collect(),
            comment: row.comment.clone(),
        }
    }
}

type Place = web::Path<(String, TalkId)>;

async fn find(context: &Context, (slug, id): (&str, TalkId)) -> Result<ReviewView, PageError> {
    club::review::show(&context.club, &context.viewer, slug, id).await?.ok_or(PageError::NotFound)
}

fn talk_page(context: &Context, view: &ReviewView, typed: &TypedReview, errors: Errors) -> TalkPage {
    TalkPage::of(Layout::of(context), context.csrf(), view, (typed, errors), context.club.clock.now())
}

/// `GET /organize/{session}/talks/{id}`
pub(crate) async fn show(context: Context, place: Place) -> Result<HttpResponse, PageError> {
    let view = find(&context, (&place.0, place.1)).await?;
    page(&talk_page(&context, &view, &TypedReview::of(&view), Errors::default()))
}

/// `POST /organize/{session}/talks/{id}/review`
pub(crate) async fn write(context: Context, place: Place, fields: Fields) -> Result<HttpResponse, PageError> {
    let (slug, id) = place.into_inner();
    let view = find(&context, (&slug, id)).await?;
    let mut typed = TypedReview::of(&view);
    (typed.advice, typed.comment) = (fields.text("advice")?, fields.text("comment")?);
    typed.scores.clear();
    let (mut errors, mut scores, t) = (Errors::default(), Scores::new(), context.t);
    for criterion in &view.criteria {
        let value = fields.text(&format!("score_{}", criterion.id))?;
        match value.parse() {
            Ok(score) if (1..=club::review::BEST).contains(&score) => {
                scores.insert(criterion.id, score);
            }
            _ => errors.add(format!("score_{}", criterion.id), t.say("page-review-score-needed")),
        }
        typed.scores.push((criterion.id.to_string(), value));
    }
    let advice = typed.advice.parse().ok();
    if advice.is_none() {
        errors.add("advice", t.say("page-review-advice-needed"));
    }
    let comment = errors.optional_lines("comment", &typed.comment, 5000, t);
    if let (Some(advice), true) = (advice, errors.is_empty()) {
        let form = Reviewing { scores, advice, comment };
        return match club::review::write(&context.club, &context.viewer, &slug, id, form).await {
            Ok(()) => Ok(see_other(&format!("/organize/{slug}/talks?done=reviewed"))),
            Err(WriteError::NotFound) => Err(PageError::NotFound),
            Err(WriteError::Own) => Err(PageError::Conflict("page-review-own")),
            Err(WriteError::State | WriteError::Score) => Err(PageError::Conflict("page-review-other-state")),
            Err(WriteError::Db(error)) => Err(error.into()),
        };
    }
    form_again(&talk_page(&context, &view, &typed, errors))
}

/// `POST /organize/{session}/talks/{id}/decide`
pub(crate) async fn decide(
    context: Context,
    place: Place,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = place.into_inner();
    let view = find(&context, (&slug, id)).await?;
    if !view.may_decide {
        return Err(PageError::NotFound);
    }
    let mut typed = TypedReview::of(&view);
    (typed.decision, typed.note) = (fields.text("decision")?, fields.text("note")?);
    let (mut errors, t) = (Errors::default(), context.t);
    let decision: Option<TalkDecision> = typed.decision.parse().ok();
    let note = errors.optional_lines("note", &typed.note, LONGEST_NOTE, t);
    if errors.is_empty() {
        match club::review::decide(&context.club, &context.viewer, &slug, id, (decision, note)).await {
            Ok(()) => return Ok(see_other(&format!("/organize/{slug}/talks?done=decided"))),
            Err(DecideError::NoChanges) => errors.add("note", t.say("page-review-changes-needed")),
            Err(DecideError::NotFound) => return Err(PageError::NotFound),
            Err(DecideError::State) => return Err(PageError::Conflict("page-review-other-state")),
            Err(DecideError::Db(error)) => return Err(error.into()),
        }
    }
    form_again(&talk_page(&context, &view, &typed, errors))
}

/// `POST /organize/{session}/talks/{id}/time`
pub(crate) async fn give_time(
    context: Context,
    place: Place,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = place.into_inner();
    let view = find(&context, (&slug, id)).await?;
    let typed = TypedReview { late: fields.text("late")?, ..TypedReview::of(&view) };
    match late_until(&typed.late, &view.application.session.time_zone) {
        Some(until) if until > context.club.clock.now() => {
            club::call::give_time(&context.club, &context.viewer, &slug, id, until).await?;
            Ok(see_other(&format!("/organize/{slug}/talks/{id}")))
        }
        _ => {
            let mut errors = Errors::default();
            errors.add("late", context.t.say("page-call-late-past"));
            form_again(&talk_page(&context, &view, &typed, errors))
        }
    }
}

/// A day and a time by the session's clocks, as browsers send them.
pub(super) fn late_until(typed: &str, session_zone: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let local = NaiveDateTime::parse_from_str(typed.trim(), "%Y-%m-%dT%H:%M").ok()?;
    Some(local.and_local_timezone(zone(session_zone)).earliest()?.to_utc())
}

/// `GET /organize/{session}/talks/{id}/files/{file}`
pub(crate) async fn file(
    context: Context,
    path: web::Path<(String, TalkId, TalkFileId)>,
) -> Result<HttpResponse, PageError> {
    let (slug, talk, id) = path.into_inner();
    let (row, bytes) = club::review::file(&context.club, &context.viewer, (&slug, talk), id).await?;
    Ok(attached(&row.content_type, row.file_name, bytes.to_vec()))
}
