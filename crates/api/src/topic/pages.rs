//! Topics as everybody sees them: to look through, to vote for, to propose. Whoever comes by the link of an e-mail needs no log-in.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::session::stages::Standing;
use club::topic::{self, MOST_OPEN, NewTopic, Order, ProposeError, TopicLine, TopicsView, VoteError};
use entity::{PersonId, TopicRequestId, TopicState};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::view::title;
use crate::times::{instant, zone};

/// Of a search no more is minded.
const LONGEST_SEARCH: usize = 100;

/// The topics of a session.
#[derive(Template)]
#[template(path = "pages/topic/list.html")]
struct TopicsPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    slug: String,
    session: String,
    /// Where its forms go: `/s/2027-spring/topics`, or the same behind a link of an e-mail.
    base: String,
    /// Who may vote and propose: somebody known, while the stage is open.
    may_act: bool,
    /// Where a guest logs in; nothing for others.
    login: Option<String>,
    /// «Предлагать темы и голосовать можно до …»
    when: String,
    search: Field,
    orders: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    own: Vec<Line>,
    is_search: bool,
    fields: Vec<Field>,
    /// Topics that say nearly what was typed.
    near: Vec<Line>,
    errors: Errors,
    done: Option<String>,
}

/// A topic.
#[derive(Clone)]
struct Line {
    id: TopicRequestId,
    title: String,
    reason: String,
    answer: String,
    state: TopicState,
    state_text: String,
    votes: String,
    has_voted: bool,
    is_voted_for: bool,
    talks: Vec<(String, String)>,
}

/// Who looks, and how he or she came.
struct Reader {
    person: Option<PersonId>,
    base: String,
    slug: String,
}

/// How the list is asked for.
struct Wanted {
    words: String,
    order: Order,
}

impl Line {
    fn of(line: &TopicLine, t: Texts) -> Self {
        let count = i64::try_from(line.votes).unwrap_or(i64::MAX);
        Self {
            id: line.topic.id,
            title: lang::typeset(&line.topic.title),
            reason: line.topic.reason.clone(),
            answer: line.topic.answer.clone(),
            state: line.topic.state,
            state_text: t.say(&format!("page-topics-state-{}", line.topic.state)),
            votes: t.say_with("page-topics-votes", &[("count", count.into())]),
            has_voted: line.has_voted,
            is_voted_for: line.topic.state == TopicState::Published,
            talks: line
                .talks
                .iter()
                .map(|(slug, talk)| (format!("/w/{slug}"), lang::typeset(talk)))
                .collect(),
        }
    }
}

