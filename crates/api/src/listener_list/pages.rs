//! The pages of a list: where it is chosen, and where it is tried out and taken in.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::listener_list::{
    self, Applied, CheckedLine, Column, ColumnsError, List, ListError, Table, TableError,
};
use entity::{WebinarId, session, webinar};
use lang::{Lang, Texts};

use super::form::ListForm;
use super::report::{self, Report};
use crate::Sample;
use crate::download::attached;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::suggestions;
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};

/// Lines of the file that the page shows beside the meanings of its columns.
const EXAMPLES: usize = 3;

/// The session into which a list goes, with the webinars that one can still register for.
pub(super) struct Subject {
    pub(super) session: session::Model,
    webinars: Vec<webinar::Model>,
}

/// Where a file is chosen.
#[derive(Template)]
#[template(path = "pages/listener_list/file.html")]
struct FilePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    /// What came of the list before.
    done: Vec<(String, u64)>,
    is_done: bool,
    errors: Errors,
}

/// Where a list is tried out and taken in.
#[derive(Template)]
#[template(path = "pages/listener_list/check.html")]
struct CheckPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    table: String,
    lines: usize,
    columns: Vec<ColumnChoice>,
    fields: Vec<Field>,
    /// Id, label, whether it is chosen.
    webinars: Vec<(String, String, bool)>,
    has_consents: bool,
    consents_error: Option<String>,
    report: Option<Report>,
    errors: Errors,
}

/// A column with its meanings.
struct ColumnChoice {
    head: String,
    examples: Vec<String>,
    /// Word, label, whether it is chosen.
    meanings: Vec<(&'static str, String, bool)>,
}

impl Subject {
    /// Ids of the webinars with these codes; a code of none is an error.
    pub(super) fn ids(&self, codes: &[String], (errors, t): (&mut Errors, Texts)) -> Vec<String> {
        let mut ids = vec![];
        for code in codes {
            match self.webinars.iter().find(|webinar| webinar.code == *code) {
                Some(webinar) => ids.push(webinar.id.to_string()),
                None => errors.add("webinars", t.say("page-register-choose-webinar")),
            }
        }
        ids
    }
}

impl FilePage {
    fn of(layout: Layout, csrf: String, into: &Subject, errors: Errors) -> Self {
        let t = Texts(layout.lang);
        let ways = SessionWays::of(&into.session, Way::Dashboard, t);
        Self { t, csrf, ways, done: vec![], is_done: false, errors, layout }
    }
}

impl CheckPage {
    fn of(
        (layout, csrf): (Layout, String),
        into: &Subject,
        form: &ListForm,
        checked: Option<&[CheckedLine]>,
        (errors, now): (Errors, chrono::DateTime<chrono::Utc>),
    ) -> Result<Self, PageError> {
        let t = Texts(layout.lang);
        let table = form.table.to_text().map_err(|_unwritable| PageError::BadRequest)?;
        let answer = |number| form.answers.get(&number).cloned().unwrap_or_default();
        Ok(Self {
            ways: SessionWays::of(&into.session, Way::Dashboard, t),
            csrf,
            table,
            lines: form.table.lines.len(),
            columns: columns(form, t),
            fields: fields(form, &errors, now, t),
            webinars: webinars(into, form, layout.lang),
            has_consents: form.has_consents,
            consents_error: errors.of("has_consents"),
            report: checked.map(|lines| Report::of(lines, answer, t)),
            errors,
            t,
            layout,
        })
    }
}

fn columns(form: &ListForm, t: Texts) -> Vec<ColumnChoice> {
    let cell = |line: &listener_list::TableLine, place: usize| {
        line.cells.get(place).map(|cell| cell.chars().take(60).collect::<String>()).unwrap_or_default()
    };
    let choice = |(place, head): (usize, &String)| {
        let chosen = form.columns.get(place).map_or("ignored", String::as_str);
        let meanings = Column::all().map(Column::word);
        ColumnChoice {
            head: head.chars().take(80).collect(),
            examples: form.table.lines.iter().take(EXAMPLES).map(|line| cell(line, place)).collect(),
            meanings: meanings
                .map(|word| (word, t.say(&format!("listener-list-column-{word}")), word == chosen))
                .collect(),
        }
    };
    form.table.heads.iter().enumerate().map(choice).collect()
}

fn fields(form: &ListForm, errors: &Errors, now: chrono::DateTime<chrono::Utc>, t: Texts) -> Vec<Field> {
    vec![
        Field::line("school", "page-register-school", &form.school, errors, t).optional(t),
        Field::line("city", "page-register-city", &form.city, errors, t).optional(t),
        Field::line("region", "page-register-region", &form.region, errors, t)
            .suggesting(suggestions::regions(t.lang()))
            .optional(t),
        Field::line("zone", "page-register-zone", &form.zone, errors, t)
            .select(suggestions::zones(now, t), false),
    ]
}

fn webinars(into: &Subject, form: &ListForm, lang: Lang) -> Vec<(String, String, bool)> {
    let choice = |webinar: &webinar::Model| {
        let id = webinar.id.to_string();
        let day = crate::times::WebinarTime::of(webinar, "", lang).day;
        let label = format!("{} · {} · {}", webinar.code, day, lang::typeset(&webinar.title));
        let is_chosen = form.webinars.contains(&id);
        (id, label, is_chosen)
    };
    into.webinars.iter().map(choice).collect()
}

pub(super) async fn subject(context: &Context, slug: &str) -> Result<Subject, PageError> {
    let session = find(context, slug).await?;
    let now = context.club.clock.now();
    let webinars = listener_list::open_webinars(context.club.storage.reads(), &session, now).await?;
    Ok(Subject { session, webinars })
}

/// `GET /organize/{session}/listeners/import`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let into = subject(&context, &slug).await?;
    let mut shown = FilePage::of(Layout::of(&context), context.csrf(), &into, Errors::default());
    shown.is_done = context.query("done").is_some();
    for word in ["new", "further", "queued", "before", "doubtful", "refused"] {
        let number = context.query(word).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
        if shown.is_done && number > 0 {
            shown.done.push((context.t.say(&format!("listener-list-done-{word}")), number));
        }
    }
    page(&shown)
}

