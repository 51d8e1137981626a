//! Topics for the organizers of a session: publish, answer, take up, decline, merge.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::topic::{self, DecideError, Decision, TopicLine};
use entity::{TopicRequestId, TopicState, session};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};

/// The desk.
#[derive(Template)]
#[template(path = "pages/topic/desk.html")]
struct DeskPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    lines: Vec<Line>,
    /// Topics that others may be merged into: id and title.
    targets: Vec<(TopicRequestId, String)>,
    /// The topic that was decided about, and what was wrong with it.
    wrong: Option<(TopicRequestId, String)>,
    ordered: i64,
    covered: i64,
}

/// A topic.
struct Line {
    id: TopicRequestId,
    revision: i32,
    title: String,
    reason: String,
    /// What was typed, else what is kept.
    answer: String,
    state: TopicState,
    state_text: String,
    votes: String,
    is_gone: bool,
    talks: Vec<(String, String)>,
}

impl DeskPage {
    fn of(
        (layout, csrf): (Layout, String),
        (session, lines): (&session::Model, &[TopicLine]),
        wrong: Option<(TopicRequestId, String, String)>,
    ) -> Self {
        let t = Texts(layout.lang);
        let line = |line: &TopicLine| {
            let count = i64::try_from(line.votes).unwrap_or(i64::MAX);
            let typed = wrong.as_ref().filter(|(id, ..)| *id == line.topic.id);
            Line {
                id: line.topic.id,
                revision: line.topic.revision,
                title: lang::typeset(&line.topic.title),
                reason: line.topic.reason.clone(),
                answer: typed.map_or_else(|| line.topic.answer.clone(), |(_, _, typed)| typed.clone()),
                state: line.topic.state,
                state_text: t.say(&format!("page-topics-state-{}", line.topic.state)),
                votes: t.say_with("page-topics-votes", &[("count", count.into())]),
                is_gone: matches!(line.topic.state, TopicState::Merged | TopicState::Withdrawn),
                talks: line.talks.clone(),
            }
        };
        let lines: Vec<Line> = lines.iter().map(line).collect();
        let is_ordered = |line: &&Line| {
            matches!(line.state, TopicState::Published | TopicState::Taken | TopicState::Declined)
        };
        let targets = lines.iter().filter(|line| !line.is_gone);
        Self {
            ways: SessionWays::of(session, Way::Topics, t),
            targets: targets.map(|line| (line.id, line.title.clone())).collect(),
            ordered: number(lines.iter().filter(is_ordered).count()),
            covered: number(lines.iter().filter(is_ordered).filter(|line| !line.talks.is_empty()).count()),
            wrong: wrong.map(|(id, text, _)| (id, text)),
            lines,
            t,
            csrf,
            layout,
        }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn desk(
    context: &Context,
    slug: &str,
    wrong: Option<(TopicRequestId, String, String)>,
) -> Result<DeskPage, PageError> {
    let found = topic::organized(&context.club, &context.viewer, slug).await?;
    let (session, lines) = found.ok_or(PageError::NotFound)?;
    Ok(DeskPage::of((Layout::of(context), context.csrf()), (&session, &lines), wrong))
}

/// `GET /organize/{session}/topics`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    page(&desk(&context, &slug, None).await?)
}

/// `POST /organize/{session}/topics/{id}`
pub(crate) async fn decide(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    crate::session::organize::find(&context, &path.0).await?;
    let id: TopicRequestId = path.1.parse().map_err(|_no_id| PageError::NotFound)?;
    let revision: i32 = fields.text("revision")?.parse().map_err(|_no_number| PageError::BadRequest)?;
    let typed = fields.text("answer")?;
    let answer = typed.clone();
    let decision = match fields.text("decision")?.as_str() {
        "publish" => Some(Decision::Publish),
        "take" => Some(Decision::Take { answer }),
        "decline" => Some(Decision::Decline { reason: answer }),
        "answer" => Some(Decision::Answer { answer }),
        "merge" => fields.text("into")?.parse().ok().map(|into| Decision::Merge { into }),
        _ => return Err(PageError::BadRequest),
    };
    let decided = match decision {
        Some(decision) => {
            topic::decide(&context.club, &context.viewer, (&path.0, id, revision), decision).await
        }
        None => Err(DecideError::Target),
    };
    let key = match decided {
        Ok(()) => return Ok(see_other(&format!("/organize/{}/topics#{id}", path.0))),
        Err(DecideError::NoReason) => "page-topics-no-reason",
        Err(DecideError::TooLong) => "page-topics-answer-long",
        Err(DecideError::Target) => "page-topics-no-target",
        Err(DecideError::Gone | DecideError::Stale) => "page-topics-stale",
        Err(DecideError::NotFound) => return Err(PageError::NotFound),
        Err(DecideError::Db(error)) => return Err(error.into()),
    };
    form_again(&desk(&context, &path.0, Some((id, context.t.say(key), typed))).await?)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let head = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let view = data::topics(lang);
    let mut lines = view.own.clone();
    lines.extend(view.lines.clone());
    let wrong =
        lines.first().map(|line| (line.topic.id, Texts(lang).say("page-topics-no-reason"), String::new()));
    vec![
        Sample::of("topic-desk", &DeskPage::of(head(), (&view.session, &lines), None)),
        Sample::of("topic-desk-wrong", &DeskPage::of(head(), (&view.session, &lines), wrong)),
        Sample::of("topic-desk-empty", &DeskPage::of(head(), (&view.session, &[]), None)),
    ]
}
