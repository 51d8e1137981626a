//! Lists of teachers whom a school registers, for programs: the file as it is, tried out or taken in.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use club::listener_list::{self, Applied, CheckedLine, List, ListError, Table};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::form::ListForm;
use super::pages::{Subject, columns_problem, subject, table_problem};
use super::report::{Line, sort};
use crate::error::PageError;
use crate::extract::Context;
use crate::fields;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, WriteProblems};

/// The largest list, in megabytes.
pub(crate) const MOST_MEGABYTES: usize = 5;

/// What holds for a list as a whole.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListWishes {
    /// `true`: nothing is written, the answer says what would come of each line.
    #[serde(default)]
    try_out: bool,
    /// `true`: the school holds the consents to taking part on paper. Without it nobody is registered.
    #[serde(default)]
    participation: bool,
    /// What the columns mean, in their order, with commas: `ignored`, `full_name`, `family`, `given`, `patronymic`, `gender`, `position`, `school`,
    /// `city`, `region`, `experience`, `email`, `phone`, `webinars`. Without it their heads say.
    columns: Option<String>,
    /// Codes of webinars with commas, for lines that name none.
    #[serde(default)]
    #[param(example = "S01,S02")]
    webinars: String,
    /// For lines that name none, like the next three.
    #[serde(default)]
    school: String,
    #[serde(default)]
    city: String,
    #[serde(default)]
    region: String,
    /// IANA name; without it that of the session.
    zone: Option<String>,
}

/// What would come, or came, of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListReport {
    /// Whether it was taken in; otherwise nothing was written.
    is_taken_in: bool,
    counts: ListCounts,
    /// Every line as it stood before the list was taken in.
    lines: Vec<ListLine>,
}

/// How many lines came to what.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListCounts {
    /// Teachers who are registered now and were not before.
    new: u64,
    /// Listeners who got further webinars.
    further: u64,
    /// These wait for a place in a webinar that is full.
    queued: u64,
    /// They change nothing: known before, or written twice.
    before: u64,
    /// They bear the name of a listener, and only a person can tell, on the page, whether it is the same one: nothing is done about them.
    doubtful: u64,
    refused: u64,
}

/// A line of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListLine {
    /// In the file, counted from 1.
    number: usize,
    name: String,
    email: String,
    /// `new`, `further`, `before`, `doubtful` or `refused`.
    outcome: &'static str,
    /// The same in a sentence.
    said: String,
}

impl ListLine {
    fn of(line: &CheckedLine, context: &Context) -> Self {
        let Line { number, name, address, said } = Line::of(line, context.t);
        Self { number, name, email: address, outcome: sort(&line.outcome), said }
    }
}

impl ListCounts {
    fn of(applied: Applied) -> Self {
        let Applied { new, further, queued, before, doubtful, refused } = applied;
        Self { new, further, queued, before, doubtful, refused }
    }

    /// Of lines that were only tried out: nobody has had to wait yet.
    fn expected(lines: &[CheckedLine]) -> Self {
        let count = |word: &str| {
            let lines = lines.iter().filter(|line| sort(&line.outcome) == word);
            u64::try_from(lines.count()).unwrap_or(u64::MAX)
        };
        Self {
            new: count("new"),
            further: count("further"),
            queued: 0,
            before: count("before"),
            doubtful: count("doubtful"),
            refused: count("refused"),
        }
    }
}

impl ListWishes {
    /// The list with what holds for it.
    fn list(self, table: Table, into: &Subject, context: &Context) -> Result<List, PageError> {
        let (mut errors, t) = (Errors::default(), context.t);
        let proposed = ListForm::proposed(table, &into.session);
        let form = ListForm {
            columns: self.columns.map_or(proposed.columns, |columns| words(&columns)),
            school: self.school,
            city: self.city,
            region: self.region,
            zone: self.zone.unwrap_or(proposed.zone),
            webinars: into.ids(&words(&self.webinars), (&mut errors, t)),
            table: proposed.table,
            ..ListForm::default()
        };
        if form.columns.iter().any(|word| listener_list::Column::of_word(word).is_none()) {
            errors.add("columns", t.say("page-schedule-wrong-choice"));
        }
        if !self.try_out && !self.participation {
            errors.add("participation", t.say("listener-list-consents-needed"));
        }
        let list = form.list(t, &mut errors);
        list.filter(|_| errors.is_empty()).ok_or_else(|| json::unusable(&errors))
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Registers the teachers of a list (CSV in any usual encoding, or XLSX), or says what would come of it. The token has to be for `listeners_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/lists",
    tag = "registrations",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring"), ListWishes),
    request_body(content = String, content_type = "application/octet-stream", description = "The file; its kind is seen from its bytes"),
    security(("token" = ["listeners_write"])),
    responses((status = 200, body = ListReport), TokenProblems, WriteProblems)
)]
pub(crate) async fn work(
    context: Context,
    slug: web::Path<String>,
    wishes: web::Query<ListWishes>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let bytes = fields::body(payload.into_inner(), MOST_MEGABYTES * 1024 * 1024).await?;
    let into = subject(&context, &slug).await?;
    let table = Table::read(&bytes).map_err(|problem| json::wrong("", table_problem(problem, context.t)))?;
    let wishes = wishes.into_inner();
    let is_taken_in = !wishes.try_out;
    let list = wishes.list(table, &into, &context)?;
    let (club, viewer) = (&context.club, &context.viewer);
    let checked = listener_list::check(club, viewer, &into.session, &list).await;
    let lines = checked.map_err(|error| refusal(error, &context))?;
    let counts = if is_taken_in {
        let list = (&list, context.origin.clone());
        let applied = listener_list::apply(club, viewer, &into.session, list).await;
        ListCounts::of(applied.map_err(|error| refusal(error, &context))?)
    } else {
        ListCounts::expected(&lines)
    };
    let lines = lines.iter().map(|line| ListLine::of(line, &context)).collect();
    json::plain(StatusCode::OK, &ListReport { is_taken_in, counts, lines })
}

fn refusal(error: ListError, context: &Context) -> PageError {
    match error {
        ListError::NotFound => PageError::NotFound,
        ListError::Columns(problem) => json::wrong("columns", columns_problem(problem, context.t)),
        ListError::Db(error) => error.into(),
    }
}