impl TopicsPage {
    fn of(
        (layout, csrf): (Layout, String),
        view: &TopicsView,
        (reader, wanted): (&Reader, &Wanted),
        (typed, errors): ([&str; 2], Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        let nothing = Errors::default();
        let is_open = view.standing == Standing::Open;
        let order = |order, key: &str, word: &str| {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("q", &wanted.words)
                .append_pair("order", word)
                .finish();
            (format!("{}?{query}", reader.base), t.say(key), wanted.order == order)
        };
        let [title_typed, reason] = typed;
        let search = Field::line("q", "page-topics-search", &wanted.words, &nothing, t);
        let login = (is_open && reader.person.is_none()).then(|| crate::access::login_address(&reader.base));
        Self {
            slug: reader.slug.clone(),
            session: title(&view.session),
            base: reader.base.clone(),
            may_act: is_open && reader.person.is_some(),
            login,
            when: when(view, t),
            search: search.of_kind("search").optional_silently(),
            orders: vec![
                order(Order::Votes, "page-topics-by-votes", "votes"),
                order(Order::Newest, "page-topics-by-time", "newest"),
                order(Order::Title, "page-topics-by-title", "title"),
            ],
            lines: view.lines.iter().map(|line| Line::of(line, t)).collect(),
            own: view.own.iter().map(|line| Line::of(line, t)).collect(),
            is_search: !wanted.words.trim().is_empty(),
            fields: vec![
                Field::line("title", "page-topics-new-title", title_typed, &errors, t),
                Field::line("reason", "page-topics-new-reason", reason, &errors, t).lines().optional(t),
            ],
            near: vec![],
            done: None,
            t,
            csrf,
            errors,
            layout,
        }
    }
}

/// When topics are taken, in a sentence.
fn when(view: &TopicsView, t: Texts) -> String {
    let zone = zone(&view.session.time_zone);
    let at = |at| instant(at, zone, t.lang());
    let stage = view.stage.as_ref();
    let is_forced = stage.is_some_and(|stage| stage.forced.is_some());
    let (opens, closes) = (stage.and_then(|stage| stage.opens_at), stage.and_then(|stage| stage.closes_at));
    match (view.standing, opens, closes) {
        (Standing::Open, _, Some(closes)) if !is_forced => {
            t.say_with("page-topics-open-until", &[("at", at(closes).into())])
        }
        (Standing::Open, ..) => t.say("page-topics-open"),
        (Standing::Ahead, Some(opens), _) => t.say_with("page-topics-opens", &[("at", at(opens).into())]),
        (Standing::Over, ..) => t.say("page-topics-over"),
        (Standing::Ahead | Standing::Undated, ..) => t.say("page-topics-later"),
    }
}

fn wanted(context: &Context) -> Wanted {
    let words = context.query("q").unwrap_or_default().chars().take(LONGEST_SEARCH).collect();
    let order = match context.query("order").as_deref() {
        Some("newest") => Order::Newest,
        Some("title") => Order::Title,
        _ => Order::Votes,
    };
    Wanted { words, order }
}

fn reader(context: &Context, slug: &str) -> Reader {
    let base = format!("/s/{slug}/topics");
    Reader { person: context.viewer.person_id(), base, slug: slug.to_owned() }
}

async fn linked_reader(context: &Context, secret: &str, slug: &str) -> Result<Reader, PageError> {
    let person = topic::person_of_link(&context.club, secret).await?.ok_or(PageError::NotFound)?;
    let base = format!("/t/{secret}/{slug}");
    Ok(Reader { person: Some(person.id), base, slug: slug.to_owned() })
}

async fn topics_page(
    context: &Context,
    reader: &Reader,
    typed: ([&str; 2], Errors),
) -> Result<TopicsPage, PageError> {
    let wanted = wanted(context);
    let asked = (wanted.words.as_str(), wanted.order);
    let view = topic::list(&context.club, reader.person, &reader.slug, asked).await?;
    let view = view.ok_or(PageError::NotFound)?;
    let head = (Layout::of(context), context.csrf());
    Ok(TopicsPage::of(head, &view, (reader, &wanted), typed))
}

async fn show(context: &Context, reader: &Reader) -> Result<HttpResponse, PageError> {
    let mut shown = topics_page(context, reader, (["", ""], Errors::default())).await?;
    shown.done = match context.query("done").as_deref() {
        Some("proposed") => Some(context.t.say("page-topics-was-proposed")),
        Some("withdrawn") => Some(context.t.say("page-topics-was-withdrawn")),
        _ => None,
    };
    page(&shown)
}

/// `GET /s/{session}/topics`
pub(crate) async fn list(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    show(&context, &reader(&context, &slug)).await
}

/// `GET /t/{secret}/{session}`
pub(crate) async fn linked(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    show(&context, &linked_reader(&context, &path.0, &path.1).await?).await
}

async fn propose_as(context: &Context, reader: &Reader, fields: &Fields) -> Result<HttpResponse, PageError> {
    let (typed, reason, t) = (fields.text("title")?, fields.text("reason")?, context.t);
    let person = reader.person.ok_or(PageError::NotFound)?;
    let mut errors = Errors::default();
    let title = errors.line("title", &typed, topic::LONGEST_TITLE, t);
    let why = errors.optional_lines("reason", &reason, topic::LONGEST_TEXT, t).unwrap_or_default();
    let mut near = vec![];
    if errors.is_empty() {
        let new = NewTopic { title, reason: why, is_another: fields.is_ticked("is_another") };
        match topic::propose(&context.club, person, &reader.slug, new).await {
            Ok(_) => return Ok(see_other(&format!("{}?done=proposed", reader.base))),
            Err(ProposeError::Similar(topics)) => {
                errors.add("title", t.say("page-topics-similar"));
                near = topics;
            }
            Err(ProposeError::TooMany) => errors.add(
                "title",
                t.say_with("page-topics-too-many", &[("most", i64::try_from(MOST_OPEN).unwrap_or(0).into())]),
            ),
            Err(ProposeError::Closed) => errors.add("title", t.say("page-topics-closed")),
            Err(ProposeError::Text) => return Err(PageError::BadRequest),
            Err(ProposeError::NotFound) => return Err(PageError::NotFound),
            Err(ProposeError::Db(error)) => return Err(error.into()),
        }
    }
    let mut again = topics_page(context, reader, ([&typed, &reason], errors)).await?;
    let is_near = |line: &Line| near.iter().any(|topic| topic.id == line.id);
    again.near = again.lines.iter().filter(|line| is_near(line)).cloned().collect();
    form_again(&again)
}

/// `POST /s/{session}/topics`
pub(crate) async fn propose(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    propose_as(&context, &reader(&context, &slug), &fields).await
}

/// `POST /t/{secret}/{session}`
pub(crate) async fn propose_by_link(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    propose_as(&context, &linked_reader(&context, &path.0, &path.1).await?, &fields).await
}

async fn vote_as(
    context: &Context,
    reader: &Reader,
    (id, fields): (&str, &Fields),
) -> Result<HttpResponse, PageError> {
    let id: TopicRequestId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    let person = reader.person.ok_or(PageError::NotFound)?;
    let wants = fields.text("wants")? != "no";
    match topic::vote(&context.club, person, id, wants).await {
        Ok(()) => Ok(see_other(&format!("{}#{id}", reader.base))),
        Err(VoteError::NotFound) => Err(PageError::NotFound),
        Err(VoteError::Closed) => Err(PageError::Conflict("page-topics-closed")),
        Err(VoteError::Db(error)) => Err(error.into()),
    }
}

/// `POST /s/{session}/topics/{id}/vote`
pub(crate) async fn vote(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    vote_as(&context, &reader(&context, &path.0), (&path.1, &fields)).await
}

/// `POST /t/{secret}/{session}/{id}/vote`
pub(crate) async fn vote_by_link(
    context: Context,
    path: web::Path<(String, String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let reader = linked_reader(&context, &path.0, &path.1).await?;
    vote_as(&context, &reader, (&path.2, &fields)).await
}

async fn withdraw_as(context: &Context, reader: &Reader, id: &str) -> Result<HttpResponse, PageError> {
    let id: TopicRequestId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    let person = reader.person.ok_or(PageError::NotFound)?;
    match topic::withdraw(&context.club, person, id).await {
        Ok(()) => Ok(see_other(&format!("{}?done=withdrawn", reader.base))),
        Err(ProposeError::Closed) => Err(PageError::Conflict("page-topics-is-seen")),
        Err(ProposeError::Db(error)) => Err(error.into()),
        Err(_) => Err(PageError::NotFound),
    }
}

/// `POST /s/{session}/topics/{id}/withdraw`
pub(crate) async fn withdraw(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    withdraw_as(&context, &reader(&context, &path.0), &path.1).await
}

/// `POST /t/{secret}/{session}/{id}/withdraw`
pub(crate) async fn withdraw_by_link(
    context: Context,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, PageError> {
    let reader = linked_reader(&context, &path.0, &path.1).await?;
    withdraw_as(&context, &reader, &path.2).await
}

/// Sessions whose topics are open, for whoever comes by a link.
#[derive(Template)]
#[template(path = "pages/topic/open.html")]
struct OpenPage {
    layout: Layout,
    t: Texts,
    /// Address and title.
    sessions: Vec<(String, String)>,
}

/// `GET /t/{secret}`
pub(crate) async fn open(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    topic::person_of_link(&context.club, &secret).await?.ok_or(PageError::NotFound)?;
    let sessions = topic::open_sessions(&context.club).await?;
    if let [only] = sessions.as_slice() {
        return Ok(see_other(&format!("/t/{secret}/{}", only.slug)));
    }
    let sessions = sessions.iter().map(|session| (format!("/t/{secret}/{}", session.slug), title(session)));
    page(&OpenPage { sessions: sessions.collect(), t: context.t, layout: Layout::of(&context) })
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let head = || (Layout::sample(lang), "sample".to_owned());
    let view = data::topics(lang);
    let wanted = |words: &str| Wanted { words: words.to_owned(), order: Order::Votes };
    let reader =
        |person| Reader { person, base: "/s/2027-spring/topics".to_owned(), slug: "2027-spring".to_owned() };
    let person = Some(data::id(30));
    let of =
        |reader: &Reader, words: &str, typed| TopicsPage::of(head(), &view, (reader, &wanted(words)), typed);
    let mut errors = Errors::default();
    errors.add("title", Texts(lang).say("page-topics-similar"));
    let mut similar = of(&reader(person), "", ([data::say(lang, "Родители", "Parents"), ""], errors));
    similar.near = similar.lines.iter().take(1).cloned().collect();
    let over = TopicsView { standing: Standing::Over, lines: vec![], own: vec![], ..view.clone() };
    let open = OpenPage { layout: Layout::sample(lang), t: Texts(lang), sessions: vec![] };
    vec![
        Sample::of("topic-list", &of(&reader(person), "", (["", ""], Errors::default()))),
        Sample::of(
            "topic-list-guest",
            &of(&reader(None), data::say(lang, "урок", "lesson"), (["", ""], Errors::default())),
        ),
        Sample::of("topic-list-similar", &similar),
        Sample::of(
            "topic-list-over",
            &TopicsPage::of(head(), &over, (&reader(None), &wanted("")), (["", ""], Errors::default())),
        ),
        Sample::of("topic-open", &open),
    ]
}