/// `POST /organize/{session}/listeners/import`
pub(crate) async fn work(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let into = subject(&context, &slug).await?;
    if !fields.has("table") {
        return arrived(&context, &into, &fields).await;
    }
    let form = ListForm::read(&fields)?;
    let mut errors = Errors::default();
    let Some(list) = form.list(context.t, &mut errors) else {
        return form_again(&check_page(&context, &into, &form, (None, errors)).await?);
    };
    let step = fields.text("step")?;
    if step == "file" {
        return report_file(&context, &into, (&form, &list)).await;
    }
    let is_final = step == "apply";
    if is_final && !form.has_consents {
        errors.add("has_consents", context.t.say("listener-list-consents-needed"));
    }
    if is_final && errors.is_empty() {
        return apply(&context, &into, (&form, &list)).await;
    }
    let is_wrong = !errors.is_empty();
    let checked = check_page(&context, &into, &form, (Some(&list), errors)).await?;
    if is_wrong || !checked.errors.is_empty() { form_again(&checked) } else { page(&checked) }
}

/// The report by line, to be kept beside the list.
async fn report_file(
    context: &Context,
    into: &Subject,
    (form, list): (&ListForm, &List),
) -> Result<HttpResponse, PageError> {
    match listener_list::check(&context.club, &context.viewer, &into.session, list).await {
        Ok(lines) => {
            let name = format!("{}-{}.csv", context.t.say("listener-list-report-name"), into.session.slug);
            Ok(attached("text/csv; charset=utf-8", name, report::file(&lines, context.t)?))
        }
        Err(ListError::Columns(_)) => {
            form_again(&check_page(context, into, form, (Some(list), Errors::default())).await?)
        }
        Err(ListError::NotFound) => Err(PageError::NotFound),
        Err(ListError::Db(error)) => Err(error.into()),
    }
}

async fn apply(
    context: &Context,
    into: &Subject,
    (form, list): (&ListForm, &List),
) -> Result<HttpResponse, PageError> {
    let applied =
        listener_list::apply(&context.club, &context.viewer, &into.session, (list, context.origin.clone()))
            .await;
    match applied {
        Ok(applied) => Ok(see_other(&done_address(&into.session.slug, applied))),
        Err(ListError::Columns(_)) => {
            let list = Some(list);
            form_again(&check_page(context, into, form, (list, Errors::default())).await?)
        }
        Err(ListError::NotFound) => Err(PageError::NotFound),
        Err(ListError::Db(error)) => Err(error.into()),
    }
}

fn done_address(slug: &str, applied: Applied) -> String {
    let Applied { new, further, queued, before, doubtful, refused } = applied;
    format!(
        "/organize/{slug}/listeners/import?done=1&new={new}&further={further}&queued={queued}&before={before}&doubtful={doubtful}&refused={refused}"
    )
}

/// A file that has just come: its columns are proposed.
async fn arrived(context: &Context, into: &Subject, fields: &Fields) -> Result<HttpResponse, PageError> {
    let upload = fields.upload("file")?.filter(|upload| !upload.bytes.is_empty());
    let t = context.t;
    let problem = match upload {
        None => t.say("listener-list-no-file"),
        Some(upload) => match Table::read(&upload.bytes) {
            Ok(table) => {
                let form = ListForm::proposed(table, &into.session);
                return page(&check_page(context, into, &form, (None, Errors::default())).await?);
            }
            Err(problem) => table_problem(problem, t),
        },
    };
    let mut errors = Errors::default();
    errors.add("file", problem);
    form_again(&FilePage::of(Layout::of(context), context.csrf(), into, errors))
}

