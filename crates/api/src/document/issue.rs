//! The page on which organizers look at everybody who gets a document, mend what is odd, and issue.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use club::document::{Concern, Doubtful, Held, IssueError, Preflight, Progress, RetryError, Scope};
use entity::{DocumentKind, WebinarId, session};
use lang::{Counted, Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};

/// So many people stand on the page: the worst first, the others when these are mended.
const MOST_PEOPLE: usize = 200;

/// Everything that an issue would do, and the button.
#[derive(Template)]
#[template(path = "pages/document/issue.html")]
struct IssuePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    /// «126 документов»; nothing where nothing can be issued.
    ready: Option<String>,
    kinds: Vec<Ready>,
    blocked: usize,
    schools_elsewhere: usize,
    webinars: Vec<WebinarChoice>,
    chosen: Option<String>,
    concerns: Vec<ConcernChoice>,
    asked_concern: String,
    people: Vec<Person>,
    more_people: usize,
    held: Vec<HeldLine>,
    files: Files,
    done: Option<String>,
}

/// How far the files are.
struct Files {
    done: u64,
    total: u64,
    is_running: bool,
    /// Number, name and reason.
    unmade: Vec<(String, String, String)>,
}

/// Documents of one kind.
struct Ready {
    kind: DocumentKind,
    label: String,
    number: usize,
}

/// A webinar whose documents can be issued alone.
struct WebinarChoice {
    id: String,
    label: String,
    is_chosen: bool,
}

/// A concern with the number of people whom it concerns.
struct ConcernChoice {
    key: &'static str,
    label: String,
    number: usize,
}

/// Somebody with concerns.
struct Person {
    id: String,
    name: String,
    place: String,
    concerns: Vec<(bool, String)>,
    spelling: Option<String>,
}

/// A document that is kept back.
struct HeldLine {
    person: String,
    name: String,
    kind: DocumentKind,
    kind_text: String,
    subject: String,
    reason: String,
}

impl IssuePage {
    fn of(
        layout: Layout,
        csrf: String,
        session: &session::Model,
        preflight: &Preflight,
        (webinar, concern): (Option<WebinarId>, &str),
    ) -> Self {
        let t = Texts(layout.lang);
        let ready = preflight.ready_in_all();
        let concerns = concerns(&preflight.people, t);
        let asked = concerns.iter().any(|choice| choice.key == concern);
        let is_asked =
            |doubtful: &&Doubtful| !asked || doubtful.concerns.iter().any(|one| one.key == concern);
        let people: Vec<&Doubtful> = preflight.people.iter().filter(is_asked).collect();
        let chosen = webinar.map(|webinar| webinar.to_string());
        Self {
            csrf,
            ways: SessionWays::of(session, Way::Documents, t),
            ready: (ready > 0).then(|| counted(ready, layout.lang)),
            kinds: preflight.ready.iter().map(|(kind, number)| Ready::of(*kind, *number, t)).collect(),
            blocked: preflight.blocked,
            schools_elsewhere: preflight.schools_elsewhere,
            webinars: webinars(preflight, webinar),
            chosen,
            concerns,
            asked_concern: if asked { concern.to_owned() } else { String::new() },
            more_people: people.len().saturating_sub(MOST_PEOPLE),
            people: people.into_iter().take(MOST_PEOPLE).map(|doubtful| Person::of(doubtful, t)).collect(),
            held: preflight.held.iter().map(|held| HeldLine::of(held, t)).collect(),
            files: Files::of(&Progress::default(), t),
            done: None,
            t,
            layout,
        }
    }
}

fn counted(number: usize, lang: Lang) -> String {
    lang::count(Counted::Document, i64::try_from(number).unwrap_or(i64::MAX), lang)
}

fn webinars(preflight: &Preflight, chosen: Option<WebinarId>) -> Vec<WebinarChoice> {
    let choice = |webinar: &entity::webinar::Model| WebinarChoice {
        id: webinar.id.to_string(),
        label: format!("{} · {}", webinar.code, lang::typeset(&webinar.title)),
        is_chosen: chosen == Some(webinar.id),
    };
    preflight.webinars.iter().map(choice).collect()
}

/// The most serious first, each with its number of people.
fn concerns(people: &[Doubtful], t: Texts) -> Vec<ConcernChoice> {
    let mut numbers: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut order = vec![];
    for doubtful in people {
        let mut keys: Vec<&'static str> = doubtful.concerns.iter().map(|concern| concern.key).collect();
        keys.dedup();
        for key in keys {
            *numbers.entry(key).or_insert_with(|| {
                order.push(key);
                0
            }) += 1;
        }
    }
    let label = |key: &str| t.say(&format!("page-issue-{}", key.trim_start_matches("document-")));
    let choice =
        |key| ConcernChoice { key, label: label(key), number: numbers.get(key).copied().unwrap_or(0) };
    order.into_iter().map(choice).collect()
}

impl Files {
    fn of(progress: &Progress, t: Texts) -> Self {
        let unmade = progress.unmade.iter().map(|unmade| {
            let reason = t.say_with(&unmade.key, &[("detail", unmade.detail.as_str().into())]);
            (unmade.number.clone(), unmade.name.clone(), reason)
        });
        Self {
            done: progress.done,
            total: progress.total,
            is_running: progress.is_running(),
            unmade: unmade.collect(),
        }
    }
}