/// Why a file is no list.
pub(super) fn table_problem(problem: TableError, t: Texts) -> String {
    match problem {
        TableError::Empty => t.say("listener-list-empty"),
        TableError::TooMuch => t.say("listener-list-too-much"),
        TableError::UnknownKind => t.say("listener-list-unknown-kind"),
        TableError::Damaged => t.say("listener-list-damaged"),
        TableError::OpenQuote(line) => t.say_with("listener-list-open-quote", &[("line", line.into())]),
    }
}

async fn check_page(
    context: &Context,
    into: &Subject,
    form: &ListForm,
    (list, mut errors): (Option<&List>, Errors),
) -> Result<CheckPage, PageError> {
    let t = context.t;
    let checked = match list {
        None => None,
        Some(list) => match listener_list::check(&context.club, &context.viewer, &into.session, list).await {
            Ok(lines) => Some(lines),
            Err(ListError::Columns(problem)) => {
                errors.add("columns", columns_problem(problem, t));
                None
            }
            Err(ListError::NotFound) => return Err(PageError::NotFound),
            Err(ListError::Db(error)) => return Err(error.into()),
        },
    };
    let surroundings = (Layout::of(context), context.csrf());
    CheckPage::of(surroundings, into, form, checked.as_deref(), (errors, context.club.clock.now()))
}

pub(super) fn columns_problem(problem: ColumnsError, t: Texts) -> String {
    match problem {
        ColumnsError::NoName => t.say("listener-list-columns-no-name"),
        ColumnsError::Twice(column) => {
            let column = t.say(&format!("listener-list-column-{}", column.word()));
            t.say_with("listener-list-columns-twice", &[("column", column.into())])
        }
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let webinars = [1, 2, 3].map(|number| data::webinar(lang, number)).to_vec();
    let into = Subject { session: data::session(lang), webinars };
    let file = |errors| FilePage::of(Layout::sample(lang), "sample".to_owned(), &into, errors);
    let mut wrong = Errors::default();
    wrong.add("file", Texts(lang).say("listener-list-unknown-kind"));
    let mut samples = vec![
        Sample::of("listener_list-file", &file(Errors::default())),
        Sample::of("listener_list-file-wrong", &file(wrong)),
    ];
    let (table, lines) = sample_list(lang);
    let form = ListForm {
        webinars: vec![data::id::<WebinarId>(21).to_string()],
        ..ListForm::proposed(table, &into.session)
    };
    let of = |lines: Option<&[CheckedLine]>| {
        let surroundings = (Layout::sample(lang), "sample".to_owned());
        CheckPage::of(surroundings, &into, &form, lines, (Errors::default(), data::before()))
    };
    for (name, page) in [("listener_list-check-columns", of(None)), ("listener_list-check", of(Some(&lines)))]
    {
        samples.extend(page.ok().map(|page| Sample::of(name, &page)));
    }
    samples
}

/// A list of three teachers: one is new, one may be known, one is refused.
fn sample_list(lang: Lang) -> (Table, Vec<CheckedLine>) {
    use club::listener_list::{Entry, LineProblem, Namesake, Outcome};
    let say = |ru: &str, en: &str| match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    };
    let [anna, boris, daria] = [
        say("Петрова Анна Сергеевна", "Petrova Anna"),
        say("Ким Борис Ильич", "Kim Boris"),
        say("Орлова Дарья", "Orlova Daria"),
    ];
    let (heads, work) = (say("ФИО;Должность;E-mail", "Full name;Position;E-mail"), say("учитель", "teacher"));
    let text = format!(
        "{heads}\n{anna};{work};anna@school44.example\n{boris};{work};\n{daria};{work};daria at school\n"
    );
    let table = Table::read(text.as_bytes()).unwrap_or_default();
    let entry = Entry {
        profile: club::person::Profile {
            name: lang::FullName {
                family: say("Петрова", "Petrova"),
                given: say("Анна", "Anna"),
                patronymic: None,
            },
            gender: entity::Gender::Female,
            position: work,
            school_name: say("МБОУ СОШ № 44", "School No. 44"),
            city: say("Сургут", "Surgut"),
            region: String::new(),
            zone: chrono_tz::Tz::Asia__Yekaterinburg,
            experience_years: None,
            email: club::Address::parse("anna@school44.example").ok(),
            phone: None,
            language: lang,
        },
        webinars: vec![data::id(21)],
    };
    let namesake = Namesake {
        id: data::id(7),
        name: boris.clone(),
        school: say("МБДОУ № 8", "Kindergarten No. 8"),
        city: say("Сургут", "Surgut"),
        address: Some("kim@school8.example".to_owned()),
    };
    let line = |number, name: &str, address: &str, outcome| CheckedLine {
        number,
        name: name.to_owned(),
        address: address.to_owned(),
        outcome,
        has_address: number != 3,
    };
    let wrong = LineProblem::Email("daria at school".to_owned());
    let lines = vec![
        line(2, &anna, "anna@school44.example", Outcome::New(entry.clone())),
        line(3, &boris, "", Outcome::Doubtful(entry, vec![namesake])),
        line(4, &daria, "daria at school", Outcome::Refused(wrong)),
    ];
    (table, lines)
}