impl Ready {
    fn of(kind: DocumentKind, number: usize, t: Texts) -> Self {
        Self { kind, label: t.say(&format!("page-registry-kind-{kind}")), number }
    }
}

impl Person {
    fn of(doubtful: &Doubtful, t: Texts) -> Self {
        let person = &doubtful.person;
        let sentence = |concern: &Concern| {
            (concern.blocks, t.say_with(concern.key, &[("detail", concern.detail.as_str().into())]))
        };
        let place: Vec<&str> = [person.school_name.as_str(), person.city.as_str()]
            .into_iter()
            .filter(|place| !place.is_empty())
            .collect();
        Self {
            id: person.id.to_string(),
            name: club::person::full_name(person).full(),
            place: place.join(", "),
            concerns: doubtful.concerns.iter().map(sentence).collect(),
            spelling: doubtful.spelling.clone(),
        }
    }
}

impl HeldLine {
    fn of(held: &Held, t: Texts) -> Self {
        Self {
            person: held.person.id.to_string(),
            name: club::person::full_name(&held.person).full(),
            kind: held.hold.kind,
            kind_text: t.say(&format!("page-document-kind-{}", held.hold.kind)),
            subject: held.hold.subject_key.clone(),
            reason: held.hold.reason.clone(),
        }
    }
}

impl From<IssueError> for PageError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::NotFound => PageError::NotFound,
            IssueError::Forbidden => PageError::Forbidden,
            IssueError::Nobody => PageError::Conflict("page-documents-nobody"),
            IssueError::NotJudged => PageError::Conflict("page-documents-not-judged"),
            IssueError::Pattern(_) => PageError::Conflict("page-issue-pattern"),
            IssueError::Layout(_) => PageError::Conflict("page-issue-layout"),
            IssueError::Db(error) => error.into(),
        }
    }
}

fn scope(webinar: Option<WebinarId>) -> Scope {
    webinar.map_or(Scope::Session, Scope::Webinar)
}

fn webinar_of(word: Option<&str>) -> Result<Option<WebinarId>, PageError> {
    let word = word.filter(|word| !word.is_empty());
    word.map(|id| id.parse().map_err(|_no_id| PageError::BadRequest)).transpose()
}

/// `GET /organize/{session}/documents/issue`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let webinar = webinar_of(context.query("webinar").as_deref())?;
    let preflight =
        club::document::preflight(&context.club, &context.viewer, session.id, scope(webinar)).await?;
    let concern = context.query("concern").unwrap_or_default();
    let layout = Layout::of(&context);
    let mut shown = IssuePage::of(layout, context.csrf(), &session, &preflight, (webinar, &concern));
    let progress = club::document::progress(&context.club, &context.viewer, &session).await?;
    shown.files = Files::of(&progress, context.t);
    shown.done = done(&context);
    page(&shown)
}

fn done(context: &Context) -> Option<String> {
    let number = |name| context.query(name).and_then(|number| number.parse::<i64>().ok());
    match (number("issued"), number("refused").unwrap_or(0)) {
        (Some(issued), 0) => Some(context.t.say_with("page-documents-issued", &[("number", issued.into())])),
        (Some(issued), refused) => Some(context.t.say_with(
            "page-documents-issued-and-refused",
            &[("number", issued.into()), ("refused", refused.into())],
        )),
        (None, _) => ["mended", "held", "released", "retried"]
            .into_iter()
            .find(|deed| context.query(deed).is_some())
            .map(|deed| context.t.say(&format!("page-issue-{deed}"))),
    }
}

/// `POST /organize/{session}/documents/issue`
pub(crate) async fn issue(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let webinar = webinar_of(Some(&fields.text("webinar")?))?;
    let kind = fields.text("kind")?;
    let kinds = match kind.as_str() {
        "" => DocumentKind::ALL.to_vec(),
        kind => vec![kind.parse().map_err(|_no_kind| PageError::BadRequest)?],
    };
    let (club, viewer) = (&context.club, &context.viewer);
    let issued = club::document::issue_kinds(club, viewer, session.id, scope(webinar), &kinds).await?;
    let (numbers, refused) = (issued.numbers.len(), issued.refused.len());
    Ok(see_other(&format!("/organize/{}/documents/issue?issued={numbers}&refused={refused}", session.slug)))
}

/// `POST /organize/{session}/documents/files`
pub(crate) async fn retry(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    match club::document::retry(&context.club, &context.viewer, session.id).await {
        Ok(()) => Ok(see_other(&format!("/organize/{}/documents/issue?retried=1", session.slug))),
        Err(RetryError::NotFound) => Err(PageError::NotFound),
        Err(RetryError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let session = data::session(lang);
    let of = |preflight: &Preflight| {
        let layout = Layout::sample_of_curator(lang);
        IssuePage::of(layout, "sample".to_owned(), &session, preflight, (None, ""))
    };
    let mut running = of(&Preflight::default());
    running.files = Files::of(&data::progress(lang), Texts(lang));
    vec![
        Sample::of("document-issue-running", &running),
        Sample::of("document-issue", &of(&data::preflight(lang))),
        Sample::of("document-issue-nothing", &of(&Preflight::default())),
    ]
}
